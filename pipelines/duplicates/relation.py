"""How two texts are related: copies, one a part of the other, one form filled in twice, neither."""

from typing import Literal

import numpy as np

from pipelines.duplicates.forms import have_fields, have_other_figures, one_form, one_series
from pipelines.duplicates.sketch import (
    Floats,
    Hashes,
    Numbers,
    Text,
    Truths,
    gram_hashes,
    keys_shared,
)

Relation = Literal["near", "contains", "part of", "form", "unrelated"]
"""What the first text is to the second. near: a copy, altered. contains, part of: the shorter one
stands in the longer one, which has much besides. form: the same words, each about a subject of
its own. unrelated: no more in common than stock phrases."""

NEAR = 0.6
"""The share of the shorter text's 5-grams that stand in the longer one, if they are copies: a word
replaced in ten leaves .74, in six .6. Of 3,000 pairs of news articles 99 % share under .01."""

PART = 0.7
"""The same for a part of a longer text. No two of 175 real texts without fields have .55 to .8 of
the shorter in common; a word replaced in nine leaves .7."""

NOTICE, PAGE = 400, 800
"""Letters of the shorter text: forms of up to 400 are notices, of 800 and more are none."""

PART_OF_FORMS, PART_OF_NOTICES, NEAR_OF_NOTICES = 0.8, 0.95, 0.8
"""PART and NEAR of texts that have fields (see `forms`), and for notices among them: up to .79 of
two of the same length is the form itself, and of a short one in a longer one up to .93."""

OTHER_FIGURES = 0.9
"""NEAR of texts that are mostly figures, most of them others: the accounts of two years are two
texts, while a copy in which nothing but the numbers was changed is a copy."""

OTHER_NUMBER = 0.95
"""PART of texts whose titles have other numbers: whoever takes over a part leaves the year in its
title, while the report of the next year is written on the words of the last."""

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


def may_be_related(sampled: Numbers, shared: Numbers, one: int, others: Numbers) -> Truths:
    """Tell from samples of a text and each of others, and their lengths in letters, whether to
    compare them.
    """
    least, some = _needed(one, others), np.maximum(sampled, 1)
    deviation = np.sqrt(least * (1 - least) / some)
    found: Truths = (sampled > 0) & (shared / some >= least - _MARGIN * deviation)
    return found


def may_share(keys: Numbers, one: int, others: Numbers) -> Truths:
    """Tell from how many look-up keys a text shares with each of others, and their lengths in
    letters, whether to look at more: as `may_be_related`, with far fewer samples.
    """
    expected = _needed(one, others) * keys_shared(one, others)
    found: Truths = keys >= expected - _KEY_MARGIN * np.sqrt(expected)
    return found


def _needed(one: int, others: Numbers) -> Floats:
    same_length = np.minimum(others, one) >= ALIKE * np.maximum(others, one)
    return np.where(same_length, NEAR, PART)


def relate(one: Text, other: Text) -> tuple[Relation, float]:
    """Return what one text is to another, and how much of the shorter stands in the longer.

    The share, 0 to 1, is of the different 5-grams of letters; the shorter text is the one with
    fewer letters, and as long as a text is what it has of different ones: said twice, it is no
    longer. What two texts are to each other does not depend on any third.
    """
    share = _share(one, other)
    lengths = one.length, other.length
    same_length = alike(len(one.grams), len(other.grams))
    if share < (NEAR if same_length else PART) or (not same_length and min(lengths) < _LEAST_PART):
        return "unrelated", share
    near, part = _least(one, other, share) if share < OTHER_NUMBER else (NEAR, PART)
    if share < (near if same_length else part):
        return "unrelated", share
    if one_form(one, other):
        return "form", share
    if same_length and not _has_block(one, other):
        return "near", share
    if share < part:
        return "unrelated", share
    return ("contains" if lengths[0] > lengths[1] else "part of"), share


def _least(one: Text, other: Text, share: float) -> tuple[float, float]:
    """Return the share that two texts have at least if they are copies, and if one is a part."""
    near, part = NEAR, PART
    if have_fields(one, other):
        letters = min(one.length, other.length)
        short = min(max((PAGE - letters) / (PAGE - NOTICE), 0.0), 1.0)
        near += (NEAR_OF_NOTICES - NEAR) * short
        part = PART_OF_FORMS + (PART_OF_NOTICES - PART_OF_FORMS) * short
    if share < OTHER_FIGURES and have_other_figures(one, other):
        near = OTHER_FIGURES
    return near, OTHER_NUMBER if one_series(one, other) else part


def alike(one: int, other: int) -> bool:
    """Tell whether texts of so many letters may be copies of each other."""
    return min(one, other) >= ALIKE * max(one, other)


def _has_block(one: Text, other: Text) -> bool:
    shorter, longer = sorted((one, other), key=lambda text: text.length)
    if shorter.length > _WITH_BLOCK * longer.length:
        return False
    known = np.cumsum(_stand_in(gram_hashes(longer.codes), shorter.grams))
    block = int(BLOCK * longer.length)
    return bool((known[block:] - known[:-block]).min() < _KNOWN_IN_BLOCK * block)


def _share(one: Text, other: Text) -> float:
    _, shorter = min((text.length, len(text.grams)) for text in (one, other))
    if not shorter:
        return 0.0
    both = np.concatenate((one.grams, other.grams))
    both.sort()  # faster than looking one up in the other
    return float(np.count_nonzero(both[1:] == both[:-1]) / shorter)


def _stand_in(some: Hashes, others: Hashes) -> Truths:
    """Tell of each hash whether it is among others, which are sorted and not none."""
    places = others.searchsorted(some)
    places[places == len(others)] = 0
    found: Truths = others[places] == some
    return found
