"""What a reader of a page never sees: elements without text, and nodes hidden by style."""

import re

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
_UNSEEN = frozenset(["jammer", "hide", "hidden", "sr-only", "mw-editsection"])


def is_hidden(element: HtmlElement) -> bool:
    """True for nodes that a reader never sees: hidden by style, or Discuz's anti-copy noise."""
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None or element.get("class") in _UNSEEN


def text_length(element: HtmlElement) -> int:
    """The number of characters in a node and below it, without those of `UNREAD` elements."""
    return sum(
        len(text.strip())
        for node in element.iter()
        if node.tag not in UNREAD
        for text in (node.text or "", node.tail or "")
    )
