"""Every pattern of the cleaners over bait: does its time grow with the text, or faster?

    python -m benchmarks.patterns [--package cleaners] [--only NAME] [--bait 8]

Finds all compiled patterns in a package's modules, makes strings that each of them half matches
(its own characters repeated, samples of what it matches, pumped and broken off), and searches
them at 16,000 and at 64,000 characters. Four times the text may take up to twelve times as
long; the exit code is 1 when a pattern takes more. Prints the slowest per character, too.
"""

import argparse
import importlib
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

SHORT, FACTOR, MOST = 16_000, 4, 12.0
SURE = 0.002  # seconds; a shorter time is too near the clock's to be compared
HUNG = 20
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
Found = re.Pattern[str] | re.Pattern[bytes]


@dataclass(frozen=True)
class Result:
    """How one pattern did on its worst bait: seconds for the long text, and the growth."""

    name: str
    bait: str
    seconds: float
    growth: float


def patterns(package: str) -> Iterator[tuple[str, Found]]:
    """Yield all compiled patterns that modules of a package hold, with their names."""
    root = importlib.import_module(package)
    names = [module.name for module in pkgutil.walk_packages(root.__path__, f"{package}.")]
    for name in names:
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            yield from within(f"{name.partition('.')[2]}.{key}", value, module)


def within(name: str, value: object, module: ModuleType) -> Iterator[tuple[str, Found]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list):
        for number, part in enumerate(value):
            yield from within(f"{name}[{number}]", part, module)
    elif isinstance(value, dict) and not name.endswith("__"):
        for key, part in value.items():
            yield from within(f"{name}[{key}]", part, module)


def sample(rng: random.Random, tree: Any, most: int = 3) -> str:
    """Return a string that a parsed pattern matches, looking around aside."""
    return "".join(sample_part(rng, kind, value, most) for kind, value in tree)


def sample_part(rng: random.Random, kind: Any, value: Any, most: int) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.NOT_LITERAL:
        return "讲" if value != ord("讲") else "a"
    if kind is kinds.ANY:
        return rng.choice("讲a1 ")
    if kind is kinds.IN:
        return one_of(rng, value)
    if kind is kinds.BRANCH:
        return sample(rng, rng.choice(value[1]), most)
    if kind is kinds.SUBPATTERN:
        return sample(rng, value[-1], most)
    if kind is kinds.ATOMIC_GROUP:
        return sample(rng, value, most)
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
        least, top, inside = value
        times = rng.randint(least, max(least, min(int(top), least + most)))
        return "".join(sample(rng, inside, most) for _ in range(times))
    return ""


def one_of(rng: random.Random, parts: Any) -> str:
    if parts[0][0] is kinds.NEGATE:
        taken = re.compile("[" + "".join(map(written, parts[1:])) + "]")
        return next((char for char in "讲a1 。：-<" if not taken.match(char)), "é")
    kind, value = rng.choice(parts)
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.RANGE:
        return chr(rng.randint(*value))
    return rng.choice(CATEGORIES.get(str(value), "a"))


def written(part: Any) -> str:
    kind, value = part
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}.get(
        str(value), ""
    )


def repeated(tree: Any) -> Iterator[Any]:
    """Yield the insides of all repetitions of a parsed pattern."""
    for kind, value in tree:
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
            yield value[2]
            yield from repeated(value[2])
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from repeated(branch)
        elif kind is kinds.SUBPATTERN:
            yield from repeated(value[-1])
        elif kind is kinds.ATOMIC_GROUP:
            yield from repeated(value)


def baits(pattern: Found, rounds: int) -> dict[str, None]:
    """Return what to repeat: parts that the pattern knows, in the order they were found."""
    rng = random.Random(7)
    source = pattern.pattern
    text = source if isinstance(source, str) else source.decode("latin-1")
    tree = parser.parse(
        text, pattern.flags & ~re.UNICODE if isinstance(source, bytes) else pattern.flags
    )
    found = dict.fromkeys(COMMON)
    for _ in range(rounds):
        whole = sample(rng, tree)
        found |= dict.fromkeys(
            (whole, whole[: len(whole) // 2], whole[len(whole) // 2 :], whole[:-1])
        )
        found |= dict.fromkeys(sample(rng, inside) for inside in repeated(tree))
    found |= dict.fromkeys(re.findall(r"[\u3400-\u9fff]{1,4}", text)[:40])
    return dict.fromkeys(bait for bait in found if bait)


def whole_bait(bait: str, size: int) -> list[str]:
    """Return the texts of one bait: it alone, after its own beginning, and in lines."""
    run = bait * (size // len(bait))
    return [run, run + "!", bait + " " * size, bait + "　" * size, bait + "讲" * size + "!"]


def seconds(pattern: Any, text: Any) -> float:
    began = time.thread_time()
    for _ in pattern.finditer(text):
        pass
    return time.thread_time() - began


def growth(pattern: Found, bait: str) -> tuple[float, float]:
    """Return seconds for the long text and how many times the short one's that is, at worst."""
    worst = (0.0, 0.0)
    binary = isinstance(pattern.pattern, bytes)
    for short, long in zip(whole_bait(bait, SHORT), whole_bait(bait, SHORT * FACTOR), strict=True):
        one: Any = short.encode() if binary else short
        four: Any = long.encode() if binary else long
        took = seconds(pattern, four)
        if took < SURE:
            worst = max(worst, (took, 0.0))
            continue
        took = min(took, seconds(pattern, four))
        worst = max(worst, (took, took / max(1e-5, min(seconds(pattern, one) for _ in range(3)))))
    return worst


def try_out(name: str, pattern: Found, rounds: int) -> Result:
    worst = Result(name, "", 0.0, 0.0)
    for bait in baits(pattern, rounds):
        signal.alarm(HUNG)
        try:
            took, grown = growth(pattern, bait)
        except TimeoutError:
            took, grown = float(HUNG), float("inf")
        finally:
            signal.alarm(0)
        if (grown > MOST, took) > (worst.growth > MOST, worst.seconds):
            worst = Result(name, bait, took, grown)
        if grown > MOST:
            break
    return worst


def hung(number: int, frame: object) -> None:
    raise TimeoutError


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--package", default="cleaners")
    options.add_argument("--only", default="", help="part of the name of the patterns to try")
    options.add_argument("--bait", type=int, default=8, help="samples of each pattern")
    chosen = options.parse_args()
    signal.signal(signal.SIGALRM, hung)
    unique: dict[Found, str] = {}
    for name, pattern in patterns(chosen.package):
        if chosen.only in name:
            unique.setdefault(pattern, name)
    results = [try_out(name, pattern, chosen.bait) for pattern, name in unique.items()]
    failed = [result for result in results if result.growth > MOST]
    table = Table(box=None)
    for column in ("pattern", "ns a character", "growth", "bait"):
        table.add_column(column, justify="left" if column in {"pattern", "bait"} else "right")
    slowest = sorted(results, key=lambda result: (-(result.growth > MOST), -result.seconds))
    for result in slowest[: max(20, len(failed))]:
        rate = result.seconds / (SHORT * FACTOR) * 1e9
        table.add_row(
            Text(result.name), f"{rate:,.0f}", f"{result.growth:.1f}", Text(repr(result.bait)[:50])
        )
    Console(width=120, highlight=False).print(table)
    print(f"{len(results)} patterns, {len(failed)} grow faster than their text")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
