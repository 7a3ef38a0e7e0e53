"""PageArchive: every page that was read, byte for byte, each body once, compressed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from zstandard import ZstdError

from cleaners.model import Page
from pipelines.corpus import CorpusError
from pipelines.storage.database import BUSY_SECONDS, OpenFile, plain_errors, stamp, writing
from pipelines.storage.dictionaries import Frames
from pipelines.storage.opening import open_database
from pipelines.tables.archive_schema import archive_migrations

ARCHIVE = "pages.db"
"""What the archive's file is called; it stands beside the corpus."""

TRAIN_AFTER = 512
"""Pages of a site before its dictionary is trained: 5 MB and more of samples."""

_BATCH = 200
_CAPTURE = """
INSERT INTO captures VALUES (:url, :body_id, :at, :at, :status, :charset, :etag, :last_modified)
ON CONFLICT (url, body_id) DO UPDATE SET
    first_fetched_at = coalesce(min(nullif(first_fetched_at, ''), nullif(:at, '')),
        nullif(first_fetched_at, ''), :at),
    status = CASE WHEN :at < fetched_at THEN status ELSE :status END,
    charset = CASE WHEN :at < fetched_at THEN charset ELSE :charset END,
    etag = CASE WHEN :at < fetched_at THEN etag ELSE :etag END,
    last_modified = CASE WHEN :at < fetched_at THEN last_modified ELSE :last_modified END,
    fetched_at = max(fetched_at, :at)
"""
_BODIES = """
SELECT url, frame, charset, fetched_at, status, etag, last_modified, body_id
FROM captures JOIN bodies ON bodies.id = body_id
"""
_NEWEST = """
SELECT url, frame, charset, max(fetched_at) AS fetched_at, status, etag, last_modified
FROM captures JOIN bodies ON bodies.id = body_id
"""
_CAPTURES = """
SELECT url, lower(hex(sha256)), size, status, charset, first_fetched_at, fetched_at
FROM captures JOIN bodies ON bodies.id = body_id WHERE url = ? ORDER BY fetched_at DESC
"""
_SPANS = "SELECT body_id, first_fetched_at, fetched_at FROM captures WHERE url = ?"


@dataclass(frozen=True, slots=True)
class Capture:
    """One body that came from an address: its hash in hexadecimal, its length in bytes, the
    charset its header declared, and when it came from there first and last (as files keep it).
    """

    url: str
    sha256: str
    size: int
    status: int
    charset: str | None
    first_fetched_at: str
    fetched_at: str


