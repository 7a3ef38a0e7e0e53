"""The search page: what was asked for, what was found, and how it can be narrowed."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast
from urllib.parse import urlencode

from crawler.web.overview import TOP, as_facet, rows
from pipelines.corpus import Results, Sort
from pipelines.query import Field, Node, Years, plain
from pipelines.search import search
from pipelines.snippet import WIDTH
from pipelines.syntax import EmptyQuery, QueryError

SIZE, LARGEST = 20, 100
"""Hits on a page, unless asked otherwise, and at most."""

RANKED = 1_000
"""Matches of a query that are ranked, counted by facet and listed, page by page."""

_LAST_PAGE = 100_000
_YEAR_DIGITS = 4
_ORDER = {"relevance": "added_at DESC", "date": "published DESC, added_at DESC"}
_FACETS = {
    "category": ("category", "n DESC, value"),
    "year": ("substr(published, 1, 4)", "value DESC"),
}
_ON_SITE = "EXISTS (SELECT 1 FROM sightings WHERE speech_id = speeches.id AND site = :site)"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a search page says; `site`, `category` and `year` narrow the query.

    `near`: near copies, too, not one for all of them.
    """

    q: str = ""
    site: str = ""
    category: str = ""
    year: str = ""
    sort: Sort = "relevance"
    near: bool = False
    page: int = 1
    size: int = SIZE

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """Read query parameters; what makes no sense is as if it were not there."""
        year = args.get("year") or ""
        return cls(
            q=(args.get("q") or "").strip(),
            site=args.get("site") or "",
            category=args.get("category") or "",
            year=year if year.isdecimal() and year.isascii() and len(year) == _YEAR_DIGITS else "",
            sort="date" if args.get("sort") == "date" else "relevance",
            near=args.get("near") == "1",
            page=_number(args.get("page"), 1, _LAST_PAGE),
            size=_number(args.get("size"), SIZE, LARGEST),
        )

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def address(self, **changes: object) -> str:
        """Return the address of this search with changes; from page 1, unless they say another."""
        wanted = asdict(self) | {"page": 1} | changes
        usual = asdict(Asked())
        said = {name: value for name, value in wanted.items() if value != usual[name]}
        said |= {"near": "1"} if wanted["near"] else {}
        return f"/search?{urlencode(said)}" if said else "/search"


def find(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Return the hits of one page with facets, as JSON has it; without a query, all speeches.

    `total` is `exact`, or else means at least so many; `note` says what is wrong with the query.
    """
    try:
        results = search(
            connection,
            asked.q,
            limit=asked.size,
            offset=min(asked.offset, RANKED),
            sort=asked.sort,
            within=_narrowed(asked),
            near=asked.near,
            ranked=RANKED,
        )
    except EmptyQuery:
        return _answer(asked, _listed(connection, asked), _facets_of_all(connection, asked))
    except QueryError as error:
        return _answer(asked, Results((), 0, True, str(error)), {})
    return _answer(asked, results, _facets(connection, results.ids[:RANKED]))


def _answer(asked: Asked, results: Results, facets: dict[str, Any]) -> dict[str, Any]:
    reach = min(results.total, RANKED) if asked.q else results.total
    hits = asdict(results)["hits"] if results.hits and asked.offset < reach else ()
    return {
        "query": asdict(asked),
        "note": results.note,
        "total": results.total,
        "exact": results.exact,
        "listed": reach,
        "pages": max(1, -(-reach // asked.size)),
        "hits": [
            hit | {"marks": list(hit["marks"]), "page": f"/speech/{hit['id']}"} for hit in hits
        ],
        "facets": facets,
    }


def _narrowed(asked: Asked) -> list[Node]:
    nodes: list[Node] = []
    if asked.site:
        nodes.append(Field("sites", plain(asked.site)))
    if asked.category:
        nodes.append(Field("category", plain(asked.category), whole=True))
    if asked.year:
        nodes.append(Years(int(asked.year), int(asked.year)))
    return nodes


def _facets(connection: sqlite3.Connection, ids: tuple[int, ...]) -> dict[str, Any]:
    chosen = (json.dumps(ids),)
    found = {
        "site": connection.execute(
            "SELECT site, count(DISTINCT speech_id) AS n FROM sightings"
            " WHERE speech_id IN (SELECT value FROM json_each(?)) GROUP BY site"
            f" ORDER BY n DESC, site LIMIT {TOP}",
            chosen,
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
    sql = " AND ".join(condition for condition, _ in wanted.values()) or "1"
    return sql, {name: value for name, (_, value) in wanted.items()}


def _listed(connection: sqlite3.Connection, asked: Asked) -> Results:
    where, values = _conditions(asked)
    if asked.site and len(values) == 1:
        counted = "SELECT count(DISTINCT speech_id) FROM sightings WHERE site = :site"
    else:
        counted = f"SELECT count(*) FROM speeches WHERE {where}"
    (total,) = connection.execute(counted, values).fetchone()
    ids = connection.execute(
        f"SELECT id FROM speeches WHERE {where} ORDER BY {_ORDER[asked.sort]}"
        " LIMIT :limit OFFSET :offset",
        {**values, "limit": asked.size, "offset": asked.offset},
    ).fetchall()
    hits = [_beginning(connection, speech_id) for (speech_id,) in ids]
    return Results(cast("Any", tuple(hits)), total, True)


def _beginning(connection: sqlite3.Connection, speech_id: int) -> Any:
    (row,) = rows(
        connection,
        "SELECT id, title, url, site, published, substr(body, 1, ?) AS snippet"
        " FROM speeches WHERE id = ?",
        (WIDTH, speech_id),
    )
    return row | {"snippet": row["snippet"].replace("\n", " ") + "…", "marks": (), "copies": 0}


def _facets_of_all(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    where, values = _conditions(asked)
    columns = {"site": ("site", "n DESC, value"), **_FACETS}
    return {
        name: as_facet(
            connection.execute(
                f"SELECT {column} AS value, count(*) AS n FROM speeches"
                f" WHERE {where} AND value IS NOT NULL"
                f" GROUP BY value ORDER BY {order} LIMIT {TOP}",
                values,
            )
        )
        for name, (column, order) in columns.items()
    }


def _number(text: str | None, usual: int, most: int) -> int:
    if text and text.isascii() and text.isdecimal() and len(text) < len(str(_LAST_PAGE)) + 1:
        return min(max(1, int(text)), most)
    return usual
