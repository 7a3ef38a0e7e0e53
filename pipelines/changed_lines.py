"""What changed between two texts, for people to read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from pipelines.edits import Budget, edits

WIDTH = 100
"""Characters of a line that are shown."""

_BEFORE = 12


def changed_characters(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many characters are in lines that only one of the texts has."""
    old, new = Counter(before), Counter(after)
    return sum(len(line) * count for line, count in ((old - new) + (new - old)).items())


def difference(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the lines that went (`- …`) and came (`+ …`); of long ones what is around the first
    difference.
    """
    shown: list[str] = []
    for differs, a, b, c, d in edits(before, after, Budget()):
        if differs:
            shown.extend(_block(before[a:b], after[c:d]))
    return shown


def _block(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for gone, come in zip_longest(old, new):
        common = _common(gone or "", come or "")
        start = max(0, common - _BEFORE) if common > WIDTH // 2 else 0
        yield from (f"- {_cut(gone, start)}",) if gone is not None else ()
        yield from (f"+ {_cut(come, start)}",) if come is not None else ()


def _common(old: str, new: str) -> int:
    """Return how many characters two lines begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _cut(line: str, start: int) -> str:
    end = start + WIDTH
    return f"{'…' if start else ''}{line[start:end]}{'…' if len(line) > end else ''}"
