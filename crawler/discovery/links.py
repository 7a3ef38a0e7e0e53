"""The links of a page: which to follow, and what each promises."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from urllib.parse import urljoin

from cleaners.dom import Document
from cleaners.tree.nodes import Node, attribute
from crawler.discovery.addresses import (
    as_served,
    is_below,
    is_host_of,
    normalise,
    numbered,
    part_of,
)
from crawler.discovery.asking import asked_links
from crawler.discovery.forums import thread_of
from crawler.discovery.pagers import scripted_page, unstated_page
from crawler.discovery.promises import (
    declared_kind,
    is_feed,
    is_followed,
    is_list,
    is_of_one,
    promised_by_address,
    promised_kind,
)
from crawler.discovery.scripted import (
    moved_by_script,
    scripts,
    stated_links,
    written_links,
)
from crawler.discovery.widgets import widget_page
from crawler.profile import Discover
from pipelines.corpus import Link

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_WHOLE = ("http://", "https://")
_ROOTED = re.compile(r"/(?:[\w~-][\w.~-]*+/?)*+", re.ASCII)  # most links, and quicker to join

Stated = tuple[str, Node]
"""An address as a page writes it, and the element that does."""


def page_links(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    """Return the page's links on its own site in reading order, each once, itself left out.

    A link to a later page of an article counts as one to its first page. One to another host of
    the site (https, www, m) counts as one to the page's own, unless the page sends its readers
    there.
    """
    own = normalise(url) or url
    found = _found(document, own, document.links, domains, discover)
    return tuple(found.values())


def list_links(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    """Return the links of a page that is no article, those it states elsewhere coming last.

    Such are feeds, what scripts write (and ask for, where nothing else leads to an article),
    select boxes, “load more”, the pages between here and
    尾页, and the next page of a pager that a script writes.
    """
    own, base = normalise(url) or url, base_of(document, url)
    feeds = list(_feeds(document, own, discover))
    stated = [*document.links, *feeds, *stated_links(document), *written_links(document)]
    found = _found(document, own, stated, domains, discover)
    if not any(link.kind == "article" for link in found.values()):
        found |= _found(document, own, chain(stated, asked_links(document)), domains, discover)
    unstated = unstated_page(own, [link.url for link in found.values() if link.level])
    if unstated and unstated != own and is_followed(unstated, discover):
        found.setdefault(unstated, Link(unstated, "list", level=True, next=True))
    script = scripts(document)
    written = scripted_page(base, script) or widget_page(base, script)
    if written and (following := _of_pager(written, own, domains, discover)):
        found[following] = Link(following, "list", level=True, next=True)
    for node in document.elements["link"]:
        if attribute(node, "rel").lower() == "next":
            stated_next = address_of(base, attribute(node, "href"), document.encoding)
            if following := _of_pager(stated_next or "", own, domains, discover):
                found[following] = Link(following, "list", level=True, next=True)
    if not any(link.kind == "article" for link in found.values()):
        for href, _ in feeds:  # all that tells what is new
            address = as_served(address_of(base, href, document.encoding) or "", own)
            if address in found:
                level = found[address].level or is_feed(address)
                found[address] = replace(found[address], kind="list", level=level, section=True)
    return tuple(found.values())


def _found(
    document: Document,
    own: str,
    stated: Iterable[Stated],
    domains: tuple[str, ...],
    discover: Discover,
) -> dict[str, Link]:
    found: dict[str, Link] = {}
    base, moved = base_of(document, own), list(_moves(document, own))
    served = own[: own.find("/", 8) + 1] or own
    for number, (href, node) in enumerate(chain(moved, stated)):
        address = address_of(base, href, document.encoding)
        if address is None:
            continue
        if number >= len(moved) and not address.startswith(served):
            address = as_served(address, own)
        if address == own and number < len(moved):
            address = _written_out(base, href) or own
        if not declared_kind(address, discover):
            address = first_page_of(address)
        if address == own or address in found:
            continue
        if is_in_reach(address, own, domains, discover) and is_followed(address, discover):
            shell = number < len(moved) or node.tag in ("frame", "iframe")
            said = "" if shell else text_of(node)  # a script's is no title
            kind = promised_by_address(address, discover) or promised_kind("", said, discover)
            beside = shell or _is_beside(address, own)
            found[address] = Link(address, kind, beside, section=shell)
    return found


def _written_out(base: str, href: str) -> str | None:
    """Return the address to which `/` sends its readers where that is `/index.asp`: else one, the
    server tells them apart.
    """
    address = urljoin(base, href).partition("#")[0]
    return address if normalise(address) == base.partition("#")[0] != address else None


def is_in_reach(address: str, page: str, domains: tuple[str, ...], discover: Discover) -> bool:
    """Tell whether an address on a page is on the site, or looks like one of its articles and is
    on a host below: `news.abc.com` for `www.abc.com`, unless the profile says what the site is.
    """
    authority = address.split("/", 3)[2]
    if is_host_of(authority, domains):
        return True
    if discover.domains or not is_below(authority, domains):
        return False
    return is_host_of(page.split("/", 3)[2], domains) and is_of_one(address)


def first_page_of(address: str) -> str:
    """Return the first page of the article whose later page an address is, else the address."""
    if thread := thread_of(address):
        return thread
    return address if is_list(address) else part_of(address) or address


def _of_pager(written: str, own: str, domains: tuple[str, ...], discover: Discover) -> str | None:
    address = as_served(normalise(written) or "", own)
    if not address or address == own or not is_host_of(address.split("/", 3)[2], domains):
        return None
    return address if is_followed(address, discover) else None


def _is_beside(address: str, url: str) -> bool:
    """Tell whether an address is another page of the same numbered list."""
    return is_list(address) and numbered(address)[0] == numbered(url)[0]


def _feeds(document: Document, own: str, discover: Discover) -> Iterator[Stated]:
    """Yield the feeds that a home page names, but not those of its comments."""
    if discover.sitemap is not None or not _is_home(own):
        return
    for node in document.elements["link"]:
        alternate = "alternate" in attribute(node, "rel").lower()
        kind, href = attribute(node, "type").lower(), attribute(node, "href").strip()
        if alternate and kind in _FEED_TYPES and href and "comments" not in href:
            yield href, node


def _moves(document: Document, own: str) -> Iterator[Stated]:
    """Yield where a page sends its readers: a refresh, a script on a home page without links."""
    for node in document.elements["meta"]:
        if attribute(node, "http-equiv").lower() == "refresh":
            _, _, target = attribute(node, "content").partition("=")
            yield target.strip(" '\""), node
    if not document.links:
        yield from moved_by_script(document)


def _is_home(url: str) -> bool:
    return url.endswith("/") and url.count("/") == 3


def address_of(base: str, href: str, encoding: str) -> str | None:
    try:
        if "\\" in href:
            href = href.replace("\\", "/")
        if not href.startswith(_WHOLE):
            rooted = base.startswith(_WHOLE) and _ROOTED.fullmatch(href)
            href = "/".join(base.split("/", 3)[:3]) + href if rooted else urljoin(base, href)
        return normalise(href, encoding)
    except ValueError:
        return None


def text_of(node: Node) -> str:
    """Return a link's text."""
    return node.text().strip()


def base_of(document: Document, url: str) -> str:
    for node in document.elements["base"]:
        if href := attribute(node, "href").strip():
            try:
                return str(urljoin(url, href))
            except ValueError:
                break
    return url
