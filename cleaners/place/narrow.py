"""From a block that holds the text of a page to the innermost one that loses nothing of it."""

from collections import defaultdict
from itertools import islice

from cleaners.lines.entries import TEASERS
from cleaners.lines.furniture import is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.text import has_stop
from cleaners.tree.blocks import Block, Line, Reading

TEXT_TAGS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "blockquote", "pre"])
_CELLS, _ROWS = frozenset(["tr", "td", "th"]), 3
_MOST_OF = 0.6
_SENTENCE, _SENTENCES, _PARAGRAPH = 8, 3, 80
# What stands behind a text and so many links of the site is none of it, unless it is at least
# one part in so many of the text: a notice at the foot of a page.
LINKS_BETWEEN, LONGER, _LONGER_ABOVE = 5, 3, 1.5


def innermost(reading: Reading, block: int, worth: list[float], values: list[float]) -> int:
    """The number of the innermost block inside `block` that loses no sentence of it.

    `worth` and `values` are those of all blocks and lines. A paragraph is no body: the block
    around it is, unless the paragraph holds many lines and none beside it belongs to them.
    """
    if reading.blocks[block].tag in TEXT_TAGS:
        around = max(0, reading.blocks[block].parent)
        if _stands_alone(reading, around, block, values):
            return block
        block = around
    children = _children(reading, block)
    while True:
        inside = _heaviest(reading, children[block], _MOST_OF * worth[block], worth)
        if inside is None:
            return block
        single = not children[inside]
        beside = _beside(reading, reading.blocks[block], inside, children[block])
        if _leaves_rows(reading, inside, beside, values) or any(
            _belongs(reading, part, values, single=single)
            and not _behind_links(reading, reading.blocks[inside], part, values)
            for part in beside
        ):
            return block
        block = inside


def _children(reading: Reading, block: int) -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for number in range(block + 1, len(reading.blocks)):
        parent = reading.blocks[number].parent
        if parent < block:  # the blocks inside one follow it; this one is outside
            break
        children[parent].append(number)
    return children


def _stands_alone(reading: Reading, around: int, block: int, values: list[float]) -> bool:
    """True for a paragraph of lines apart from each other by <br> with no text beside it."""
    inner = reading.blocks[block]
    if inner.end - inner.start < _SENTENCES or around == block:
        return False
    children = _children(reading, around)[around]
    beside = _beside(reading, reading.blocks[around], block, children)
    return all(sum(values[number] for number in part) <= 0 for part in beside)


def _heaviest(
    reading: Reading, children: list[int], least: float, worth: list[float]
) -> int | None:
    for number in children:
        if worth[number] > least and reading.blocks[number].tag not in TEXT_TAGS:
            return number
    return None


def _beside(reading: Reading, outer: Block, inside: int, children: list[int]) -> list[range]:
    """The parts of a block beside one of its children: other children, and text between."""
    parts = []
    at = outer.start
    for number in children:
        child = reading.blocks[number]
        parts.append(range(at, child.start))
        if number != inside:
            parts.append(range(child.start, child.end))
        at = child.end
    return [*parts, range(at, outer.end)]


def _belongs(reading: Reading, part: range, values: list[float], *, single: bool) -> bool:
    """True when lines beside a body are more of it: a paragraph, or a block of sentences
    without the dates that stand between the entries of a list. Beside a body that is a
    `single` paragraph, one sentence is enough."""
    if sum(values[number] for number in part) <= 0:
        return False
    lines = [reading.lines[number] for number in part]
    if sum(is_meta(line.text) for line in lines) >= TEASERS:
        return False
    texts = [
        len(line.text)
        for n, line in zip(part, lines, strict=True)
        if _is_sentence(line) and values[n] > 0.5 * len(line.text)
    ]
    alone = single or all(line.tag in TEXT_TAGS for line in lines)
    return bool(texts) and (alone or len(texts) >= _SENTENCES or sum(texts) >= _PARAGRAPH)


def _leaves_rows(reading: Reading, inside: int, beside: list[range], values: list[float]) -> bool:
    """True for a row or a cell of a table that has rows of data, too: what they are about."""
    if reading.blocks[inside].tag not in _CELLS:
        return False
    rows = (number for part in beside for number in part if reading.lines[number].tag == "tr")
    told = (n for n in rows if values[n] > 0 and not reading.lines[n].linked)
    return len(list(islice(told, _ROWS))) == _ROWS


def _behind_links(reading: Reading, inner: Block, part: range, values: list[float]) -> bool:
    """True for what is far shorter than the text before it and a site's links away from it."""
    if part.start < inner.end:
        return False
    texts = [
        number
        for number in range(inner.start, part.stop)
        if values[number] > 0 and _is_sentence(reading.lines[number])
    ]
    last = max((number for number in texts if number < inner.end), default=inner.end)
    first = next((number for number in texts if number >= part.start), part.stop)
    if site_lines(reading, last + 1, first) < LINKS_BETWEEN:
        return False
    return _LONGER_ABOVE * sum(values[n] for n in part) <= sum(values[inner.start : inner.end])


def site_lines(reading: Reading, start: int, end: int) -> int:
    """The number of links and furniture among the lines from `start` to `end`."""
    between = reading.lines[start:end]
    return sum(line.linked * 2 > line.plain or is_furniture(line.text) for line in between)


def _is_sentence(line: Line) -> bool:
    return len(line.text) >= _SENTENCE and line.linked <= line.plain and has_stop(line.text)
