"""Which copy of a speech stands for all of them: the chosen one of each cluster."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NewType

from pipelines.duplicates import copies
from pipelines.duplicates.sketch import Text

TABLES = """
ALTER TABLE speeches ADD COLUMN copy_of INTEGER REFERENCES speeches (id) ON DELETE SET NULL;
ALTER TABLE speeches ADD COLUMN was_chosen INTEGER NOT NULL DEFAULT 0;
CREATE INDEX speeches_copies ON speeches (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX speeches_chosen ON speeches (id, copy_of) WHERE copy_of IS NOT NULL;
"""

_ORDER = """
NOT EXISTS (SELECT 1 FROM sightings WHERE speech_id = {0}.id),
-{0}.complete, -round({0}.quality, 1), coalesce({0}.published, {0}.added_at), {0}.id
"""
_BEST = _ORDER.format("speeches")

BETTER = f"({_ORDER.format('other')}) < ({_BEST})"
"""SQL: the copy `other` is better than the one in `speeches`.

A page shows it today, it is whole, its quality is higher by a tenth, it is the earliest.
"""

COPIES = """
(SELECT count(*) FROM speeches AS other
 WHERE other.copy_of = coalesce(speeches.copy_of, speeches.id)) AS copies
"""
"""SQL: how many other copies of a speech in `speeches` there are."""

_MEMBERS = f"""
SELECT id, copy_of FROM sketches JOIN speeches ON id = speech_id WHERE cluster = ? ORDER BY {_BEST}
"""
Rank = NewType("Rank", tuple[object, ...])

_STAND_BACK = """
UPDATE speeches SET was_chosen = was_chosen OR (copy_of IS NULL AND id IS NOT :new),
    copy_of = :chosen
WHERE id = :id
"""


def choose(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Choose anew in the clusters of these speeches; inside a transaction.

    The chosen one's `copy_of` is NULL, that of the others its id. Whoever was chosen before is
    marked.
    """
    clusters = connection.execute(
        "SELECT DISTINCT cluster FROM sketches"
        " WHERE speech_id IN (SELECT value FROM json_each(?)) ORDER BY cluster",
        (json.dumps(list(ids)),),
    ).fetchall()
    for cluster in clusters:
        _put(connection, connection.execute(_MEMBERS, cluster).fetchall())


def enter(connection: sqlite3.Connection, speech_id: int, near: Iterable[int]) -> None:
    """Choose between a speech, new or better now, and those chosen among its copies; inside a
    transaction.
    """
    standing = connection.execute(
        "SELECT id, copy_of FROM speeches WHERE id = :id OR id IN (SELECT coalesce(copy_of, id)"
        f" FROM speeches WHERE id IN (SELECT value FROM json_each(:near))) ORDER BY {_BEST}",
        {"id": speech_id, "near": json.dumps(list(near))},
    ).fetchall()
    followers = connection.execute(
        "SELECT id, copy_of FROM speeches WHERE id <> ?"
        " AND copy_of IN (SELECT value FROM json_each(?))",
        (standing[0][0], json.dumps([one for one, _ in standing[1:]])),
    ).fetchall()
    _put(connection, standing + followers, speech_id)


def leave(connection: sqlite3.Connection, speech_id: int, text: Text, *, chosen: bool) -> None:
    """Take a speech out of its cluster, and choose among the others if it was the `chosen` one or
    they fall into pieces; inside a transaction.
    """
    tied = copies.take_out(connection, speech_id, text)
    if copies.put_together(connection, tied) or chosen:
        choose(connection, tied)


def is_chosen(connection: sqlite3.Connection, speech_id: int) -> bool:
    """Tell whether a speech stands for its copies, or has none."""
    chosen = "SELECT copy_of IS NULL FROM speeches WHERE id = ?"
    return bool(connection.execute(chosen, (speech_id,)).fetchone() == (1,))


def rank(connection: sqlite3.Connection, speech_id: int) -> Rank:
    """Return where a speech stands among its copies: what is better is less."""
    found = connection.execute(f"SELECT {_BEST} FROM speeches WHERE id = ?", (speech_id,))
    return Rank(found.fetchone())


def reconsider(connection: sqlite3.Connection, speech_id: int, before: Rank) -> None:
    """Choose anew after one speech has changed; inside a transaction.

    Many pages show the same text: the time that takes does not depend on how many copies there
    are, unless the chosen one ranks lower than before.
    """
    now = rank(connection, speech_id)
    if now < before:
        enter(connection, speech_id, [speech_id])
    elif now > before and is_chosen(connection, speech_id):
        choose(connection, [speech_id])


def _put(
    connection: sqlite3.Connection,
    members: list[tuple[int, int | None]],
    new: int | None = None,
) -> None:
    """Have the first stand for the others. Whoever did before is marked, unless it is `new`,
    which nobody can have seen yet.
    """
    (chosen, before), *others = members
    if before is not None:
        connection.execute("UPDATE speeches SET copy_of = NULL WHERE id = ?", (chosen,))
    changed = [
        {"id": one, "chosen": chosen, "new": new} for one, copy_of in others if copy_of != chosen
    ]
    connection.executemany(_STAND_BACK, changed)
