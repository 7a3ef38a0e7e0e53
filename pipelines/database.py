"""SQLite files: opening and checking them, writing transactions, errors in words."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from pipelines.corpus import CorpusError
from pipelines.library import Database, Migrations
from pipelines.openable import Reader, connect_to_read, writable

BUSY_SECONDS = 30.0
"""How long a writer waits for another one; the longest batch of ours takes about a second."""

_STATEMENTS = 512  # kept ready; those that look up so many keys or ids are one for each number

LOG_PAGES = 8192
"""Pages (32 MB) in the log beside a file before they are put into it, which waits for the disk
twice; SQLite's own 1,000 pages are 40 visits, and a crawl then waits a fifth of its time."""

CHECKED_BYTES = 64 * 2**20
"""Files up to this size are checked whole when opened (0.1 s); of larger ones the edges."""

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


class _Connection(sqlite3.Connection):
    """A connection that knows which file it has open, by device and number."""

    file: tuple[int, int] | None = None


class OpenFile:
    """What has one database file open: closed by `close`, or at the end of a `with` block."""

    connection: sqlite3.Connection

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


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run the block as one transaction that has the write lock from its beginning.

    Whatever is raised inside, nothing of the block is kept.
    """
    _refuse_lost(connection, path)
    with plain_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                with suppress(sqlite3.DatabaseError):  # the first error is the one to tell
                    connection.execute("ROLLBACK")
            raise


def _refuse_lost(connection: sqlite3.Connection, path: Path) -> None:
    """A file that was deleted or replaced takes what is written to it along, without a word."""
    if isinstance(connection, _Connection) and connection.file not in (None, _file_at(path)):
        raise CorpusError(f"{path}: it was moved or deleted while in use; put it back, run again")


def _file_at(path: Path) -> tuple[int, int] | None:
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


def open_database(
    path: Path, migrations: Migrations, *, busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """Open or create the file at its newest schema; raise CorpusError when that cannot be.

    A file that cannot be written is opened to be read. The connection may move between threads,
    used by one at a time.
    """
    _make_room(path)
    if not writable(path):
        return _open_to_read(path, migrations, busy_seconds)
    with plain_errors(path):
        connection = sqlite3.connect(
            path,
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
            cached_statements=_STATEMENTS,
        )
        try:
            _refuse_others(connection, path, migrations)
            _use_wal(connection, busy_seconds)
            connection.execute("PRAGMA synchronous = NORMAL")
            put_log_off(connection, 1)
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path, migrations)
            _check_on_opening(connection, path)
            connection.file = _file_at(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _open_to_read(path: Path, migrations: Migrations, busy_seconds: float) -> sqlite3.Connection:
    with plain_errors(path), _log_in_words(path):
        connection = connect_to_read(path, busy_seconds=busy_seconds)
        try:
            _refuse_others(connection, path, migrations)
            if migrations.pending(Database(connection, execute_plugins=False)):
                raise CorpusError(
                    f"{path}: an older Yanlu wrote it, and it cannot be written to bring it up to"
                    " date; make file and folder writable, or copy it"
                )
            _check_on_opening(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def _log_in_words(path: Path) -> Iterator[None]:
    """Turn a failure to share the log of a file that cannot be written into a CorpusError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        code = error.sqlite_errorcode & 0xFF
        if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or not log.exists():
            raise
        raise CorpusError(
            f"{path}: what was written last stands in {log.name} beside it, which can only be read"
            " in a folder that can be written; copy both to one"
        ) from error


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Read the whole file and raise CorpusError when it is damaged (about 1 s a gigabyte)."""
    with plain_errors(path):
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise CorpusError(f"{path}: {_ADVICE[sqlite3.SQLITE_CORRUPT]} ({verdict})")


@lru_cache(64)  # one visit writes its time into nine columns
def stamp(at: datetime) -> str:
    """Return the time as the files keep it: UTC, milliseconds, text that sorts by time."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    return at.isoformat(timespec="milliseconds")[:-6] + "Z"


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError(f"{path}: its folder cannot be made ({error.strerror})") from error
    if path.is_dir():
        raise CorpusError(f"{path}: it is a folder; name a file in it, such as {path / 'x.db'}")


def _refuse_others(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> None:
    """Leave alone databases of other programs and of a newer Yanlu."""
    database = Database(connection, execute_plugins=False)
    applied = {migration.name for migration in migrations.applied(database)}
    if not applied and database.table_names():
        raise CorpusError(
            f"{path}: it is an SQLite database, but not a {migrations.name}; choose another path"
        )
    known = {migration.name for migration in migrations._migrations}
    if unknown := sorted(applied - known):
        raise CorpusError(
            f"{path}: a newer Yanlu wrote it (schema {', '.join(unknown)}); upgrade this one"
        )


def _use_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Switch to write-ahead logging; SQLite does not wait for locks while it switches."""
    end = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> None:
    database = Database(connection, execute_plugins=False)
    if migrations.pending(database):
        with writing(connection, path):  # two processes may open a new file at once
            migrations.apply(database)


def _check_on_opening(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size <= CHECKED_BYTES:
        check(connection, path)
        return
    for table, column in connection.execute(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND c.pk = 1"
    ).fetchall():
        connection.execute(f'SELECT min("{column}"), max("{column}") FROM "{table}"').fetchone()
