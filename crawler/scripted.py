"""Addresses that a page states outside of its links: select boxes, clicks, “load more”, frames."""

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from cleaners.dom import Document

_HINTS = ("<option", "onclick", "data-", "javascript:", "frame")
_NODES = etree.XPath(
    "//option[@value] | //frame[@src] | //iframe[@src] | //*[@onclick]"
    " | //a[starts-with(@href, 'javascript:')]"
    " | //*[@*[starts-with(name(), 'data-') and (contains(., '/') or contains(., '.')"
    " or contains(., '?'))]]"
)
_DATA = re.compile(r"data-([\w-]*-)?(url|href|link|next|page|more|load|ajax)(-[\w-]*)?")
_GOES = re.compile(r"(?i)location|open|href|load|more|page|next|get|url|go")
_QUOTED = re.compile(r"[\"']([^\"'<>{}\s]{1,500})[\"']")
# As a whole: a template of an address (?page={n}) is none.
_ADDRESS = re.compile(
    r"(https?:/|/|\.{1,2})?/[^\s<>{}$\"'|\\]+|\?[\w-]+=[^\s<>{}$\"'|\\]+"
    r"|[\w%.~-][\w%./~-]*\.(s?html?|php|aspx?|jsp|do|json)(\?[^\s<>{}$\"'|\\]*)?"
)
_MOVED = re.compile(
    r"location(?:\.href)?\s*=\s*[\"']([^\"'\s]{1,500})[\"']"
    r"|location\.(?:replace|assign)\(\s*[\"']([^\"'\s]{1,500})[\"']"
)
_DEED = re.compile(
    r"(?i)(count|hits?|click|vote|digg|ding|zan|like|share|comment|login|logout|register|delete|del"
    r"|fav(orite)?|stow|captcha|verify|download|print)s?\b"
)
_LONGEST_SCRIPT = 10_000


def stated_links(document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """Yield addresses as written, and the elements that state them, in reading order.

    Those are the options of select boxes, frames, attributes such as `data-url`, and what stands
    in quotes where a click leads elsewhere (`location.href='…'`). Only whole addresses, and
    none that counts, votes or deletes.
    """
    if not any(hint in document.text for hint in _HINTS):
        return
    for node in cast("list[HtmlElement]", _NODES(document.tree)):
        for value in _values(node):
            if _ADDRESS.fullmatch(value) and not _DEED.search(value):
                yield value, node


def _values(node: HtmlElement) -> Iterator[str]:
    for name, value in node.attrib.items():
        if len(value) > 1000:
            continue
        leads = (node.tag, name) in {("option", "value"), ("frame", "src"), ("iframe", "src")}
        if leads or _DATA.fullmatch(name):
            yield value.strip()
        elif name in ("onclick", "href") and _GOES.search(value):
            yield from _QUOTED.findall(value)


def moved_by_script(document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """Yield where a page's scripts send its readers."""
    for node in document.tree.iter("script"):
        for found in _MOVED.finditer((node.text or "")[:_LONGEST_SCRIPT]):
            yield found[1] or found[2], node
