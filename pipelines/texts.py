"""A stored text as a search looks at it, and how often a folded word is in it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from pipelines.index import fold

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# Radicals, ideographs, compatibility ideographs: what folds to one Chinese character.
_IDEOGRAPHS = (
    *range(0x2E80, 0x2FE0),
    *range(0x3400, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x2F800, 0x2FA20),
)
_OTHERS = (*range(0x3000, 0x3400), *range(0x1F100, 0x1F300))


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
        texts = (self.title,) if title_only else (self.title, self.body)
        if is_han(word):
            if found := sum([text.count(word) for text in texts]):
                return found
            other = _otherwise_written(word)
            if other and (found := sum([len(other.findall(text)) for text in texts])):
                return found
            if not any(map(_abbreviations().search, texts)):
                return 0
        return sum([text.count(word) for text in self._fold()[: len(texts)]])

    def _fold(self) -> tuple[str, str]:
        if self._folded is None:
            self._folded = fold(self.title), fold(self.body)
        return self._folded


@lru_cache(maxsize=1024)
def is_han(word: str) -> bool:
    return bool(_HAN.fullmatch(word))


@lru_cache(maxsize=1024)
def _otherwise_written(word: str) -> re.Pattern[str] | None:
    """Return what finds the word in other characters that fold to it; None if there are none."""
    sources = _sources()
    if not any(sources.get(char) for char in word):
        return None
    return re.compile("".join(f"[{char}{sources.get(char, '')}]" for char in word))


@cache
def _sources() -> dict[str, str]:
    """Return for each Chinese character the others that fold to it alone."""
    sources: dict[str, list[str]] = defaultdict(list)
    for char in map(chr, _IDEOGRAPHS):
        if (folded := fold(char)) != char and is_han(folded):
            sources[folded].append(char)
    return {folded: "".join(chars) for folded, chars in sources.items()}


@cache
def _abbreviations() -> re.Pattern[str]:
    """Return what finds characters that fold to others around a Chinese one (㈱, ㋀, ㏠), and
    those that stand beside them in Unicode: looking for ranges takes a tenth of the time.
    """
    found = [code for code in _OTHERS if _HAN.search(normalize("NFKC", chr(code)))]
    rows = dict.fromkeys(code & ~0xF for code in found)
    ranges = (f"{chr(row)}-{chr(row + 0xF)}" for row in rows)
    return re.compile(f"[{''.join(ranges)}]")
