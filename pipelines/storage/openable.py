"""How a database file can be opened here: for writing, or only to be read."""

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple


class State(NamedTuple):
    """What a write changes: device and number of a file, its size, its time, its log."""

    device: int
    number: int
    size: int
    changed: int
    logged: bool


class Reader(sqlite3.Connection):
    """A connection to read; `stands` is the state of a file that is read as it stands."""

    stands: State | None = None

    def outdated(self, path: Path) -> bool:
        """Tell whether a file that is read as it stands was written meanwhile."""
        return self.stands is not None and self.stands != _state(path)


def writable(path: Path) -> bool:
    """Tell whether a file can be written, or made, with the log that SQLite keeps beside it."""
    if not path.exists():
        return True  # the folder tells whether it can be made, in words of its own
    return _may_write(path) and (_may_write(path.parent) or _is_logged(path))


def stands_still(path: Path) -> bool:
    """Tell whether a file is to be read as it stands: nobody writes it, and we cannot.

    SQLite would make a log beside it first: impossible in a folder that cannot be written; in
    another, the owner could not write that log, nor the file from then on.
    """
    return not (writable(path) or _is_logged(path))


def connect_to_read(path: Path, *, busy_seconds: float = 5.0) -> Reader:
    """Open a file that must be there to read it; threads may use it one at a time."""
    still = stands_still(path)
    state = _state(path) if still else None
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    reader = sqlite3.connect(
        uri,
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        factory=Reader,
    )
    reader.stands = state
    return reader


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _is_logged(path: Path) -> bool:
    """Tell whether SQLite's log stands beside a file: it is open, or was when all ended."""
    log, shared = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    return shared.exists() or (log.exists() and log.stat().st_size > 0)


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return State(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, _is_logged(path))
