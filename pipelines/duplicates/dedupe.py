"""The copies of a whole corpus found anew, beside the ones that are known until all is done.

The new index is a file of its own next to the corpus, filled in the order of content hashes: what
comes out depends on the texts alone, not on the order in which they came. It takes the place of the
old one in a single transaction.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from pipelines import fingerprint, prepared, widths
from pipelines.duplicates import choice, copies
from pipelines.duplicates.keys import PER_KEY
from pipelines.storage.database import plain_errors

BATCH = 200
"""Speeches entered in one transaction: what a kill loses, a tenth of a second of work."""

_WAIT = 30.0  # seconds for other writers, at the end

# A key of `PER_KEY` speeches is full: the first ones are then those of the lowest content hashes.
_TABLES = f"""
{copies.TABLES}
CREATE TRIGGER full_keys BEFORE INSERT ON sketch_keys WHEN {PER_KEY} <= (SELECT count(*)
    FROM (SELECT 1 FROM sketch_keys WHERE key = NEW.key LIMIT {PER_KEY}))
BEGIN SELECT RAISE(IGNORE); END;
CREATE TABLE progress (made_by TEXT NOT NULL, began INTEGER NOT NULL, after BLOB NOT NULL);
"""
_NEXT = """
SELECT id, content_hash FROM speeches
WHERE content_hash > ? AND id NOT IN (SELECT speech_id FROM sketches) AND collection = 0
ORDER BY content_hash LIMIT ?
"""
_CHANGED = """
SELECT speech_id FROM changes WHERE number > (SELECT began FROM progress)
UNION SELECT id FROM speeches WHERE collection = 0 AND id NOT IN (SELECT speech_id FROM sketches)
UNION SELECT speech_id FROM sketches WHERE speech_id NOT IN (SELECT id FROM speeches)
"""
_THERE = """
SELECT id FROM speeches WHERE id IN (SELECT * FROM changed) AND collection = 0 ORDER BY content_hash
"""
_CHOOSE = """
SELECT cluster FROM sketches GROUP BY cluster HAVING count(*) > 1
UNION SELECT id FROM speeches WHERE copy_of IS NOT NULL
"""


_COPIES = "SELECT id FROM speeches WHERE copy_of IS NOT NULL"


class Deduped(NamedTuple):
    """How many speeches the corpus has, for how many of them a copy stands, and for how many that
    is not so as it was before.
    """

    speeches: int
    copies: int
    changed: int


def dedupe(path: Path, *, advance: Callable[[int], object] = lambda done: None) -> Deduped:
    """Find the copies in the corpus of that file anew.

    `advance` is told how many speeches are done. Whatever ends it half way, the next call goes on
    there; others may write to the corpus in the meantime. Raises CorpusError.
    """
    file = path.with_name(f"{path.name}-dedupe")
    with plain_errors(file), closing(_opened(path, file)) as connection:
        if not _goes_on(connection):
            connection.close()
            file.unlink()
            return dedupe(path, advance=advance)
        while done := _enter_batch(connection):
            advance(done)
        result = _take_over(connection)
    file.unlink()
    return result


def _opened(path: Path, file: Path) -> sqlite3.Connection:
    """Open the new index, with the corpus beside it: names that it does not have are of that."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=_WAIT)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("ATTACH ? AS corpus", (str(path),))
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _goes_on(connection: sqlite3.Connection) -> bool:
    """Begin, or tell whether what is there was made with today's parameters."""
    with _transaction(connection, "BEGIN"):
        if not connection.execute("SELECT 1 FROM main.sqlite_master").fetchone():
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(
                "INSERT INTO progress SELECT ?, coalesce(max(number), 0), x'' FROM changes",
                (_parameters(),),
            )
        (made_by,) = connection.execute("SELECT made_by FROM progress").fetchone()
    return bool(made_by == _parameters())


def _parameters() -> str:
    """Return a hash of what decides which texts are copies: the code itself."""
    besides = [Path(module.__file__ or "") for module in (fingerprint, prepared, widths)]
    sources = [*sorted(Path(__file__).parent.glob("*.py")), *besides]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _enter_batch(connection: sqlite3.Connection) -> int:
    """Enter the next speeches; return how many are entered, 0 when there are no more."""
    with _transaction(connection, "BEGIN"):
        (after,) = connection.execute("SELECT after FROM progress").fetchone()
        rows = connection.execute(_NEXT, (after, BATCH)).fetchall()
        for speech_id, _ in rows:
            copies.settle(connection, speech_id, copies.read(connection, speech_id))
        connection.execute("UPDATE progress SET after = ?", rows[-1][1:] if rows else (after,))
        (done,) = connection.execute("SELECT count(*) FROM sketches").fetchone()
    return int(done) if rows else 0


def _take_over(connection: sqlite3.Connection) -> Deduped:
    """Put the new index in the place of the old one."""
    with _transaction(connection, "BEGIN IMMEDIATE"):
        _catch_up(connection, _ids(connection, _CHANGED))
        before = _ids(connection, _COPIES)
        for table in ("sketches", "sketch_keys", "parts", "ties"):
            connection.execute(f"DELETE FROM corpus.{table}")
            connection.execute(f"INSERT INTO corpus.{table} SELECT * FROM main.{table}")
        connection.execute("DELETE FROM corpus.waiting_keys")  # those of the old index
        choice.choose(connection, _ids(connection, _CHOOSE))
        now = _ids(connection, _COPIES)
        (speeches,) = connection.execute("SELECT count(*) FROM speeches").fetchone()
    return Deduped(speeches, len(now), len(before ^ now))


def _catch_up(connection: sqlite3.Connection, changed: set[int]) -> None:
    """Enter anew what came, changed or went while the others were entered."""
    rows = [(one,) for one in sorted(changed)]
    connection.execute("CREATE TEMP TABLE changed (speech_id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO changed VALUES (?)", rows)
    connection.execute("DELETE FROM sketch_keys WHERE speech_id IN (SELECT * FROM changed)")
    loose = {other for one in sorted(changed) for other in copies.untie(connection, one)}
    copies.put_together(connection, loose - changed)
    for (one,) in connection.execute(_THERE).fetchall():
        copies.settle(connection, one, copies.read(connection, one))


def _ids(connection: sqlite3.Connection, query: str) -> set[int]:
    return {one for (one,) in connection.execute(query)}


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
