"""Copies of a text in a corpus file, tied in clusters as they come and go, and parts of it."""

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, islice

from pipelines.duplicates import clusters, likenesses
from pipelines.duplicates.likenesses import Related, related
from pipelines.duplicates.relation import relate
from pipelines.duplicates.sketch import Text
from pipelines.storage.kept import at_hand

_PARTS = """
CREATE TABLE parts (
    whole_id INTEGER NOT NULL,
    part_id INTEGER NOT NULL,
    share REAL NOT NULL,
    PRIMARY KEY (whole_id, part_id)
) WITHOUT ROWID;
CREATE INDEX parts_of_part ON parts (part_id);
"""
TABLES = likenesses.TABLES + _PARTS + clusters.TABLES

_CLUSTER = "SELECT cluster FROM sketches WHERE speech_id = ?"
_TEXTS, _SHORT = 64, 30_000  # texts of so many bytes kept at hand, with their hashes: 10 MB
_OF_REST = 64  # of a cluster, to look for a piece of it that does not find it: not all are found
_COPIES = """
SELECT speech_id FROM sketches WHERE cluster IN
    (SELECT cluster FROM sketches GROUP BY cluster HAVING count(*) > 1) ORDER BY speech_id
"""


def settle(connection: sqlite3.Connection, speech_id: int, text: Text) -> list[Related]:
    """Enter a speech and tie it to its copies; return those, of each cluster one, closest first.

    Inside a transaction. The speeches that it joins become one cluster, which has the lowest
    of their ids.
    """
    found = related(connection, text, lambda other: _at_hand(connection, other))
    near = [one for one in found if one.relation == "near"]
    joined = {one.cluster for one in near}
    first = min(joined | {speech_id})
    likenesses.enter(connection, speech_id, text.sketch, first)
    clusters.join(connection, joined | {first})
    _tie(connection, speech_id, text, near)
    if len(near) < len(found):
        connection.executemany(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
            [_part(speech_id, one) for one in found if one.relation != "near"],
        )
    return sorted(near, key=lambda one: -one.share)


def take_out(connection: sqlite3.Connection, speech_id: int, text: Text) -> set[int]:
    """Take a speech out, with the text it was entered with; inside a transaction.

    Return those it was tied to, which are to be `put_together`: it may have been what they hung by.
    """
    likenesses.leave(connection, speech_id, text.sketch)
    return untie(connection, speech_id)


def untie(connection: sqlite3.Connection, speech_id: int) -> set[int]:
    """Do as `take_out` with a speech that is not looked up any more."""
    connection.execute("DELETE FROM parts WHERE whole_id = ?", (speech_id,))
    connection.execute("DELETE FROM parts WHERE part_id = ?", (speech_id,))
    return clusters.untie(connection, speech_id)


def put_together(connection: sqlite3.Connection, loose: Iterable[int]) -> bool:
    """Find other copies for what hung by speeches that are out; inside a transaction.

    Of each cluster that is left `loose` has one or more. Return whether there was one in pieces.
    """
    torn = clusters.torn(connection, loose)
    for members, rest in torn:
        for speech_id in chain(members, islice(clusters.walk(connection, rest), _OF_REST)):
            _find(connection, speech_id)
            if clusters.are_one(connection, members[0], rest):
                break
    return bool(torn)


def tie_anew(connection: sqlite3.Connection) -> set[int]:
    """Find anew what ties all clusters together, when that is not known; inside a transaction.

    Return the speeches among which is to be chosen anew.
    """
    copies = connection.execute(_COPIES).fetchall()
    at_hand(connection, "sketches").clear()
    connection.executemany("UPDATE sketches SET cluster = speech_id WHERE speech_id = ?", copies)
    for (speech_id,) in copies:
        _find(connection, speech_id)
    return {speech_id for (speech_id,) in copies}


def _find(connection: sqlite3.Connection, speech_id: int) -> None:
    """Tie a speech of the index to its copies in other clusters."""
    text = _at_hand(connection, speech_id)
    found = related(connection, text, lambda other: _at_hand(connection, other), besides=speech_id)
    (own,) = connection.execute(_CLUSTER, (speech_id,)).fetchone()
    near = [one for one in found if one.relation == "near" and one.cluster != own]
    clusters.join(connection, {own, *(one.cluster for one in near)})
    _tie(connection, speech_id, text, near)


def _tie(connection: sqlite3.Connection, speech_id: int, text: Text, near: list[Related]) -> None:
    """Keep what a speech is tied to, of each cluster that it joined one.

    The first of many copies are found to be near to all others; that not all hang by these, ties
    are to a copy of them, where that is one of this speech, too.
    """
    for one in near:
        other = clusters.room(connection, speech_id, one.speech_id)
        if other != one.speech_id and relate(text, _at_hand(connection, other))[0] != "near":
            other = one.speech_id
        clusters.tie(connection, speech_id, other)


def read(connection: sqlite3.Connection, speech_id: int) -> Text:
    """Return title and body of a speech of the corpus, nothing of one that is gone."""
    return _text(*_row(connection, speech_id))


def _row(connection: sqlite3.Connection, speech_id: int) -> tuple[str, bytes]:
    query = "SELECT title, CAST(body AS BLOB) FROM speeches WHERE id = ?"
    return connection.execute(query, (speech_id,)).fetchone() or ("", b"")


def _at_hand(connection: sqlite3.Connection, speech_id: int) -> Text:
    """Do as `read`; a text with many copies is asked for often, and its hashes may be there."""
    title, body = _row(connection, speech_id)
    return _kept(title, body) if len(body) <= _SHORT else _text(title, body)


def _text(title: str, body: bytes) -> Text:
    return Text(title, body.decode())


_kept = lru_cache(_TEXTS)(_text)


def _part(speech_id: int, other: Related) -> tuple[int, int, float]:
    """Return a row of `parts`."""
    if other.relation == "contains":
        return speech_id, other.speech_id, other.share
    return other.speech_id, speech_id, other.share
