"""Bait for a pattern: strings that it half matches, from its own parse."""

import random
import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

Found = re.Pattern[str] | re.Pattern[bytes]

COMMON = (
    "讲", "一", "年", "1", "a", "A", " ", "　", "\xa0", "\n", "。", "：", "（", "((", "[【（(《",
    "a!", "<", "</", "<a ", "<a>", '="', "a=", "='", ">", "-", "——", "XX", "\x00", "\u200b", "é",
    "\ufffd", "2020-1-1 ", "2020年1月", "1 ", "1-", "a.", "a@", "a@b.", "首页 > ", "时间： ",
    "以下小编", "  \n",
)  # fmt: skip
CATEGORIES = {
    "CATEGORY_DIGIT": "17", "CATEGORY_NOT_DIGIT": "讲a ", "CATEGORY_SPACE": " \u3000\n",
    "CATEGORY_NOT_SPACE": "讲a1", "CATEGORY_WORD": "讲a1", "CATEGORY_NOT_WORD": " 。-",
}  # fmt: skip
WRITTEN = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}
REPEATS = {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}
ENDLESS = 200  # a repetition of more can be pumped
BROKEN = ("!", "! \n。a 1讲<")  # a run followed by this is not what was looked for
MOST = 3  # times that a sample repeats what may be left out


class Bait(NamedTuple):
    """What is said once at the beginning, and what is said again and again behind it."""

    start: str
    again: str

    def texts(self, size: int) -> list[str]:
        """Return texts of so many characters: it alone, broken off, and before long runs."""
        run, once = self.start + self.again * (size // len(self.again)), self.again
        texts = [run, *(run + broken for broken in BROKEN)]
        if not self.start:
            texts += [once + " " * size, once + "　" * size, once + "讲" * size + "!"]
        return texts


def baits(pattern: Found, rounds: int) -> list[Bait]:
    """Return what to try a pattern with: what texts are made of, samples of what it matches, each
    of its repetitions behind what leads to it. The same each time."""
    rng, tree = random.Random(7), _tree(pattern)
    found = dict.fromkeys(Bait("", again) for again in COMMON)
    for _ in range(rounds):
        whole = _sample(rng, tree)
        half = len(whole) // 2
        parts = (whole, whole[:half], whole[half:], whole[:-1])
        found |= dict.fromkeys(Bait("", part) for part in parts)
        for start, again in _pumped(rng, tree, ""):
            found |= dict.fromkeys((Bait("", again), Bait(start, again), Bait("", start)))
    return [bait for bait in found if bait.again]


def _tree(pattern: Found) -> Any:
    if isinstance(pattern.pattern, str):
        return parser.parse(pattern.pattern, pattern.flags)
    return parser.parse(pattern.pattern.decode("latin-1"), pattern.flags & ~re.UNICODE)


def _sample(rng: random.Random, tree: Any) -> str:
    """Return a string that a parsed pattern matches, looking around aside."""
    return "".join(_part(rng, kind, value) for kind, value in tree)


def _part(rng: random.Random, kind: Any, value: Any) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.NOT_LITERAL:
        return "讲" if value != ord("讲") else "a"
    if kind is kinds.ANY:
        return rng.choice("讲a1 ")
    if kind is kinds.IN:
        return _one_of(rng, value)
    if kind in REPEATS:
        least, top, inside = value
        times = rng.randint(least, max(least, min(int(top), least + MOST)))
        return "".join(_sample(rng, inside) for _ in range(times))
    inner = list(_inner(kind, value))
    return _sample(rng, rng.choice(inner)) if inner else ""


def _inner(kind: Any, value: Any) -> Iterator[Any]:
    """Yield what a part consists of, any of which may stand for it."""
    if kind is kinds.BRANCH:
        yield from value[1]
    elif kind is kinds.SUBPATTERN:
        yield value[-1]
    elif kind is kinds.ATOMIC_GROUP:
        yield value


def _one_of(rng: random.Random, parts: Any) -> str:
    if parts[0][0] is kinds.NEGATE:
        taken = re.compile("[" + "".join(map(_written, parts[1:])) + "]")
        return next((char for char in "讲a1 。：-<" if not taken.match(char)), "é")
    kind, value = rng.choice(parts)
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.RANGE:
        return chr(rng.randint(*value))
    return rng.choice(CATEGORIES.get(str(value), "a"))


def _written(part: Any) -> str:
    kind, value = part
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return WRITTEN.get(str(value), "")


def _pumped(rng: random.Random, tree: Any, start: str) -> Iterator[tuple[str, str]]:
    """Yield each repetition of a parsed pattern as what leads to it and what it repeats."""
    for kind, value in tree:
        if kind in REPEATS:
            _, top, inside = value
            if int(top) > ENDLESS:
                yield start, _sample(rng, inside)
            yield from _pumped(rng, inside, start)
        ahead = [value[1]] if kind in {kinds.ASSERT, kinds.ASSERT_NOT} else _inner(kind, value)
        for inner in ahead:
            yield from _pumped(rng, inner, start)
        start += _part(rng, kind, value)
