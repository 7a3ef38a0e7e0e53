"""The links of a page: which to follow, what each promises, and an article's further page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement
from w3lib.url import safe_url_string

from crawler.profile import Discover
from pipelines.corpus import Kind, Link

# Query keys that say where a reader came from or who he is, never which page it is.
_TRACKING = re.compile(r"(?i)^(from|source|spm|utm_\w+|ref|referer|phpsessid|jsessionid|sid)$")
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::(?!80/|443/)\d{1,4})?/[\w/.~-]*", re.ASCII)
LONGEST_URL = 2083  # what browsers and proxies of old took
_INDEX = re.compile(r"(?<=/)(index|default)\.(s?html?|php|aspx?|jsp)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_FILES = re.compile(
    r"\.(jpe?g|png|gif|bmp|webp|svg|ico|css|js|json|xml|rss|pdf|docx?|xlsx?|pptx?|wps|txt|zip|rar"
    r"|7z|gz|tar|exe|apk|dmg|mp[34]|avi|flv|swf|wmv|wav|woff2?|ttf)$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?i)(/|[/_-](list|index|category|channel|sort|tags?|archive|page)s?[-_/]?\d*([-_]\d+)*"
    r"(\.s?html?|\.php|\.aspx?)?)$|/(list|category|channel)\.\w+\?"
    r"|[?&](page|p|pn|pageno|catid|typeid|cid)=\d+$"
)
_ARTICLE = re.compile(
    r"(?i)/\d{2,}[-_]?\d*\.(s?html?|php|aspx?|jsp)$"
    r"|/(a|p|t|article|arc|content|show|view|detail|details|info|news|read|thread|archives?)"
    r"[-_/]\d+([-_/]\d+)*(\.\w+|/)?$"
    r"|/\d{4}[-/]?\d{2}[-/]?\d{2}/[\w-]+(\.\w+)?$"
    r"|[?&](id|tid|aid|artid|articleid|newsid|contentid|itemid)=\d+"
)
_PART = re.compile(r"^(?P<first>\d+|.*\d)_(?P<number>\d{1,2})$")
_NEXT = re.compile(
    r"^[\s\[【(（<«‹]*(下一?[页頁]|后一?[页頁]|next( page)?)[\s\]】)）>»›]*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?:[-_](?P<number>\d{1,3}))?$")


@lru_cache(8192)  # menus and side columns come again on every page of a site
def normalise(url: str) -> str | None:
    """Return the one form under which a page's address is known, None if it is no web page.

    Fragments, session ids, tracking keys, default ports and `index.html` go; the order of the
    query stays.
    """
    if len(url) > LONGEST_URL:
        return None
    if _PLAIN.fullmatch(url):
        return _INDEX.sub("", url)
    try:
        parts = urlsplit(safe_url_string(url.strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, default) else f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True, encoding="latin-1")
    kept = [(key, value) for key, value in pairs if not _TRACKING.match(key)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept, encoding="latin-1")
    path = _SESSION.sub("", parts.path) or "/"
    if not query:
        path = _INDEX.sub("", path)
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def domains_of(url: str) -> tuple[str, ...]:
    """Return the hosts that are the same site as a URL: with and without www, m and wap.

    The port, if the URL names one, belongs to the site.
    """
    netloc = urlsplit(url).netloc.rpartition("@")[2].lower()
    bare = re.sub(r"^(www|m|wap)\.(?=[^.]+\.)", "", netloc)
    if not re.search(r"[a-z]", bare.partition(":")[0]):
        return (bare,)
    return (bare, f"www.{bare}", f"m.{bare}", f"wap.{bare}")


def on_site(url: str, domains: tuple[str, ...]) -> bool:
    """Tell whether a URL is on one of the hosts; `.abc.com` takes in all hosts below it.

    A domain that names a port takes only that port, one that names none takes any.
    """
    return _is_host_of(urlsplit(url).netloc, domains)


@lru_cache(1024)
def _is_host_of(authority: str, domains: tuple[str, ...]) -> bool:
    parts = urlsplit(f"//{authority.lower()}")
    netloc, host = parts.netloc.rpartition("@")[2], parts.hostname or ""
    return any(
        domain in (netloc, host)
        or (domain.startswith(".") and (host.endswith(domain) or host == domain[1:]))
        for domain in domains
    )


def declared_kind(url: str, discover: Discover) -> Kind | None:
    """Return what the profile's patterns say of an address, None if they say nothing."""
    if any(re.search(pattern, url) for pattern in discover.article):
        return "article"
    if any(re.search(pattern, url) for pattern in discover.list):
        return "list"
    return None


