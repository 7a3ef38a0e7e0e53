"""What a user typed, as words to look for and as an FTS5 expression over bigrams."""

from dataclasses import dataclass
from itertools import pairwise

from pipelines.index import fold, runs

_TERMS = 64
"""Terms given to FTS5 at most: they narrow the search, checking the text decides it."""


@dataclass(frozen=True, slots=True)
class Query:
    """Folded words that a text must all hold.

    `expression` finds every text that does, and others; None when the words are punctuation
    only. `decides` is True when it finds no others.
    """

    words: tuple[str, ...]
    expression: str | None
    decides: bool


def parse(text: str) -> Query:
    """Read a query: words parted by white space; raises ValueError when there is none."""
    words = tuple(dict.fromkeys(fold(text).split()))
    if not words:
        raise ValueError("empty query")
    terms = list(
        dict.fromkeys(term for word in words for run in runs(word) for term in _terms(run))
    )
    decides = len(terms) <= _TERMS and all(
        len(word) <= 2 and runs(word) == [word] for word in words
    )
    return Query(words, " AND ".join(terms[:_TERMS]) or None, decides)


def _terms(run: str) -> list[str]:
    if len(run) == 1:
        return [f'"{run}" *']
    return [f'"{first}{second}"' for first, second in pairwise(run)]
