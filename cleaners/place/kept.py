"""Which lines of a body are its text: not the furniture inside it, nor lists of links."""

import re
from itertools import accumulate

from cleaners.lines.entries import reads_as_text
from cleaners.lines.furniture import is_cut
from cleaners.tree.blocks import Block, Line, Reading

_ATTACHMENT = re.compile(r"附件|附表|附录|\.(?:docx?|pdf|xlsx?|zip|rar|wps|pptx?)\b", re.I)
# What a document names below itself, each a link: 附件： 1.报名表.
_ATTACHED, _ITEM = re.compile(r"附[件表录图]?\s?[:：]"), re.compile(r"[（(]?\d{1,2}[.．、)）]")
# The page numbers of a pager, some of them links: 123, 共33条234.
_PAGES = re.compile(r"(?:共\s?\d{1,6}\s?[页条篇]\s?)?\d{1,30}")
_PAGER = 40
_COUNTED = 3


def kept_lines(reading: Reading, body: Block, others: set[int], *, named: bool) -> list[Line]:
    """The lines of a body without the blocks inside it that are furniture or lists of links,
    and without entries of lists and comments (`others`), unless nothing else is left."""
    dropped = _dropped(reading, body, named)
    return _without(reading, body, dropped | others) or _without(reading, body, dropped)


def _without(reading: Reading, body: Block, dropped: set[int]) -> list[Line]:
    kept = list[Line]()
    attached = False
    for number, line in enumerate(reading.lines[body.start : body.end], body.start):
        if number in dropped:
            continue
        if line.linked and _is_link(line):
            attached = attached and _ITEM.match(line.text) is not None
            if not (attached or _ATTACHMENT.search(line.text)):
                continue
        attached = attached or _ATTACHED.match(line.text) is not None
        kept.append(line)
    return kept


def _is_link(line: Line) -> bool:
    length = line.plain + line.linked
    leads = line.linked > 0.8 * length and (line.linked >= 4 or line.links > 1)
    return leads or (length <= _PAGER and _PAGES.fullmatch(line.text) is not None)


def _dropped(reading: Reading, body: Block, named: bool) -> set[int]:
    start, end = body.start, body.end
    plain = [0, *accumulate([line.plain for line in reading.lines])]
    linked = [0, *accumulate([line.linked for line in reading.lines])]
    most = 0.4 * (plain[end] - plain[start])
    dropped: set[int] = set()
    for block in [b for b in reading.blocks if start <= b.start < b.end <= end]:
        if (block.start, block.end) == (start, end) or block.start in dropped:
            continue
        text = plain[block.end] - plain[block.start]
        leads = linked[block.end] - linked[block.start]
        many = block.end - block.start >= _COUNTED
        if (
            (named and block.hint <= -2 < body.hint and text < most)
            or (many and leads > text and not _attached(reading.lines[block.start : block.end]))
            or (leads and block.end - block.start > 1 and _is_card(reading, block))
            or (many and not leads and _counts_lines(reading.lines, block))
        ):
            dropped.update(range(block.start, block.end))
    return dropped


def _is_card(reading: Reading, block: Block) -> bool:
    """True for a heading like 相关阅读 and links below it, between two paragraphs of a text."""
    lines, start, end = reading.lines, block.start, block.end
    if not (0 < start < end - 1 and end < len(lines)) or not is_cut(lines[start].text):
        return False
    if not all(_is_link(line) for line in lines[start + 1 : end]):
        return False
    beside = lines[start - 1], lines[end]
    alike = all(reading.blocks[x.block].parent == block.parent for x in beside)
    return alike and all(reads_as_text(x) and not x.linked for x in beside)


def _counts_lines(lines: list[Line], block: Block) -> bool:
    """True for 1, 2, 3, …: the numbers of the lines of a program, beside it."""
    if lines[block.start].text != "1":
        return False
    numbered = enumerate(lines[block.start : block.end], 1)
    return all(line.text == str(number) for number, line in numbered)


def _attached(lines: list[Line]) -> bool:
    return any(_ATTACHMENT.search(line.text) for line in lines)
