"""Opening SQLite files: at their newest schema, of our kind, whole; or only to be read."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pipelines.corpus import CorpusError
from pipelines.storage.database import (
    BUSY_SECONDS,
    damaged,
    file_at,
    plain_errors,
    put_log_off,
    writing,
)
from pipelines.storage.kept import Connection
from pipelines.storage.library import Database, Migrations
from pipelines.storage.openable import connect_to_read, writable

Opened = TypeVar("Opened", bound=sqlite3.Connection)

_STATEMENTS = 512  # kept ready; those that look up so many keys or ids are one for each number

OLDEST = (3, 34)
"""The SQLite that Python must bring, at least: that of Red Hat 9; Ubuntu 22.04 has 3.37."""

CHECKED_BYTES = 64 * 2**20
"""Files up to this size are checked whole when opened (0.1 s); of larger ones the edges."""


def open_database(
    path: Path, migrations: Migrations, *, busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """Open or create the file at its newest schema; raise CorpusError when that cannot be.

    A file that cannot be written is opened to be read. The connection may move between threads,
    used by one at a time.
    """
    _refuse_old_sqlite()
    _make_room(path)
    if not writable(path):
        return _open_to_read(path, migrations, busy_seconds)
    with plain_errors(path), _closed_on_error(_connect(path, busy_seconds)) as connection:
        _refuse_others(connection, path, migrations)
        _use_wal(connection, busy_seconds)
        connection.execute("PRAGMA synchronous = NORMAL")
        put_log_off(connection, 1)
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path, migrations)
        _check_on_opening(connection, path)
        connection.file = file_at(path)
    return connection


def _refuse_old_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST:
        raise CorpusError(
            f"this Python brings SQLite {sqlite3.sqlite_version}, and Yanlu needs"
            f" {'.'.join(map(str, OLDEST))} or newer; use another Python, such as uv's or conda's"
        )


def _connect(path: Path, busy_seconds: float) -> Connection:
    return sqlite3.connect(
        path,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
        cached_statements=_STATEMENTS,
    )


@contextmanager
def _closed_on_error(connection: Opened) -> Iterator[Opened]:
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


def _open_to_read(path: Path, migrations: Migrations, busy_seconds: float) -> sqlite3.Connection:
    with (
        plain_errors(path),
        _log_in_words(path),
        _closed_on_error(connect_to_read(path, busy_seconds=busy_seconds)) as connection,
    ):
        _refuse_others(connection, path, migrations)
        if migrations.pending(Database(connection, execute_plugins=False)):
            raise CorpusError(
                f"{path}: an older Yanlu wrote it, and it cannot be written to bring it up to"
                " date; make file and folder writable, or copy it"
            )
        _check_on_opening(connection, path)
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
        raise damaged(path, verdict)


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
