"""Where a search looks: speeches that may be meant, the newest first."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice

from pipelines.corpus import Sort
from pipelines.searching.expression import expression, is_prefix, many_prefixes
from pipelines.searching.index import indexed_through
from pipelines.searching.narrowing import Narrowing, leaves
from pipelines.searching.query import All, Node, columns_of
from pipelines.selection import OF_SITE

EXAMINED = 10_000
"""Candidates that are looked at for one query, before the answer is `not exact`."""

CHECKS = 200_000
"""How often it is looked for a word in all: with many words fewer texts are examined."""

LOOKED_THROUGH = 1_000_000
"""Characters of the newest texts that are looked through for what many of them hold, before the
index is asked for all that do: 3 ms of short texts."""

_NEWEST, _LATEST = "ORDER BY speeches.id DESC", "ORDER BY published DESC, speeches.id DESC"
_BY_DAY = "speeches INDEXED BY speeches_published"
OVERVIEW = "speeches INDEXED BY speeches_overview"
_NO_COLLECTION = "speeches.id NOT IN (SELECT id FROM speeches WHERE collection > 0)"
_SITES = "(SELECT json_group_array(site) FROM sightings WHERE speech_id = speeches.id) AS sites"
_ASKED = 200  # of the newest texts
_READ = 10  # times as many characters are examined as are looked through first
_SAMPLE = "SELECT avg(characters) FROM speeches WHERE id > :through - 100 AND id <= :through"


class Candidates:
    """Gives rows of id, id of the speech that stands for it, title, body, and `columns`.

    What the query says of fields they meet already, as far as SQL can tell. With `near` each
    speech stands for itself.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        node: Node,
        site: str | None,
        sort: Sort,
        near: bool,
        ranked: int,
    ) -> None:
        self._connection, self._sort = connection, sort
        self.node, self.site, self.near = node, site, near
        self._stands = "speeches.id" if near else "coalesce(copy_of, speeches.id)"
        self.narrowing = Narrowing(connection, node)
        self.columns = tuple(dict.fromkeys(columns_of(All(tuple(self.narrowing.rest)))))
        self.expression = expression(node)
        self.through = indexed_through(connection)
        self.bigrams = expression(node, prefixes=False)
        ((average,),) = connection.execute(_SAMPLE, {"through": self.through})
        looked_through = int(LOOKED_THROUGH / max(1.0, average or 1.0))
        self.newest = max(looked_through, 3 * ranked)
        """How many of the newest texts are looked through."""
        self.examined = min(
            EXAMINED, CHECKS // max(1, leaves(node)), _READ * max(1, looked_through)
        )
        """How many candidates are examined, first to find them, then to count them."""

    def waiting(self) -> Iterator[sqlite3.Row]:
        """Yield what is not in the index yet, if the index is asked."""
        if not self.expression:
            return iter(())
        return self._ordered("speeches", [f"speeches.id > {self.through}", *self.conditions()])

    def quickly(self) -> Iterator[sqlite3.Row]:
        """Yield the first candidates, where to find all would take long: in the same order, but
        by relevance without what is written in unusual characters.
        """
        if self.through <= self.newest:
            return iter(())
        by_date = self._sort == "date"
        spelt = [self.narrowing.spelt(oddly=by_date), *self.conditions()]
        if by_date:
            known = self._ids(_BY_DAY, [], self.newest) if self.expression else []
            return self._rows_of(known, spelt)
        if not self.expression and self.narrowing.rest:
            return iter(())
        if not self.expression:
            newest = f"speeches.id > {self.through - EXAMINED}"
            return self._select(self._named(), "speeches", [newest, *self.conditions()], _NEWEST)
        if not is_prefix(self.expression):
            return iter(())
        if self.bigrams:
            return islice(self._matching(self.bigrams), min(self.newest, EXAMINED // 4))
        return self._select(self._named(), "speeches", [self._among(self.newest), *spelt], _NEWEST)

    def thoroughly(self) -> Iterator[sqlite3.Row]:
        """Yield all candidates, or more than are examined."""
        if not self.expression or self._are_most():
            tables = OVERVIEW if self.narrowing.fields() else "speeches"
            own = [f"speeches.id <= {self.through}"] if self.expression else []
            return self._ordered(tables, [*own, *self.conditions(whole=True)])
        if self._sort == "date":
            return self._ordered(*self._found_by(self.expression))
        return self._matching(self.expression)

    def _are_most(self) -> bool:
        """Tell whether many texts hold one of many characters, as some newest ones let expect:
        the index would take long to put together what hardly narrows the search.
        """
        if self.bigrams or not self.expression or not many_prefixes(self.expression):
            return False
        shares = f"avg({self.narrowing.spelt()})"
        ((share,),) = self._select(shares, "speeches", [self._among(_ASKED)])
        return share is not None and share > 0.25

    def titled(self) -> Iterator[sqlite3.Row]:
        """Yield candidates that may have the words in their title."""
        words = self.bigrams or self.expression
        return self._matching(words, "titles_fts") if words else iter(())

    def among_newest(self) -> set[int]:
        """Return what stands for those of some newest texts that hold the words, usually spelt."""
        wanted = [self._among(self.newest // 8), self.narrowing.spelt(), *self.conditions()]
        return {chosen for (chosen,) in self._select(self._stands, "speeches", wanted)}

    def reach(self, last: int) -> int:
        """Return how many texts were looked through quickly, when this was the last one found."""
        return self.newest if self._sort == "date" else max(1, self.through - last + 1)

    def conditions(self, *, whole: bool = False) -> list[str]:
        """Return what SQL can tell; with `whole`, in a way that is quick for all speeches."""
        found = self.narrowing.fields(whole=whole)
        if not self.near:
            found.append(_NO_COLLECTION if whole else "speeches.collection = 0")
        if self.site is not None:
            found.append(OF_SITE)
        return found

    def _among(self, newest: int) -> str:
        return f"speeches.id BETWEEN {self.through - newest + 1} AND {self.through}"

    def ask(self, query: str) -> sqlite3.Cursor:
        return self._connection.execute(query, {**self.narrowing.values, "site": self.site})

    def row(self, speech_id: int, conditions: Sequence[str] = ()) -> sqlite3.Row | None:
        """Return the row of one speech, if it meets the conditions."""
        self.narrowing.values["id"] = speech_id
        wanted = ["speeches.id = :id", *conditions]
        found: sqlite3.Row | None = self._select(self._named(), "speeches", wanted).fetchone()
        return found

    def _select(
        self, what: str, tables: str, conditions: Sequence[str], end: str = ""
    ) -> sqlite3.Cursor:
        return self.ask(f"SELECT {what} FROM {tables} WHERE {' AND '.join(conditions) or 1} {end}")

    def _matching(self, words: str, table: str = "speeches_fts") -> Iterator[sqlite3.Row]:
        tables, conditions = self._found_by(words, table)
        return self._select(self._named(), tables, conditions, _newest(tables))

    def _found_by(self, words: str, table: str = "speeches_fts") -> tuple[str, list[str]]:
        joined = f"{table} CROSS JOIN speeches ON speeches.id = {table}.rowid"
        return joined, [f"{table} MATCH {self.narrowing.name(words)}", *self.conditions()]

    def _ordered(self, tables: str, conditions: Sequence[str]) -> Iterator[sqlite3.Row]:
        """Sort numbers before texts are read."""
        known = self._ids(tables, conditions, 2 * self.examined + 1)
        return self._rows_of(known, [])

    def _ids(self, tables: str, conditions: Sequence[str], most: int) -> list[int]:
        order = _LATEST if self._sort == "date" else _NEWEST
        found = self._select("speeches.id", tables, conditions, f"{order} LIMIT {most}")
        return [speech_id for (speech_id,) in found]

    def _rows_of(self, ids: Sequence[int], conditions: Sequence[str]) -> Iterator[sqlite3.Row]:
        return filter(None, (self.row(speech_id, conditions) for speech_id in ids))

    def _named(self) -> str:
        columns = [_SITES if name == "sites" else name for name in self.columns]
        return ", ".join(["speeches.id", self._stands, "title", "body", *columns])


def _newest(tables: str) -> str:
    """Return the order in which FTS5 itself goes: any other is sorted, texts and all."""
    return f"ORDER BY {tables.split()[0]}.rowid DESC"
