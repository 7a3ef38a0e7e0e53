"""How two texts are related: copies, one a part of the other, one form filled in twice, neither."""

import math
import re
from collections.abc import Iterator
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipelines.sketch import Hashes, Overlap, Text, gram_hashes, keys_shared

Relation = Literal["near", "contains", "part of", "form", "unrelated"]
"""What the first text is to the second. near: a copy, altered. contains, part of: the shorter one
stands in the longer one, which has much besides. form: the same words, each about a subject of
its own. unrelated: no more in common than stock phrases."""

NEAR = 0.6
"""The share of the shorter text's 5-grams that stand in the longer one, if they are copies: a word
replaced in ten leaves .74, in six .6. Of 3,000 pairs of news articles 99 % share under .01."""

PART = 0.8
"""The same for a part: whoever takes it over leaves it as it is. Notices of different kinds by one
agency have .5 to .7 of the shorter in common."""

SHORT, LONG = 300, 500
"""Letters of the shorter text: NEAR and PART are for 500 and more; of 300 or less more is asked."""

MORE_OF_SHORT = 0.2, 0.15
"""So much more of copies, and of parts. Up to .75 of two short notices may be their form, while a
short text that is copied is altered in one place or two."""

ALIKE = 2 / 3
"""Copies have at least this share of each other's length; what is shorter is a part."""

BLOCK = 0.3
"""The longer of two copies has no passage of its own of this share of it: if it has, it holds the
other text and a second one. Paragraphs left out here and there are shorter."""

_WITH_BLOCK = 0.75  # the share of a longer text that is left beside a second one, at most
_KNOWN_IN_BLOCK = 0.3  # its 5-grams that the other text has, too: stock phrases
_LEAST_PART = 100  # letters; what is shorter (an address, a greeting) stands in many a text
_MARGIN = 3.5  # standard deviations between a sample and what it rules out: wrong once in 4,000
_KEY_MARGIN = 3.5  # the same for look-up keys: they are few, and those of copies well above

_CONTEXT = 4  # letters that are the same before a blank of a form
_BLANK = 40  # letters that fill a blank, at most
_AT_ONCE = 5  # letters after which a title goes on at once
_MORE = 4  # phrases of a subject that has two letters or more besides another
_CROSSED_OUT = re.compile("[XxＸ×*＊○]{2}|某")
_PER_BLANK = 1200  # letters of a form for each blank with its subject, at most
_SHORT = 400  # letters of a form that may have one such blank only
_NAMED = 3  # letters of a title in a row that its body says, too


def may_be_related(overlap: Overlap, one: int, other: int) -> bool:
    """Tell from samples of two texts, and their lengths in letters, whether to compare them."""
    if not overlap.sampled:
        return False
    least = NEAR if alike(one, other) else PART
    deviation = math.sqrt(least * (1 - least) / overlap.sampled)
    return overlap.shared / overlap.sampled >= least - _MARGIN * deviation


def may_share(keys: int, one: int, other: int) -> bool:
    """Tell from how many look-up keys two texts share, and their lengths in letters, whether to
    look at more: as `may_be_related`, with far fewer samples.
    """
    expected = (NEAR if alike(one, other) else PART) * keys_shared(one, other)
    return keys >= expected - _KEY_MARGIN * math.sqrt(expected)


def relate(one: Text, other: Text) -> tuple[Relation, float]:
    """Return what one text is to another, and how much of the shorter stands in the longer.

    The share, 0 to 1, is of the different 5-grams of letters; the shorter text is the one with
    fewer letters. What two texts are to each other does not depend on any third.
    """
    share = _share(one, other)
    lengths = len(one.codes), len(other.codes)
    same_length = alike(*lengths)
    if share < _least(min(lengths), same_length) or (
        not same_length and min(lengths) < _LEAST_PART
    ):
        return "unrelated", share
    if one_form(one, other):
        return "form", share
    if same_length and not _has_block(one, other):
        return "near", share
    if share < _least(min(lengths), False):
        return "unrelated", share
    return ("contains" if lengths[0] > lengths[1] else "part of"), share


