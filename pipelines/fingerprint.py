"""What a text is known by: the hash of its body without white space and character widths."""

import hashlib

from pipelines.widths import PLAIN_FORMS, code_points, text_of

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_DROP = 0

_table = PLAIN_FORMS.copy()
_table[[ord(character) for character in _SPACES + _INVISIBLE]] = _DROP


def content_hash(text: str) -> bytes:
    """Return the 32 bytes of SHA-256 over the UTF-8 of `normalised(text)`."""
    return hashlib.sha256(normalised(text).encode()).digest()


def normalised(text: str) -> str:
    """Return the text without white space and invisible characters, in one width.

    （１） and (1) are the same, ① stays apart from 1, and no letter changes its case.
    Unpaired surrogates become `?`.
    """
    codes = _table[code_points(text)]
    return text_of(codes[codes != _DROP])
