"""What each line of a page is worth as part of a text."""

from collections.abc import Set

from cleaners.lines.entries import reads_as_text
from cleaners.lines.furniture import is_cut, is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.text import has_stop
from cleaners.tree.blocks import Line, Reading

# Weights found by trying on 195 real pages; the result hardly moves with any of them.
_BEFORE_TITLE, _FRAGMENT, _ASIDE, _NAMED = 0.2, 0.3, 0.3, 1.2
_FURNITURE, _CUT, _MOST_LINKED, _BESIDE = -0.3, -60.0, 60, -0.05
_SENTENCE = 40
_NEIGHBOURS, _MARKS = frozenset("上下前后後"), " 　【[（(<《>◎*-"


def line_values(
    reading: Reading, title_at: int | None, lowest: int, beside: Set[int]
) -> list[float]:
    """The value of every line of a page, in characters.

    Its length when it reads as text, less for fragments and above the title (`title_at`, a
    line number), minus its length for links, for what stands in furniture and for the lines
    that are `beside` the text (see `entries`). Hints from `lowest` on are believed: -3
    all of them, -2 those that are not beyond doubt, 0 none.
    """
    hints = _believed([block.hint for block in reading.blocks], lowest)
    hints.append(0)  # of lines in no block: their number is -1
    values = [_value(line, hints[line.block]) for line in reading.lines]
    for number in beside:
        values[number] = _BESIDE * abs(values[number])
    if title_at is not None:
        above = values[:title_at]
        values[: title_at + 1] = [*(v * _BEFORE_TITLE if v > 0 else v for v in above), 0.0]
    return values


def _believed(hints: list[int], lowest: int) -> list[int]:
    if lowest == -3:
        return hints
    return [hint if lowest == -2 and hint == -3 else 0 for hint in hints]


def _value(line: Line, hint: int) -> float:
    text, linked = line.text, line.linked
    length = line.plain + linked
    if is_cut(text):  # 上一篇：… stands inside many texts' elements, other texts do not follow it
        return _FURNITURE * length if text.lstrip(_MARKS)[:1] in _NEIGHBOURS else _CUT
    if linked > 0.4 * length:
        return _linked(line)
    if hint <= -2 or is_furniture(text):
        return _FURNITURE * length
    if is_meta(text):
        return 0.0
    value = length * (1.0 if reads_as_text(line) else _FRAGMENT)
    return value * (_ASIDE if hint == -1 else _NAMED if hint == 1 else 1.0)


def _linked(line: Line) -> float:
    """A link leads away, but a sentence around one does not, nor does an address told in full."""
    if line.plain >= _SENTENCE and has_stop(line.text):
        return float(max(line.plain - line.linked, -_MOST_LINKED))
    return 0.0 if "://" in line.text else -min(line.linked, _MOST_LINKED)
