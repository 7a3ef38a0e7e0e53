"""Speeches read as rows: all columns, their JSON decoded, the addresses that show them today."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.duplicates.choice import COPIES
from pipelines.duplicates.sketch import Text
from pipelines.selection import Selection

_BATCH = 500
_ENCODED = ("tags", "outline", "salutation", "closing", "signals")


def rows(connection: sqlite3.Connection, chosen: Selection) -> Iterator[dict[str, Any]]:
    """Yield speeches by id, read a batch at a time; in one transaction, each chosen one once."""
    query = f"SELECT *, {COPIES} FROM speeches WHERE "
    query += " AND ".join(["id > :last", *chosen.conditions()])
    asked = {"last": 0, **chosen.parameters()}
    while batch := decoded_batch(connection, f"{query} ORDER BY id LIMIT {_BATCH}", asked):
        yield from batch
        asked["last"] = batch[-1]["id"]


def number(connection: sqlite3.Connection, chosen: Selection) -> int:
    """Return how many speeches are chosen."""
    query = " AND ".join(["SELECT count(*) FROM speeches WHERE id > 0", *chosen.conditions()])
    return int(connection.execute(query, chosen.parameters()).fetchone()[0])


def one(connection: sqlite3.Connection, speech_id: int) -> dict[str, Any] | None:
    """Return a speech as `rows` does, None when there is none of that id."""
    query = f"SELECT *, {COPIES} FROM speeches WHERE id = :id"
    return next(iter(decoded_batch(connection, query, {"id": speech_id})), None)


def text(connection: sqlite3.Connection, speech_id: int) -> Text | None:
    """Return title and body of a speech, None when there is none of that id."""
    query = "SELECT title, body FROM speeches WHERE id = ?"
    row = connection.execute(query, (speech_id,)).fetchone()
    return Text(*row) if row else None


def decoded_batch(
    connection: sqlite3.Connection, query: str, parameters: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the rows of a query over `speeches` with their JSON decoded, and their addresses."""
    cursor = connection.execute(query, parameters)
    names = [column[0] for column in cursor.description]
    batch = [_decoded(dict(zip(names, values, strict=True))) for values in cursor]
    urls = _urls(connection, [row["id"] for row in batch])
    for row in batch:
        row["urls"] = urls.get(row["id"], [])
        row["current"] = bool(row["urls"])
    return batch


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    row["content_hash"] = row["content_hash"].hex()
    encoded = ",".join([row[name] or "null" for name in _ENCODED])  # at once, in half the time
    row.update(zip(_ENCODED, json.loads(f"[{encoded}]"), strict=True))
    row["complete"] = bool(row["complete"])
    return row


def _urls(connection: sqlite3.Connection, ids: list[int]) -> Mapping[int, list[str]]:
    urls: dict[int, list[str]] = {}
    for speech_id, url in connection.execute(
        "SELECT DISTINCT speech_id, url FROM sightings"
        " WHERE speech_id IN (SELECT value FROM json_each(?)) ORDER BY speech_id, url",
        (json.dumps(ids),),
    ):
        urls.setdefault(speech_id, []).append(url)
    return urls
