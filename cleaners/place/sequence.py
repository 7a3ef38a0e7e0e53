"""Several articles on one page, one below the other: the title tells which one is meant."""

from cleaners.dates import has_date
from cleaners.tree.blocks import Block, Reading
from cleaners.tree.nodes import attribute
from cleaners.tree.tags import HEADINGS

# A title stands near the top of its article and not many levels inside it.
_HEAD, _LEVELS = 6, 6


def titled_article(reading: Reading, best: int, title_at: int | None, worth: list[float]) -> int:
    """The block to read instead of `best`: the one article of several that has the title.

    Pages that go on with the next article below hold blocks of the same tag and class, each
    beginning with a heading and a day; the longest of them need not be the page's own.
    """
    if title_at is None or reading.lines[title_at].tag not in HEADINGS:
        return best
    number = reading.lines[title_at].block
    for _ in range(_LEVELS):
        if number < 0:
            break
        if worth[number] > 0 and _goes_on(reading, number, title_at):
            inside = _holds(reading.blocks[number], reading.blocks[best])
            return best if inside else number
        number = reading.blocks[number].parent
    return best


def _holds(outer: Block, inner: Block) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _goes_on(reading: Reading, number: int, title_at: int) -> bool:
    """True when the block beginning with the title has another article below it."""
    block, tag = reading.blocks[number], reading.lines[title_at].tag
    if not _begins(reading, block, tag):
        return False
    for other in reading.blocks[number + 1 :]:
        if other.parent < block.parent:
            return False
        if other.parent == block.parent and _alike(block, other) and _begins(reading, other, tag):
            return True
    return False


def _begins(reading: Reading, block: Block, tag: str) -> bool:
    head = reading.lines[block.start : min(block.end, block.start + _HEAD)]
    headed = any(line.tag == tag and not line.linked for line in head)
    return headed and any(line.tag != tag and has_date(line.text) for line in head)


def _alike(one: Block, other: Block) -> bool:
    first, second = one.element, other.element
    name = attribute(first, "class")
    if first.tag != second.tag or name != attribute(second, "class"):
        return False
    return first.tag == "article" or bool(name)
