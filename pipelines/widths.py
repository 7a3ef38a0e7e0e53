"""Characters that differ in width only, by a table of code points."""

import unicodedata

import numpy as np
import numpy.typing as npt

_FORMS = ("<wide>", "<narrow>", "<small>", "<vertical>")


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """Return the text's code points; unpaired surrogates become `?`."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4")


def changed(table: npt.NDArray[np.uint32], text: str) -> npt.NDArray[np.uint32]:
    """Return what the table has for each code point of the text."""
    return table.take(code_points(text), mode="clip")  # all are in it: two thirds of the time


def text_of(codes: npt.NDArray[np.uint32]) -> str:
    return str(codes.tobytes(), "utf-32-le")


def _plain_forms() -> npt.NDArray[np.uint32]:
    table = np.arange(0x110000, dtype="<u4")
    for code in range(0xFE10, 0xFFF0):
        form, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if form in _FORMS and " " not in plain:
            table[code] = int(plain, 16)
    return table


PLAIN_FORMS = _plain_forms()
"""For each code point the ordinary form of it, where Unicode's compatibility decomposition is
one character of another width: full, half, small or vertical."""


def one_width(text: str) -> str:
    """Return the text in ordinary widths, character by character."""
    return text_of(changed(PLAIN_FORMS, text))
