"""What a reader of a page never sees: elements without text, and nodes hidden by style."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

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
# A button that shows the rest of a text.
_UNFOLDS = re.compile(
    r"(?:点击|继续)?(?:展开|查看|阅读|显示|展開|查看)(?:阅读|查看|本文|文章)?(?:全文|剩余|余下|全部|更多|下文|$)"
)
_BUTTON, _REST, _NEAR = 16, 40, 3


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


def unfolds(line: str) -> bool:
    """True for the words of a button that shows the rest of a text: 展开全文, 阅读剩余内容."""
    return len(line) <= _BUTTON and bool(_UNFOLDS.search(line))


def unfolded(elements: Iterable[HtmlElement]) -> HtmlElement | None:
    """The first node with text that a button beside it, or beside what holds it, would show."""
    for element in elements:
        text = str(_TEXT(element))
        if len(text) < _REST or "。" not in text or _mostly_linked(element):
            continue
        if any(unfolds(words) for words in _words_near(element)):
            return element
    return None


def _mostly_linked(element: HtmlElement) -> bool:
    linked = sum(len(str(_TEXT(link))) for link in element.iter("a"))
    return linked * 2 > _text_length(element)


def _words_near(element: HtmlElement) -> Iterable[str]:
    around = element.getparent()
    for node in (element,) if around is None else (element, around):
        for before in (True, False):
            for beside in islice(node.itersiblings(preceding=before), _NEAR):
                if isinstance(beside.tag, str):
                    yield "".join(str(_TEXT(beside)).split())
