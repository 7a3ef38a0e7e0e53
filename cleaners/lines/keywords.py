"""The keywords of a page as the last line of its text: words without a label, drawn as tags."""

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"[\s,，、;；|｜/·#＃]+")
_LONGEST, _FEWEST = 60, 2
# Run together, two of them may be who signed the text: 清河县教育局.
_RUN_TOGETHER = 3


def without_keywords(lines: Sequence[str], declared: str) -> list[str]:
    """The lines without a last one made of nothing but words that `<meta name="keywords">`
    declares: two of them or more, or three where nothing stands between them."""
    if len(lines) < _FEWEST or not declared or len(lines[-1]) > _LONGEST:
        return list(lines)
    words = {word for word in _BETWEEN.split(declared) if len(word) > 1}
    return list(lines[:-1] if _is_of(lines[-1], words) else lines)


def _is_of(line: str, words: set[str]) -> bool:
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) >= _FEWEST:
        return words.issuperset(parts)
    if not parts or sum(word in line for word in words) < _RUN_TOGETHER:
        return False
    rest = parts[0]
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "", 1)
    return not rest
