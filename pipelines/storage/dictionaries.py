"""Zstandard frames in the page archive, with a dictionary trained for each site."""

import sqlite3
from datetime import UTC, datetime
from functools import lru_cache

import zstandard
from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError

from pipelines.storage.database import stamp

LEVEL = 3
DICTIONARY_BYTES = 110 * 1024
"""zstd's own default for `zstd --train`."""

_LAST_RESERVED_ID = 32767
"""The format keeps ids up to this one for a public registry (RFC 8878, 5.1)."""

_SITES_AT_HAND = 32
"""Prepared dictionaries kept in memory, about 1 MB each."""

_BODIES_OF_SITE = """
FROM bodies WHERE id IN (SELECT body_id FROM captures WHERE url >= :site AND url < :end)
"""


class Frames:
    """Compresses pages and reads them back; a frame's header names the dictionary it needs.

    A site's first `train_after` pages become its dictionary and are then compressed again
    with it (0.05 s).
    """

    def __init__(self, connection: sqlite3.Connection, train_after: int) -> None:
        self._connection = connection
        self._train_after = train_after
        self._plain = ZstdCompressor(level=LEVEL, write_checksum=True)
        self._decompressor = lru_cache(_SITES_AT_HAND)(self._load_decompressor)
        self.forget()

    def forget(self) -> None:
        """Drop what is remembered of dictionaries: a rolled back transaction took one along."""
        self._trained: dict[str, ZstdCompressor] = {}
        self._counts: dict[str, int] = {}

    def write(self, url: str, body: bytes) -> bytes:
        """Return the body as a frame; inside the transaction that stores it."""
        site = "/".join(url.split("/", 3)[:3]) + "/"
        compressor = self._trained.get(site) or self._find(site) or self._plain
        return compressor.compress(body)

    def read(self, frame: bytes) -> bytes:
        """Return what was compressed; raises ZstdError when the frame is damaged."""
        wanted = zstandard.get_frame_parameters(frame).dict_id
        return self._decompressor(wanted).decompress(frame)

    def _find(self, site: str) -> ZstdCompressor | None:
        if site not in self._counts:
            self._counts[site] = self._count(site)
        self._counts[site] += 1
        enough = self._counts[site] > self._train_after
        data = self._load(site) or (self._train(site) if enough else None)
        if data is None:
            return None
        if len(self._trained) == _SITES_AT_HAND:
            self._trained.clear()
        self._trained[site] = _with_dictionary(data)
        return self._trained[site]

    def _load(self, site: str) -> bytes | None:
        row = self._connection.execute(
            "SELECT data FROM dictionaries WHERE site = ? ORDER BY trained_at DESC", (site,)
        ).fetchone()
        return row[0] if row else None

    def _train(self, site: str) -> bytes | None:
        """Train on the site's pages and compress those again; None if they share too little."""
        self._counts[site] = 0
        bodies = [(number, self.read(frame)) for number, frame in self._bodies(site)]
        number = self._next_id()
        samples: list[bytes | bytearray | memoryview] = [body for _, body in bodies]
        try:
            dictionary = zstandard.train_dictionary(DICTIONARY_BYTES, samples, dict_id=number)
        except ZstdError:
            return None
        data = dictionary.as_bytes()
        self._connection.execute(
            "INSERT INTO dictionaries (id, site, trained_at, data) VALUES (?, ?, ?, ?)",
            (number, site, stamp(datetime.now(UTC)), data),
        )
        compress = _with_dictionary(data).compress
        self._connection.executemany(
            "UPDATE bodies SET frame = ? WHERE id = ?",
            [(compress(body), number) for number, body in bodies],
        )
        return data

    def _next_id(self) -> int:
        """Return an id of our own counting: zstd's depends on the samples, which mirrors share."""
        (last,) = self._connection.execute("SELECT max(id) FROM dictionaries").fetchone()
        return max(last or 0, _LAST_RESERVED_ID) + 1

    def _count(self, site: str) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) {_BODIES_OF_SITE}", _range(site)
        ).fetchone()
        return int(count)

    def _bodies(self, site: str) -> list[tuple[int, bytes]]:
        return self._connection.execute(
            f"SELECT id, frame {_BODIES_OF_SITE} ORDER BY id DESC LIMIT {2 * self._train_after}",
            _range(site),
        ).fetchall()

    def _load_decompressor(self, dictionary_id: int) -> ZstdDecompressor:
        if not dictionary_id:
            return ZstdDecompressor()
        row = self._connection.execute(
            "SELECT data FROM dictionaries WHERE id = ?", (dictionary_id,)
        ).fetchone()
        if row is None:
            raise ZstdError(f"dictionary {dictionary_id} is missing")
        return ZstdDecompressor(dict_data=ZstdCompressionDict(row[0]))


def _with_dictionary(data: bytes) -> ZstdCompressor:
    dictionary = ZstdCompressionDict(data)
    dictionary.precompute_compress(level=LEVEL)
    return ZstdCompressor(dict_data=dictionary, write_checksum=True)


def _range(site: str) -> dict[str, str]:
    return {"site": site, "end": site[:-1] + "0"}  # "0" follows "/"
