"""Search: candidates from the index, checked against the text, ranked."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipelines.choice import COPIES
from pipelines.corpus import Hit, Results, Sort
from pipelines.index import indexed_through
from pipelines.query import (
    All,
    Node,
    Word,
    columns_of,
    decides,
    expression,
    filters,
    words_of,
)
from pipelines.selection import OF_SITE
from pipelines.snippet import snippet
from pipelines.syntax import understood
from pipelines.texts import Text

RANKED = 200
"""Matches that are ranked, the newest ones: a few milliseconds of full-length speeches."""

EXAMINED = 10_000
"""Candidates whose text is looked at for one query, before the answer is `not exact`."""

COUNTED = 100_000
"""Matches counted in the index, which takes 10 ms; beyond it `total` is `at least`."""

_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009, The Probabilistic Relevance Framework
_SITES = "(SELECT json_group_array(site) FROM sightings WHERE speech_id = speeches.id) AS sites"
_NEWEST: dict[Sort, str] = {"relevance": "{}.rowid DESC", "date": "published DESC, {}.rowid DESC"}
_COUNT = """
SELECT count(*), count(*) FROM (SELECT 1 FROM speeches_fts WHERE speeches_fts MATCH ? LIMIT ?)
"""
# The index holds copies only: ten times faster than the table.
_COUNT_ONE_EACH = """
SELECT count(*), count(DISTINCT CASE WHEN chosen NOT IN (SELECT value FROM json_each(?))
    AND id NOT IN (SELECT id FROM speeches INDEXED BY speeches_collections WHERE collection > 0)
    THEN chosen END)
