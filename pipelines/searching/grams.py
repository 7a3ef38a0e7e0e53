"""Chinese text as it is searched: folded, and as character bigrams."""

import re
import unicodedata
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipelines.scripts import simplified_forms
from pipelines.widths import PLAIN_FORMS, changed, code_points, text_of

# Never part of a word: white space, controls and punctuation as they are after NFKC. A fixed
# list, so that an index made under one Unicode version is read alike under the next. All of
# ASCII that SQLite's tokenizer splits at is in it.
_BREAKS = re.compile(r"[\x00-/:-@\[-`{-\xbf\u1680\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030]+")

# Characters that never become one with what stands before them: NFKC and case change none of the
# ideographs, some of the others.
_IDEOGRAPHS = (range(0x3400, 0xA000), range(0x20000, 0x2F800))
_OTHERS = (range(1, 0x300), range(0x2000, 0x3040))
_AFTER_SPACE = np.uint64((ord(" ") + 1) << 32)

MOST_WORDS = 400_000
"""Index words of one text: more than a book of a million characters has. A text of 3,000,000
characters by chance would take 16 s and 380 MB to index (measured), for which all others wait."""


def fold(text: str) -> str:
    """Return the text as it is searched: in NFKC (widths, compatibility forms), case-folded, in
    simplified script character by character.
    """
    plain = text_of(changed(_search_forms(), text))  # ten times faster than NFKC for Chinese
    normal = unicodedata.normalize("NFKC", plain)
    if normal != plain:  # there was a ㈱ or a ⾞, whose characters may be traditional
        normal = normal.translate(simplified_forms())
    return normal.casefold()


@cache
def _search_forms() -> npt.NDArray[np.uint32]:
    forms, simplified = simplified_forms(), np.arange(0x110000, dtype="<u4")
    simplified[list(forms)] = list(forms.values())
    return simplified[PLAIN_FORMS]


def runs(folded: str) -> list[str]:
    """Return the maximal runs of characters without white space and punctuation."""
    return [run for run in _BREAKS.split(folded) if run]


def grams(folded: str) -> str:
    """Return the index words of a text, a space behind each: every bigram of its runs once; of a
    text with more than 400,000 those of so many characters from its beginning.

    Each run's last character is a word of its own, so that every character of the text
    begins some word and a prefix query finds it.
    """
    return _bigrams(code_points(_BREAKS.sub(" ", folded)))


def grams_of(text: str) -> str:
    """Return `grams(fold(text))`, of usual texts in a third of the time."""
    codes = changed(_word_forms(), text)
    return _bigrams(codes) if codes.all() else grams(fold(text))


def _bigrams(codes: npt.NDArray[np.uint32]) -> str:
    """Do as `grams` with code points that have spaces for all that parts runs."""
    both = np.full((len(codes), 2), ord(" "), dtype="<u4")
    both[:-1, 0], both[:, 1] = codes[1:], codes
    pairs = both.view("<u8").ravel()
    pairs.sort()
    pairs = pairs[pairs.searchsorted(_AFTER_SPACE) :]  # nothing sorts before a space
    new = np.ones(len(pairs), dtype=bool)
    np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
    found = pairs[new].view("<u4").reshape(-1, 2)
    if len(found) > MOST_WORDS:
        return _bigrams(codes[:MOST_WORDS])
    words = np.full((len(found), 3), ord(" "), dtype="<u4")
    words[:, 0], words[:, 1] = found[:, 1], found[:, 0]
    return text_of(words)


@cache
def _word_forms() -> npt.NDArray[np.uint32]:
    """Return the character that `fold` makes of each, a space for breaks; 0 where what it makes
    of a text depends on others, or may.
    """
    usual = np.zeros(0x110000, dtype="<u4")
    for ideographs in _IDEOGRAPHS:
        usual[ideographs] = ideographs
    for code in chain(*_OTHERS):
        folded = chr(code).casefold()
        if len(folded) == 1 and unicodedata.is_normalized("NFKC", chr(code)):
            usual[code] = ord(" " if _BREAKS.match(folded) else folded)
    return usual[_search_forms()]


def index_words(title: str, body: str) -> tuple[str, str]:
    """Return the index words of the title of a speech, and of all of it."""
    return grams_of(title), grams_of(f"{title}\n{body}")