def promised_kind(url: str, text: str, discover: Discover) -> Kind:
    """Return what an address and its link text promise, the profile's patterns first."""
    if declared := declared_kind(url, discover):
        return declared
    if part_of(url):
        return "part"
    if _LIST.search(url):
        return "list"
    if _ARTICLE.search(url) or len(text) >= 10:
        return "article"
    return "other"


def page_links(
    tree: HtmlElement, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    """Return the page's links on its own site in reading order, each once, itself left out."""
    found: dict[str, Link] = {}
    own, base = normalise(url), _base(tree, url)
    for href, node in chain(_refreshes(tree), _anchors(tree)):
        address = _address(base, href)
        if address is None or address == own or address in found:
            continue
        authority = address.split("/", 3)[2]
        if _is_host_of(authority, domains) and _is_followed(address, discover):
            found[address] = Link(address, promised_kind(address, _text(node), discover))
    return tuple(found.values())


def _is_followed(address: str, discover: Discover) -> bool:
    return not _FILES.search(urlsplit(address).path) and not any(
        re.search(pattern, address) for pattern in discover.ignore
    )


def _anchors(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    for node in tree.iter("a", "area"):
        href = (node.get("href") or "").strip()
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            yield href, node


def _refreshes(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    for node in tree.iter("meta"):
        if (node.get("http-equiv") or "").lower() == "refresh":
            _, _, target = (node.get("content") or "").partition("=")
            yield target.strip(" '\""), node


def _address(base: str, href: str) -> str | None:
    try:
        whole = href.startswith(("http://", "https://"))
        return normalise(href if whole else urljoin(base, href))
    except ValueError:
        return None


def _text(node: HtmlElement) -> str:
    return "".join(node.itertext()).strip()


def _base(tree: HtmlElement, url: str) -> str:
    for node in tree.iter("base"):
        try:
            return str(urljoin(url, (node.get("href") or "").strip()))
        except ValueError:
            break
    return url


def part_of(url: str) -> str | None:
    """Return the first page's address of one that looks like an article's later page.

    `/a/1005_2.html` is page 2 of `/a/1005.html`; None for any other shape.
    """
    path, dot, suffix = urlsplit(url).path.rpartition(".")
    folder, slash, stem = path.rpartition("/")
    match = _PART.match(stem) if dot else None
    if match is None or int(match["number"]) < 2 or _LIST.search(url):
        return None
    return urljoin(url, f"{folder}{slash}{match['first']}{dot}{suffix}")


def further_page(tree: HtmlElement, url: str) -> str | None:
    """Return the next page of the same article, by its link text and address, or None.

    下一页 or the next number, and an address that differs only in its page number.
    """
    here = _numbered(url)
    following = str(here[1] + 1)
    for href, node in _anchors(tree):
        text = _text(node)
        if text != following and not _NEXT.match(text):
            continue
        address = _address(_base(tree, url), href)
        if address and _numbered(address) == (here[0], here[1] + 1):
            return address
    return None


def _numbered(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    pairs = dict(parse_qsl(parts.query))
    for key in ("page", "p", "pageno", "pn"):
        if pairs.get(key, "").isdigit():
            number = int(pairs.pop(key))
            return f"{parts.netloc}{parts.path}?{sorted(pairs.items())}", number
    path, dot, suffix = parts.path.rpartition(".") if "." in parts.path else (parts.path, "", "")
    match = _NUMBERED.match(unquote(path))
    assert match is not None
    number = int(match["number"] or 1)
    return f"{parts.netloc}{match['stem']}{dot}{suffix}?{sorted(pairs.items())}", number
