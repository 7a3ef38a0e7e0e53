"""The room's resources: the corpus to read, the archive, answers kept for some seconds."""

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

from crawler.web.connections import Connections
from pipelines.archive import Capture, PageArchive
from pipelines.corpus import CorpusError
from pipelines.searching.index import waits
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import reading
from pipelines.storage.openable import writable

KEPT_SECONDS = 20.0
"""How long an overview is good for; an older one is shown once more while a new one is made."""

STALE_SECONDS = 600.0
"""How old an overview may be that is shown; of one that is older, a reader waits for the new."""

MOST_KEPT = 64
"""Overviews that are kept, the newest ones."""

QUERY_MS, OVERVIEW_MS = 2_000, 30_000
"""Time that the queries of a page may take, and those of an overview."""

Query = Callable[[sqlite3.Connection], Any]
_Answer = TypeVar("_Answer")


class Room:
    """Reads a corpus file for many readers at once; any thread may call any method.

    Raises CorpusError when the file fails, TimeoutError when a query takes too long.
    """

    def __init__(self, corpus: Path, archive: Path) -> None:
        self._path, self._archive_path = corpus, archive
        self._connections = Connections(corpus)
        self._archive_lock, self._indexing = threading.Lock(), threading.Lock()
        self._archive: PageArchive | None = None
        self._kept: dict[str, tuple[float, Future[Any]]] = {}
        self._making: dict[str, Future[Any]] = {}
        self._kept_lock = threading.RLock()  # a future may call back in the thread that asks
        self._workers = ThreadPoolExecutor(2, "overview")

    def close(self) -> None:
        """End what is being read, who waits for it gets a TimeoutError; and close the files."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._connections.close()
        with self._archive_lock:
            if self._archive is not None:
                self._archive.close()

    def read(self, query: Query, milliseconds: int = QUERY_MS) -> Any:
        """Return what the query makes of one state of the corpus."""
        try:
            with (
                self._connections.own() as connection,
                sqlite_timelimit(connection, milliseconds),
                reading(connection, self._path),
            ):
                return query(connection)
        except sqlite3.OperationalError as error:
            if error.args == ("interrupted",):
                raise TimeoutError from error
            raise

    def kept(self, name: str, query: Query) -> Any:
        """Return the query's answer, one of some seconds ago if there is one."""
        with self._kept_lock:
            made, answer = self._kept.get(name, (0.0, None))
            age = time.monotonic() - made
            if answer is None or age > KEPT_SECONDS:
                making = self._make(name, query)
                answer = making if answer is None or age > STALE_SECONDS else answer
        return answer.result()

    def prepare(self, name: str, query: Query) -> None:
        """Have the answer made that `kept` will give; returns at once."""
        with self._kept_lock:
            self._make(name, query)

    def _make(self, name: str, query: Query) -> "Future[Any]":
        making = self._making.get(name)
        if making is None:
            making = self._making[name] = self._workers.submit(self.read, query, OVERVIEW_MS)
            making.add_done_callback(partial(self._keep, name))  # at once, if it is done
        return making

    def _keep(self, name: str, made: "Future[Any]") -> None:
        with self._kept_lock:
            self._making.pop(name, None)
            if made.exception() is None:
                while len(self._kept) >= MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[name] = (time.monotonic(), made)

    def index_soon(self) -> None:
        """Bring the search index up to date beside what is read, if speeches wait for it."""
        if writable(self._path) and self.read(waits) and self._indexing.acquire(blocking=False):
            threading.Thread(target=self._index, daemon=True).start()

    def _index(self) -> None:
        try:
            with suppress(CorpusError), SqliteCorpus(self._path) as corpus:
                corpus.index()  # what waits is found by looking through it until then
        finally:
            self._indexing.release()

    def captures(self, url: str) -> list[Capture]:
        """Return what the archive has from this address, the newest first."""
        return self._in_archive(lambda archive: archive.captures(url), [])

    def body(self, sha256: str) -> bytes | None:
        """Return the body with this hash (64 hexadecimal digits), None if there is none."""
        with suppress(KeyError):
            return self._in_archive(lambda archive: archive.get(sha256), None)
        return None

    def _in_archive(self, ask: Callable[[PageArchive], _Answer], without: _Answer) -> _Answer:
        with self._archive_lock:
            if self._archive is None:
                if not self._archive_path.exists():
                    return without
                self._archive = PageArchive(self._archive_path)
            return ask(self._archive)
