"""A text that goes on in the next block of the same kind: an advertisement, or the end of a
document's page, stands between the two."""

import re

from cleaners.lines.entries import is_entry
from cleaners.lines.furniture import is_cut
from cleaners.text import has_stop
from cleaners.tree.blocks import Block, Reading
from cleaners.tree.nodes import attribute
from cleaners.tree.tags import HEADINGS

_CONTAINERS = frozenset(["div", "section", "td", "article"])
_DIGITS = re.compile(r"\d+")
# Lines of text keep at least so much of their length as their value, in a block named page, too.
_WORTH = 0.2


def continued(reading: Reading, body: int, title_at: int | None, values: list[float]) -> int:
    """The number of the block around `body` when others like it hold more of its text, else
    `body`.

    Alike are blocks side by side of one tag and class, or of ids that differ in their numbers;
    they hold no heading, no list and no comment, and neither do the lines between them.
    """
    block = reading.blocks[body]
    if block.parent < 0 or block.tag not in _CONTAINERS or not _name(block):
        return body
    above, below, alike = [block], [block], _alike(reading, body)
    for other in alike:
        if other.start >= below[-1].end and _between(reading, below[-1], other):
            below.append(other)
    for other in reversed(alike):
        titled = title_at is not None and other.start <= title_at
        if other.end <= above[-1].start and not titled and _between(reading, other, above[-1]):
            above.append(other)
    more = any(_is_text(reading, other, values) for other in (*above[1:], *below[1:]))
    return block.parent if more else body


def _alike(reading: Reading, body: int) -> list[Block]:
    """The blocks beside a block that are like it, in order."""
    block = reading.blocks[body]
    found = []
    for other in reading.blocks[block.parent + 1 :]:
        if other.parent < block.parent:
            break
        if other is not block and other.parent == block.parent and other.tag == block.tag:
            found.append(other)
    return [other for other in found if other.hint == block.hint and _name(other) == _name(block)]


def _name(block: Block) -> str:
    """The class of a block, or its id without numbers."""
    name = attribute(block.element, "class") or attribute(block.element, "id")
    return _DIGITS.sub("", name)


def _between(reading: Reading, above: Block, below: Block) -> bool:
    """True when nothing between two blocks says that the text is over, or another begins."""
    lines = reading.lines[above.end : below.start]
    return not any(line.tag in HEADINGS or is_cut(line.text) for line in lines)


def _is_text(reading: Reading, block: Block, values: list[float]) -> bool:
    lines = reading.lines[block.start : block.end]
    if any(line.tag in HEADINGS or is_cut(line.text) for line in lines) or is_entry(lines):
        return False
    worth = sum(values[block.start : block.end])
    told = any(not line.linked and has_stop(line.text) for line in lines)
    return told and worth > _WORTH * sum(len(line.text) for line in lines)