class PageArchive(OpenFile):
    """Raw pages by content and by address, in one SQLite file.

    May be used from any thread, by one at a time. Every method raises CorpusError when file
    or disk fail; a `put` is then undone as a whole.
    """

    def __init__(
        self, path: Path, *, busy_seconds: float = BUSY_SECONDS, train_after: int = TRAIN_AFTER
    ) -> None:
        self.path = path
        self.connection = open_database(path, archive_migrations, busy_seconds=busy_seconds)
        self._frames = Frames(self.connection, train_after)

    def put(self, page: Page) -> str:
        """Keep the page; return the SHA-256 of its body in hexadecimal."""
        return self.put_all([page])[0]

    def put_all(self, pages: Iterable[Page]) -> list[str]:
        """Keep the pages in one transaction; return the SHA-256 of each body in hexadecimal.

        The same body of the same address again only moves its `fetched_at` forward.
        """
        try:
            with writing(self.connection, self.path):
                return [self._keep(page).hex() for page in pages]
        except BaseException:
            self._frames.forget()
            raise

    def get(self, sha256: str) -> bytes:
        """Return the body with this hash; raises KeyError when the archive does not have it."""
        rows = self._rows("SELECT frame FROM bodies WHERE sha256 = ?", bytes.fromhex(sha256))
        if not rows:
            raise KeyError(sha256)
        return self._read(rows[0][0])

    def latest(self, url: str) -> Page:
        """Return the page as it last came from this address; raises KeyError when it never did."""
        rows = self._rows(f"{_NEWEST} WHERE url = ? GROUP BY url", url)
        if not rows:
            raise KeyError(url)
        return self._page(rows[0])

    def captures(self, url: str) -> list[Capture]:
        """Return the different bodies that came from this address, the newest first."""
        return [Capture(*row) for row in self._rows(_CAPTURES, url)]

    def capture(self, url: str, sha256: bytes) -> Page:
        """Return the page with this body as it came from this address; raises KeyError."""
        rows = self._rows(f"{_BODIES} WHERE url = ? AND sha256 = ?", url, sha256)
        if not rows:
            raise KeyError(url)
        return self._page(rows[0][:-1])

    def history(self, urls: Iterable[str] | None = None) -> Iterator[Page]:
        """Yield every body of every address (of these, in their order) in the order in which they
        came: once, when it last came, and before that when it first came if another came between.
        """
        for url in self._urls() if urls is None else urls:
            rows = {row[-1]: row for row in self._rows(f"{_BODIES} WHERE url = ?", url)}
            for at, body_id in _stays(self._rows(_SPANS, url)):
                page = self._page(rows[body_id][:-1])
                yield replace(page, fetched_at=datetime.fromisoformat(at) if at else None)

    def _urls(self) -> Iterator[str]:
        last = ""
        query = f"SELECT DISTINCT url FROM captures WHERE url > ? ORDER BY url LIMIT {_BATCH}"
        while batch := self._rows(query, last):
            yield from (url for (url,) in batch)
            last = batch[-1][0]

    def pages(self) -> Iterator[Page]:
        """Yield the newest page of every address, by address."""
        last = ""
        query = f"{_NEWEST} WHERE url > ? GROUP BY url ORDER BY url LIMIT {_BATCH}"
        while batch := self._rows(query, last):
            yield from map(self._page, batch)
            last = batch[-1][0]

    def _keep(self, page: Page) -> bytes:
        digest = hashlib.sha256(page.body).digest()
        known = self.connection.execute(
            "SELECT id FROM bodies WHERE sha256 = ?", (digest,)
        ).fetchone()
        body_id = known[0] if known else self._keep_body(page, digest)
        values = {
            "url": page.url,
            "body_id": body_id,
            "at": stamp(page.fetched_at) if page.fetched_at else "",
            "status": page.status,
            "charset": page.charset,
            "etag": page.etag,
            "last_modified": page.last_modified,
        }
        self.connection.execute(_CAPTURE, values)
        return digest

    def _keep_body(self, page: Page, digest: bytes) -> int:
        frame = self._frames.write(page.url, page.body)
        cursor = self.connection.execute(
            "INSERT INTO bodies (sha256, size, frame) VALUES (?, ?, ?)",
            (digest, len(page.body), frame),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _rows(self, query: str, *parameters: str | bytes | int) -> list[tuple[Any, ...]]:
        with plain_errors(self.path):
            return self.connection.execute(query, parameters).fetchall()

    def _page(self, row: tuple[Any, ...]) -> Page:
        url, frame, charset, fetched_at, status, etag, last_modified = row
        at = datetime.fromisoformat(fetched_at) if fetched_at else None
        return Page(url, self._read(frame), charset, at, status, etag, last_modified)

    def _read(self, frame: bytes) -> bytes:
        try:
            return self._frames.read(frame)
        except ZstdError as error:
            raise CorpusError(
                f"{self.path}: a stored page is damaged ({error}); restore it from a backup"
            ) from error


def _stays(spans: Iterable[tuple[int, str, str]]) -> Iterator[tuple[str, int]]:
    """Yield from when each body first and last came the times at which one was seen last before
    another came, with its id.
    """
    moments = sorted((at, body_id) for body_id, *span in spans for at in span)
    for (at, body_id), (_, following) in pairwise([*moments, ("", 0)]):
        if body_id != following:
            yield at, body_id
