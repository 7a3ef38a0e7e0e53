"""The corpus as a whole: counts, growth, sites and runs, from indexes alone."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pipelines.storage.database import stamp
from pipelines.tables.runs import INGEST
from pipelines.tables.runs import counts as counts_of

DAYS = 30
"""Days of growth that are shown."""

TOP = 12
"""Categories and sites that are shown of many."""

RUNS_OF_SITE = 20
"""Runs of a site of which the sites page shows how they ended."""

_CATEGORIES = """
SELECT category, count(*) AS n FROM speeches WHERE category IS NOT NULL
GROUP BY category ORDER BY n DESC, category LIMIT ?
"""
_YEARS = """
SELECT substr(published, 1, 4) AS year, count(*) FROM speeches WHERE published IS NOT NULL
GROUP BY year ORDER BY year DESC LIMIT ?
"""
_SITES = """
SELECT site, count(*), count(DISTINCT speech_id) FROM sightings GROUP BY site ORDER BY 2 DESC, 1
"""
_RUNS = """
SELECT id, site, started_at, finished_at, outcome, exit_code, report FROM runs
WHERE :site IS NULL OR site = :site ORDER BY id DESC LIMIT :limit OFFSET :offset
"""
_ENDINGS = """
SELECT site, id, started_at, finished_at, outcome, exit_code FROM (
    SELECT *, row_number() OVER (PARTITION BY site ORDER BY id DESC) AS nth FROM runs
) WHERE nth <= ? ORDER BY id
"""
_REASONS = """
SELECT state, reason, count(*) AS n FROM pages WHERE site = ? AND reason <> '' AND state <> 'moved'
GROUP BY state, reason ORDER BY n DESC, reason LIMIT 30
"""

Row = dict[str, Any]


def rows(connection: sqlite3.Connection, sql: str, values: Any = ()) -> list[Row]:
    """Return the rows of a query by column name."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def overview(connection: sqlite3.Connection, now: datetime) -> Row:
    """Return what the home page shows, as JSON has it."""
    return {
        "totals": totals(connection),
        "growth": growth(connection, now),
        "years": _pairs(connection, _YEARS, 30)[::-1],
        "categories": _pairs(connection, _CATEGORIES, TOP),
        "sites": shows(connection),
        "runs": runs(connection, limit=8),
    }


def totals(connection: sqlite3.Connection) -> Row:
    """Return counts; of all addresses, the shares of exact and of near copies (0 to 1)."""
    speeches, characters = _one(connection, "SELECT count(*), sum(characters) FROM speeches")
    addresses, texts = _one(connection, "SELECT count(*), count(DISTINCT speech_id) FROM sightings")
    sketched, clusters = _one(connection, "SELECT count(*), count(DISTINCT cluster) FROM sketches")
    return {
        "speeches": speeches,
        "characters": characters or 0,
        "addresses": addresses,
        "same": 1 - texts / addresses if addresses else 0.0,
        "near": (sketched - clusters) / sketched if sketched else 0.0,
    }


def growth(connection: sqlite3.Connection, now: datetime, site: str | None = None) -> list[Row]:
    """Return how many speeches came in on each of the last days (UTC), the newest last."""
    first = (now.astimezone(UTC) - timedelta(days=DAYS - 1)).date()
    found = connection.execute(
        "SELECT substr(added_at, 1, 10) AS day, count(*) FROM speeches"
        " WHERE added_at >= :first AND (:site IS NULL OR site = :site) GROUP BY day",
        {"first": first.isoformat(), "site": site},
    )
    counted = dict(found.fetchall())
    days = [(first + timedelta(days=number)).isoformat() for number in range(DAYS)]
    return [{"value": day, "count": counted.get(day, 0)} for day in days]


def shows(connection: sqlite3.Connection) -> list[Row]:
    """Return the sites that show speeches, with how many addresses and texts, most first."""
    return [
        {"site": site, "addresses": addresses, "texts": texts}
        for site, addresses, texts in connection.execute(_SITES)
    ]


def runs(
    connection: sqlite3.Connection, site: str | None = None, limit: int = 50, offset: int = 0
) -> list[Row]:
    """Return runs, the newest first; of each report, what a line of a table shows."""
    found = rows(connection, _RUNS, {"site": site, "limit": limit, "offset": offset})
    return [_in_short(run) for run in found]


def run(connection: sqlite3.Connection, number: int) -> Row | None:
    """Return a run with its whole report, None for the report when it never ended."""
    found = rows(connection, "SELECT * FROM runs WHERE id = ?", (number,))
    return _with_report(found[0]) if found else None


def sites(connection: sqlite3.Connection, now: datetime) -> Row:
    """Return every site with its counts and how its last runs ended; and hosts in trouble."""
    shown = {row["site"]: row for row in shows(connection)}
    pages = _by_site(connection, "SELECT site, state, count(*) FROM pages GROUP BY site, state")
    due = dict(
        connection.execute(
            "SELECT site, count(*) FROM pages WHERE due_at <= ? GROUP BY site", (stamp(now),)
        )
    )
    ended: dict[str, list[Row]] = {}
    for row in rows(connection, _ENDINGS, (RUNS_OF_SITE,)):
        ended.setdefault(row["site"], []).append(row)
    known = {*shown, *pages} | (ended.keys() - {INGEST})
    names = sorted(known, key=lambda name: (-_texts(shown, name), name))
    return {
        "sites": [
            {
                "site": name,
                "addresses": shown.get(name, {}).get("addresses", 0),
                "texts": _texts(shown, name),
                "pages": pages.get(name, {}),
                "due": due.get(name, 0),
                "runs": ended.get(name, []),
            }
            for name in names
        ],
        "hosts": rows(connection, "SELECT * FROM hosts ORDER BY rests_until DESC"),
    }


def site(connection: sqlite3.Connection, name: str, now: datetime) -> Row | None:
    """Return what is known of one site; None when nothing is."""
    counts = dict(counts_of(connection, name))
    last = runs(connection, name, RUNS_OF_SITE)
    if not (any(counts.values()) or last):
        return None
    return {
        "site": name,
        "speeches": counts.pop("speeches"),
        "addresses": counts.pop("sightings"),
        "known": counts.pop("pages"),
        "pages": counts,
        "growth": growth(connection, now, name),
        "reasons": rows(connection, _REASONS, (name,)),
        "runs": last,
    }


def _texts(shown: dict[str, Row], name: str) -> int:
    return int(shown[name]["texts"]) if name in shown else 0


def _with_report(row: Row) -> Row:
    return row | {"report": json.loads(row["report"]) if row["report"] else None}


def _in_short(row: Row) -> Row:
    report = (_with_report(row)["report"]) or {}
    del row["report"]
    wanted = ("new", "same", "changed", "requests", "seconds", "problems")
    return row | {name: report.get(name) for name in wanted}


def _one(connection: sqlite3.Connection, sql: str) -> Sequence[Any]:
    found: Sequence[Any] = connection.execute(sql).fetchone()
    return found


def _pairs(connection: sqlite3.Connection, sql: str, limit: int) -> list[Row]:
    return as_facet(connection.execute(sql, (limit,)))


def as_facet(found: Iterable[tuple[str, int]]) -> list[Row]:
    """Return pairs of a value and a count as JSON has them."""
    return [{"value": value, "count": count} for value, count in found]


def _by_site(connection: sqlite3.Connection, sql: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, state, count in connection.execute(sql):
        found.setdefault(name, {})[state] = count
    return found
