"""Pages that libxml2 cuts, read by BeautifulSoup: ten times slower, but however deep they go."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from lxml import etree
from lxml.html import Element, HtmlElement

MOST_TAGS, MOST_STRAYS = 50_000, 100
"""More tags take over a second, and a `<` that begins no whole tag takes html.parser as long as
the rest of the page is (measured: 41 s for 30,000 of them)."""

_DEEPEST = 200
_STRAY = re.compile(r"<(?!/?[a-zA-Z][^<>]*>)")
_KEPT = ("class", "id", "style", "href", "name", "property", "content", "datetime")
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shallow_tree(source: str) -> HtmlElement | None:
    """The whole page as a tree at most 200 levels deep, text and order as they were.

    None for a page that would take too long.
    """
    if source.count("<") > MOST_TAGS or len(_STRAY.findall(source)) > MOST_STRAYS:
        return None
    top = Element("html")
    stack = [(node, top, 1) for node in reversed(BeautifulSoup(source, "html.parser").contents)]
    while stack:
        node, parent, depth = stack.pop()
        if isinstance(node, Tag):
            inside = _copy(node, parent)
            below = inside if depth < _DEEPEST else parent
            stack += [(child, below, depth + 1) for child in reversed(node.contents)]
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            _append(parent, str(node))
    return top


def _copy(tag: Tag, parent: HtmlElement) -> HtmlElement:
    name = tag.name if tag.name.isascii() and tag.name.isalnum() else "div"
    element: HtmlElement = etree.SubElement(parent, name)
    for key in _KEPT:
        if value := tag.get(key):
            text = value if isinstance(value, str) else " ".join(value)
            element.set(key, _NO_XML.sub("", text))
    return element


def _append(parent: HtmlElement, text: str) -> None:
    text = _NO_XML.sub("", text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
