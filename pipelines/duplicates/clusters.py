"""Clusters of copies: what ties them together, and what is left when one of them goes."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.duplicates.pieces import pieces
from pipelines.storage.kept import at_hand

TABLES = """
CREATE TABLE ties (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
"""

TIES = 64
"""Speeches that one is tied to, about: when it goes, so many pieces are to be tied again."""

_RELABEL = """
UPDATE sketches SET cluster = (SELECT min(speech_id) FROM sketches WHERE cluster = :label)
WHERE cluster = :label
"""


def join(connection: sqlite3.Connection, clusters: set[int]) -> int:
    """Make one cluster of several; return it: the one that has the lowest id."""
    first = min(clusters)
    if len(clusters) > 1:
        at_hand(connection, "sketches").clear()
        rows = [(first, cluster) for cluster in clusters - {first}]
        connection.executemany("UPDATE sketches SET cluster = ? WHERE cluster = ?", rows)
    return first


def tie(connection: sqlite3.Connection, one: int, other: int) -> None:
    """Keep that a speech was tied to another one, of another cluster."""
    connection.executemany("INSERT OR IGNORE INTO ties VALUES (?, ?)", [(one, other), (other, one)])


def untie(connection: sqlite3.Connection, speech_id: int) -> set[int]:
    """Take a speech out of its cluster, and let the others have a number below zero until they are
    `torn` if theirs was its own. Return those it was tied to.
    """
    tied = set(_tied(connection, speech_id))
    rows = [pair for other in tied for pair in ((speech_id, other), (other, speech_id))]
    connection.executemany("DELETE FROM ties WHERE one = ? AND other = ?", rows)
    at_hand(connection, "sketches").clear()
    connection.execute("DELETE FROM sketches WHERE speech_id = ?", (speech_id,))
    connection.execute("UPDATE sketches SET cluster = -cluster WHERE cluster = ?", (speech_id,))
    return tied


class Piece(NamedTuple):
    """What hangs together and was tied to the rest of its cluster, in which `rest` is."""

    members: list[int]
    rest: int


def torn(connection: sqlite3.Connection, loose: Iterable[int]) -> list[Piece]:
    """Make clusters of the pieces that are left around speeches that lost a tie.

    Return all pieces but the largest of each cluster: others may tie them to it again.
    """
    at_hand(connection, "sketches").clear()
    _number(connection)
    found = []
    for cluster, starts in _by_cluster(connection, loose).items():
        smaller, rest = pieces(lambda one: _tied(connection, one), starts)
        for piece in smaller:
            rows = [(-min(piece), member) for member in piece]
            connection.executemany("UPDATE sketches SET cluster = ? WHERE speech_id = ?", rows)
            found.append(Piece(sorted(piece), rest))
        if any(cluster in piece for piece in smaller):
            connection.execute(_RELABEL, {"label": cluster})
    _number(connection)
    return sorted(found)


def are_one(connection: sqlite3.Connection, one: int, other: int) -> bool:
    """Tell whether two speeches are in one cluster."""
    clusters = "SELECT count(DISTINCT cluster) FROM sketches WHERE speech_id IN (?, ?)"
    return bool(connection.execute(clusters, (one, other)).fetchone() == (1,))


def room(connection: sqlite3.Connection, speech_id: int, at: int) -> int:
    """Return one near `at`, by ties, that is tied to fewer than 64: to it another may be tied."""
    before = 0
    while len(tied := sorted(_tied(connection, at))) >= TIES:
        tied = [other for other in tied if other != before]
        before, at = at, tied[speech_id % len(tied)]
    return at


def _number(connection: sqlite3.Connection) -> None:
    """Number by their lowest id those clusters that have a number below zero."""
    labels = connection.execute("SELECT DISTINCT cluster FROM sketches WHERE cluster < 0")
    connection.executemany(_RELABEL, [{"label": label} for (label,) in labels.fetchall()])


def _by_cluster(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for speech_id, cluster in connection.execute(
        "SELECT speech_id, cluster FROM sketches"
        " WHERE speech_id IN (SELECT value FROM json_each(?)) ORDER BY speech_id",
        (json.dumps(list(ids)),),
    ):
        found[cluster].append(speech_id)
    return found


def walk(connection: sqlite3.Connection, start: int) -> Iterator[int]:
    """Yield all that hangs together with a speech."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        yield at
        new = [other for other in _tied(connection, at) if other not in seen]
        seen.update(new)
        waiting += new


def _tied(connection: sqlite3.Connection, speech_id: int) -> Iterator[int]:
    rows = connection.execute("SELECT other FROM ties WHERE one = ?", (speech_id,))
    return (other for (other,) in rows.fetchall())
