"""Where two texts differ, sentence by sentence and letter by letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipelines.fingerprint import normalised
from pipelines.widths import one_width

_SENTENCE = re.compile(r".*?(?:[。！？；!?;]+[”’」』）)]*|\n|\Z)", re.DOTALL)
_ISLAND = 2  # letters between two changes that are no word in common
_ALIKE = 0.4  # of its letters; what is less alike was not changed but replaced
_LONGEST = 4_000  # letters that are compared one by one: a tenth of a second

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

    White space, line breaks and widths make no difference (see `fingerprint.normalised`).
    """
    ours, theirs = _sentences(one), _sentences(other)
    matcher = SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False)
    return [
        _passage(tag == "equal", "".join(ours[a:b]), "".join(theirs[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
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


def _passage(alike: bool, one: str, other: str) -> Passage:
    if alike:
        return Passage(True, ((one, False),), ((other, False),))
    if not one or not other or max(len(one), len(other)) > _LONGEST:
        return _replaced(one, other)
    matcher = SequenceMatcher(None, one_width(one), one_width(other), autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _replaced(one, other)
    return Passage(False, *map(tuple, _runs(matcher, one, other)))


def _replaced(one: str, other: str) -> Passage:
    return Passage(False, ((one, True),) if one else (), ((other, True),) if other else ())


def _runs(matcher: "SequenceMatcher[str]", one: str, other: str) -> tuple[list[Run], list[Run]]:
    ours: list[Run] = []
    theirs: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        inside = min(a, c) > 0 and b < len(one) and d < len(other)
        differs = tag != "equal" or (inside and b - a < _ISLAND)
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
