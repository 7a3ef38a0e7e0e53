"""Trees that libxml2 cuts: the page again with BeautifulSoup and html5lib, made shallow."""

import re

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from lxml import etree
from lxml.html import Element, HtmlElement

# html5lib's time grows with the square of the nesting: 3,000 levels take about a second.
DEEPEST = 3_000
LONGEST = 1_000_000
_KEPT = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def reparse(source: str) -> tuple[HtmlElement, bool] | None:
    """The whole page as an lxml tree at most 200 levels deep, and True.

    None when the page is longer than a million characters or nested deeper than 3,000
    levels, where html5lib would take too long.
    """
    if len(source) > LONGEST or _depth(source) > DEEPEST:
        return None
    soup = BeautifulSoup(source, "html5lib")
    root = soup.html
    return (_shallow(root), True) if root is not None else None


def _depth(source: str) -> int:
    depth = deepest = 0
    for closing, name in _TAG.findall(source):
        if name.lower() not in _VOID:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _shallow(root: Tag) -> HtmlElement:
    """Copy in document order; what lies below level 200 becomes a child of level 200."""
    top = Element("html")
    stack = [(child, top, 1) for child in reversed(root.contents)]
    while stack:
        node, parent, depth = stack.pop()
        if isinstance(node, Tag):
            target = _copy(node, parent)
            inside = target if depth < _KEPT else parent
            stack += [(child, inside, depth + 1) for child in reversed(node.contents)]
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            _append_text(parent, str(node))
    return top


def _copy(node: Tag, parent: HtmlElement) -> HtmlElement:
    name = node.name if node.name.isascii() and node.name.isalnum() else "div"
    element: HtmlElement = etree.SubElement(parent, name)
    for key in ("class", "id", "style", "href", "name", "property", "content", "datetime"):
        value = node.get(key)
        if value is not None:
            text = value if isinstance(value, str) else " ".join(value)
            element.set(key, _XML.sub("", text))
    return element


def _append_text(parent: HtmlElement, text: str) -> None:
    text = _XML.sub("", text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
