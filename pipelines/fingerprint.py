"""What a text is known by: the hash of its body without white space and character widths."""

import hashlib
import unicodedata

import numpy as np
import numpy.typing as npt

_WIDTHS = ("<wide>", "<narrow>", "<small>", "<vertical>")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DROP = 0


def content_hash(text: str) -> bytes:
    """Return the 32 bytes of SHA-256 over the UTF-8 of `normalised(text)`."""
    return hashlib.sha256(normalised(text).encode()).digest()


def normalised(text: str) -> str:
    """Return the text without white space and invisible characters, in one width.

    Full-width, half-width, small and vertical forms become the ordinary character, as
    Unicode's compatibility decompositions of those kinds say: （１） and (1) are the same, ①
    stays apart from 1, and no letter changes its case. Unpaired surrogates become `?`.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4")
    kept = _table[codes]
    return str(kept[kept != _DROP].tobytes(), "utf-32-le")


def _code_points() -> npt.NDArray[np.uint32]:
    table = np.arange(0x110000, dtype="<u4")
    for code in range(0xFE10, 0xFFF0):
        form, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if form in _WIDTHS and " " not in plain:
            table[code] = int(plain, 16)
    dropped = [code for code in range(0x3001) if chr(code).isspace()]
    table[dropped + [ord(character) for character in _INVISIBLE]] = _DROP
    return table


_table = _code_points()
