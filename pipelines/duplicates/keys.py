"""The speeches of each look-up key.

Keys are hashes: entered with its speech, each of 25 changes another page of the file. Those of the
newest speeches wait, beside the index, to be entered sorted and many at a time: a crawl then stores
a speech in two thirds of the time (measured).
"""

import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from pipelines.storage.kept import at_hand, is_keeping

KEYS = """
CREATE TABLE sketch_keys (
    key INTEGER NOT NULL,
    speech_id INTEGER NOT NULL,
    PRIMARY KEY (key, speech_id)
) WITHOUT ROWID;
"""
WAITING_KEYS = """
CREATE TABLE waiting_keys (
    speech_id INTEGER PRIMARY KEY,
    keys BLOB NOT NULL
);
"""

PER_KEY = 16
"""Speeches looked at for a key, the first ones; more share stock phrases only."""

WAITING = 256
"""Speeches whose keys wait at most: it takes 10 ms to enter them, 2 ms to read those that another
process has had wait."""

_ROWS = 100  # entered by one statement
_KEPT = 4096  # keys that many have, kept at hand
_PACKED = "<i8"
_COUNT = -1  # stands where keys do, for how many speeches wait


def put_keys(connection: sqlite3.Connection, speech_id: int, keys: list[int]) -> None:
    """Have a speech looked up by keys; inside a transaction.

    Where things are kept at hand (see `keeping`) they wait; elsewhere they are entered at once.
    """
    if not keys:
        return
    _forget(connection, keys, speech_id)
    if not is_keeping(connection):
        _enter(connection, [(key, speech_id) for key in keys])
        return
    waiting = _waiting(connection)
    row = (speech_id, np.array(keys, _PACKED).tobytes())
    connection.execute("INSERT INTO waiting_keys VALUES (?, ?)", row)
    _add(waiting, speech_id, keys)
    if waiting[_COUNT] >= WAITING:
        _enter_waiting(connection)


def take_keys_out(connection: sqlite3.Connection, speech_id: int, keys: list[int]) -> None:
    """Have a speech not looked up any more; inside a transaction."""
    _forget(connection, keys, speech_id)
    rows = [(key, speech_id) for key in keys]
    connection.executemany("DELETE FROM sketch_keys WHERE key = ? AND speech_id = ?", rows)
    connection.execute("DELETE FROM waiting_keys WHERE speech_id = ?", (speech_id,))
    at_hand(connection, "waiting").clear()


def looked_up(connection: sqlite3.Connection, keys: list[int]) -> list[list[int]]:
    """Return the first speeches of each key that any has, at most 16; of keys that have so many,
    they are kept at hand.
    """
    kept = at_hand(connection, "keys")
    if len(kept) >= _KEPT:
        kept.clear()
    others = [key for key in keys if key not in kept] if kept else keys
    waiting = _waiting(connection) if others else {}
    rows = connection.execute(_look_up(len(others)), others) if others else ()
    found: dict[int, list[int]] = {}
    for key, (ids,) in zip(others, rows, strict=True):
        speeches = [int(one) for one in ids.split(",")] if ids else []
        if key in waiting:
            speeches = sorted((*speeches, *waiting[key]))[:PER_KEY]
        if speeches:
            found[key] = speeches
            if len(speeches) == PER_KEY:
                kept[key] = speeches
    return [
        found[key] if key in found else kept[key] for key in keys if key in found or key in kept
    ]


def _forget(connection: sqlite3.Connection, keys: list[int], speech_id: int) -> None:
    """Have keys looked up again among whose first speeches one comes or goes."""
    kept = at_hand(connection, "keys")
    for key in kept.keys() & keys if kept else ():
        if speech_id <= kept[key][-1]:
            del kept[key]


def _waiting(connection: sqlite3.Connection) -> dict[int, Any]:
    """Return the speeches that wait, by key, and their number."""
    waiting = at_hand(connection, "waiting")
    if not waiting:
        waiting[_COUNT] = 0
        for speech_id, packed in connection.execute("SELECT speech_id, keys FROM waiting_keys"):
            _add(waiting, speech_id, np.frombuffer(packed, _PACKED).tolist())
    return waiting


def _add(waiting: dict[int, Any], speech_id: int, keys: Iterable[int]) -> None:
    waiting[_COUNT] += 1
    for key in keys:
        waiting.setdefault(key, []).append(speech_id)


def _enter_waiting(connection: sqlite3.Connection) -> None:
    waiting = at_hand(connection, "waiting")
    del waiting[_COUNT]
    _enter(connection, sorted((key, one) for key, speeches in waiting.items() for one in speeches))
    connection.execute("DELETE FROM waiting_keys")
    waiting.clear()


def _enter(connection: sqlite3.Connection, rows: list[tuple[int, int]]) -> None:
    for first in range(0, len(rows), _ROWS):
        values = [value for row in rows[first : first + _ROWS] for value in row]
        connection.execute(_insert(len(values) // 2), values)


@cache
def _insert(rows: int) -> str:
    return f"INSERT INTO sketch_keys VALUES {', '.join(['(?, ?)'] * rows)}"


@cache
def _look_up(keys: int) -> str:
    """Return the query that takes so many keys and gives the speeches of each."""
    one = (
        "SELECT group_concat(speech_id) FROM"
        f" (SELECT speech_id FROM sketch_keys WHERE key = ? LIMIT {PER_KEY})"
    )
    return " UNION ALL ".join([one] * keys) or "SELECT NULL WHERE 0"
