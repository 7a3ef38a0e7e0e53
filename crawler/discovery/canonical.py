"""The address that a page gives as its own, where it can be believed."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from cleaners.dom import Document
from cleaners.tree.nodes import attribute
from crawler.discovery.addresses import as_served, is_host_of, normalise, numbered

_ID = re.compile(r"(?i)\w*id|no|n|p|page\w*|q|k|keyword|word")
_NUMBER = re.compile(r"\d{2,}")


def canonical(document: Document, url: str, domains: tuple[str, ...]) -> str | None:
    """Return the page's `<link rel=canonical>` where it is another address of the same page.

    Many sites write the same one, or their home page, on every page. So it is believed when it
    is on the same site, no folder, says the same page number, and names the same article:
    the same path with no key of an id left out, or the same last part of the path, or a
    last number of two digits or more that stands in the page's own address too.
    """
    here = normalise(url)
    for node in document.elements["link"]:
        if here and "canonical" in attribute(node, "rel").lower().split():
            there = _written(attribute(node, "href"), here, document.encoding)
            authority = there.split("/", 3)[2] if there else ""
            believed = there and there != here and is_host_of(authority, domains)
            return there if believed and there and _is_same(here, there) else None
    return None


def _written(href: str, here: str, encoding: str) -> str | None:
    try:
        there = normalise(urljoin(here, href.strip()), encoding)
    except ValueError:
        return None
    return as_served(there, here) if there else None


def _is_same(here: str, there: str) -> bool:
    a, b = urlsplit(here), urlsplit(there)
    if numbered(here)[1] != numbered(there)[1]:
        return False
    if a.path == b.path:
        left, kept = dict(parse_qsl(a.query, True)), dict(parse_qsl(b.query, True))
        lost = {key for key in left if kept.get(key) != left[key]}
        return kept.items() <= left.items() and not any(map(_ID.fullmatch, lost))
    if b.path.endswith("/") and not b.query:
        return False
    ours, last = a.path.rpartition("/")[2], b.path.rpartition("/")[2]
    if len(last) >= 4 and ours == last and not b.query:
        return not a.query or bool(_NUMBER.search(last))
    numbers = _NUMBER.findall(f"{b.path}?{b.query}")
    own = _NUMBER.findall(f"{a.path.rpartition('/')[2]}?{a.query}")
    return bool(numbers) and numbers[-1] in own
