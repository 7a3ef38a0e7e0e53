"""A sample of a text's 5-grams by which copies of it are found and compared.

The grams are those of `fingerprint.letters`. A sketch is the smallest of their hashes: of any two
texts it samples the same grams, so that sketches tell how much two texts share (bottom-k sketches:
Broder 1997; Cohen and Kaplan 2007) and, cut at a common height, how much of one stands in the
other (FracMinHash: Irber et al. 2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from pipelines.fingerprint import figures, letter_codes, letters
from pipelines.widths import text_of

Hashes = npt.NDArray[np.uint64]
Uppers = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.uint16]
Truths = npt.NDArray[np.bool_]

GRAM = 5
SAMPLED = 256
"""Hashes of a sketch: the share of one text in another comes out within .03 (one sigma)."""

_FEWEST_KEYS, _MOST_KEYS = 16, 32
_GRAMS_PER_KEY = 64
_KEY_BITS = 48  # 6 bytes in SQLite; 100 million texts then meet by chance once in 10,000 look-ups
_STORED_BITS = 32  # of two sketches of 256, two hashes meet by chance once in 500 pairs at most

_HIGHEST = np.uint32(2**_STORED_BITS - 1)

_AT_ONCE = 65_536  # grams: what they take on the way is five times as large as they are

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

    def upper(self) -> Uppers:
        """Return the upper 32 bits of each hash."""
        return (self.hashes >> np.uint64(64 - _STORED_BITS)).astype("<u4")


@dataclass(frozen=True)
class Text:
    """A text to compare with others: its title, if it has one, its body, and what they give."""

    title: str = field(repr=False)
    body: str = field(repr=False)

    @classmethod
    def known(cls, title: str, body: str, length: int, grams: Hashes) -> Self:
        """Return a text whose length and grams are known."""
        text = cls(title, body)
        vars(text).update(length=length, grams=grams)  # where the properties keep them
        return text

    @cached_property
    def codes(self) -> npt.NDArray[np.uint32]:
        """The letters of the body, as code points."""
        return letter_codes(self.body)

    @cached_property
    def length(self) -> int:
        """How many letters the body has."""
        return len(self.codes)

    @cached_property
    def letters(self) -> str:
        return text_of(self.codes)

    @cached_property
    def title_letters(self) -> str:
        return letters(self.title)

    @cached_property
    def colons(self) -> int:
        return self.body.count(":") + self.body.count("：")

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
        return Sketch(self.length, self.grams[:SAMPLED])


def keys_shared(one: int, others: Numbers) -> Floats:
    """Return how many look-up keys a text has in common with each of longer ones that it stands
    in, on the average, by their lengths in letters.
    """
    most = min(max(1 / _GRAMS_PER_KEY, _FEWEST_KEYS / one), _MOST_KEYS / one, 1.0)
    fewest = _FEWEST_KEYS / others
    rates = np.minimum(np.maximum(1 / _GRAMS_PER_KEY, fewest), _MOST_KEYS / _FEWEST_KEYS * fewest)
    found: Floats = np.minimum(others, one) * np.minimum(rates, most)
    return found


def overlaps(one: Sketch, letters: Numbers, packed: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """Return how one text overlaps with each of others, given by their letters and `packed()`
    sketches, none of them empty: how many grams of the shorter of both are sampled, and how many
    of these stand in the longer one.
    """
    own = one.upper()
    sampled, shared = np.zeros((2, len(packed)), dtype=np.int64)
    sizes = np.array(list(map(len, packed))) // 4
    for size in np.unique(sizes).tolist() if len(own) else ():
        places = np.flatnonzero(sizes == size)
        joined = b"".join([packed[place] for place in places.tolist()])
        rows = np.frombuffer(joined, dtype="<u4").reshape(-1, size)
        sampled[places] = _sampled(one.letters, own, letters[places], rows)
        shared[places] = _shared(own, rows)
    return sampled, shared


def _sampled(letters: int, own: Uppers, others: Numbers, rows: Uppers) -> Numbers:
    heights = np.minimum(_heights(rows), _heights(own[None])[0])
    ours, theirs = own.searchsorted(heights, "right"), _in_rows(rows <= heights[:, None])
    shorter = np.where(others > letters, ours, theirs)
    return np.where(others == letters, np.minimum(ours, theirs), shorter)


def _heights(rows: Uppers) -> Uppers:
    """Return up to where each sketch holds all hashes of its text."""
    return rows[:, -1] if rows.shape[1] == SAMPLED else np.full(len(rows), _HIGHEST)


def _shared(own: Uppers, rows: Uppers) -> Counts:
    """Return how many of our hashes each row holds: by sorting, faster than by looking them up."""
    both = np.empty((len(rows), len(own) + rows.shape[1]), dtype=np.uint32)
    both[:, : len(own)], both[:, len(own) :] = own, rows
    both.sort(axis=1)
    twice = np.zeros(both.shape, dtype=bool)
    np.equal(both.ravel()[1:], both.ravel()[:-1], out=twice.ravel()[1:])
    twice[:, 0] = False
    return _in_rows(twice)


def _in_rows(true: Truths) -> Counts:
    """Return how many are true in each row."""
    counts: Counts = np.add.reduceat(
        true.view(np.uint8).ravel(), np.arange(0, true.size, true.shape[1]), dtype=np.uint16
    )
    return counts


def gram_hashes(codes: npt.NDArray[np.uint32]) -> Hashes:
    """Return a polynomial of each five code points modulo 2^64, mixed as splitmix64 does."""
    found = np.empty(max(len(codes) - GRAM + 1, 0), dtype=np.uint64)
    for first in range(0, len(found), _AT_ONCE):
        found[first : first + _AT_ONCE] = _hashes(codes[first : first + _AT_ONCE + GRAM - 1])
    return found


def _hashes(codes: npt.NDArray[np.uint32]) -> Hashes:
    points = codes.astype(np.uint64)
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
