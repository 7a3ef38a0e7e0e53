"""Blocks that lead to texts: lists of links, with or without beginnings of what they lead to."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from cleaners.dates import has_date
from cleaners.lines.entries import TEASERS, is_item, reads_as_text
from cleaners.lines.furniture import is_furniture
from cleaners.speech.outline import salutation
from cleaners.text import has_stop
from cleaners.tree.blocks import Line

ITEMS = 5
"""So many links to something make a list."""
_EXCERPT, _PER_ITEM, _DATED = 30, 60, 40
# A text this long before the links of a block, or between them, is an article with links.
_BEFORE_ITEMS, _BETWEEN_ITEMS = 60, 150
# 查看详情 below the beginning of a text.
_MORE = re.compile(
    r"(?:查看|阅读|了解|点击|继续|浏览)(?:详情|全文|更多|阅读|查看)|详细|read more", re.I
)
_HEADINGS, _SHORT_LINK, _GREETING = frozenset(["h2", "h3", "h4"]), 8, 24


def is_index(lines: Sequence[Line], titled: bool) -> bool:
    """True for a block of links, or of links each with the beginning of what it leads to."""
    items = sum(map(is_item, lines))
    if not items:
        return False
    long = (n for n, line in enumerate(lines) if len(line.text) >= _EXCERPT)
    texts = [number for number in long if reads_as_text(lines[number])]
    little = sum(lines[number].plain for number in texts) < _PER_ITEM * items
    if items >= ITEMS and items * 4 >= len(lines) and little:
        return True
    led = sum(_is_led(lines, number) for number in texts)
    return led > (1 if titled else 0) and led * 5 >= len(texts) * 3


def begins_texts(lines: Sequence[Line]) -> bool:
    """True for three headings that are links, each above a text, or three texts each above a
    link to the rest of it: 阅读全文."""
    headed = ended = 0
    for line, below in pairwise(lines):
        if line.linked > line.plain and line.tag in _HEADINGS and reads_as_text(below):
            headed += 1
        elif 0 < below.linked <= _SHORT_LINK and reads_as_text(line) and _MORE.search(below.text):
            ended += 1
    return headed >= TEASERS or ended >= TEASERS


def _is_led(lines: Sequence[Line], number: int) -> bool:
    """True for the line below a link, or the address or day below that line."""
    if number > 0 and is_item(lines[number - 1]):
        return True
    if number < 2 or not is_item(lines[number - 2]):
        return False
    return not has_stop(lines[number].text) or _dates(lines[number - 1].text)


def _dates(text: str) -> bool:
    """True for a short line with a day, as between a link and what it begins."""
    return len(text) <= _DATED and has_date(text)


def has_text_of_its_own(lines: Sequence[Line]) -> bool:
    """True when a text stands before the first link to something, or a longer one between two
    of them or behind the last, without the line below a link, which it may lead to; or when
    one line alone is a greeting."""
    items = [number for number, line in enumerate(lines) if is_item(line)]
    starts, ends = [0, *(number + 2 for number in items)], [*items, len(lines)]
    stretches = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    if sum(len(line.text) <= _GREETING and bool(salutation(line.text)) for line in lines) == 1:
        return True
    before = _has_text(stretches[0], _BEFORE_ITEMS)
    return before or any(_has_text(stretch, _BETWEEN_ITEMS) for stretch in stretches)


def is_dated_text(lines: Sequence[Line]) -> bool:
    """True for a day below a title, and a sentence before the first link to something."""
    if not any(_dates(line.text) and not line.linked for line in lines[1:3]):
        return False
    until = (number for number, line in enumerate(lines) if is_item(line))
    texts = filter(_counts, lines[2 : next(until, len(lines))])
    return any("。" in line.text for line in texts)


def _has_text(lines: Sequence[Line], least: int) -> bool:
    """True when lines hold so many characters of text."""
    counted = accumulate(line.plain for line in lines if _counts(line))
    return any(seen >= least for seen in counted)


def _counts(line: Line) -> bool:
    return reads_as_text(line) and not is_furniture(line.text)
