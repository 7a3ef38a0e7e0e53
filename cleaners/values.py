"""What each line of a page is worth as part of a text."""

from collections import Counter

from cleaners.blocks import Line, Reading
from cleaners.furniture import is_cut, is_furniture
from cleaners.metalines import is_meta
from cleaners.text import has_stop

_ITEM, _PROSE = 6, 20
_PARAGRAPH_TAGS = frozenset(["p", "li", "dd", "td", "tr", "h1", "h2", "h3", "h4"])
# Weights found by trying on 195 real pages; the result hardly moves with any of them.
_BEFORE_TITLE, _FRAGMENT, _ASIDE, _NAMED = 0.2, 0.3, 0.3, 1.2
_FURNITURE, _CUT, _MOST_LINKED = -0.3, -60.0, 60
# That many lines each below a link that leads on are the beginnings of other articles.
TEASERS = 3


def is_item(line: Line) -> bool:
    """True for a line that is a link to something: an entry of a list."""
    return line.linked >= _ITEM and line.linked * 2 > line.plain + line.linked


def reads_as_text(line: Line) -> bool:
    """True for a line that is long or punctuated, and no link; a row of a table is not long."""
    prose = (len(line.text) >= _PROSE and line.tag != "tr") or has_stop(line.text)
    return prose and line.linked * 2 <= line.plain


def line_values(reading: Reading, title_at: int | None, lowest: int) -> list[float]:
    """The value of every line of a page, in characters.

    Its length when it reads as text, less for fragments and above the title (`title_at`, a
    line number), minus its length for links and for what stands in furniture. Hints from
    `lowest` on are believed: -3 all of them, -2 those that are not beyond doubt, 0 none.
    """
    teasers = _teasers(reading)
    values = []
    for number, line in enumerate(reading.lines):
        hint = reading.blocks[line.block].hint if line.block >= 0 else 0
        believed = hint if lowest == -3 or (lowest == -2 and hint == -3) else 0
        value = 0.0 if number == title_at else _value(line, believed)
        if number in teasers:
            value = -abs(value)
        before = title_at is not None and number < title_at and value > 0
        values.append(value * _BEFORE_TITLE if before else value)
    return values


def _teasers(reading: Reading) -> set[int]:
    """The lines below a link to what they begin, where most texts beside them are such too:
    an advertisement between two paragraphs makes no teaser of the second."""
    lines = reading.lines
    found = [
        number
        for number, above in enumerate(lines[:-1], 1)
        if above.linked >= _ITEM and is_item(above) and _leads(lines[number])
    ]
    if len({lines[number - 1].text for number in found}) < TEASERS:
        return set()
    texts = [number for number, line in enumerate(lines) if reads_as_text(line)]
    beside = Counter(_holder(reading, lines[number]) for number in texts)
    led = Counter(_holder(reading, lines[number]) for number in found)
    holders = {holder for holder, count in led.items() if count * 2 >= beside[holder]}
    return {number for number in found if _holder(reading, lines[number]) in holders}


def _leads(line: Line) -> bool:
    return reads_as_text(line) and not is_furniture(line.text)


def _holder(reading: Reading, line: Line) -> int:
    """The block around a line's paragraph; a <div> that holds one line is a paragraph too."""
    block = reading.blocks[line.block]
    single = block.end - block.start == 1
    return block.parent if single or block.tag in _PARAGRAPH_TAGS else line.block


def _value(line: Line, hint: int) -> float:
    length = line.plain + line.linked
    if is_cut(line.text):
        return _CUT
    if line.linked > 0.4 * length:
        return -float(min(line.linked, _MOST_LINKED))
    if hint <= -2 or is_furniture(line.text):
        return _FURNITURE * length
    if is_meta(line.text):
        return 0.0
    value = length * (1.0 if reads_as_text(line) else _FRAGMENT)
    return value * (_ASIDE if hint == -1 else _NAMED if hint == 1 else 1.0)
