"""The title a text has by its genre: the heading that ends as speeches do, 在某某大会上的讲话."""

import re

from cleaners.facts.centred import is_centred
from cleaners.facts.headings import (
    DEEPER,
    SENTENCE,
    Title,
    is_above_day,
    is_named,
    is_told,
    title_at,
)
from cleaners.lines.metalines import is_meta
from cleaners.speech.outline import salutation
from cleaners.text import comparable, has_stop
from cleaners.tree.blocks import Reading

_GENRE = re.compile(
    r"(?:讲话|发言|致辞|致词|欢迎[词辞]|贺[词辞信]|演讲|主持词|倡议书|慰问信|公开信|感谢信|寄语|述职报告|工作报告"
    r"|心得体会|工作总结|(?:讲话|发言|演讲)稿)(?:[(（][^()（）]{1,12}[)）])?$"
)
_NAME, _SHORTEST, _FIRST, _HEAD = 8, 4, 60, 4
_MARKS = re.compile(r"[-_|—>]+")
_HAN = re.compile("[\u3400-\u9fff]")


def genre_line(reading: Reading, declared: list[str]) -> Title | None:
    """The heading above the text, or line that is named a title or centred there, that ends as
    a speech does, where what the page declares and does not show does not; or a lone heading of
    the third degree right above the text, where what is declared is but a name; or the line
    above the text that holds that name."""
    if any(_GENRE.search(part) and len(part) >= _NAME for x in declared for part in _parts(x)):
        return None
    short = all(len(title) < _NAME for title in declared)
    for number, line in enumerate(reading.lines[:_FIRST]):
        text = line.text
        if len(text) >= SENTENCE and has_stop(text) and not line.linked:
            return None
        if not _SHORTEST <= len(text) <= SENTENCE or line.linked or is_meta(text):
            continue
        named = is_named(reading, line)
        told = is_told(reading, number) or (short and is_above_day(reading, number))
        drawn = line.tag in DEEPER or named or told or _is_centred_genre(reading, number)
        if line.block < 0 or reading.blocks[line.block].hint <= -2:
            continue
        title = title_at(reading, number, text)
        compared = comparable(text)
        if short and _names_more(compared, declared) and _is_above_text(reading, number, _HEAD):
            return title
        if not drawn:
            continue
        if told and len(text) >= _NAME and is_centred(reading.blocks[line.block].element):
            return title
        spoken = _GENRE.search(compared) and not has_stop(text)
        if spoken and (len(text) >= _NAME or _is_above_text(reading, number)):
            return title
        if not short or len(text) < _NAME or not _HAN.search(text):
            continue
        if line.tag in DEEPER and (_heads_text(reading, number) or _holds(compared, declared)):
            return title
        if named and _is_above_text(reading, number) and _holds(compared, declared):
            return title
    return None


def _parts(declared: str) -> list[str]:
    return _MARKS.split(declared)


def _is_centred_genre(reading: Reading, number: int) -> bool:
    """True for a centred line that ends as a speech does, right above its text."""
    line = reading.lines[number]
    if len(line.text) < _NAME or not _GENRE.search(comparable(line.text)):
        return False
    return is_centred(reading.blocks[line.block].element) and _is_above_text(reading, number)


def _names_more(text: str, declared: list[str]) -> bool:
    """True for a line that ends with what is declared: 某某协会入会须知, 入会须知."""
    return any(len(x) >= _SHORTEST and text.endswith(x) and text != x for x in declared)


def _holds(text: str, declared: list[str]) -> bool:
    return any(len(x) >= _SHORTEST and x in text for x in declared)


def _heads_text(reading: Reading, number: int) -> bool:
    """True for the only heading of its degree, right above a long sentence."""
    if not _is_above_text(reading, number, 1):
        return False
    tag = reading.lines[number].tag
    return sum(line.tag == tag for line in reading.lines) == 1


def _is_above_text(reading: Reading, number: int, most: int = 2) -> bool:
    """True for a line with a long sentence or a salutation among so many lines below it."""
    below = [line.text for line in reading.lines[number + 1 : number + 1 + most]]
    return any((len(x) >= SENTENCE and has_stop(x)) or salutation(x) for x in below)
