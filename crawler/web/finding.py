"""The search page: what was asked for, what was found, and how it can be narrowed."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast
from urllib.parse import urlencode

from crawler.web.overview import TOP, as_facet, rows
from pipelines.corpus import Results, Sort
from pipelines.query import Field, Node, Years, plain
from pipelines.search import search
from pipelines.snippet import WIDTH
from pipelines.syntax import EmptyQuery
from pipelines.tokens import QueryError

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
# The plus keeps SQLite in an index of all speeches; to look up each by its id takes five times
# as long when a site has many.
_ON_SITE = "+speeches.id IN (SELECT speech_id FROM sightings WHERE site = :site)"
_COLLECTIONS = "SELECT id FROM speeches INDEXED BY speeches_collections WHERE collection > 0"
_SITES = """
SELECT site AS value, count(DISTINCT speech_id) AS n FROM sightings WHERE {}
GROUP BY value ORDER BY n DESC, value LIMIT {}
"""


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


def turned(
    connection: sqlite3.Connection, asked: Asked, first: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a later page of all speeches, whose first page is known."""
    hits = _hits(connection, asked) if asked.offset < first["total"] else ()
    return {**first, "query": asdict(asked), "hits": _shown(hits)}


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
        "hits": _shown(hits),
        "facets": facets,
    }


def _shown(hits: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [hit | {"marks": list(hit["marks"]), "page": f"/speech/{hit['id']}"} for hit in hits]


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


def _listed(connection: sqlite3.Connection, asked: Asked) -> Results:
    where, values = _conditions(asked)
    counted = f"SELECT count(*) FROM speeches WHERE {where}"
    (total,) = connection.execute(counted, values).fetchone()
    return Results(cast("Any", _hits(connection, asked)), total, True)


def _hits(connection: sqlite3.Connection, asked: Asked) -> tuple[dict[str, Any], ...]:
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


def _facets_of_all(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
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


def _number(text: str | None, usual: int, most: int) -> int:
    if text and text.isascii() and text.isdecimal() and len(text) < len(str(_LAST_PAGE)) + 1:
        return min(max(1, int(text)), most)
    return usual
