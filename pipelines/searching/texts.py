"""A stored text as a search looks at it, and how often a folded word is in it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from math import prod
from typing import Any
from unicodedata import normalize

from pipelines.scripts import simplified_forms
from pipelines.searching.grams import fold

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# Radicals, ideographs, compatibility ideographs: what folds to one Chinese character.
_IDEOGRAPHS = (
    *range(0x2E80, 0x2FE0),
    *range(0x3400, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x2F800, 0x2FA20),
)
_SPELLINGS = 8
_OTHERS = (*range(0x3000, 0x3400), *range(0x1F100, 0x1F300))
# All that has a compatibility form in Unicode 16, but for ideographs and full width.
_LETTERS = (
    *range(0x80, 0x3400),
    *range(0xA640, 0xAC00),
    *range(0xFB00, 0xFF00),
    *range(0xFF5F, 0x10000),
    *range(0x10780, 0x107C0),
    *range(0x1CC00, 0x1CD00),
    *range(0x1D400, 0x1D800),
    *range(0x1E000, 0x1F300),
    *range(0x1FB00, 0x1FC00),
)
_FEW = 32  # characters that are looked for one by one; of more, each of the text is looked at


@dataclass(slots=True)
class Text:
    """Title and body of a speech as stored; `said` are the columns that a query asks for."""

    title: str
    body: str
    said: Mapping[str, Any] = field(default_factory=dict)
    _folded: tuple[str, str] | None = None

    def count(self, word: str, *, title_only: bool = False) -> int:
        """Return how often a folded word is in title and body; at least once, if it is there.

        Folding a text takes ten times as long as looking through it. It is left out for words of
        Chinese characters: a text holds them as they are, or in characters that fold to them.
        """
        if is_han(word):
            if found := self.title.count(word) + (0 if title_only else self.body.count(word)):
                return found
            other = other_forms(word)
            if not (has_one(self.title, other) or (not title_only and has_one(self.body, other))):
                return 0
        title, body = self._fold()
        return title.count(word) + (0 if title_only else body.count(word))

    def _fold(self) -> tuple[str, str]:
        if self._folded is None:
            self._folded = fold(self.title), fold(self.body)
        return self._folded


@lru_cache(maxsize=1024)
def is_han(word: str) -> bool:
    return bool(_HAN.fullmatch(word))


@lru_cache(maxsize=1024)
def other_forms(word: str) -> str:
    """Return characters of which a text has one, if it holds this folded word of Chinese
    characters, ASCII letters and digits otherwise than it is written here, in whatever width.
    """
    found = _sources() if is_han(word) else {**_sources(), **_signs()}
    parts = _abbreviations()
    return "".join(dict.fromkeys(found.get(char, "") + parts.get(char, "") for char in word))


def has_one(text: str, chars: str) -> bool:
    """Tell whether one of these characters is in a text."""
    if len(chars) < _FEW:
        return any(map(text.__contains__, chars))
    return not frozenset(chars).isdisjoint(text)


def pattern_of(word: str) -> str:
    """Return a regular expression for a folded word of Chinese characters, in whatever single
    characters it is written.
    """
    return "".join(f"[{char}{more}]" if (more := _sources().get(char)) else char for char in word)


@cache
def _sources() -> dict[str, str]:
    """Return for each Chinese character the others that fold to it alone."""
    sources: dict[str, list[str]] = defaultdict(list)
    for char in map(chr, _IDEOGRAPHS):
        if (folded := fold(char)) != char and is_han(folded):
            sources[folded].append(char)
    return {folded: "".join(chars) for folded, chars in sources.items()}


@cache
def _abbreviations() -> dict[str, str]:
    """Return for each Chinese character those that fold to it and others (㈱, ㏠)."""
    found: dict[str, str] = defaultdict(str)
    for char in map(chr, _OTHERS):
        for part in fold(char):
            if is_han(part):
                found[part] += char
    return found


@cache
def _signs() -> dict[str, str]:
    """Return for each ASCII letter and digit what folds to it, alone or beside others (①, ½, ㎏),
    but for its other width and case.
    """
    found: dict[str, str] = defaultdict(str)
    for char in map(chr, _LETTERS):
        for part in set(normalize("NFKC", char).casefold()):
            if part.isascii() and part.isalnum():
                found[part] += char
    return found


def spellings(word: str) -> list[str] | None:
    """Return the usual spellings of a folded word: simplified and traditional, ASCII letters and
    digits in both widths and cases. None when it has other characters, or more than eight of them.
    """
    if not all(is_han(char) or (char.isascii() and char.isalnum()) for char in word):
        return None
    ways = [*map(_usual, word)]
    return [*map("".join, product(*ways))] if prod(map(len, ways)) <= _SPELLINGS else None


def _usual(char: str) -> list[str]:
    if is_han(char):
        return [char, *_traditional().get(char, ())]
    return [chr(ord(case) + shift) for case in {char, char.upper()} for shift in (0, 0xFEE0)]


@cache
def _traditional() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for traditional, simplified in simplified_forms().items():
        found[chr(simplified)].append(chr(traditional))
    return found
