"""Addresses that a page states outside of its links: select boxes, clicks, “load more”, frames."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import cast

from lxml import etree, html
from lxml.html import HtmlElement

from cleaners.dom import Document

# Where to look, and what a page's source must hold for it to be worth it.
_OPTIONS = {"//option[@value]": ("<option", "<OPTION")}
_PLACES = _OPTIONS | {
    "//frame[@src]": ("<frame", "<FRAME"),
    "//iframe[@src]": ("<iframe", "<IFRAME"),
    "//*[@onclick]": ("onclick", "onClick", "OnClick", "ONCLICK"),
    "//a[starts-with(@href, 'javascript:')]": ("javascript:",),
    "//*[@*[starts-with(name(), 'data-')]]": ("data-",),
}
_DATA = re.compile(
    r"data(?=-)(?>[\w-]*?-(?:url|href|link|next|page|more|load|ajax)(?=-|\Z))[\w-]*+"
)
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
_FETCHES = re.compile(
    r"\b(?:fetch|ajax|getJSON|axios[\w.]{0,60}|\$\.(?:get|post))\s*\(|XMLHttpRequest"
)
_WRITTEN = re.compile(r"(?is)<a\s[^<>]{1,1000}>.{0,500}?</a>")
_NAMED = re.compile(
    r"[\"']((?:[\w.~-]*/)*[\w.~-]+\.(?:s?html?|php|aspx?|jsp)(?:\?[\w=&%.-]+)?)[\"']"
)
_LONGEST_LIST, _MOST_WRITTEN = 300_000, 2_000
_NEXT_TO_NONE = 100
_LONGEST_SCRIPT, _MOST_SCRIPTS = 10_000, 50


def stated_links(document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """Yield addresses as written, and the elements that state them, in reading order.

    Those are the options of select boxes, frames, attributes such as `data-url`, and what stands
    in quotes where a click leads elsewhere (`location.href='…'`). Only whole addresses, and
    none that counts, votes or deletes.
    """
    return _stated(document, _PLACES)


def options(document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the addresses of select boxes, and the options that state them, in reading order."""
    return _stated(document, _OPTIONS)


def _stated(
    document: Document, known: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, HtmlElement]]:
    places = tuple(
        place for place, hints in known.items() if any(hint in document.text for hint in hints)
    )
    if not places:
        return
    for node in cast("list[HtmlElement]", _finder(places)(document.tree)):
        for value in _values(node):
            if _ADDRESS.fullmatch(value) and not _DEED.search(value):
                yield value, node
                if following := _following(value, node):
                    yield following, node


@lru_cache(64)
def _finder(places: tuple[str, ...]) -> etree.XPath:
    return etree.XPath(" | ".join(places))


def _following(value: str, node: HtmlElement) -> str | None:
    """Return the address of a list's next piece where its number stands beside the address."""
    page = node.get("data-page") or ""
    if value == page or not page.isdecimal() or len(page) > 5 or "page=" in value:
        return None
    return f"{value}{'&' if '?' in value else '?'}page={int(page) + 1}"


def _values(node: HtmlElement) -> Iterator[str]:
    for name, value in node.attrib.items():
        if len(value) > 1000:
            continue
        leads = (node.tag, name) in {("option", "value"), ("frame", "src"), ("iframe", "src")}
        if leads or _DATA.fullmatch(name):
            yield value.strip()
        elif name in ("onclick", "href") and _GOES.search(value):
            yield from _QUOTED.findall(value)


def is_built_by_script(document: Document) -> bool:
    """Tell whether a page has scripts that fetch something to show, and next to no text itself."""
    nodes = list(document.elements["script"][:_MOST_SCRIPTS])
    fetches = any(node.get("src") or _FETCHES.search(node.text or "") for node in nodes)
    texts = document.tree.xpath("//body//text()[not(parent::script or parent::style)]")
    shown = sum(len(str(text).strip()) for text in cast("list[object]", texts))
    return fetches and shown < _NEXT_TO_NONE


def scripts(document: Document) -> str:
    """Return the scripts that stand in a page, the first of each one's characters."""
    nodes = document.elements["script"][:_MOST_SCRIPTS]
    return "\n".join((node.text or "")[:_LONGEST_SCRIPT] for node in nodes)


def written_links(document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the links that a page's scripts would write: in pieces of HTML, in menus as arrays.

    The elements are made for them; of an address in an array only that it has a name is known.
    """
    for script in document.elements["script"][:_MOST_SCRIPTS]:
        text = (script.text or "")[:_LONGEST_LIST]
        if "href" in text:
            yield from _in_html(text.replace("\\", ""))
        for found in islice(_NAMED.finditer(text[:_LONGEST_SCRIPT]), _MOST_WRITTEN):
            node = cast("HtmlElement", html.Element("a"))
            node.text = "menu"
            yield found[1], node


def _in_html(text: str) -> Iterator[tuple[str, HtmlElement]]:
    for found in islice(_WRITTEN.finditer(text), _MOST_WRITTEN):
        with suppress(etree.ParserError, ValueError):
            for node in html.fragment_fromstring(found[0], create_parent=True).iter("a"):
                if _ADDRESS.fullmatch(href := (node.get("href") or "").strip()):
                    yield href, node


def moved_by_script(document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """Yield where a page's scripts send its readers."""
    for node in document.elements["script"]:
        for found in _MOVED.finditer((node.text or "")[:_LONGEST_SCRIPT]):
            yield found[1] or found[2], node
