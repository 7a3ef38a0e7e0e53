"""What kinds of characters a text holds: one look-up tells of all of them at once."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Kinds = npt.NDArray[np.uint8]


def table(kinds: Mapping[int, str]) -> Kinds:
    """For each code unit of UTF-16 the sum of the kinds, powers of two, that it is of."""
    found = np.zeros(0x10000, np.uint8)
    for kind, characters in kinds.items():
        found[[ord(character) for character in characters]] |= kind
    return found


def kinds_of(text: str, known: Kinds) -> Kinds:
    """The kinds of a text's code units in UTF-16, in order, by a table of them."""
    return known.take(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2"))


def count(kinds: Kinds, kind: int) -> int:
    """How many are of a kind."""
    return int(np.count_nonzero(kinds & kind))


def holds_pair(kinds: Kinds, first: int, second: int) -> bool:
    """True when one of kind `first` stands before one of kind `second`."""
    return bool(np.any((kinds[:-1] & first != 0) & (kinds[1:] & second != 0)))
