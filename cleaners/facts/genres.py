"""The title a text has by its genre: the heading that ends as speeches do, 在某某大会上的讲话."""

import re

from cleaners.facts.headings import DEEPER, SENTENCE, Title, is_named, line_origin
from cleaners.lines.metalines import is_meta
from cleaners.text import comparable, has_stop
from cleaners.tree.blocks import Reading

_GENRE = re.compile(
    r"(?:讲话|发言|致辞|致词|欢迎[词辞]|贺[词辞信]|演讲|主持词|倡议书|慰问信|公开信|感谢信|寄语|述职报告|工作报告"
    r"|心得体会|工作总结|(?:讲话|发言|演讲)稿)(?:[(（][^()（）]{1,12}[)）])?$"
)
_NAME, _FIRST = 8, 60


def genre_line(reading: Reading, declared: list[str]) -> Title | None:
    """The heading above the text, or line that is named a title or centred there, that ends as
    a speech does, where what the page declares and does not show does not; or a lone heading of
    the third degree right above the text, where what is declared is but a name."""
    if any(map(_GENRE.search, declared)):
        return None
    short = all(len(title) < _NAME for title in declared)
    for number, line in enumerate(reading.lines[:_FIRST]):
        text = line.text
        if len(text) >= SENTENCE and has_stop(text) and not line.linked:
            return None
        if not _NAME <= len(text) <= SENTENCE or line.linked or is_meta(text):
            continue
        drawn = line.tag in DEEPER or is_named(reading, line)
        if not drawn or line.block < 0 or reading.blocks[line.block].hint <= -2:
            continue
        if _GENRE.search(comparable(text)) and not has_stop(text):
            return Title(text, line_origin(reading, line), number)
        if short and line.tag in DEEPER and _heads_text(reading, number):
            return Title(text, line_origin(reading, line), number)
    return None


def _heads_text(reading: Reading, number: int) -> bool:
    """True for the only heading of its degree, right above a long sentence."""
    below = reading.lines[number + 1 : number + 2]
    if not below or len(below[0].text) < SENTENCE or not has_stop(below[0].text):
        return False
    tag = reading.lines[number].tag
    return sum(line.tag == tag for line in reading.lines) == 1