FROM (SELECT found.id, coalesce(copy_of, found.id) AS chosen
    FROM (SELECT rowid AS id FROM speeches_fts WHERE speeches_fts MATCH ? LIMIT ?) AS found
    LEFT JOIN speeches INDEXED BY speeches_chosen
        ON speeches.id = found.id AND copy_of IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class _Match:
    id: int
    in_title: bool
    counts: tuple[int, ...]
    length: int


def search(
    connection: sqlite3.Connection,
    query: str,
    *,
    limit: int,
    offset: int = 0,
    site: str | None = None,
    sort: Sort = "relevance",
    within: Sequence[Node] = (),
    near: bool = False,
    ranked: int | None = None,
) -> Results:
    """Return what the query means (see `syntax.parse`), best or newest first.

    `offset` matches are passed over; what is `within` must hold besides. Of copies one is
    returned, the chosen one if it matches; with `near` all of them. So many matches are `ranked`,
    the newest ones, or as many as it takes to come to those that are shown.

    Best: with all words in the title first, then by BM25, then newest. A query that cannot be
    read is taken as typed, and the results' `note` says so; an empty one raises QueryError, a
    ValueError. Speeches not indexed yet are looked through.
    """
    node, note = understood(query)
    if within:
        node = All((node, *within))
    shown = slice(offset, offset + limit)
    looking = _Search(connection, node, site, sort, shown, near, ranked or RANKED)
    return replace(looking.results(), note=note)


class _Search:
    def __init__(
        self,
        connection: sqlite3.Connection,
        node: Node,
        site: str | None,
        sort: Sort,
        shown: slice,
        near: bool,
        ranked: int,
    ) -> None:
        self._connection, self._node, self._site, self._near = connection, node, site, near
        self._sort, self._shown, self._ranked = sort, shown, max(shown.stop, ranked)
        self._words = list(dict.fromkeys(words_of(node)))
        self._expression = expression(node)
        self._through = indexed_through(connection) if self._expression else 0
        self._found: dict[int, _Match] = {}  # by the speech that stands for its copies
        self._texts = tuple(word.text for word in self._words)
        parts = node.parts if isinstance(node, All) else (node,)
        self._plain = all(isinstance(part, Word) for part in parts)
        self._columns = tuple(dict.fromkeys(columns_of(node)))

    def results(self) -> Results:
        all_waiting = self._collect(self._waiting())
        waiting = list(self._found)
        all_indexed = True
        if self._expression:
            if self._sort == "relevance" and self._plain:
                self._collect(self._indexed("titles_fts"))
            all_indexed = self._collect(self._indexed("speeches_fts"))
        total, exact = len(self._found), all_waiting and all_indexed
        if not exact and self._expression and decides(self._node) and self._site is None:
            counted, others = self._count(waiting)
            total, exact = len(waiting) + others, all_waiting and counted < COUNTED
        best = self._best()
        hits = [self._hit(match) for match in best[self._shown]]
        return Results(tuple(hits), total, exact, ids=tuple(match.id for match in best))

    def _collect(self, rows: Iterator[sqlite3.Row]) -> bool:
        """Keep matches from one source; return whether it was read to its end."""
        found, wanted = self._found, len(self._found) + self._ranked
        for row in islice(rows, EXAMINED):
            if len(found) == wanted:
                return False
            speech_id, chosen = row[:2]
            before = found.get(chosen)
            if (not before or before.id != speech_id == chosen) and (match := self._check(row)):
                found[chosen] = match
        return next(rows, None) is None

    def _waiting(self) -> Iterator[sqlite3.Row]:
        return self._rows("speeches", "speeches", "speeches.id > :through")

    def _indexed(self, table: str) -> Iterator[sqlite3.Row]:
        source = f"{table} CROSS JOIN speeches ON speeches.id = {table}.rowid"
        return self._rows(source, table, f"{table} MATCH :expression")

    def _rows(self, source: str, table: str, condition: str) -> Iterator[sqlite3.Row]:
        columns = [_SITES if name == "sites" else name for name in self._columns]
        chosen = "speeches.id" if self._near else "coalesce(copy_of, speeches.id)"
        named = ", ".join(["speeches.id", chosen, "title", "body", *columns])
        conditions = [condition, *(years.condition() for years in filters(self._node))]
        if not self._near:
            conditions.append("collection = 0")
        if self._site is not None:
            conditions.append(OF_SITE)
        return self._connection.execute(
            f"SELECT {named} FROM {source} WHERE {' AND '.join(conditions)}"
            f" ORDER BY {_NEWEST[self._sort].format(table)}",
            {"through": self._through, "expression": self._expression, "site": self._site},
        )

    def _check(self, row: sqlite3.Row) -> _Match | None:
        speech_id, _, title, body, *rest = row
        text = Text(title, body, dict(zip(self._columns, rest, strict=True)) if rest else {})
        if self._plain:  # every word must be there: counting tells
            counts = []
            for word in self._words:
                counts.append(word.count(text))
                if not counts[-1]:
                    return None
        elif self._node.means(text):
            counts = [word.count(text) for word in self._words]
        else:
            return None
        in_title = all(text.count(word, title_only=True) for word in self._texts)
        return _Match(speech_id, in_title, tuple(counts), len(title) + len(body))

    def _count(self, besides: Sequence[int]) -> tuple[int, int]:
        """Return how many the index has, and how many besides these and without copies."""
        asked = (self._expression, COUNTED)
        if self._near:
            found = self._connection.execute(_COUNT, asked)
        else:
            found = self._connection.execute(_COUNT_ONE_EACH, (json.dumps(besides), *asked))
        counted, others = found.fetchone()
        return counted, others

    def _best(self) -> list[_Match]:
        matches = list(self._found.values())
        if self._sort == "date":
            return self._latest(matches)
        average = sum(match.length for match in matches) / max(1, len(matches)) or 1.0

        def worth(match: _Match) -> tuple[bool, float, int]:
            return match.in_title, _bm25(match, average), match.id

        return sorted(matches, key=worth, reverse=True)

    def _latest(self, matches: Sequence[_Match]) -> list[_Match]:
        """Those of the index come newest first; those that wait for it stand among them."""
        dates = {
            match.id: self._connection.execute(
                "SELECT coalesce(published, ''), id FROM speeches WHERE id = ?", (match.id,)
            ).fetchone()
            for match in matches
        }
        return sorted(matches, key=lambda match: dates[match.id], reverse=True)

    def _hit(self, match: _Match) -> Hit:
        title, url, site, published, body, copies = self._connection.execute(
            f"SELECT title, url, site, published, body, {COPIES} FROM speeches WHERE id = ?",
            (match.id,),
        ).fetchone()
        if self._site is not None and site != self._site:
            url, site = self._connection.execute(
                "SELECT url, site FROM sightings WHERE speech_id = ? AND site = ?",
                (match.id, self._site),
            ).fetchone()
        text, marks = snippet(body, self._texts)
        return Hit(match.id, title, url, site, published, text, marks, copies)


def _bm25(match: _Match, average: float) -> float:
    """Score occurrences against length; every word weighs the same, as all are required."""
    norm = _K1 * (1 - _B + _B * match.length / average)
    return sum(count * (_K1 + 1) / (count + norm) for count in match.counts)
