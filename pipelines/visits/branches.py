"""Branches of a site, each with a budget of its own: what a trap takes, the rest does not lose."""

import re
import sqlite3
from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pipelines.corpus import WHOLE, Fence
from pipelines.storage.database import stamp

FIRST_FENCE, LONGEST_FENCE = timedelta(days=7), timedelta(days=180)
"""How long a trap is left alone at first, then twice as long each time, up to the longest."""

STEP = 1_000
"""Addresses looked through at a time when a trap is found, 10 ms: a crawl goes on in between."""

_Found = tuple[int, str, str, str]

_CODE = re.compile(r"(?=[A-Za-z]{0,24}\d)[0-9A-Za-z]{8,}|\d+")  # of names up to _LONG
_LONG = 24

TABLES = """
ALTER TABLE pages ADD COLUMN branch TEXT NOT NULL DEFAULT '';
CREATE TABLE traps (
    site TEXT NOT NULL,
    branch TEXT NOT NULL,
    shape TEXT NOT NULL,
    url TEXT NOT NULL,
    times INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (site, branch, shape)
) WITHOUT ROWID;
"""
_FENCE = """
INSERT INTO traps (site, branch, shape, url, times, since, until) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (site, branch, shape) DO UPDATE SET
    url = excluded.url, times = excluded.times, until = excluded.until
"""
_AWAKE = """
UPDATE pages SET due_at = found_at
WHERE site = :site AND state = 'found' AND (
    branch IN (SELECT branch FROM traps WHERE site = :site)
    OR EXISTS (SELECT 1 FROM traps WHERE site = :site AND branch = 'grows')
)
"""
_TEXTS = "SELECT url FROM sightings WHERE site = ? AND match = 'first' LIMIT 200000"
# One walk over the ledger, however many traps there are.
_FOUND = """
SELECT id, some.url, traps.shape, traps.until FROM {some} AS some CROSS JOIN traps
    ON traps.site = :site AND traps.branch = some.branch AND traps.until > :now
WHERE some.site = :site AND some.state = 'found' AND some.due_at < traps.until
"""
_STEP = """
(SELECT * FROM pages WHERE site = :site AND url > :after ORDER BY url LIMIT :most)
"""
_LAST = """
SELECT url FROM pages WHERE site = :site AND url > :after ORDER BY url LIMIT 1 OFFSET :most - 1
"""


@lru_cache(1024)
def shape(url: str) -> str:
    """Return what addresses of one kind have in common: numbers, codes and long names are `#`."""
    split = urlsplit(url)
    path = "/".join(_folded(segment) for segment in split.path.split("/"))
    query = "&".join(_pair(pair) for pair in split.query.split("&") if pair)
    return f"{split.netloc}{path}?{query}" if query else f"{split.netloc}{path}"


def _folded(segment: str) -> str:
    name, dot, suffix = unquote(segment).rpartition(".")
    name = name if dot else suffix
    if not name.isascii() or len(name) > _LONG:
        name = "#"
    return _CODE.sub("#", name) + (f".{suffix}" if dot else "")


def _pair(pair: str) -> str:
    key, equals, value = pair.partition("=")
    return f"{key}{equals}{_folded(value)}"


def branch_of(url: str, leads: str) -> str:
    """Return the branch that an address found on a page of the branch `leads` belongs to.

    What a start page or a sitemap names begins a branch of its own, by its shape; what is found
    further on stays in it, whatever its shape.
    """
    return leads or shape(url)


def fence(connection: sqlite3.Connection, site: str, fenced: Fence, url: str, at: datetime) -> None:
    """Leave a trap alone for a while. What was found in it is put off by `put_off_some`."""
    found = connection.execute(
        "SELECT times FROM traps WHERE site = ? AND branch = ? AND shape = ?", (site, *fenced)
    ).fetchone()
    times = (found[0] if found else 0) + 1
    until: datetime = at + min(FIRST_FENCE * 2 ** min(times - 1, 10), LONGEST_FENCE)
    connection.execute(_FENCE, (site, *fenced, url, times, stamp(at), stamp(until)))


def fences(connection: sqlite3.Connection, site: str, now: datetime) -> list[Fence]:
    """Return the traps that are left alone now, and put off what was found in them since."""
    rows = connection.execute(
        "SELECT branch, shape FROM traps WHERE site = ? AND until > ?", (site, stamp(now))
    ).fetchall()
    if rows:
        _put_off(connection, site, now)
    return [Fence(*row) for row in rows]


def fruitful(connection: sqlite3.Connection, site: str) -> frozenset[str]:
    """Return the shapes of the addresses that brought texts: what a whole branch that is left
    alone does not take in. News comes at such addresses.
    """
    return frozenset(shape(url) for (url,) in connection.execute(_TEXTS, (site,)))


def put_off(
    connection: sqlite3.Connection, site: str, urls: Iterable[str], until: datetime
) -> None:
    """Have found pages wait until then."""
    connection.executemany(
        "UPDATE pages SET due_at = ? WHERE site = ? AND url = ? AND state = 'found'",
        [(stamp(until), site, url) for url in urls],
    )


def forget(connection: sqlite3.Connection, site: str) -> None:
    """Leave the traps of a site alone no longer: what was found in them is due again."""
    connection.execute(_AWAKE, {"site": site})
    connection.execute("DELETE FROM traps WHERE site = ?", (site,))


def put_off_some(
    connection: sqlite3.Connection,
    site: str,
    now: datetime,
    spared: Set[str] = frozenset(),
    after: str = "",
) -> str | None:
    """Have what was found in traps wait, among the next addresses of a site; return the last of
    them, None when no more are left. `spared` are the fruitful shapes.
    """
    some = {"site": site, "now": stamp(now), "after": after, "most": STEP}
    found = connection.execute(_FOUND.format(some=_STEP), some).fetchall()
    _wait(connection, found, spared)
    last = connection.execute(_LAST, some).fetchone()
    return str(last[0]) if last else None


def _put_off(connection: sqlite3.Connection, site: str, now: datetime) -> None:
    when = {"site": site, "now": stamp(now)}
    found = connection.execute(_FOUND.format(some="pages"), when).fetchall()
    whole = any(trap == WHOLE for _, _, trap, _ in found)
    _wait(connection, found, fruitful(connection, site) if whole else frozenset())


def _wait(connection: sqlite3.Connection, found: Iterable[_Found], spared: Set[str]) -> None:
    connection.executemany(
        "UPDATE pages SET due_at = ? WHERE id = ?",
        [
            (until, id)
            for id, url, trap, until in found
            if (form := shape(url)) == trap or (trap == WHOLE and form not in spared)
        ],
    )
