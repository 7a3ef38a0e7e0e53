"""Search: candidates from the index, checked against the text, ranked."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pipelines.corpus import Hit, Results, Sort
from pipelines.duplicates.choice import COPIES
from pipelines.searching.candidates import Candidates
from pipelines.searching.query import All, Node, Word, words_of
from pipelines.searching.snippet import snippet
from pipelines.searching.syntax import understood
from pipelines.searching.texts import Text, is_han
from pipelines.searching.totals import in_index

RANKED = 100
"""Matches that are ranked, the newest ones: a few milliseconds of full-length speeches."""

_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009, The Probabilistic Relevance Framework


class _Match(NamedTuple):
    id: int
    in_title: bool
    counts: list[int]
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
        self._connection, self._site = connection, site
        self._sort, self._shown = sort, shown
        self._ranked: int = max(shown.stop, ranked)
        self._candidates = Candidates(connection, node, site, sort, near, ranked)
        self._found: dict[int, _Match] = {}  # by the speech that stands for its copies
        self._last = 0  # id of what was found last
        self._cut = False  # whether more candidates were left than are examined
        self._node = All(tuple(self._candidates.narrowing.rest))
        self._words = list(dict.fromkeys(words_of(self._node)))
        self._texts = tuple(word.text for word in self._words)
        self._plain = all(isinstance(part, Word) for part in self._node.parts)
        self._han = self._plain and all(map(is_han, self._texts))
        self._written = self._han and not any(word.title_only for word in self._words)

    def results(self) -> Results:
        candidates, found = self._candidates, self._found
        all_waiting = self._collect(candidates.waiting(), candidates.examined)
        waiting = list(found)
        rows, share = self._look()
        if rows is None:
            total, exact = len(found), True
        else:
            total, exact = in_index(candidates, waiting, share) or self._count_on(rows, share)
            self._look_at_titles(share)
        best = self._best()
        hits = [self._hit(match) for match in best[self._shown]]
        ids = tuple(match.id for match in best)
        return Results(tuple(hits), total, exact and all_waiting, ids=ids)

    def _look(self) -> tuple[Iterator[sqlite3.Row] | None, float]:
        """Keep the newest matches; return the candidates that are left, None if there are none,
        and which share of the newest texts the matches are, 0 if that is not known.
        """
        candidates, wanted = self._candidates, len(self._found) + self._ranked
        rows = candidates.quickly()
        self._collect(rows, wanted)
        if len(self._found) == wanted:
            return rows, self._ranked / candidates.reach(self._last)
        rows = candidates.thoroughly()
        return (None if self._collect(rows, wanted) else rows), 0.0

    def _look_at_titles(self, share: float) -> None:
        """Keep the newest matches with all words in the title, too, wherever they are; but of one
        character that many hold, those are enough that are found already.
        """
        common = share and not self._candidates.bigrams
        if self._sort == "relevance" and self._plain and not common:
            self._collect(self._candidates.titled(), len(self._found) + self._ranked)

    def _collect(self, rows: Iterator[sqlite3.Row], wanted: int) -> bool:
        """Keep matches from one source until there are so many; return whether that was all."""
        found = self._found
        for row in islice(rows, self._candidates.examined):
            speech_id, chosen = row[:2]
            before = found.get(chosen)
            if (not before or before.id != speech_id == chosen) and (match := self._check(row)):
                found[chosen] = match
                self._last = speech_id
                if len(found) == wanted:
                    return False
        self._cut = next(rows, None) is not None
        return not self._cut

    def _count_on(self, rows: Iterator[sqlite3.Row], share: float) -> tuple[int, bool]:
        """Count the matches among these candidates, too; tell whether these are all."""
        known, candidates = set(self._found), self._candidates
        if share and not candidates.bigrams:
            return len(known | candidates.among_newest()) if self._han else len(known), False
        if self._cut:
            return len(known), False
        for row in islice(rows, candidates.examined):
            if row[1] not in known and (self._holds(row[3]) or self._node.means(self._text(row))):
                known.add(row[1])
        return len(known), not share and next(rows, None) is None

    def _check(self, row: sqlite3.Row) -> _Match | None:
        text = self._text(row)
        if not (self._plain or self._node.means(text)):
            return None
        counts, in_title = [], True
        for word in self._words:
            above = text.count(word.text, title_only=True)
            counts.append(above if word.title_only else word.count(text))
            if self._plain and not counts[-1]:  # every word must be there
                return None
            in_title = in_title and above > 0
        return _Match(row[0], in_title, counts, len(text.title) + len(text.body))

    def _holds(self, body: str) -> bool:
        """Tell whether all words are in it as they are written here, as they mostly are."""
        return self._written and all(map(body.__contains__, self._texts))

    def _text(self, row: sqlite3.Row) -> Text:
        _, _, title, body, *said = row
        return Text(
            title, body, dict(zip(self._candidates.columns, said, strict=True)) if said else {}
        )

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
