"""The part of a text that shows best why it was found."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from pipelines.index import fold

BEFORE, WIDTH = 30, 120
"""Characters shown before the best place, and in all."""

_PLACES = 200
"""Places looked at: a word that comes more often shows in any of them."""

_SHORT = 1_000  # characters of a text of which it is worth to know that it folds one by one

Marks = tuple[tuple[int, int], ...]


def snippet(text: str, words: Sequence[str]) -> tuple[str, Marks]:
    """Return a piece of the text on one line and the (start, end) of the words in it.

    It begins shortly before the place where most different words stand close together, or
    with the text when none is in it.
    """
    pattern = _any_of(words)
    start = max(0, _best_place(text, pattern) - BEFORE)
    piece = text[start : start + WIDTH]
    head, tail = "…" if start else "", "…" if start + WIDTH < len(text) else ""
    marks = tuple((a + len(head), b + len(head)) for a, b in _marks(piece, pattern))
    return head + piece.replace("\n", " ") + tail, marks


def marks(text: str, words: Sequence[str]) -> Marks:
    """Return the (start, end) of folded words in a text of ordinary length, a paragraph."""
    return tuple(_marks(text, _any_of(words)))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    if not any(words):
        words = ("\0",)  # nothing to mark
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _best_place(text: str, pattern: re.Pattern[str]) -> int:
    matches = islice(pattern.finditer(fold(text)), _PLACES)
    places = [(match.start(), match.group()) for match in matches]
    if not places:
        return 0

    def company(place: tuple[int, str]) -> int:
        end = place[0] + WIDTH - BEFORE
        return len({word for at, word in places if place[0] <= at < end})

    best, _ = max(places, key=company)
    return _unfolded(text, best, best)[0]


def _marks(piece: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    return [_unfolded(piece, *match.span()) for match in pattern.finditer(fold(piece))]


def _unfolded(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the characters of the text that fold to this part (… folds to three, é to one)."""
    if len(text) <= _SHORT and _one_by_one(text):
        return start, end

    def reach(length: int) -> int:
        return len(fold(text[:length]))

    lengths = range(len(text) + 1)
    first = bisect_right(lengths, start, key=reach) - 1
    whole = bisect_left(lengths, end, key=reach)
    return first, max(whole, bisect_right(lengths, end, key=reach) - 1)


@lru_cache(maxsize=64)
def _one_by_one(text: str) -> bool:
    """Tell whether each character folds to one, whatever stands beside it."""
    return len(fold(text)) == len(text) and all(_folds_to_one(char) for char in set(text))


@lru_cache(maxsize=16_384)
def _folds_to_one(char: str) -> bool:
    return len(fold(char)) == 1
