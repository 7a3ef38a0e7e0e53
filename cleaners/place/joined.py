"""A text that goes on in a block beside its own, whatever the two are called: the first screen
of an article and what a button unfolds, or what stands above and below an advertisement."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import islice

from cleaners.lines.entries import is_entry, is_item, reads_as_text
from cleaners.lines.furniture import is_cut, is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.tree.blocks import Block, Line, Reading
from cleaners.tree.nodes import attribute
from cleaners.tree.tags import HEADINGS

_CONTAINERS = frozenset(["div", "section", "td", "tr", "article"])
_BESIDE = re.compile(
    r"about|auth|bio|intro|note|tip|desc|summary|abstract|digest|guess|statement|declare|info"
    r"|lead|daodu|shengming|zhaiyao|jianjie|quote|box-?ad",
    re.I,
)
_STOPS = frozenset("。！？!?…”）)：；")
# What goes on is so long at least, and so much of what it goes on from; it ends with so many
# lines that credit someone, so many lines of an advertisement stand between, and so many blocks
# are looked at.
_LEAST, _SHARE, _CREDITS, _BETWEEN, _FAR = 50, 0.12, 1, 3, 8


def joined(
    reading: Reading, number: int, title_at: int | None, values: list[float], others: Set[int]
) -> Block:
    """The block of this number with the lines of those next to it, inside the same one, that
    are text too.

    They hold sentences, no links, no heading and none of the `others` (see `entries.repeated`),
    and nothing that reads as text stands between; `values` are those of the lines.
    """
    body = reading.blocks[number]
    if body.parent < 0 or body.tag not in _CONTAINERS or body.hint < -1:
        return body
    first = 0 if title_at is None else title_at + 1
    least = _SHARE * sum(values[body.start : body.end])
    above = [x for x in _above(reading, number) if x.start >= first]
    below = list(islice(_below(reading, number), _FAR))
    led = [x for x in below if is_item(reading.lines[x.start - 1])]
    if len(led) > 1:  # the beginnings of other articles, each below its link
        below = [x for x in below if x not in led]
    start, end = body.start, body.end
    for other in below:
        if _goes_on(reading, end, other, least, others):
            end = other.end
    for other in above:
        if _goes_on(reading, start, other, least, others):
            start = other.start
    return body if (start, end) == (body.start, body.end) else replace(body, start=start, end=end)


def _below(reading: Reading, number: int) -> Iterator[Block]:
    """The containers behind a block inside the same one, in order."""
    parent = reading.blocks[number].parent
    for other in islice(reading.blocks, number + 1, None):
        if other.parent < parent:
            return
        if other.parent == parent and other.tag in _CONTAINERS:
            yield other


def _above(reading: Reading, number: int) -> Iterator[Block]:
    """The containers before a block inside the same one, the nearest first."""
    blocks, parent = reading.blocks, reading.blocks[number].parent
    for _ in range(_FAR):
        number -= 1
        while number > parent and blocks[number].parent != parent:
            number = blocks[number].parent
        if number <= parent:
            return
        if blocks[number].tag in _CONTAINERS:
            yield blocks[number]


def _goes_on(reading: Reading, edge: int, other: Block, least: float, others: Set[int]) -> bool:
    above, below = (edge, other.start) if other.start >= edge else (other.end, edge)
    if other.hint < -1 or below - above > _BETWEEN or _named_beside(other):
        return False
    if any(_parts(line) or reads_as_text(line) for line in reading.lines[above:below]):
        return False
    lines = reading.lines[other.start : other.end]
    if any(_parts(x) or x.linked for x in lines) or is_entry(lines):
        return False
    if not others.isdisjoint(range(other.start, other.end)):
        return False
    own = [x for x in lines if not (is_furniture(x.text) or is_meta(x.text))]
    texts = [x for x in own if reads_as_text(x) and x.text[-1] in _STOPS]
    if len(own) + _CREDITS < len(lines) or len(texts) * 2 < len(own):
        return False
    return sum(x.plain for x in texts) >= max(least, _LEAST)


def _parts(line: Line) -> bool:
    return line.tag in HEADINGS or is_cut(line.text)


def _named_beside(block: Block) -> bool:
    names = f"{attribute(block.element, 'class')} {attribute(block.element, 'id')}"
    return _BESIDE.search(names) is not None
