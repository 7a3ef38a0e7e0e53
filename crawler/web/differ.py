"""Two texts side by side: which paragraphs belong together, and what differs inside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Pieces = list[tuple[bool, str]]
"""A paragraph in pieces, each with whether it stands on its side only."""

Edit = tuple[bool, int, int, int, int]
"""Whether a[start:end] and b[start:end] differ, and the four offsets."""

_STEPS = 400_000  # of looking for differences in one comparison, about a third of a second
_ALIKE = 0.3  # share of bigrams from which two paragraphs are versions of one
_PAIRED = 2_500  # pairs of paragraphs looked at in one changed place
_ISLAND = 2  # as few equal characters between two changes are part of the change


@dataclass(slots=True)
class Budget:
    """Steps that may still be taken; without any left, differences are told roughly."""

    steps: int = _STEPS


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


def edits(a: Sequence[Any], b: Sequence[Any], budget: Budget) -> list[Edit]:
    """Return a shortest way from one sequence to the other, as stretches in order.

    Myers 1986, An O(ND) Difference Algorithm. When the budget ends first, all between the
    common beginning and the common end differs.
    """
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    matches = _matches(inner_a, inner_b, budget) if inner_a and inner_b else []
    same = [(i, i) for i in range(head)]
    same += [(head + i, head + j) for i, j in matches]
    same += [(len(a) - tail + i, len(b) - tail + i) for i in range(tail)]
    return _stretches(same, len(a), len(b))


def _common(a: Sequence[Any], b: Sequence[Any]) -> int:
    for number, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return number
    return min(len(a), len(b))


def _matches(a: Sequence[Any], b: Sequence[Any], budget: Budget) -> list[tuple[int, int]]:
    """Return the pairs of equal places on the way; none when the budget ends."""
    reached = {1: 0}
    trace: list[dict[int, int]] = []
    for distance in range(len(a) + len(b) + 1):
        trace.append(reached.copy())
        budget.steps -= 2 * distance + 1  # one for the step, one for the copy
        if budget.steps < 0:
            return []
        for k in range(-distance, distance + 1, 2):
            down = k == -distance or (k != distance and reached[k - 1] < reached[k + 1])
            x = reached[k + 1] if down else reached[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reached[k] = x
            if x >= len(a) and x - k >= len(b):
                return _back(trace, len(a), len(b))
    return []


def _back(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    found = []
    for distance in range(len(trace) - 1, -1, -1):
        reached, k = trace[distance], x - y
        down = k == -distance or (k != distance and reached[k - 1] < reached[k + 1])
        before = k + 1 if down else k - 1
        x_before = reached[before]
        y_before = x_before - before
        while x > max(x_before, 0) and y > max(y_before, 0):
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = x_before, y_before
    return found[::-1]


def _stretches(same: list[tuple[int, int]], a_length: int, b_length: int) -> list[Edit]:
    found: list[Edit] = []
    x = y = 0
    for i, j in [*same, (a_length, b_length)]:
        if (i, j) != (x, y):
            found.append((True, x, i, y, j))
        if i < a_length or j < b_length:
            if found and not found[-1][0] and found[-1][2] == i:
                found[-1] = (False, found[-1][1], i + 1, found[-1][3], j + 1)
            else:
                found.append((False, i, i + 1, j, j + 1))
        x, y = i + 1, j + 1
    return found


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
    found = _without_islands(edits(left, right, budget))
    return {
        "left": [(differs, left[a:b]) for differs, a, b, _, _ in found if b > a],
        "right": [(differs, right[c:d]) for differs, _, _, c, d in found if d > c],
    }


def _without_islands(found: list[Edit]) -> list[Edit]:
    """Join changes with only one or two equal characters between: those are chance."""
    joined: list[Edit] = []
    last = len(found) - 1
    for number, (differs, a, b, c, d) in enumerate(found):
        differs = differs or (0 < number < last and b - a <= _ISLAND)
        if joined and joined[-1][0] == differs:
            joined[-1] = (differs, joined[-1][1], b, joined[-1][3], d)
        else:
            joined.append((differs, a, b, c, d))
    return joined
