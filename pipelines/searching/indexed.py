"""A file with a search index, which follows what is stored in batches."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

from pipelines.corpus import CorpusError, Sighting
from pipelines.prepared import Prepared
from pipelines.searching import index
from pipelines.searching.index import Row
from pipelines.storage.database import OpenFile, plain_errors, put_log_off, writing

_MADE = 2 * index.BATCH  # speeches whose index words wait in memory, 10 kB each

_CATCH_UP_BATCHES = 2
"""A search indexes up to 2,000 waiting speeches first (2 s); further ones it looks through."""


class IndexedFile(OpenFile):
    """Brings its search index up to date, when it is told to."""

    def __init__(self) -> None:
        self._made: dict[int, index.Made] = {}

    def index(self, *, least: int = 1) -> int:
        with plain_errors(self.path):
            if not index.waits(self.connection, least):
                return 0
        return sum(iter(self._index_batch, 0))

    async def index_some(self, most: int) -> None:
        with ExitStack() as begun:
            begun.enter_context(writing(self.connection, self.path))
            rows = index.waiting(self.connection, self._made, most)
            transaction = begun.pop_all()
        await asyncio.to_thread(self._index_rows, transaction, rows)
        self._forget_made()

    def catch_up(self) -> None:
        """Index what waits, as far as that is quick and the file is free for writing."""
        with suppress(CorpusError), _not_waiting(self.connection):
            for _ in range(_CATCH_UP_BATCHES):
                if not index.waits(self.connection) or not self._index_batch():
                    return

    def remember_words(self, ready: Prepared | None, sighting: Sighting | None) -> None:
        """Keep the index words that were made of a new speech for the next batch."""
        if ready and ready.words and sighting and sighting.match != "same":
            if len(self._made) == _MADE:
                self._made.clear()
            made = index.Made(ready.columns["title"], ready.columns["body"], ready.words)
            self._made[sighting.speech_id] = made

    def _index_batch(self) -> int:
        with writing(self.connection, self.path):
            indexed = index.add_batch(self.connection, self._made)
        self._forget_made()
        return indexed

    def _index_rows(self, transaction: ExitStack, rows: Sequence[Row]) -> None:
        """Index them; and put the log away now, not in the next transaction of the event loop's."""
        put_log_off(self.connection, 1)
        with transaction:
            index.enter(self.connection, rows)
        put_log_off(self.connection, 4)

    def _forget_made(self) -> None:
        through = index.indexed_through(self.connection)
        self._made = {one: made for one, made in self._made.items() if one > through}


@contextmanager
def _not_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    (milliseconds,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
