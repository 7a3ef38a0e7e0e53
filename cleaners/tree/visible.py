"""What a reader of a page never sees: elements without text, and nodes hidden by style."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from cleaners.tree.nodes import TEXT, Node, after, around, before, is_element, within

_UNREAD = """
    script style noscript template iframe object embed applet svg math canvas audio video map select
    option optgroup datalist textarea button input head title marquee noframes rp rt
"""
UNREAD = frozenset(_UNREAD.split())
_HIDDEN = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|font-size\s{0,4}:\s{0,4}0(?![.\d])",
    re.I,
)
# What may hold a page by an end tag that is missing, and what else is shown in its place.
HOLDS = frozenset(
    [
        "applet",
        "audio",
        "button",
        "canvas",
        "map",
        "marquee",
        "noscript",
        "object",
        "select",
        "video",
    ]
)
# Classes that style sheets hide everywhere: Bootstrap's, and Discuz's anti-copy noise.
UNSEEN = frozenset(["jammer", "hide", "hidden", "sr-only", "mw-editsection"])
# A button that shows the rest of a text.
_UNFOLDS = re.compile(
    r"(?:展开|查看|阅读|显示|展開)(?:阅读|查看|本文|文章)?(?:全文|剩余|余下|全部|更多|下文|$)", re.M
)
_BUTTON, _REST, _NEAR = 16, 40, 3


@lru_cache(maxsize=1024)
def hides(style: str) -> bool:
    """True for a style that hides what has it."""
    return bool(_HIDDEN.search(style))


def longest(elements: Iterable[Node], least: int) -> Node | None:
    """The first node with the most text, when that is more than `least` characters."""
    found = None
    for element in elements:
        if len(element.text()) > least and (length := _text_length(element)) > least:
            found, least = element, length
    return found


def _text_length(element: Node) -> int:
    """The number of characters in a node and below it, without those of `UNREAD` elements."""
    return sum(
        len(node.text_content.strip())
        for node in element.traverse(include_text=True, skip_empty=True)
        if node.tag == TEXT and node.parent and node.parent.tag not in UNREAD
    )


def unfolds(lines: Iterable[str]) -> bool:
    """True for the words of a button that shows the rest of a text: 展开全文, 阅读剩余内容."""
    return bool(_UNFOLDS.search("\n".join([line for line in lines if len(line) <= _BUTTON])))


def unfolded(elements: Iterable[Node]) -> Node | None:
    """The first node with text that a button beside it, or beside what holds it, would show."""
    for element in elements:
        text = element.text()
        if len(text) < _REST or "。" not in text or _mostly_linked(element):
            continue
        if unfolds(_words_near(element)):
            return element
    return None


def _mostly_linked(element: Node) -> bool:
    linked = sum(len(link.text()) for link in within(element, "a"))
    return linked * 2 > _text_length(element)


def _words_near(element: Node) -> Iterable[str]:
    holder = around(element)
    for node in (element,) if holder is None else (element, holder):
        for beside in (before(node), after(node)):
            for each in islice((each for each in beside if is_element(each)), _NEAR):
                yield "".join(each.text().split())
