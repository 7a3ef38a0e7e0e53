"""What the ledger says is to be fetched now."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import Any

from pipelines.corpus import DuePage
from pipelines.storage.database import stamp

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
    CASE state WHEN 'fetched' THEN etag END, CASE state WHEN 'fetched' THEN last_modified END,
    dated, branch
FROM pages
WHERE site = :site AND depth = :depth AND due_at <= :now
    AND (fetched_at IS NULL OR fetched_at < :resumed
        OR (fetched_at < :run_started AND (fetched_at < due_at OR state <> 'fetched')))
    AND (:since IS NULL OR dated IS NULL OR dated >= :since)
ORDER BY due_at, id
"""
_READ_AS = """
SELECT 1 FROM pages WHERE site = ? AND url = ? AND kind = 'article' AND state = 'fetched'
"""
_TOO_DEEP = """
SELECT url FROM pages
WHERE site = ? AND depth > ? AND due_at IS NOT NULL AND state = 'found' AND run_id = ? LIMIT 1
"""
_OLDER = """
SELECT count(*) FROM pages
WHERE site = ? AND kind = 'article' AND due_at <= ? AND dated < ?
"""


def due(
    connection: sqlite3.Connection,
    site: str,
    run_started: datetime,
    now: datetime,
    limit: int,
    max_depth: int,
    *,
    resumed: datetime | None = None,
    since: date | None = None,
) -> list[DuePage]:
    """Merge what is due at each depth, so that pages too deep are never stepped over."""
    when = {
        "site": site,
        "run_started": stamp(run_started),
        "resumed": stamp(resumed or run_started),
        "now": stamp(now),
        "since": since.isoformat() if since else None,
    }
    depths = connection.execute(_DEPTHS, {"site": site, "max_depth": max_depth}).fetchall()
    cursors = [connection.execute(_DUE, when | {"depth": depth}) for (depth,) in depths]
    rows = [_due_page(row) for row in islice(merge(*cursors), limit)]
    for cursor in cursors:
        cursor.close()
    return rows


def _due_page(row: tuple[Any, ...]) -> DuePage:
    _, _, url, kind, failures, new, etag, last_modified, dated, branch = row
    day = date.fromisoformat(dated) if dated else None
    return DuePage(url, kind, failures, new, etag, last_modified, day, branch)


def read_as(connection: sqlite3.Connection, site: str, urls: Sequence[str]) -> str | None:
    for url in urls:
        if connection.execute(_READ_AS, (site, url)).fetchone():
            return url
    return None


def too_deep(connection: sqlite3.Connection, site: str, run_id: int, max_depth: int) -> str | None:
    found = connection.execute(_TOO_DEEP, (site, max_depth, run_id)).fetchone()
    return str(found[0]) if found else None


def addresses(connection: sqlite3.Connection, site: str) -> list[str]:
    query = "SELECT url FROM pages WHERE site = ? AND state = 'fetched' ORDER BY id"
    return [url for (url,) in connection.execute(query, (site,))]


def older(connection: sqlite3.Connection, site: str, since: date, now: datetime) -> int:
    (count,) = connection.execute(_OLDER, (site, stamp(now), since.isoformat())).fetchone()
    return int(count)
