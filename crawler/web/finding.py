"""The search page: what was asked for, what was found, and how it can be narrowed."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from crawler.web.asked import Asked
from crawler.web.listing import facets_of, facets_of_all, hits_of, listed
from pipelines.corpus import Results
from pipelines.search import search
from pipelines.searching.query import Field, Node, Years, plain
from pipelines.searching.syntax import EmptyQuery
from pipelines.searching.tokens import QueryError

RANKED = 1_000
"""Matches of a query that are ranked, counted by facet and listed, page by page."""


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
        return _answer(asked, listed(connection, asked), facets_of_all(connection, asked))
    except QueryError as error:
        return _answer(asked, Results((), 0, True, str(error)), {})
    return _answer(asked, results, facets_of(connection, results.ids[:RANKED]))


def turned(
    connection: sqlite3.Connection, asked: Asked, first: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a later page of all speeches, whose first page is known."""
    hits = hits_of(connection, asked) if asked.offset < first["total"] else ()
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
