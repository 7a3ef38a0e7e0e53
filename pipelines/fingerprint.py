"""What a text is known by: an exact hash of its characters, and the letters that copies share."""

import hashlib
import re
from functools import cache

import numpy as np
import numpy.typing as npt

from pipelines.scripts import simplified_forms
from pipelines.widths import PLAIN_FORMS, changed, one_width, text_of

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_PLACEHOLDERS = "xX某"  # ×, ○, □ and * are no letters anyhow
_DROP = 0
_LETTERS_END = 0x20000  # beyond are ideographs, all of them letters ...
_IDEOGRAPHS_END = 0x40000  # ... and beyond these, none

# Those of Unicode 14. Version 15.1 gives numbers to ten more, such as 两, 京 and 洞: what a corpus
# keeps of a text must not depend on the Python that made it.
_NUMERALS = frozenset(
    "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零"
)
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u3400", "\u9fff"

_FIGURE = re.compile("([0-9][0-9.,]*[0-9])(年?)")
_CENTURIES = ("19", "20")

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
    codes = changed(_table, text)
    return text_of(codes[codes != _DROP])


def letters(text: str) -> str:
    """Return what is left of a text when it is copied: its letters, small, in simplified script.

    Gone are digits and all other numerals (二〇一二, ①, 壹; see `is_numeral`), punctuation,
    white space, symbols, and the placeholders X, × and 某. Traditional characters become
    simplified ones one by one (simplified.txt): 乾 is 干 in 乾隆, too, which does no harm here.
    """
    return text_of(letter_codes(text))


def letter_codes(text: str) -> npt.NDArray[np.uint32]:
    """Return the code points of `letters(text)`."""
    codes = changed(_letter_table(), text)
    kept: npt.NDArray[np.uint32] = codes[codes != _DROP]
    return kept


def is_numeral(character: str) -> bool:
    """Tell whether a character stands for a number by itself: 2, ②, 二, 贰."""
    if _FIRST_IDEOGRAPH <= character <= _LAST_IDEOGRAPH:
        return character in _NUMERALS
    return character.isnumeric()


def figures(text: str) -> frozenset[str]:
    """Return the different numbers of two digits and more that are no years: not 1900 to 2099, and
    not before 年.
    """
    found = _FIGURE.findall(one_width(text))
    return frozenset(
        figure
        for figure, year in found
        if not (year or (len(figure) == 4 and figure.startswith(_CENTURIES)))
    )


@cache
def _letter_table() -> npt.NDArray[np.uint32]:
    simplified = np.arange(0x110000, dtype="<u4")
    simplified[_IDEOGRAPHS_END:] = _DROP
    for code, character in enumerate(map(chr, range(_LETTERS_END))):
        if not character.isalpha() or is_numeral(character):
            simplified[code] = _DROP
        elif (small := character.lower()) != character:
            simplified[code] = ord(small) if len(small) == 1 else _DROP
    for traditional, simple in simplified_forms().items():
        simplified[traditional] = simplified[simple]
    simplified[[ord(character) for character in _PLACEHOLDERS]] = _DROP
    return simplified[PLAIN_FORMS]
