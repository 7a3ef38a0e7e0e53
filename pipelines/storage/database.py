"""SQLite files in use: reading and writing transactions, errors in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from pipelines.corpus import CorpusError
from pipelines.storage.kept import Connection, keeping
from pipelines.storage.openable import Reader, connect_to_read

BUSY_SECONDS = 30.0
"""How long a writer waits for another one; the longest batch of ours takes about a second."""

LOG_PAGES = 8192
"""Pages (32 MB) in the log beside a file before they are put into it, which waits for the disk
twice; SQLite's own 1,000 pages are 40 visits, and a crawl then waits a fifth of its time."""

_ADVICE = {
    sqlite3.SQLITE_BUSY: "another process keeps it locked; wait for it to end, then try again",
    sqlite3.SQLITE_LOCKED: "another process keeps it locked; wait for it to end, then try again",
    sqlite3.SQLITE_FULL: "no space left on the disk; free some, then run again",
    sqlite3.SQLITE_READONLY: "it cannot be written; check the owner and mode of file and folder",
    sqlite3.SQLITE_PERM: "it cannot be written; check the owner and mode of file and folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path, its owner and mode",
    sqlite3.SQLITE_IOERR: "the disk answered with an error; check it, then run again",
    sqlite3.SQLITE_NOTADB: "it is not an SQLite database; move it away or choose another path",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup (or sqlite3's .recover)",
}


class OpenFile:
    """What has one database file open: closed by `close`, or at the end of a `with` block."""

    connection: sqlite3.Connection
    path: Path

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def put_log_off(connection: sqlite3.Connection, times: int) -> None:
    """Let the log beside a file grow to so many times its size before it is put into the file."""
    connection.execute(f"PRAGMA wal_autocheckpoint = {times * LOG_PAGES}")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says about file, disk and locks into a CorpusError; bugs pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code not in _ADVICE:
            raise
        raise CorpusError(f"{path}: {_ADVICE[code]} ({error})") from error


def damaged(path: Path, verdict: str) -> CorpusError:
    """Return the error that a file is damaged in the way that the verdict says."""
    return CorpusError(f"{path}: {_ADVICE[sqlite3.SQLITE_CORRUPT]} ({verdict})")


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run the block as one transaction that has the write lock from its beginning.

    Whatever is raised inside, nothing of the block is kept.
    """
    _refuse_lost(connection, path)
    with plain_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            with keeping(connection):
                yield
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                with suppress(sqlite3.DatabaseError):  # the first error is the one to tell
                    connection.execute("ROLLBACK")
            raise


def _refuse_lost(connection: sqlite3.Connection, path: Path) -> None:
    """A file that was deleted or replaced takes what is written to it along, without a word."""
    if isinstance(connection, Connection) and connection.file not in (None, file_at(path)):
        raise CorpusError(f"{path}: it was moved or deleted while in use; put it back, run again")


def file_at(path: Path) -> tuple[int, int] | None:
    """Return device and number of the file at a path, None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def reading(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run the block's queries against one state of the file."""
    with plain_errors(path):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
    _refuse_outdated(connection, path)


def _refuse_outdated(connection: sqlite3.Connection, path: Path) -> None:
    """What is read while another writes it, where that cannot be seen, may be of two states."""
    if isinstance(connection, Reader) and connection.outdated(path):
        raise CorpusError(f"{path}: it was written while it was read; run it again")


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection of its own that reads one state of the file.

    It stops nobody, but what others write meanwhile stays in the log beside the file.
    """
    with plain_errors(path):
        connection = connect_to_read(path, busy_seconds=BUSY_SECONDS)
        try:
            connection.execute("BEGIN")
            yield connection
            _refuse_outdated(connection, path)
        finally:
            connection.close()


@lru_cache(64)  # one visit writes its time into nine columns
def stamp(at: datetime) -> str:
    """Return the time as the files keep it: UTC, milliseconds, text that sorts by time."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    return at.isoformat(timespec="milliseconds")[:-6] + "Z"
