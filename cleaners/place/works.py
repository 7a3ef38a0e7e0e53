"""The page of one work that is read in parts: what it is about, and its contents."""

from itertools import accumulate

from cleaners.text import comparable
from cleaners.tree.blocks import Block, Line, Reading
from cleaners.tree.head import Head

# https://ogp.me/#type_book, and what sites of novels tell search engines.
_WORKS = ("book", "novel")
_DESCRIBED, _PARTS, _OTHERS, _BEGIN = 20, 5, 10, 16


def work_lines(reading: Reading, head: Head, title_at: int | None) -> list[Line]:
    """The lines of a page that declares itself one work: its description and, below, the links
    to its parts. Empty for a page that declares no work, or does not show what it declares."""
    declared = head.meta.get("og:type", "").lower().startswith(_WORKS)
    told = comparable(head.meta.get("og:description", "")) if declared else ""
    if title_at is None or len(told) < _DESCRIBED:
        return []
    about = _about(reading, told, title_at)
    parts = _parts(reading, about.end) if about else None
    if about is None or parts is None:
        return []
    return [*reading.lines[about.start : about.end], *reading.lines[parts.start : parts.end]]


def _about(reading: Reading, told: str, title_at: int) -> Block | None:
    """The block below the title that holds what the page says it is about."""
    begin = told[:_BEGIN]
    for line in reading.lines[title_at:]:
        if not line.linked and comparable(line.text).startswith(begin):
            return reading.blocks[line.block]
    return None


def _parts(reading: Reading, start: int) -> Block | None:
    """The innermost block with the most links below a line, and hardly anything else."""
    linked = [0, *accumulate([line.linked > line.plain for line in reading.lines])]
    best, most = None, _PARTS
    for block in reading.blocks:
        lines, links = block.end - block.start, linked[block.end] - linked[block.start]
        if links < most or block.start < start or block.hint <= -2:
            continue
        if links * _OTHERS >= lines * (_OTHERS - 1):
            best, most = block, links
    return best
