"""Links of lists that are no pages: sitemaps, feeds, and what “load more” brings."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from cleaners.decode import decode
from cleaners.dom import Document, Unparsable, parse
from cleaners.model import Page
from cleaners.tree.nodes import attribute
from crawler.discovery.addresses import as_served, normalise
from crawler.discovery.links import base_of, first_page_of, is_in_reach, page_links
from crawler.discovery.pagers import following_page
from crawler.discovery.promises import is_followed, promised_kind
from crawler.discovery.sitemaps import MOST_ENTRIES, Entry, entries, moment
from crawler.discovery.templates import filled, own_data, templates, without_call
from crawler.discovery.views import is_view
from crawler.profile import Discover
from pipelines.corpus import Link

_MANY = 10
_FEW = 5
"""Sitemaps of an index that are looked at in every run when it does not say which changed."""

_AHEAD = timedelta(days=1)
_LINK_KEY = re.compile(r"(?i)(?>\w*?(?:url|href|link|path|next))\w*+")
_WRITTEN = re.compile(r"(https?:/|\.{0,2})/[^\s<>{}\"']+|[\w-][\w/.-]*\.s?html?")
_MOST_VALUES, _MOST_SCRIPTS = 100_000, 50
_PIECE = re.compile(r"(?s)<!\[CDATA\[(.*?)(\]\]>|\Z)")


def listed_links(
    page: Page, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...] | None:
    """Return the links of a sitemap, a feed, JSON or JSONP in its order, None for another file."""
    named = entries(page.body, page.charset)
    if named is not None:
        return _links(page, named, domains, discover)
    body = without_call(page.body)
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") and b"<![CDATA[" in body:
        html = decode(body, page.charset).text
        pieces = "\n".join(piece for piece, end in _PIECE.findall(html) if end)
        return with_following(page.url, _of_html(pieces, page.url, domains, discover))
    if start[:1] not in (b"{", b"["):
        return None
    links = _of_json(body, page.url, domains, discover)
    return None if links is None else with_following(page.url, links)


def data_links(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    """Return the links named in the JSON from which a page's scripts would build it, and those that
    its templates of addresses make of the data in its scripts.
    """
    found: dict[str, Link] = {}
    for script in document.elements["script"][:_MOST_SCRIPTS]:
        kind = attribute(script, "type")
        if "json" in kind and "ld+" not in kind:
            body = script.text().encode()
            found |= {link.url: link for link in _of_json(body, url, domains, discover) or ()}
    if templates(document):
        data = [text for script in document.elements["script"] for text in own_data(script.text())]
        for link in filled_links(document, url, data, domains, discover):
            menu = link.kind != "article" and not is_view(link.url)
            found[link.url] = replace(link, section=menu)
    found.pop(url, None)
    return tuple(found.values())


def filled_links(
    document: Document,
    url: str,
    data: Sequence[bytes],
    domains: tuple[str, ...],
    discover: Discover,
) -> tuple[Link, ...]:
    """Return the links that a page's templates of addresses make of the data it asked for."""
    wanted = templates(document)
    named = [entry for body in data for entry in filled(body, wanted)]
    page = Page(base_of(document, url), b"")
    return _links(page, named[:MOST_ENTRIES], domains, discover)


def _links(
    page: Page, named: Sequence[Entry], domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    at = page.fetched_at or datetime.now(UTC)
    found: dict[str, Link] = {}
    for entry, modified in zip(named, _modified(named, at), strict=True):
        address = _address(page.url, entry.url)
        if address is None or address == page.url:
            continue
        if not is_in_reach(address, page.url, domains, discover):
            continue
        if entry.nested:
            often = len(named) <= _FEW and modified is None
            found.setdefault(address, Link(address, "list", often, modified, section=often))
        elif is_followed(address, discover):
            address = first_page_of(address)
            kind = promised_kind(address, entry.title, discover)
            found.setdefault(address, Link(address, kind, modified=modified))
    return tuple(found.values())


def _modified(named: Sequence[Entry], at: datetime) -> Iterator[datetime | None]:
    """Yield when each entry changed.

    A time to come is no such time, and an hour that more than half of ten or more entries
    share is when the sitemap was made.
    """
    moments = [moment(entry.date) if entry.date else None for entry in named]
    hours = Counter(when.replace(minute=0, second=0, microsecond=0) for when in moments if when)
    made = {hour for hour, count in hours.items() if len(named) >= _MANY and count * 2 > len(named)}
    for when in moments:
        hour = when and when.replace(minute=0, second=0, microsecond=0)
        yield None if when is None or when > at + _AHEAD or hour in made else when


def _address(page: str, href: str) -> str | None:
    try:
        address = normalise(urljoin(page, href))
    except ValueError:
        return None
    return as_served(address, page) if address else None


def _of_json(
    body: bytes, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    named, html = [], []
    for key, text, title in islice(_strings(value), _MOST_VALUES):
        if "<a " in text:
            html.append(text)
        elif _LINK_KEY.fullmatch(key) and _WRITTEN.fullmatch(text):
            named.append(Entry(text, title))
    page = Page(url, b"")
    links = {link.url: link for link in _links(page, named[:MOST_ENTRIES], domains, discover)}
    if html:
        for link in _of_html("\n".join(html), url, domains, discover):
            links.setdefault(link.url, link)
    return tuple(links.values())


def _of_html(html: str, url: str, domains: tuple[str, ...], discover: Discover) -> tuple[Link, ...]:
    try:
        return page_links(parse(html.encode(), "utf-8"), url, domains, discover)
    except Unparsable:
        return ()


def _strings(value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield each string in JSON with its key and the title beside it, in order."""
    waiting = [("", value, "")]
    while waiting:
        key, value, title = waiting.pop()
        if isinstance(value, str):
            yield key, value, title
        elif isinstance(value, list):
            waiting += [(key, each, title) for each in reversed(value)]
        elif isinstance(value, dict):
            title = next((str(value[k]) for k in ("title", "name") if k in value), "")
            waiting += [(str(k), each, title) for k, each in reversed(value.items())]


def with_following(url: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the links of a piece of a list, and its next piece, if it names articles.

    A piece that says no more than its number cannot say which one is the last: the chain ends
    where a piece names no article, or nothing new for so long that any chain would.
    """
    articles = any(link.kind == "article" for link in links)
    following = following_page(url) if articles else None
    if following is None or any(link.url == following for link in links):
        return links
    return (*links, Link(following, "list", next=True))
