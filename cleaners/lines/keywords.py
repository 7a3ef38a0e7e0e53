"""The keywords of a page as the last line of its text: words without a label, drawn as tags."""

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"[\s,，、;；|｜/·#＃]+")
_LONGEST, _FEWEST = 60, 2


def without_keywords(lines: Sequence[str], declared: str) -> list[str]:
    """The lines without a last one made of nothing but words that `<meta name="keywords">`
    declares, two of them or more, whether anything stands between them or not."""
    if len(lines) < _FEWEST or not declared or len(lines[-1]) > _LONGEST:
        return list(lines)
    words = {word for word in _BETWEEN.split(declared) if len(word) > 1}
    return list(lines[:-1] if _is_of(lines[-1], words) else lines)


def _is_of(line: str, words: set[str]) -> bool:
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) >= _FEWEST:
        return words.issuperset(parts)
    if not parts or sum(word in line for word in words) < _FEWEST:
        return False
    rest = parts[0]
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "", 1)
    return not rest
