"""The table `pages`, the ledger: every address found, its state, and what is due."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import islice

from cleaners.model import Page
from pipelines.corpus import DuePage, Kind, Link, Visit
from pipelines.database import stamp

_FIND = """
INSERT INTO pages (site, url, kind, state, found_at, due_at, run_id, depth)
VALUES (?, ?, ?, 'found', ?, ?, ?, ?) ON CONFLICT (site, url) DO NOTHING
"""
_SETTLE = """
INSERT INTO pages (site, url, kind, state, reason, found_at, fetched_at, due_at, run_id, failures)
VALUES (:site, :url, :kind, :state, :reason, :at, :at, :due_at, :run_id,
    :state NOT IN ('fetched', 'moved'))
ON CONFLICT (site, url) DO UPDATE SET
    kind = excluded.kind, state = excluded.state, reason = excluded.reason,
    fetched_at = excluded.fetched_at, due_at = excluded.due_at, run_id = excluded.run_id,
    failures = CASE WHEN excluded.state IN ('fetched', 'moved') THEN 0 ELSE failures + 1 END
RETURNING depth
"""
_READ = """
UPDATE pages SET etag = ?, last_modified = ?, body_sha256 = ? WHERE site = ? AND url = ?
"""
_DEPTHS = """
WITH RECURSIVE levels (depth) AS (
    SELECT min(depth) FROM pages WHERE site = :site AND due_at IS NOT NULL
    UNION ALL
    SELECT (SELECT min(depth) FROM pages
            WHERE site = :site AND due_at IS NOT NULL AND depth > levels.depth)
    FROM levels WHERE levels.depth < :max_depth
)
SELECT depth FROM levels WHERE depth <= :max_depth
"""
_DUE = """
SELECT due_at, id, url, kind, failures, fetched_at IS NULL,
    CASE state WHEN 'fetched' THEN etag END, CASE state WHEN 'fetched' THEN last_modified END
FROM pages
WHERE site = :site AND depth = :depth AND due_at <= :now
    AND (fetched_at IS NULL OR fetched_at < :run_started)
ORDER BY due_at, id
"""


def enter_links(
    connection: sqlite3.Connection,
    site: str,
    links: Iterable[Link],
    run_id: int,
    at: datetime,
    depth: int = 0,
) -> int:
    """Insert the unknown ones among the links; return how many that were."""
    found_at = stamp(at)
    before = connection.total_changes
    connection.executemany(
        _FIND,
        [(site, link.url, link.kind, found_at, found_at, run_id, depth) for link in links],
    )
    return connection.total_changes - before


def wake(connection: sqlite3.Connection, site: str, links: Iterable[Link], at: datetime) -> None:
    """Make known addresses due, at depth 0, as if they had just been found."""
    connection.executemany(
        "UPDATE pages SET due_at = ?, depth = 0 WHERE site = ? AND url = ?",
        [(stamp(at), site, link.url) for link in links],
    )


def settle(connection: sqlite3.Connection, visit: Visit) -> int:
    """Write the page rows of a visit and the links it found; return how many were new."""
    depths = {url: _settle_row(connection, visit, url, kind) for url, kind in _addresses(visit)}
    for page in visit.pages:
        _keep_validators(connection, visit.site, page)
    return _enter_found(connection, visit, depths[visit.url])


def due(
    connection: sqlite3.Connection,
    site: str,
    run_started: datetime,
    now: datetime,
    limit: int,
    max_depth: int,
) -> list[DuePage]:
    """Merge what is due at each depth, so that pages too deep are never stepped over."""
    when = {"site": site, "run_started": stamp(run_started), "now": stamp(now)}
    depths = connection.execute(_DEPTHS, {"site": site, "max_depth": max_depth}).fetchall()
    cursors = [connection.execute(_DUE, when | {"depth": depth}) for (depth,) in depths]
    rows = [DuePage(*row[2:]) for row in islice(merge(*cursors), limit)]
    for cursor in cursors:
        cursor.close()
    return rows


def _addresses(visit: Visit) -> Iterator[tuple[str, Kind]]:
    """Yield each address the visit settles: its own, and those of an article's pages."""
    urls = [page.url for page in visit.pages]
    if visit.url not in urls:
        yield visit.url, visit.kind
    for number, url in enumerate(dict.fromkeys(urls)):
        yield url, "part" if number and visit.kind == "article" else visit.kind


def _settle_row(connection: sqlite3.Connection, visit: Visit, url: str, kind: Kind) -> int:
    again = visit.due_at if kind != "part" else None  # its article's first page leads to it
    (depth,) = connection.execute(
        _SETTLE,
        {
            "site": visit.site,
            "url": url,
            "kind": kind,
            "state": visit.state,
            "reason": visit.reason,
            "at": stamp(visit.at),
            "due_at": stamp(again) if again else None,
            "run_id": visit.run_id,
        },
    ).fetchone()
    return int(depth)


def _keep_validators(connection: sqlite3.Connection, site: str, page: Page) -> None:
    digest = hashlib.sha256(page.body).digest()
    connection.execute(_READ, (page.etag, page.last_modified, digest, site, page.url))


def _enter_found(connection: sqlite3.Connection, visit: Visit, depth: int) -> int:
    """Enter articles first: whether one is new decides how deep all of them are."""
    run = (visit.run_id, visit.at)
    articles = [link for link in visit.links if link.kind == "article"]
    level = [link for link in visit.links if link.kind != "article" and link.level]
    deeper = [link for link in visit.links if link.kind != "article" and not link.level]
    new = enter_links(connection, visit.site, articles, *run, depth=0)
    if new:
        depth = -1
        connection.executemany(
            "UPDATE pages SET depth = 0 WHERE site = ? AND url = ? AND depth > 0",
            [(visit.site, link.url) for link in visit.links],
        )
    new += enter_links(connection, visit.site, level, *run, depth=max(0, depth))
    return new + enter_links(connection, visit.site, deeper, *run, depth=depth + 1)
