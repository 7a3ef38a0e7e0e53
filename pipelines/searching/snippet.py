"""The part of a text that shows best why it was found."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from pipelines.searching.grams import fold
from pipelines.searching.texts import is_han, pattern_of

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
    start = max(0, _best_place(text, words) - BEFORE)
    piece = text[start : start + WIDTH]
    head, tail = "…" if start else "", "…" if start + WIDTH < len(text) else ""
    found = tuple((a + len(head), b + len(head)) for a, b in marks(piece, words))
    return head + piece.replace("\n", " ") + tail, found


def marks(text: str, words: Sequence[str]) -> Marks:
    """Return the (start, end) of folded words in a text of ordinary length, a paragraph."""
    written = _as_written(tuple(words))
    if written and (found := tuple(match.span() for match in written.finditer(text))):
        return found
    return tuple(_unfolded(text, *it.span()) for it in _any_of(tuple(words)).finditer(fold(text)))


@lru_cache(maxsize=64)
def _as_written(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds words of Chinese characters in a text that is not folded, but for
    abbreviations (㈱) if it finds others; None for other words.
    """
    if not words or not all(map(is_han, words)):
        return None
    return re.compile("|".join(map(pattern_of, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    if not any(words):
        words = ("\0",)  # nothing to mark
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _best_place(text: str, words: Sequence[str]) -> int:
    written = _as_written(tuple(words))
    if written and (places := _places(text, written)):
        return _best(places)
    places = _places(fold(text), _any_of(tuple(words)))
    return _unfolded(text, *[_best(places)] * 2)[0] if places else 0


def _places(text: str, pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in islice(pattern.finditer(text), _PLACES)]


def _best(places: Sequence[tuple[int, str]]) -> int:
    """Return where most different words stand close together."""

    def company(place: tuple[int, str]) -> int:
        end = place[0] + WIDTH - BEFORE
        return len({word for at, word in places if place[0] <= at < end})

    best, _ = max(places, key=company)
    return best


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
