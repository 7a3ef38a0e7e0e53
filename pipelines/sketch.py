"""A sample of a text's 5-grams by which copies of it are found and compared.

The grams are those of `fingerprint.letters`. A sketch is the smallest of their hashes: of any two
texts it samples the same grams, so that sketches tell how much two texts share (bottom-k sketches:
Broder 1997; Cohen and Kaplan 2007) and, cut at a common height, how much of one stands in the
other (FracMinHash: Irber et al. 2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from pipelines.fingerprint import figures, letter_codes, letters
from pipelines.widths import text_of

Hashes = npt.NDArray[np.uint64]

GRAM = 5
SAMPLED = 256
"""Hashes of a sketch: the share of one text in another comes out within .03 (one sigma)."""

_FEWEST_KEYS, _MOST_KEYS = 16, 32
_GRAMS_PER_KEY = 64
_KEY_BITS = 48  # 6 bytes in SQLite; 100 million texts then meet by chance once in 10,000 look-ups
_STORED_BITS = 32  # of two sketches of 256, two hashes meet by chance once in 500 pairs at most

_TABLE_BITS = 16
_IN_TABLE = np.uint32((1 << _TABLE_BITS) - 1)

_BASE = 0x9E3779B97F4A7C15  # 2^64 / golden ratio, as in splitmix64
_BASE_2 = np.uint64(_BASE**2 % 2**64)
_SHIFT_1, _SHIFT_2, _SHIFT_3 = np.uint64(30), np.uint64(27), np.uint64(31)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The sampled hashes of a text, smallest first, each once; and how many letters it has."""

    letters: int
    hashes: Hashes = field(repr=False)

    def look_up_keys(self) -> list[int]:
        """Return what to look copies up by: 16 to 32 of the hashes (if there are as many).

        One in 64 of all, no fewer than the 16 smallest and no more than the 32 smallest.
        """
        end = np.searchsorted(self.hashes, np.uint64(2**64 // _GRAMS_PER_KEY))
        count = min(max(int(end), _FEWEST_KEYS), _MOST_KEYS)
        keys: list[int] = (self.hashes[:count] >> np.uint64(64 - _KEY_BITS)).tolist()
        return keys

    def packed(self) -> bytes:
        """Return the upper 32 bits of each hash, little-endian: what an index keeps."""
        return self.upper().tobytes()

    def upper(self) -> npt.NDArray[np.uint32]:
        """Return the upper 32 bits of each hash."""
        return (self.hashes >> np.uint64(64 - _STORED_BITS)).astype("<u4")


class Overlap(NamedTuple):
    """Of `sampled` grams of the shorter of two texts, `shared` stand in the longer one."""

    shared: int
    sampled: int


@dataclass(frozen=True)
class Text:
    """A text to compare with others: its title, if it has one, its body, and what they give."""

    title: str = field(repr=False)
    body: str = field(repr=False)

    @classmethod
    def sketched(cls, title: str, body: str, sketch: "Sketch") -> Self:
        """Return a text whose sketch is known."""
        text = cls(title, body)
        vars(text)["sketch"] = sketch  # where the property keeps it
        return text

    @cached_property
    def codes(self) -> npt.NDArray[np.uint32]:
        """The letters of the body, as code points."""
        return letter_codes(self.body)

    @cached_property
    def letters(self) -> str:
        return text_of(self.codes)

    @cached_property
    def title_letters(self) -> str:
        return letters(self.title)

    @cached_property
    def figures(self) -> frozenset[str]:
        return figures(self.body)

    @cached_property
    def grams(self) -> Hashes:
        """The hashes of all 5-grams of the letters, sorted, each once."""
        return _distinct(gram_hashes(self.codes))

    @cached_property
    def sketch(self) -> Sketch:
        """Without hashes when there are fewer than five letters."""
        return Sketch(len(self.codes), self.grams[:SAMPLED])


def keys_shared(one: int, other: int) -> float:
    """Return how many look-up keys a text has in common with a longer one that it stands in,
    on the average, by their lengths in letters.
    """
    return min(one, other) * min(1.0, _key_rate(one), _key_rate(other))


@lru_cache(4096)
def _key_rate(letters: int) -> float:
    return min(max(1 / _GRAMS_PER_KEY, _FEWEST_KEYS / letters), _MOST_KEYS / letters)


def overlaps(one: Sketch, others: Sequence[tuple[int, bytes]]) -> list[Overlap]:
    """Return how one text overlaps with each of others, given as (letters, `packed()`).

    The packed sketches must not be empty.
    """
    own = one.upper()
    if not others or not len(own):
        return [Overlap(0, 0) for _ in others]
    packed = np.frombuffer(b"".join([hashes for _, hashes in others]), dtype="<u4")
    sizes = np.array([len(hashes) // 4 for _, hashes in others])
    ends = sizes.cumsum()
    starts = ends - sizes
    heights = np.minimum(_heights(packed, starts, ends), _height(own))
    within = packed <= heights.repeat(sizes)
    places = _places(own, packed)
    shared = np.add.reduceat((own[places] == packed) & within, starts, dtype=np.int64).tolist()
    theirs = np.add.reduceat(within, starts, dtype=np.int64).tolist()
    ours = own.searchsorted(heights, "right").tolist()
    found = []
    for (length, _), both, first, second in zip(others, shared, ours, theirs, strict=True):
        sampled = first if length > one.letters else second
        found.append(Overlap(both, min(first, second) if length == one.letters else sampled))
    return found


def _places(own: npt.NDArray[np.uint32], hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.intp]:
    """Return where each of the hashes would stand among our own, which are sorted.

    By a table of some of their bits, in a third of the time of a search, if no two of our own
    have the same.
    """
    numbers = np.arange(len(own), dtype=np.uint16)
    for shift in range(0, 16, 4):
        table = np.zeros(1 << _TABLE_BITS, dtype=np.uint16)
        slots = own >> np.uint32(shift) & _IN_TABLE
        table[slots] = numbers
        if (table[slots] == numbers).all():
            found: npt.NDArray[np.intp] = table[hashes >> np.uint32(shift) & _IN_TABLE].astype(
                np.intp
            )
            return found
    places = own.searchsorted(hashes)
    places[places == len(own)] = 0
    return places


def _height(hashes: npt.NDArray[np.uint32]) -> int:
    """Return up to where a sketch holds all hashes of its text."""
    return int(hashes[-1]) if len(hashes) == SAMPLED else 2**_STORED_BITS - 1


def _heights(
    packed: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint32]:
    whole = ends - starts < SAMPLED
    return np.where(whole, np.uint32(2**_STORED_BITS - 1), packed[ends - 1])


def gram_hashes(codes: npt.NDArray[np.uint32]) -> Hashes:
    """Return a polynomial of each five code points modulo 2^64, mixed as splitmix64 does."""
    points = codes.astype(np.uint64)
    if len(points) < GRAM:
        return points[:0]
    pairs = points[:-1] * np.uint64(_BASE) + points[1:]
    fours = pairs[:-2] * _BASE_2 + pairs[2:]
    fives = fours[:-1] * np.uint64(_BASE) + points[4:]
    fives ^= fives >> _SHIFT_1
    fives *= _MIX_1
    fives ^= fives >> _SHIFT_2
    fives *= _MIX_2
    fives ^= fives >> _SHIFT_3
    return fives


def _distinct(hashes: Hashes) -> Hashes:
    hashes.sort()
    new = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=new[1:])
    return hashes[new]
