"""Where two texts differ, sentence by sentence and letter by letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.edits import Budget, Edit, edits, without_islands
from pipelines.fingerprint import normalised
from pipelines.widths import one_width

_SENTENCE = re.compile(r".*?(?:[。！？；!?;]+[”’」』）)]*|\n|\Z)", re.DOTALL)
_ALIKE = 0.4  # of its letters; what is less alike was not changed but replaced
_STEPS = 4_000_000  # of looking for differences: about a second

Run = tuple[str, bool]
"""A piece of text, and whether the other text has something else."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in one text and what stands at that place in the other; one may be nothing."""

    alike: bool
    one: tuple[Run, ...]
    other: tuple[Run, ...]


def differences(one: str, other: str) -> list[Passage]:
    """Return both texts as passages in turn alike and different.

    White space, line breaks and widths make no difference (see `fingerprint.normalised`). Takes a
    bounded time: of texts that differ in very much, the passages are long.
    """
    ours, theirs, budget = _sentences(one), _sentences(other), Budget(_STEPS)
    return [
        _passage(differs, "".join(ours[a:b]), "".join(theirs[c:d]), budget)
        for differs, a, b, c, d in edits(_plain(ours), _plain(theirs), budget)
    ]


def _sentences(text: str) -> list[str]:
    """Return the sentences, each with the white space behind it."""
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if found and not sentence.strip():
            found[-1] += sentence
        elif sentence:
            found.append(sentence)
    return found


def _plain(sentences: Sequence[str]) -> list[str]:
    return [normalised(sentence) for sentence in sentences]


def _passage(differs: bool, one: str, other: str, budget: Budget) -> Passage:
    if not differs:
        return Passage(True, ((one, False),), ((other, False),))
    if not one or not other:
        return _replaced(one, other)
    found = edits(one_width(one), one_width(other), budget)
    alike = sum(b - a for changed, a, b, _, _ in found if not changed)
    if 2 * alike < _ALIKE * (len(one) + len(other)):
        return _replaced(one, other)
    return Passage(False, *map(tuple, _runs(without_islands(found), one, other)))


def _replaced(one: str, other: str) -> Passage:
    return Passage(False, ((one, True),) if one else (), ((other, True),) if other else ())


def _runs(found: Sequence[Edit], one: str, other: str) -> tuple[list[Run], list[Run]]:
    ours: list[Run] = []
    theirs: list[Run] = []
    for differs, a, b, c, d in found:
        _append(ours, one[a:b], differs and bool(one[a:b].strip()))
        _append(theirs, other[c:d], differs and bool(other[c:d].strip()))
    return ours, theirs


def _append(runs: list[Run], text: str, differs: bool) -> None:
    if runs and runs[-1][1] == differs:
        runs[-1] = (runs[-1][0] + text, differs)
    elif text:
        runs.append((text, differs))


def lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the lines of what stands in one text, without those that are empty."""
    line: list[Run] = []
    for text, differs in runs:
        first, *rest = text.split("\n")
        line.append((first, differs))
        for further in rest:
            yield from _not_empty(line)
            line = [(further, differs)]
    yield from _not_empty(line)


def _not_empty(line: list[Run]) -> Iterator[list[Run]]:
    if any(text.strip() for text, _ in line):
        yield [run for run in line if run[0]]
