"""The sample site as one pure function: a path and a query in, a response out."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from urllib.parse import parse_qsl, unquote

from crawler.sample import list_pages, odd_pages
from crawler.sample.article_page import article_page, print_page
from crawler.sample.manuscripts import CST, Category, Manuscript, categories, manuscripts

BUILT = datetime(2023, 11, 20, 8, 0, tzinfo=CST)
HTML_UTF8 = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """What the server sends, but for Date, Server and Content-Length."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


def render(path: str, query: str = "") -> Response:
    """The answer to GET of a percent-encoded path and query string."""
    name, values = unquote(path), dict(parse_qsl(query))
    if name.startswith("/rili"):
        return _html(odd_pages.calendar_page(values))
    if name.startswith("/tags/") and name.endswith(".html"):
        return _html(list_pages.tag_page(name.removeprefix("/tags/").removesuffix(".html")))
    if "print" in values and name in manuscripts():
        article = manuscripts()[name]
        return _html(print_page(article), article.category, modified=article.published)
    return _page(name)


def conditional(response: Response, headers: Mapping[str, str]) -> Response:
    """The response, or 304 where the request's validators still hold (RFC 9110, 13.2.2)."""
    if response.status != 200 or "ETag" not in response.headers or not _fresh(response, headers):
        return response
    kept = {name: response.headers[name] for name in ("ETag", "Last-Modified")}
    return Response(304, kept, b"")


def _fresh(response: Response, headers: Mapping[str, str]) -> bool:
    if tags := headers.get("If-None-Match"):
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or response.headers["ETag"] in known
    try:
        since = parsedate_to_datetime(headers.get("If-Modified-Since") or "")
        return parsedate_to_datetime(response.headers["Last-Modified"]) <= since
    except (ValueError, TypeError):
        return False


@cache
def _page(name: str) -> Response:
    if name == "/robots.txt":
        return Response(200, {"Content-Type": "text/plain"}, odd_pages.ROBOTS.encode())
    if article := _parts().get(name):
        made = article_page(*article)
        return _html(made, article[0].category, modified=article[0].published)
    if listed := _lists().get(name):
        return _html(list_pages.list_page(*listed), listed[0])
    if maker := _FIXED.get(name):
        return _html(maker())
    return _html(odd_pages.not_found(), status=404)


@cache
def _parts() -> dict[str, tuple[Manuscript, int]]:
    """Every page of every article by its path."""
    return {
        it.part_path(part): (it, part)
        for it in manuscripts().values()
        for part in range(1, it.parts + 1)
    }


@cache
def _lists() -> dict[str, tuple[Category, int]]:
    """Every list page by its path; the first also answers for its folder."""
    pages = {
        list_pages.list_path(category, number): (category, number)
        for category in categories()
        for number in range(1, list_pages.list_length(category) + 1)
    }
    return pages | {f"/{category.slug}/": (category, 1) for category in categories()}


_FIXED: dict[str, Callable[[], str]] = {
    "/": list_pages.home_page,
    "/index.html": list_pages.home_page,
    "/sitemap.html": list_pages.site_map,
    "/about/contact.html": odd_pages.contact,
    "/admin/": odd_pages.login,
    "/admin/login.html": odd_pages.login,
    list_pages.EMPTY: odd_pages.empty_article,
    **dict.fromkeys(list_pages.SOFT_404, odd_pages.soft_404),
}


def _html(
    text: str,
    category: Category | None = None,
    *,
    status: int = 200,
    modified: datetime = BUILT,
) -> Response:
    """Encoded as its column is: the header names a charset only where the column's does."""
    utf8 = category is None or category.charset == "utf-8"
    body = text.encode("utf-8" if utf8 else "gbk", "xmlcharrefreplace")
    headers = {"Content-Type": HTML_UTF8 if utf8 else "text/html"}
    if status == 200:
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    return Response(status, headers, body)
