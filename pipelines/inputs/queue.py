"""What an ingest has put into the archive and has not read yet, and the files it has finished."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from cleaners.model import Page
from pipelines.corpus import Recorded, Visit
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import plain_errors, stamp, writing

Offer = Literal["queued", "known", "older"]
"""known: read already, with this body. older: its address was read later, with another one."""

FileState = tuple[int, str, str]
"""Bytes of a file, when it was modified in nanoseconds, and how its pages are read."""

_BEFORE = """
SELECT read_at, body_sha256, state, (SELECT reads FROM runs WHERE runs.id = run_id) FROM pages
WHERE site = ? AND url = ?
"""
_WAITING = """
SELECT id, body_sha256 FROM ingest_queue WHERE site = ? AND url = ? ORDER BY id DESC LIMIT 1
"""
_TAKE = """
SELECT id, site, url, body_sha256, fetched_at FROM ingest_queue
WHERE part = ? AND id > ? ORDER BY id LIMIT ?
"""


class Queued(NamedTuple):
    """A page of the archive that waits to be read for a site, as it came at that time (as files
    keep it; empty: when it last came).
    """

    id: int
    site: str
    url: str
    body_sha256: bytes
    fetched_at: str = ""


class IngestQueue:
    """Pages go in when the archive has them, and out in the transaction that keeps what they
    gave: wherever a process ends, the next one goes on.

    `reads` tells how pages are read: what was rejected when they were read otherwise is offered
    again.
    """

    def __init__(self, corpus: SqliteCorpus, reads: str) -> None:
        self._corpus, self._reads = corpus, reads

    def offer(self, pages: Sequence[tuple[str, Page, int]]) -> list[Offer]:
        """Enter pages, each with its site and its number in an article, in one transaction."""
        with writing(self._corpus.connection, self._corpus.path):
            return [self._offer(*each) for each in pages]

    def __len__(self) -> int:
        with plain_errors(self._corpus.path):
            query = "SELECT count(*) FROM ingest_queue"
            return int(self._corpus.connection.execute(query).fetchone()[0])

    def parts(self) -> list[int]:
        """Return which numbers in an article waiting pages have, in order."""
        with plain_errors(self._corpus.path):
            query = "SELECT DISTINCT part FROM ingest_queue ORDER BY part"
            return [part for (part,) in self._corpus.connection.execute(query)]

    def take(self, part: int, after: int, limit: int) -> list[Queued]:
        """Return waiting pages of this number in the order they came, behind the id `after`."""
        with plain_errors(self._corpus.path):
            rows = self._corpus.connection.execute(_TAKE, (part, after, limit))
            return [Queued(*row) for row in rows]

    def settle(self, read: Sequence[tuple[Queued, Sequence[Visit]]]) -> list[list[Recorded]]:
        """Record what pages gave and take them off the queue, in one transaction.

        The first visit is what a page gave: it is left out, and nothing recorded, when the
        address was read later than it came. Pages of an article leave with its first one.
        """
        with writing(self._corpus.connection, self._corpus.path):
            return [self._settle(queued, visits) for queued, visits in read]

    def is_finished(self, path: Path, site: str) -> bool:
        """Tell whether a file was read to its end, and is as it was then."""
        with plain_errors(self._corpus.path):
            query = (
                "SELECT 1 FROM ingested_files WHERE path = ? AND site = ?"
                " AND size = ? AND modified = ? AND reads = ?"
            )
            row = self._corpus.connection.execute(query, (_name(path), site, *self.state(path)))
            return row.fetchone() is not None

    def finish(self, path: Path, site: str, state: FileState, at: datetime) -> None:
        """Remember that a file was read to its end, which was in this state before."""
        with writing(self._corpus.connection, self._corpus.path):
            self._corpus.connection.execute(
                "INSERT OR REPLACE INTO ingested_files VALUES (?, ?, ?, ?, ?, ?)",
                (_name(path), site, *state, stamp(at)),
            )

    def state(self, path: Path) -> FileState:
        """Return what tells whether a file was changed, and how files are read."""
        found = path.stat()
        return found.st_size, str(found.st_mtime_ns), self._reads

    def _offer(self, site: str, page: Page, part: int) -> Offer:
        connection, digest = self._corpus.connection, hashlib.sha256(page.body).digest()
        at = stamp(page.fetched_at) if page.fetched_at else ""
        waiting = connection.execute(_WAITING, (site, page.url)).fetchone()
        if waiting and waiting[1] == digest:
            later = "UPDATE ingest_queue SET fetched_at = max(fetched_at, ?) WHERE id = ?"
            connection.execute(later, (at, waiting[0]))
            return "queued"
        before = self._before(site, page.url, digest, at)
        if before == "older" or (before == "known" and not waiting):
            return before
        connection.execute(
            "INSERT INTO ingest_queue (site, url, body_sha256, part, fetched_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (site, page.url, digest, part, at),
        )
        return "queued"

    def _before(self, site: str, url: str, digest: bytes, at: str) -> Offer:
        """Return what the ledger has read at this address."""
        before = self._corpus.connection.execute(_BEFORE, (site, url)).fetchone()
        if before and before[1] is not None:
            read_at, body, state, reads = before
            if body == digest and (state in ("fetched", "moved") or reads == self._reads):
                return "known"
            if body != digest and at and read_at > at:
                return "older"
        return "queued"

    def _settle(self, queued: Queued, visits: Sequence[Visit]) -> list[Recorded]:
        connection = self._corpus.connection
        connection.execute("DELETE FROM ingest_queue WHERE id = ?", (queued.id,))
        if not visits:
            return []
        connection.executemany(
            "DELETE FROM ingest_queue WHERE site = ? AND url = ? AND body_sha256 = ?",
            [
                (queued.site, page.url, hashlib.sha256(page.body).digest())
                for page in visits[0].pages[1:]
            ],
        )
        before = connection.execute(_BEFORE, (visits[0].site, visits[0].url)).fetchone()
        if before and before[0] and before[0] > stamp(visits[0].at):
            return []
        return [self._corpus.settle(visit) for visit in visits]


def _name(path: Path) -> str:
    """A path as text, also where its bytes are none."""
    return str(path).encode("utf-8", "backslashreplace").decode()
