"""A lead paragraph that a page sets apart, between its title and its text."""

import re

from cleaners.lines.metalines import is_meta
from cleaners.text import comparable, has_stop
from cleaners.tree.blocks import Block, Line, Reading
from cleaners.tree.nodes import attribute

_LABEL = re.compile(
    r"^[【\[（(]?(?:核心提示|核心阅读|导语|导读|内?容?摘要|内容提要|提要|编者按|阅读提示)[】\]）)]?\s?[:：]?"
)
_NAMED = re.compile(
    r"summary|abstract|daodu|zhaiyao|digest|tiyao|(?<![a-z])(?:lead|intro|desc)(?![a-z])", re.I
)
_SHORTEST, _SAME, _CUT = 20, 16, ("…", "...", "。。。", "[详细]", "[详情]")


def lead_lines(
    reading: Reading, body: Block, lines: list[Line], title_at: int | None
) -> list[Line]:
    """The lines between title and body that are its lead, told by their label or their class.

    A summary cut off or taken from the text itself is none.
    """
    between = reading.lines[title_at + 1 : body.start] if title_at is not None else []
    leads = [line for line in between if _leads(reading, line)]
    text = comparable("".join(line.text for line in lines)) if leads else ""
    return [line for line in leads if comparable(_LABEL.sub("", line.text))[:_SAME] not in text]


def _leads(reading: Reading, line: Line) -> bool:
    if len(line.text) < _SHORTEST or line.linked or not has_stop(line.text):
        return False
    block = reading.blocks[line.block]
    if block.hint <= -2 or line.text.endswith(_CUT) or is_meta(line.text):
        return False
    return bool(_LABEL.match(line.text) or _NAMED.search(_names(reading, block)))


def _names(reading: Reading, block: Block) -> str:
    """The class and id of a block and of the one around it."""
    around = reading.blocks[block.parent].element if block.parent >= 0 else block.element
    names = (attribute(node, name) for node in (block.element, around) for name in ("class", "id"))
    return " ".join(names)
