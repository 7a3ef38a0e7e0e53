"""Speeches listed without a word to search for, and how a list can be narrowed."""

import json
import sqlite3
from typing import Any, cast

from crawler.web.asked import Asked
from crawler.web.overview import TOP, as_facet, rows
from pipelines.corpus import Results
from pipelines.searching.snippet import WIDTH

_ORDER = {"relevance": "added_at DESC", "date": "published DESC, added_at DESC"}
_FACETS = {
    "category": ("category", "n DESC, value"),
    "year": ("substr(published, 1, 4)", "value DESC"),
}
# The plus keeps SQLite in an index of all speeches; to look up each by its id takes five times
# as long when a site has many.
_ON_SITE = "+speeches.id IN (SELECT speech_id FROM sightings WHERE site = :site)"
_COLLECTIONS = "SELECT id FROM speeches INDEXED BY speeches_collections WHERE collection > 0"
_SITES = """
SELECT site AS value, count(DISTINCT speech_id) AS n FROM sightings WHERE {}
GROUP BY value ORDER BY n DESC, value LIMIT {}
"""


def facets_of(connection: sqlite3.Connection, ids: tuple[int, ...]) -> dict[str, Any]:
    """Return how these speeches can be narrowed: values and counts by category, year and site."""
    chosen = (json.dumps(ids),)
    found = {
        "site": connection.execute(
            _SITES.format("speech_id IN (SELECT value FROM json_each(?))", TOP), chosen
        )
    }
    for name, (column, order) in _FACETS.items():
        found[name] = connection.execute(
            f"SELECT {column} AS value, count(*) AS n FROM speeches"
            " WHERE id IN (SELECT value FROM json_each(?)) AND value IS NOT NULL"
            f" GROUP BY value ORDER BY {order} LIMIT {TOP}",
            chosen,
        )
    return {name: as_facet(cursor) for name, cursor in found.items()}


def _conditions(asked: Asked) -> tuple[str, dict[str, str]]:
    said = {
        "category": ("category = :category", asked.category),
        "year": ("substr(published, 1, 4) = :year", asked.year),
        "site": (_ON_SITE, asked.site),
    }
    wanted = {name: both for name, both in said.items() if both[1]}
    conditions = [condition for condition, _ in wanted.values()]
    sql = " AND ".join([*conditions, _listed_once(asked, "speeches.id")])
    return sql, {name: value for name, (_, value) in wanted.items()}


def _listed_once(asked: Asked, column: str) -> str:
    """Return the condition that a collection is not listed beside the speeches it holds."""
    return "1" if asked.near else f"{column} NOT IN ({_COLLECTIONS})"


def listed(connection: sqlite3.Connection, asked: Asked) -> Results:
    """Return one page of all speeches that are asked for, and how many there are."""
    where, values = _conditions(asked)
    counted = f"SELECT count(*) FROM speeches WHERE {where}"
    (total,) = connection.execute(counted, values).fetchone()
    return Results(cast("Any", hits_of(connection, asked)), total, True)


def hits_of(connection: sqlite3.Connection, asked: Asked) -> tuple[dict[str, Any], ...]:
    """Return the speeches of one page of the list, as hits."""
    where, values = _conditions(asked)
    ids = connection.execute(
        f"SELECT id FROM speeches WHERE {where} ORDER BY {_ORDER[asked.sort]}"
        " LIMIT :limit OFFSET :offset",
        {**values, "limit": asked.size, "offset": asked.offset},
    ).fetchall()
    return tuple(_beginning(connection, speech_id) for (speech_id,) in ids)


def _beginning(connection: sqlite3.Connection, speech_id: int) -> Any:
    (row,) = rows(
        connection,
        "SELECT id, title, url, site, published, substr(body, 1, ?) AS snippet"
        " FROM speeches WHERE id = ?",
        (WIDTH, speech_id),
    )
    return row | {"snippet": row["snippet"].replace("\n", " ") + "…", "marks": (), "copies": 0}


def facets_of_all(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Return how the list can be narrowed, as `facets_of` does."""
    where, values = _conditions(asked)
    some = f"speech_id IN (SELECT id FROM speeches WHERE {where})"
    chosen = some if values else _listed_once(asked, "speech_id")
    sites = connection.execute(_SITES.format(chosen, TOP), values)
    return {"site": as_facet(sites)} | {
        name: as_facet(
            connection.execute(
                f"SELECT {column} AS value, count(*) AS n FROM speeches"
                f" WHERE {where} AND value IS NOT NULL"
                f" GROUP BY value ORDER BY {order} LIMIT {TOP}",
                values,
            )
        )
        for name, (column, order) in _FACETS.items()
    }
