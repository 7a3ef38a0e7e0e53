"""The shortest way from one sequence to another, in a bounded time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Edit = tuple[bool, int, int, int, int]
"""Whether a[start:end] and b[start:end] differ, and the four offsets."""

_STEPS = 400_000  # about a third of a second
_ISLAND = 2  # as few equal characters between two changes are part of the change


@dataclass(slots=True)
class Budget:
    """Steps that may still be taken; without any left, differences are told roughly."""

    steps: int = _STEPS


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
    trace: list[list[int]] = []
    for distance in range(len(a) + len(b) + 1):
        trace.append([reached[k] for k in range(1 - distance, distance, 2)] or [0])
        budget.steps -= 2 * distance + 1  # one for the step, one for the copy
        if budget.steps < 0:
            return []
        for k in range(-distance, distance + 1, 2):
            down = k == -distance or (k != distance and reached[k - 1] < reached[k + 1])
            x = start = reached[k + 1] if down else reached[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reached[k] = x
            budget.steps -= x - start
            if x >= len(a) and x - k >= len(b):
                return _back(trace, len(a), len(b))
    return []


def _back(trace: list[list[int]], x: int, y: int) -> list[tuple[int, int]]:
    """Go back to the beginning; `trace` has how far each odd or even diagonal had come."""
    found = []
    for distance in range(len(trace) - 1, -1, -1):
        reached, k = trace[distance], x - y
        at = (k + distance) // 2  # of k + 1 in what was reached; k - 1 is one before it
        down = k == -distance or (k != distance and reached[at - 1] < reached[at])
        before = k + 1 if down else k - 1
        x_before = reached[at if down else at - 1]
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


def without_islands(found: list[Edit]) -> list[Edit]:
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
