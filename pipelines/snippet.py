"""The part of a text that shows best why it was found."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines.index import fold

BEFORE, WIDTH = 30, 120
"""Characters shown before the best place, and in all."""

_PLACES = 200
"""Places looked at: a word that comes more often shows in any of them."""

Marks = tuple[tuple[int, int], ...]


def snippet(text: str, words: Sequence[str]) -> tuple[str, Marks]:
    """Return a piece of the text on one line and the (start, end) of the words in it.

    It begins shortly before the place where most different words stand close together, or
    with the text when none is in it.
    """
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    start = max(0, _best_place(text, pattern) - BEFORE)
    piece = text[start : start + WIDTH]
    head, tail = "…" if start else "", "…" if start + WIDTH < len(text) else ""
    marks = tuple((a + len(head), b + len(head)) for a, b in _marks(piece, pattern))
    return head + piece.replace("\n", " ") + tail, marks


def _best_place(text: str, pattern: re.Pattern[str]) -> int:
    folded = fold(text)
    places = [
        (match.start(), match.group())
        for match, _ in zip(pattern.finditer(folded), range(_PLACES), strict=False)
    ]
    if not places:
        return 0

    def company(place: tuple[int, str]) -> int:
        end = place[0] + WIDTH - BEFORE
        return len({word for at, word in places if place[0] <= at < end})

    return _unfolded(text, len(folded), max(places, key=company)[0])


def _marks(piece: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    folded = fold(piece)
    return [
        (_unfolded(piece, len(folded), match.start()), _unfolded(piece, len(folded), match.end()))
        for match in pattern.finditer(folded)
    ]


def _unfolded(text: str, folded_length: int, position: int) -> int:
    """Return the position in the text of a position in its folded form (… folds to three)."""
    if folded_length == len(text):
        return position
    return bisect_left(range(len(text)), position, key=lambda end: len(fold(text[:end])))
