"""The table `runs`, and counts over the whole corpus."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipelines.selection import OF_SITE
from pipelines.storage.database import stamp

_INTERRUPTED = """
SELECT min(started_at) FROM runs WHERE site = :site AND started_at >= :after
    AND id > coalesce((SELECT max(id) FROM runs WHERE site = :site AND finished_at NOT NULL), 0)
"""


def open_run(connection: sqlite3.Connection, site: str, at: datetime, reads: str = "") -> int:
    entered = connection.execute(
        "INSERT INTO runs (site, started_at, reads) VALUES (?, ?, ?)", (site, stamp(at), reads)
    )
    assert entered.lastrowid is not None
    return entered.lastrowid


def interrupted(connection: sqlite3.Connection, site: str, after: datetime) -> datetime | None:
    """Return when the first of the runs began that were killed since the last that ended."""
    (began,) = connection.execute(_INTERRUPTED, {"site": site, "after": stamp(after)}).fetchone()
    return datetime.fromisoformat(began) if began else None


def close_run(
    connection: sqlite3.Connection,
    run_id: int,
    at: datetime,
    outcome: str,
    exit_code: int,
    report: Mapping[str, Any],
) -> None:
    connection.execute(
        "UPDATE runs SET finished_at = ?, outcome = ?, exit_code = ?, report = ? WHERE id = ?",
        (stamp(at), outcome, exit_code, json.dumps(report, ensure_ascii=False), run_id),
    )


INGEST = "ingest"
"""The name under which an ingest stands among the runs."""


def newest_run(connection: sqlite3.Connection, site: str | None = None) -> dict[str, Any] | None:
    """Return the run (of that site or profile) that began last, as a row.

    Its report is decoded, None when the run never ended.
    """
    cursor = connection.execute(
        "SELECT * FROM runs WHERE :site IS NULL OR site = :site"
        " OR json_extract(report, '$.profile') = :site ORDER BY id DESC LIMIT 1",
        {"site": site},
    )
    names = [column[0] for column in cursor.description]
    values = cursor.fetchone()
    if values is None:
        return None
    row = dict(zip(names, values, strict=True))
    row["report"] = json.loads(row["report"]) if row["report"] else None
    return row


def counts(connection: sqlite3.Connection, site: str | None = None) -> dict[str, int]:
    """Return `speeches`, `sightings`, `pages`, and one key for each state that pages are in."""

    def one(sql: str) -> int:
        return int(connection.execute(sql, {"site": site}).fetchone()[0])

    everywhere = site is None
    of_site = "" if everywhere else " WHERE site = :site"
    speeches = "" if everywhere else f" WHERE {OF_SITE}"
    by_state = connection.execute(
        f"SELECT state, count(*) FROM pages{of_site} GROUP BY state ORDER BY state", {"site": site}
    )
    return {
        "speeches": one(f"SELECT count(*) FROM speeches{speeches}"),
        "sightings": one(f"SELECT count(*) FROM sightings{of_site}"),
        "pages": one(f"SELECT count(*) FROM pages{of_site}"),
        **dict(by_state.fetchall()),
    }
