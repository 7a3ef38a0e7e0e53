"""The search index: Chinese text as character bigrams in SQLite's own FTS5."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.scripts import simplified_forms
from pipelines.widths import PLAIN_FORMS, changed, code_points, text_of

BATCH = 1000
"""Speeches indexed in one transaction at most: a writer that waits for it waits about 0.5 s."""

Row = tuple[int, str, str]
"""A speech in the index: its id, the index words of its title, and those of all of it."""

MOST = 2_000_000
"""Characters indexed in one transaction, and those of one speech more."""

HASH_BYTES = 64 << 20
"""Memory that FTS5 may take to collect a transaction in: at its default of 1 MB, 1,000 speeches
become a dozen pieces on the disk, to be merged again and again."""

PIECES = 8
"""Pieces of one size that FTS5 leaves before it makes one of them (its default is 4): it writes
a text a third less often again, and a search takes no longer in a million texts."""

# Never part of a word: white space, controls and punctuation as they are after NFKC. A fixed
# list, so that an index made under one Unicode version is read alike under the next. All of
# ASCII that SQLite's tokenizer splits at is in it.
_BREAKS = re.compile(r"[\x00-/:-@\[-`{-\xbf\u1680\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030]+")

# Characters that never become one with what stands before them: NFKC and case change none of the
# ideographs, some of the others.
_IDEOGRAPHS = (range(0x3400, 0xA000), range(0x20000, 0x2F800))
_OTHERS = (range(1, 0x300), range(0x2000, 0x3040))
_AFTER_SPACE = np.uint64((ord(" ") + 1) << 32)


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
    """Return the index words of a text, a space behind each: every bigram of its runs once.

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


def indexed_through(connection: sqlite3.Connection) -> int:
    """Return the highest id of a speech in the index; later ones wait for `add_batch`."""
    (highest,) = connection.execute("SELECT indexed_through FROM search_index").fetchone()
    return int(highest)


def waits(connection: sqlite3.Connection, least: int = 1) -> bool:
    """Return whether there are so many speeches to index; those that went since they came count."""
    (newest,) = connection.execute("SELECT max(id) FROM speeches").fetchone()
    return (newest or 0) - indexed_through(connection) >= least


def words(title: str, body: str) -> tuple[str, str]:
    """Return the index words of the title of a speech, and of all of it."""
    return grams_of(title), grams_of(f"{title}\n{body}")


class Made(NamedTuple):
    """The words of a text that were made already."""

    title: str
    body: str
    words: tuple[str, str]


_NONE: Mapping[int, Made] = MappingProxyType({})


def add_batch(connection: sqlite3.Connection, made: Mapping[int, Made] = _NONE) -> int:
    """Index the next speeches, inside a transaction; return how many, 0 when none wait.

    `made` has the words of some, by id; they count only if the text is still that one.
    """
    rows = waiting(connection, made, BATCH)
    enter(connection, rows)
    return len(rows)


def waiting(connection: sqlite3.Connection, made: Mapping[int, Made], most: int) -> list[Row]:
    """Return the rows of the next speeches, for `enter` in the same transaction."""
    return [(row[0], *_words(made.get(row[0]), *row[1:])) for row in _next(connection, most)]


def enter(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Index the rows of `waiting`, inside its transaction: it is SQLite's work, not Python's."""
    if rows:
        _insert(connection, rows)
        connection.execute("UPDATE search_index SET indexed_through = ?", (rows[-1][0],))


def _next(connection: sqlite3.Connection, most: int) -> Iterator[tuple[int, str, str]]:
    size = 0
    for row in connection.execute(
        "SELECT id, title, body FROM speeches WHERE id > ? ORDER BY id LIMIT ?",
        (indexed_through(connection), most),
    ):
        yield row
        size += len(row[2])
        if size >= MOST:
            return


def remove(connection: sqlite3.Connection, speech_id: int, title: str, body: str) -> None:
    """Take out a speech, whose text must be given as it was indexed.

    Do so before a speech is deleted or its text changes; then `put_back` it, with the new one.
    """
    if speech_id > indexed_through(connection):
        return
    for table, text in (("titles_fts", title), ("speeches_fts", f"{title}\n{body}")):
        connection.execute(
            f"INSERT INTO {table} ({table}, rowid, grams) VALUES ('delete', ?, ?)",
            (speech_id, grams_of(text)),
        )


def put_back(connection: sqlite3.Connection, speech_id: int, title: str, body: str) -> None:
    """Enter a speech that was taken out; one that waits for `add_batch` goes on waiting."""
    if speech_id > indexed_through(connection):
        return
    _insert(connection, [(speech_id, *words(title, body))])


def _words(made: Made | None, title: str, body: str) -> tuple[str, str]:
    return made.words if made and (made.title, made.body) == (title, body) else words(title, body)


def _insert(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    values = ", ".join(["(?, ?)"] * len(rows))  # at once: a thread waits for others after each
    for table, place in (("titles_fts", 1), ("speeches_fts", 2)):
        connection.execute(
            f"INSERT INTO {table} (rowid, grams) VALUES {values}",
            [value for row in rows for value in (row[0], row[place])],
        )
