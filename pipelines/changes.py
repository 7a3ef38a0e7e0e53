"""The table `changes`: the order in which speeches came or changed, numbered by the database."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from pipelines.choice import COPIES
from pipelines.selection import Selection
from pipelines.speeches import decoded_batch

_BATCH = 500


def newest(connection: sqlite3.Connection) -> int:
    """Return the number of the last change or deletion, 0 before the first."""
    (number,) = connection.execute(
        "SELECT max(coalesce((SELECT max(number) FROM changes), 0),"
        " coalesce((SELECT max(number) FROM deletions), 0))"
    ).fetchone()
    return int(number)


def rows(
    connection: sqlite3.Connection, chosen: Selection, after: int, through: int
) -> Iterator[dict[str, Any]]:
    """Yield the speeches whose last change has a number above `after`, up to `through`.

    One that changes while they are read moves behind `through`: the next reader has it. If
    `after` is not the beginning, what stood for its copies and does so no more comes too, with
    `copy_of`, and behind all those that were deleted, with `id` and `deleted` alone.
    """
    gone = _deleted(connection, after, through) if after else []
    query = " AND ".join(
        [f"SELECT number, speeches.*, {COPIES} FROM changes JOIN speeches ON id = speech_id"
         " WHERE number > :after AND number <= :through", *chosen.conditions(before=after > 0)]
    )  # fmt: skip
    bounds = {"after": after, "through": through, **chosen.parameters()}
    while batch := decoded_batch(connection, f"{query} ORDER BY number LIMIT {_BATCH}", bounds):
        yield from batch
        bounds["after"] = batch[-1]["number"]
    yield from gone


def _deleted(connection: sqlite3.Connection, after: int, through: int) -> list[dict[str, Any]]:
    query = "SELECT speech_id FROM deletions WHERE number > ? AND number <= ? ORDER BY number"
    found = connection.execute(query, (after, through))
    return [{"id": speech_id, "deleted": True} for (speech_id,) in found]
