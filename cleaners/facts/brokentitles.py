"""A title that a page shows in several lines."""

from cleaners.text import comparable
from cleaners.tree.blocks import Reading

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


def _is_whole(text: str, declared: str) -> bool:
    return declared.startswith(text) and declared[len(text) : len(text) + 1] in _CUTS
