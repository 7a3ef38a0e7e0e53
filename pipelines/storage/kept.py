"""What one writer keeps in memory of a file while nobody else writes it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Connection(sqlite3.Connection):
    """A connection that knows which file it has open, by device and number, and what it keeps."""

    file: tuple[int, int] | None = None
    version: int | None = None
    kept: dict[str, dict[int, Any]] | None = None
    last_kept: dict[str, dict[int, Any]] | None = None


@contextmanager
def keeping(connection: sqlite3.Connection) -> Iterator[None]:
    """Have things `at_hand` in the block, which is a transaction that has the write lock; they are
    there in the next one, too, unless this one fails or others write to the file in between.
    """
    if not isinstance(connection, Connection):
        yield
        return
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    kept = (version == connection.version and connection.last_kept) or {}
    connection.version, connection.last_kept, connection.kept = version, None, kept
    try:
        yield
        connection.last_kept = kept
    finally:
        connection.kept = None


def at_hand(connection: sqlite3.Connection, what: str) -> dict[int, Any]:
    """Return what is kept of something in the file, to read, to change and to add to; outside of
    `keeping` nothing is, and what is added is lost.
    """
    kept = connection.kept if isinstance(connection, Connection) else None
    return {} if kept is None else kept.setdefault(what, {})


def is_keeping(connection: sqlite3.Connection) -> bool:
    """Tell whether things are kept at hand: inside of `keeping`."""
    return isinstance(connection, Connection) and connection.kept is not None
