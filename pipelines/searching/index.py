"""The search index: index words of speeches in SQLite's own FTS5."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pipelines.searching.grams import grams_of, index_words

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


def indexed_through(connection: sqlite3.Connection) -> int:
    """Return the highest id of a speech in the index; later ones wait for `add_batch`."""
    (highest,) = connection.execute("SELECT indexed_through FROM search_index").fetchone()
    return int(highest)


def waits(connection: sqlite3.Connection, least: int = 1) -> bool:
    """Return whether there are so many speeches to index; those that went since they came count."""
    (newest,) = connection.execute("SELECT max(id) FROM speeches").fetchone()
    return (newest or 0) - indexed_through(connection) >= least


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
    _insert(connection, [(speech_id, *index_words(title, body))])


def _words(made: Made | None, title: str, body: str) -> tuple[str, str]:
    if made and (made.title, made.body) == (title, body):
        return made.words
    return index_words(title, body)


def _insert(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    values = ", ".join(["(?, ?)"] * len(rows))  # at once: a thread waits for others after each
    for table, place in (("titles_fts", 1), ("speeches_fts", 2)):
        connection.execute(
            f"INSERT INTO {table} (rowid, grams) VALUES {values}",
            [value for row in rows for value in (row[0], row[place])],
        )
