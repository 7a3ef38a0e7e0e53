"""Search: candidates from the index, checked against the text, ranked."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.corpus import Hit, Results
from pipelines.index import fold, indexed_through
from pipelines.query import Query, parse
from pipelines.snippet import snippet
from pipelines.speeches import OF_SITE

RANKED = 1_000
"""Matches that are ranked, the newest ones: about 20 ms of full-length speeches."""

EXAMINED = 10_000
"""Candidates whose text is looked at for one query, before the answer is `not exact`."""

COUNTED = 100_000
"""Matches counted in the index, which takes 10 ms; beyond it `total` is `at least`."""

_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009, The Probabilistic Relevance Framework
_UNCHANGED = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")

_WAITING = "SELECT id, title, body FROM speeches WHERE id > :through{} ORDER BY id DESC"
_INDEXED = """
SELECT speeches.id, title, body FROM {1} CROSS JOIN speeches ON speeches.id = {1}.rowid
WHERE {1} MATCH :expression{0} ORDER BY {1}.rowid DESC
"""
_COUNT = """
SELECT count(*) FROM (SELECT 1 FROM speeches_fts WHERE speeches_fts MATCH ? LIMIT ?)
"""


@dataclass(frozen=True, slots=True)
class _Match:
    id: int
    in_title: bool
    counts: tuple[int, ...]
    length: int


def search(connection: sqlite3.Connection, query: str, *, limit: int, site: str | None) -> Results:
    """Return what holds every word: with all words in the title first, then by BM25, then newest.

    Raises ValueError when the query is empty. Speeches not indexed yet are looked through.
    """
    return _Search(connection, parse(query), site, max(limit, RANKED)).results(limit)


class _Search:
    def __init__(
        self, connection: sqlite3.Connection, query: Query, site: str | None, wanted: int
    ) -> None:
        self._connection = connection
        self._query = query
        self._site = site
        self._wanted = wanted
        self._through = indexed_through(connection) if query.expression else 0
        self._found: dict[int, _Match] = {}
        self._han_only = all(_UNCHANGED.fullmatch(word) for word in query.words)

    def results(self, limit: int) -> Results:
        all_waiting = self._collect(_WAITING)
        waiting = len(self._found)
        all_indexed = True
        if self._query.expression:
            self._collect(_INDEXED, "titles_fts")
            all_indexed = self._collect(_INDEXED, "speeches_fts")
        total, exact = len(self._found), all_waiting and all_indexed
        if not exact and self._query.decides and self._site is None:
            indexed = self._count()
            total, exact = waiting + indexed, all_waiting and indexed < COUNTED
        return Results(tuple(self._hit(match) for match in self._ranked()[:limit]), total, exact)

    def _collect(self, sql: str, table: str = "") -> bool:
        """Keep matches from one source; return whether it was read to its end."""
        wanted = len(self._found) + self._wanted
        for examined, row in enumerate(self._rows(sql, table)):
            if examined == EXAMINED or len(self._found) == wanted:
                return False
            if row[0] not in self._found and (match := self._check(*row)):
                self._found[match.id] = match
        return True

    def _rows(self, sql: str, table: str) -> Iterator[tuple[int, str, str]]:
        condition = f" AND {OF_SITE}" if self._site is not None else ""
        return self._connection.execute(
            sql.format(condition, table),
            {"through": self._through, "expression": self._query.expression, "site": self._site},
        )

    def _check(self, speech_id: int, title: str, body: str) -> _Match | None:
        counts = self._count_in(f"{title}\n{body}")
        if not all(counts):
            return None
        return _Match(speech_id, all(self._count_in(title)), counts, len(body))

    def _count_in(self, text: str) -> tuple[int, ...]:
        """Count each word; folding is left out where it cannot matter: Han stays as it is."""
        if self._han_only:
            counts = _counts(self._query.words, text)
            if all(counts):
                return counts
        return _counts(self._query.words, fold(text))

    def _count(self) -> int:
        (count,) = self._connection.execute(_COUNT, (self._query.expression, COUNTED)).fetchone()
        return int(count)

    def _ranked(self) -> list[_Match]:
        matches = list(self._found.values())
        average = sum(match.length for match in matches) / max(1, len(matches)) or 1.0

        def worth(match: _Match) -> tuple[bool, float, int]:
            return match.in_title, _bm25(match, average), match.id

        return sorted(matches, key=worth, reverse=True)

    def _hit(self, match: _Match) -> Hit:
        title, url, site, published, body = self._connection.execute(
            "SELECT title, url, site, published, body FROM speeches WHERE id = ?", (match.id,)
        ).fetchone()
        if self._site is not None and site != self._site:
            url, site = self._connection.execute(
                "SELECT url, site FROM sightings WHERE speech_id = ? AND site = ?",
                (match.id, self._site),
            ).fetchone()
        text, marks = snippet(body, self._query.words)
        return Hit(match.id, title, url, site, published, text, marks)


def _counts(words: Sequence[str], text: str) -> tuple[int, ...]:
    """Count each word in the text; stop with a zero at the first that is not there."""
    counts = []
    for word in words:
        counts.append(text.count(word))
        if not counts[-1]:
            break
    return tuple(counts)


def _bm25(match: _Match, average: float) -> float:
    """Score occurrences against length; every word weighs the same, as all are required."""
    norm = _K1 * (1 - _B + _B * match.length / average)
    return sum(count * (_K1 + 1) / (count + norm) for count in match.counts)