def _least(letters: int, same_length: bool) -> float:
    """Return the share that copies, or a part, of so many letters have at least."""
    short = min(max((LONG - letters) / (LONG - SHORT), 0.0), 1.0)
    near, part = MORE_OF_SHORT
    return NEAR + near * short if same_length else PART + part * short


def one_form(one: Text, other: Text) -> bool:
    """Tell whether two texts that share so much are one form, filled in for two subjects.

    The subject of each is what its title and its body name and the other text does not, three
    letters in a row. Both subjects follow upon the same words, and that twice (in a text under
    400 letters once) and once in 1,200 letters: a copy made for another occasion names it in its
    introduction. Where one subject is the other's and something more, the other title has to go
    on at once after those words, and no title may have its names crossed out.
    """
    if one.title_letters == other.title_letters:
        return False
    blanks = max(_blanks(one, other), _blanks(other, one))
    length = min(len(one.letters), len(other.letters))
    return blanks >= (1 if length < _SHORT else max(2, length / _PER_BLANK))


def alike(one: int, other: int) -> bool:
    """Tell whether texts of so many letters may be copies of each other."""
    return min(one, other) >= ALIKE * max(one, other)


def _has_block(one: Text, other: Text) -> bool:
    shorter, longer = sorted((one, other), key=lambda text: len(text.codes))
    if len(shorter.codes) > _WITH_BLOCK * len(longer.codes):
        return False
    known = np.cumsum(_stand_in(gram_hashes(longer.codes), shorter.grams))
    block = int(BLOCK * len(longer.codes))
    return bool((known[block:] - known[:-block]).min() < _KNOWN_IN_BLOCK * block)


def _share(one: Text, other: Text) -> float:
    _, shorter = min((len(text.codes), len(text.grams)) for text in (one, other))
    if not shorter:
        return 0.0
    both = np.concatenate((one.grams, other.grams))
    both.sort()  # faster than looking one up in the other
    return float(np.count_nonzero(both[1:] == both[:-1]) / shorter)


def _stand_in(some: Hashes, others: Hashes) -> npt.NDArray[np.bool_]:
    """Tell of each hash whether it is among others, which are sorted and not none."""
    places = others.searchsorted(some)
    places[places == len(others)] = 0
    found: npt.NDArray[np.bool_] = others[places] == some
    return found


def _subject(one: Text, other: Text) -> set[str]:
    elsewhere = f"{other.title_letters} {other.letters}"
    return {phrase for phrase in _named(one) if phrase not in elsewhere}


def _named(text: Text) -> set[str]:
    """Return what both title and body say."""
    return {phrase for phrase in _phrases(text.title_letters) if phrase in text.letters}


def _blanks(one: Text, other: Text) -> int:
    """Return after how many words that both texts have, each goes on with its own subject."""
    ours, theirs = _subject(one, other), _subject(other, one)
    count = _count(one.letters, ours, other.letters, theirs, _BLANK) if theirs else 0
    if len(ours) < _MORE or any(map(_CROSSED_OUT.search, (one.title, other.title))):
        return count
    return max(count, _count(one.letters, ours, other.letters, _named(other), _AT_ONCE))


def _count(one: str, ours: set[str], other: str, theirs: set[str], reach: int) -> int:
    count = end = 0
    for at in sorted(at for phrase in ours for at in _places(phrase, one)):
        if at < end:
            continue
        end = at + _BLANK
        context = _context(one, at + _NAMED - 1, other)
        count += bool(context) and _follows(context, theirs, other, reach)
    return count


def _context(one: str, at: int, other: str) -> str:
    """Return the last letters before a place that the other text has, too."""
    for start in range(at, max(at - _BLANK, _CONTEXT - 1), -1):
        if (context := one[start - _CONTEXT : start]) in other:
            return context
    return ""


def _follows(context: str, subject: set[str], text: str, reach: int) -> bool:
    return any(
        subject & _phrases(text[at + _CONTEXT - _NAMED + 1 : at + _CONTEXT + reach])
        for at in _places(context, text)
    )


def _places(phrase: str, text: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + 1)


def _phrases(text: str) -> set[str]:
    return {text[at : at + _NAMED] for at in range(len(text) - _NAMED + 1)}
