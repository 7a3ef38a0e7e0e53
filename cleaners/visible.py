"""What a reader of a page never sees: elements without text, and nodes hidden by style."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

_UNREAD = """
    script style noscript template iframe object embed applet svg math canvas audio video map select
    option optgroup datalist textarea button input head title marquee noframes rp rt
"""
UNREAD = frozenset(_UNREAD.split())
_HIDDEN = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|font-size\s{0,4}:\s{0,4}0(?![.\d])",
    re.I,
)
# Classes that style sheets hide everywhere: Bootstrap's, and Discuz's anti-copy noise.
UNSEEN = frozenset(["jammer", "hide", "hidden", "sr-only", "mw-editsection"])
_TEXT = etree.XPath("string(.)")


@lru_cache(maxsize=1024)
def hides(style: str) -> bool:
    """True for a style that hides what has it."""
    return bool(_HIDDEN.search(style))


def longest(elements: Iterable[HtmlElement], least: int) -> HtmlElement | None:
    """The first node with the most text, when that is more than `least` characters."""
    found = None
    for element in elements:
        if len(str(_TEXT(element))) > least and (length := _text_length(element)) > least:
            found, least = element, length
    return found


def _text_length(element: HtmlElement) -> int:
    """The number of characters in a node and below it, without those of `UNREAD` elements."""
    return sum(
        len(text.strip())
        for node in element.iter()
        if node.tag not in UNREAD
        for text in (node.text, node.tail if node is not element else None)
        if text
    )
