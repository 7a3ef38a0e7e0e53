"""How the time of a pattern grows with its text: CPU time at four times the characters."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from benchmarks.bait import Bait, Found, baits

FACTOR = 4  # a long text has so many times the characters of a short one
FIRST, SURE = 2_000, 16_000  # characters of the short text: for a look, and to be sure
# Of time that grows with the text and, in equal parts at 8,000 characters, with its square, these
# are what four times the text takes: 6.4 at 2,000 (1.25 to 8), and 12 at 16,000 (24 to 288).
LOOK, MOST = 6.0, 12.0
QUICK = 30e-6  # seconds for 8,000 characters; no square is behind so little
Run = Callable[[Any, Any], object]
SLOW = 3.0  # seconds for one text, at the longest 64,000 characters


@dataclass(frozen=True, slots=True)
class Result:
    """How one pattern did on its worst bait: nanoseconds a character of 8,000, and the growth,
    which is endless when a text took too long."""

    name: str
    bait: Bait
    rate: float
    growth: float
    tried: int = 0

    @property
    def failed(self) -> bool:
        return self.growth > MOST


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes more CPU time; a search for a pattern is interrupted."""
    signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _over(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def try_out(name: str, pattern: Found, uses: frozenset[str], rounds: int, limit: float) -> Result:
    """Return the worst of all baits, or the first that fails; CPU seconds beyond `limit` fail."""
    began = time.thread_time()
    worst, found = Result(name, Bait("", ""), 0.0, 0.0), baits(pattern, rounds)
    for number, bait in enumerate(found, 1):
        rate, grown = _worst(pattern, uses, bait)
        if time.thread_time() - began > limit:
            grown = float("inf")
        if (grown > MOST, rate) > (worst.failed, worst.rate):
            worst = Result(name, bait, rate, grown)
        if worst.failed:
            return Result(name, bait, rate, grown, number)
    return Result(name, worst.bait, worst.rate, worst.growth, len(found))


def _worst(pattern: Found, uses: frozenset[str], bait: Bait) -> tuple[float, float]:
    """Return nanoseconds a character, and the growth, of the worst text of a bait."""
    worst = (0.0, 0.0)
    for at in range(len(bait.texts(FIRST))):
        for use in sorted(uses):
            try:
                with at_most(SLOW):
                    rate, grown = _growth(pattern, bait, at, RUNS[use])
            except TimeoutError:
                return SLOW / (FIRST * FACTOR) * 1e9, float("inf")
            worst = max(worst, (rate, grown), key=lambda pair: (pair[1] > MOST, pair[0]))
    return worst


def _growth(pattern: Found, bait: Bait, at: int, run: Run) -> tuple[float, float]:
    short, long = _timed(pattern, bait, at, run, FIRST)
    rate = long / (FIRST * FACTOR) * 1e9
    if long < QUICK:
        return rate, 0.0
    if long < LOOK * short:
        return rate, long / short
    short, long = _timed(pattern, bait, at, run, SURE, best_of=2)
    return rate, long / short


def _timed(
    pattern: Found, bait: Bait, at: int, run: Run, size: int, best_of: int = 1
) -> tuple[float, float]:
    """Return CPU seconds for the short text, at its best of thrice, and for the long one."""
    texts: Sequence[Any] = [bait.texts(chars)[at] for chars in (size, size * FACTOR)]
    if isinstance(pattern.pattern, bytes):
        texts = [text.encode() for text in texts]
    long = min(_seconds(run, pattern, texts[1]) for _ in range(best_of))
    short = min(_seconds(run, pattern, texts[0]) for _ in range(3 if long > QUICK else 1))
    return max(short, 1e-7), long


def _found(pattern: Any, text: Any) -> None:
    for _ in pattern.finditer(text):
        pass


RUNS: dict[str, Run] = {
    "search": _found,
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
}


def _seconds(run: Run, pattern: Any, text: Any) -> float:
    began = time.thread_time()
    run(pattern, text)
    return time.thread_time() - began
