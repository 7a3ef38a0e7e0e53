"""Connections to a file that many threads read: each has its own, and all end together."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pipelines.storage.openable import Reader, connect_to_read

_AGAIN = 0.01  # seconds; a query that had not begun is not interrupted


class _Opened(NamedTuple):
    connection: Reader
    used: threading.Lock


class Connections:
    """Gives each thread a connection of its own, until `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_threads = threading.local()
        self._opened: set[_Opened] = set()
        self._opening = threading.Lock()
        self._closed = False

    @contextmanager
    def own(self) -> Iterator[sqlite3.Connection]:
        """Give the thread's connection; raises TimeoutError when all are closed."""
        opened = self._own()
        with opened.used:
            if self._closed:
                raise TimeoutError
            yield opened.connection

    def close(self) -> None:
        """Interrupt what is being read, and close all connections."""
        with self._opening:
            self._closed = True
        for connection, used in self._opened:
            while not used.acquire(timeout=_AGAIN):
                connection.interrupt()
            connection.close()
            used.release()

    def _own(self) -> _Opened:
        opened: _Opened | None = getattr(self._of_threads, "opened", None)
        if opened is not None and not opened.connection.outdated(self._path):
            return opened
        with self._opening:
            if self._closed:
                raise TimeoutError
            if opened is not None:
                opened.connection.close()
                self._opened.discard(opened)
            opened = self._of_threads.opened = _Opened(
                connect_to_read(self._path), threading.Lock()
            )
            self._opened.add(opened)
        return opened
