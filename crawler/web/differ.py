"""Two texts side by side: which paragraphs belong together, and what differs inside them."""

from itertools import pairwise
from typing import Any

from pipelines.edits import Budget, edits, without_islands

Pieces = list[tuple[bool, str]]
"""A paragraph in pieces, each with whether it stands on its side only."""

_ALIKE = 0.3  # share of bigrams from which two paragraphs are versions of one
_PAIRED = 2_500  # pairs of paragraphs looked at in one changed place


def side_by_side(left: str, right: str) -> list[dict[str, Any]]:
    """Return rows of two paragraphs each: `same`, or `left` and `right` in pieces.

    A side without a paragraph is None. Takes a bounded time: of texts that differ in very
    much, what differs inside paragraphs is not told.
    """
    a, b = left.split("\n"), right.split("\n")
    budget = Budget()
    rows: list[dict[str, Any]] = []
    for differs, a_start, a_end, b_start, b_end in edits(a, b, budget):
        if differs:
            rows += _changed(a[a_start:a_end], b[b_start:b_end], budget)
        else:
            rows += [{"same": text} for text in a[a_start:a_end]]
    return rows


def _changed(left: list[str], right: list[str], budget: Budget) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    x = y = 0
    for i, j in [*_pairs(left, right), (len(left), len(right))]:
        rows += [{"left": [(True, text)], "right": None} for text in left[x:i]]
        rows += [{"left": None, "right": [(True, text)]} for text in right[y:j]]
        if i < len(left):
            rows.append(_compared(left[i], right[j], budget))
        x, y = i + 1, j + 1
    return rows


def _pairs(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Return which paragraphs are versions of each other, in order, as alike as can be."""
    if not left or not right or len(left) * len(right) > _PAIRED:
        return []
    lefts, rights = [_bigrams(text) for text in left], [_bigrams(text) for text in right]
    best = [[(0.0, (0, 0))] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, one in enumerate(lefts, 1):
        for j, other in enumerate(rights, 1):
            alike = 2 * len(one & other) / max(1, len(one) + len(other))
            step = (best[i - 1][j - 1][0] + alike, (1, 1)) if alike >= _ALIKE else (0.0, (1, 0))
            best[i][j] = max(step, (best[i - 1][j][0], (1, 0)), (best[i][j - 1][0], (0, 1)))
    found, i, j = [], len(left), len(right)
    while i and j:
        down, across = best[i][j][1]
        if down and across:
            found.append((i - 1, j - 1))
        i, j = i - down, j - across
    return found[::-1]


def _bigrams(text: str) -> set[str]:
    return {one + other for one, other in pairwise(text)} or {text}


def _compared(left: str, right: str, budget: Budget) -> dict[str, Any]:
    found = without_islands(edits(left, right, budget))
    return {
        "left": [(differs, left[a:b]) for differs, a, b, _, _ in found if b > a],
        "right": [(differs, right[c:d]) for differs, _, _, c, d in found if d > c],
    }
