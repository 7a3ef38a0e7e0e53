"""A title that a page shows in several lines."""

from cleaners.facts.centred import GENRE
from cleaners.facts.headings import DEEPER, LONGEST
from cleaners.lines.metalines import is_meta
from cleaners.text import comparable, has_stop
from cleaners.tree.blocks import Line, Reading

# Behind a whole title stand its end, the site, or the number of a document.
_CUTS = frozenset(["", *"_-|—｜·（([【〔"])
_SUBTITLES = frozenset("—－-（(")
_PARTS = 4


def broken_title(reading: Reading, shown: int, declared: list[str]) -> str:
    """The declared title of which a line shows the first part, or "".

    It stands in two to four lines that are drawn alike.
    """
    first = reading.lines[shown]
    start = comparable(first.text)
    titles = [
        x for x in declared if x.startswith(start) and x[len(start) : len(start) + 1] not in _CUTS
    ]
    texts = [first.text]
    for line in reading.lines[shown + 1 : shown + _PARTS] if titles else ():
        if (line.tag, line.linked) != (first.tag, 0) or line.text[0] in _SUBTITLES:
            break
        texts.append(line.text)
        whole = comparable("".join(texts))
        if any(_is_whole(whole, title) for title in titles):
            return "".join(texts)
    return ""


def whole_heading(reading: Reading, number: int) -> tuple[int, str]:
    """Where a heading begins, and its words: with the lines before it in its element, where they
    make a title of a speech that no line break parts in two. 在全县教育工作 / 会议上的讲话."""
    line = reading.lines[number]
    begin = number
    while begin > max(0, number - _PARTS + 1) and _is_part(reading.lines[begin - 1], line):
        begin -= 1
    texts = [above.text for above in reading.lines[begin : number + 1]]
    broken = begin < number and line.tag in DEEPER and GENRE.search(line.text)
    if broken and sum(map(len, texts)) <= LONGEST and not any(map(GENRE.search, texts[:-1])):
        return begin, "".join(texts)
    return number, line.text


def _is_part(above: Line, line: Line) -> bool:
    if above.block != line.block or above.tag != line.tag or above.linked:
        return False
    return not has_stop(above.text) and not is_meta(above.text)


def _is_whole(text: str, declared: str) -> bool:
    return declared.startswith(text) and declared[len(text) : len(text) + 1] in _CUTS
