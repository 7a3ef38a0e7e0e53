"""Texts that share their words, because they are one form, and yet are not one text."""

import re
from collections.abc import Iterator

from pipelines.duplicates.sketch import Text
from pipelines.fingerprint import is_numeral

PER_FIELD = 200
"""Letters to each field of forms, at most. Of 430 real tender notices 99 in 100 have one in 130
letters or fewer, of 160 other texts (news, speeches, laws, interviews) 95 in 100 none in 230."""

PER_FIGURE = 45
"""Letters to each figure of texts that are mostly figures, at most. Of real pages accounts have 30,
news of prices and rates 18 to 40; a government's work report, the speech that has the most, 48,
half of all other prose 200 and more."""

_FEWEST = 2  # fields, or figures, of such a text, however short it is
_SAME = 1 / 2  # the share of its figures that a copy has in common with its original, at least

_LINE = 101  # characters that a line with a field has at most
_FIELD = re.compile("[^：:，,。；;]{1,20}[：:][^。；;]{2,80}$")
_CONTEXT = 4  # letters that are the same before a blank of a form
_BLANK = 40  # letters that fill a blank, at most
_AT_ONCE = 5  # letters after which a title goes on at once
_MORE = 4  # phrases of a subject that has two letters or more besides another
_CROSSED_OUT = re.compile("[XxＸ×*＊○]{2}|某")
_PER_BLANK = 1200  # letters of a form for each blank with its subject, at most
_SHORT = 400  # letters of a form that may have one such blank only
_NAMED = 3  # letters of a title in a row that its body says, too


def have_fields(one: Text, other: Text) -> bool:
    """Tell whether two texts, taken together, have a field in every 200 letters: a line such as
    项目名称：….
    """
    return _each(one.colons + other.colons, PER_FIELD, one, other) and _each(
        _fields(one) + _fields(other), PER_FIELD, one, other
    )


def have_other_figures(one: Text, other: Text) -> bool:
    """Tell whether two texts, taken together, have a figure in every 45 letters, most of them
    different.
    """
    ours, theirs = one.figures, other.figures
    return _each(len(ours) + len(theirs), PER_FIGURE, one, other) and (
        len(ours & theirs) < _SAME * min(len(ours), len(theirs))
    )


def one_series(one: Text, other: Text) -> bool:
    """Tell whether two titles are the same but for their numbers: 2015年工作总结 and that of 2016,
    （一） and （二）.
    """
    return (
        one.title_letters == other.title_letters
        and one.title_letters != ""
        and [] != _numbers(one.title) != _numbers(other.title) != []
    )


def one_form(one: Text, other: Text) -> bool:
    """Tell whether two texts that share so much are one form, filled in for two subjects.

    The subject of each is what its title and its body name and the other text does not, three
    letters in a row. Both subjects follow upon the same words, and that twice (in a text under
    400 letters once) and once in 1,200 letters: a copy made for another occasion names it in its
    introduction. Where one subject is the other's and something more, the other title has to go
    on at once after those words, and no title may have its names crossed out. Texts without
    fields are none: a speech that is given at another school, too, names that school instead.
    """
    if one.title_letters == other.title_letters or not have_fields(one, other):
        return False
    blanks = max(_blanks(one, other), _blanks(other, one))
    length = min(len(one.letters), len(other.letters))
    return blanks >= (1 if length < _SHORT else max(2, length / _PER_BLANK))


def _fields(text: Text) -> int:
    return sum(
        len(line) <= _LINE and _FIELD.match(line) is not None for line in text.body.split("\n")
    )


def _each(count: int, letters: int, one: Text, other: Text) -> bool:
    return count >= max(2 * _FEWEST, (one.length + other.length) / letters)


def _numbers(title: str) -> list[str]:
    return [each for each in title if is_numeral(each)]


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
