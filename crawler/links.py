"""The links of a page: which to follow, what each promises, and an article's further page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from cleaners.dom import Document
from crawler.addresses import is_host_of, normalise, numbered, part_of
from crawler.profile import Discover
from pipelines.corpus import Kind, Link

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
    r"(?i)/\d{2,}+(?:[-_]\d*+)?\.(s?html?|php|aspx?|jsp)$"
    r"|/(a|p|t|article|arc|content|show|view|detail|details|info|news|read|thread|archives?)"
    r"[-_/]\d+([-_/]\d+)*(\.\w+|/)?$"
    r"|/\d{4}[-/]?\d{2}[-/]?\d{2}/[\w-]+(\.\w+)?$"
    r"|[?&](id|tid|aid|artid|articleid|newsid|contentid|itemid)=\d+"
)
_NEXT = re.compile(
    r"^[\s\[【(（<«‹]*(下一?[页頁]|后一?[页頁]|next( page)?)[\s\]】)）>»›]*$", re.IGNORECASE
)

# From that many characters on a link's text is a title. No title has so many elements.
_TITLE, _MANY = 10, 100


@lru_cache(8192)
def _is_list(url: str) -> bool:
    return _LIST.search(url) is not None


def declared_kind(url: str, discover: Discover) -> Kind | None:
    """Return what the profile's patterns say of an address, None if they say nothing."""
    if any(re.search(pattern, url) for pattern in discover.article):
        return "article"
    if any(re.search(pattern, url) for pattern in discover.list):
        return "list"
    return None


def promised_kind(url: str, text: str, discover: Discover) -> Kind:
    """Return what an address and its link text promise, the profile's patterns first."""
    return _promised(url, discover) or ("article" if len(text) >= _TITLE else "other")


def _promised(url: str, discover: Discover) -> Kind | None:
    if declared := declared_kind(url, discover):
        return declared
    if _is_list(url):
        return "list"
    return "article" if _ARTICLE.search(url) else None


def page_links(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    """Return the page's links on its own site in reading order, each once, itself left out.

    A link to a later page of an article counts as one to its first page.
    """
    found: dict[str, Link] = {}
    own, base = normalise(url), base_of(document.tree, url)
    for href, node in chain(_refreshes(document.tree), document.links):
        address = address_of(base, href, document.encoding)
        if address is None:
            continue
        if not declared_kind(address, discover) and not _is_list(address):
            address = part_of(address) or address
        if address == own or address in found:
            continue
        authority = address.split("/", 3)[2]
        if is_host_of(authority, domains) and _is_followed(address, discover):
            kind = _promised(address, discover) or promised_kind("", text_of(node), discover)
            found[address] = Link(address, kind, _is_beside(address, url))
    return tuple(found.values())


def _is_beside(address: str, url: str) -> bool:
    """Tell whether an address is another page of the same numbered list."""
    return _is_list(address) and numbered(address)[0] == numbered(url)[0]


def _is_followed(address: str, discover: Discover) -> bool:
    return not _FILES.search(urlsplit(address).path) and not any(
        re.search(pattern, address) for pattern in discover.ignore
    )


def _refreshes(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    for node in tree.iter("meta"):
        if (node.get("http-equiv") or "").lower() == "refresh":
            _, _, target = (node.get("content") or "").partition("=")
            yield target.strip(" '\""), node


def address_of(base: str, href: str, encoding: str) -> str | None:
    try:
        whole = href.startswith(("http://", "https://"))
        return normalise(href if whole else urljoin(base, href), encoding)
    except ValueError:
        return None


def text_of(node: HtmlElement) -> str:
    """Return a link's text; what a link around half a page says, only its length matters."""
    inside = list(islice(node.iter(), _MANY))
    texts = node.itertext() if len(inside) < _MANY else (part.text or "" for part in inside)
    return "".join(texts).strip()


def base_of(tree: HtmlElement, url: str) -> str:
    for node in tree.iter("base"):
        try:
            return str(urljoin(url, (node.get("href") or "").strip()))
        except ValueError:
            break
    return url


def further_page(document: Document, url: str) -> str | None:
    """Return the next page of the same article, by its link text and address, or None.

    下一页 or the next number, and an address that differs only in its page number.
    """
    here = numbered(url)
    following, base = str(here[1] + 1), base_of(document.tree, url)
    for href, node in document.links:
        text = text_of(node)
        if text != following and not _NEXT.match(text):
            continue
        address = address_of(base, href, document.encoding)
        if address and numbered(address) == (here[0], here[1] + 1):
            return address
    return None
