"""What a query says, as conditions in SQL: of fields exactly, of words as far as SQL can tell."""

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pipelines.searching.query import (
    All,
    Either,
    Field,
    Node,
    Not,
    Word,
    Years,
    columns_of,
    plain,
    says,
)
from pipelines.searching.texts import Text, has_one, is_han, other_forms, spellings

_MOST = 100
"""Words of a query that SQLite is given, whose expressions may be 1,000 deep; of a longer one the
texts are checked without it."""

_OF_SITES = "SELECT {} FROM sightings WHERE site IN (SELECT value FROM json_each({}))"
# One step of an index for each site: a tenth of a millisecond, whatever the number of rows.
_SITES = """
WITH RECURSIVE step (site) AS (
    SELECT min(site) FROM sightings
    UNION ALL
    SELECT (SELECT min(site) FROM sightings WHERE site > step.site) FROM step WHERE site NOT NULL
)
SELECT site FROM step WHERE site NOT NULL
"""


class Narrowing:
    """Conditions in SQL over `speeches` for the parts of a query, with their `values` by name."""

    def __init__(self, connection: sqlite3.Connection, node: Node) -> None:
        self.values: dict[str, Any] = {}
        self._connection = connection
        self._sites: list[str] = []
        self._parts = node.parts if isinstance(node, All) else (node,)
        self._few = sum(map(leaves, self._parts)) <= _MOST
        columns = set(columns_of(node))
        if "sites" in columns:
            self._sites = [site for (site,) in connection.execute(_SITES)]
        if columns - {"sites", "published"}:
            _teach(connection)
        self.rest = [part for part in self._parts if not self._fields(part, False)]
        """Parts that the conditions of `fields` say nothing of."""

    def fields(self, *, whole: bool = False) -> list[str]:
        """Return conditions for what all that is meant must be, as far as fields say it.

        With `whole` they are quick for all speeches, else for some given ones.
        """
        return [*filter(None, (self._fields(part, whole) for part in self._parts))]

    def spelt(self, *, oddly: bool = False) -> str:
        """Return the condition that the words are there as usually spelt; with `oddly`, or else
        that characters are that may stand for some of theirs.
        """
        if oddly:
            _teach(self._connection)
        known = (self._spelt(part, oddly) for part in (self.rest if self._few else ()))
        return " AND ".join(filter(None, known)) or "1"

    def name(self, value: str) -> str:
        """Return the name by which SQL may ask for a value."""
        name = f"given{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _fields(self, node: Node, whole: bool) -> str | None:
        if not self._few:
            return None
        if isinstance(node, Years):
            return node.condition()
        if isinstance(node, Field):
            return self._any(node.column, [node.value], node.whole, whole)
        if isinstance(node, Either):
            return self._either(node, whole)
        if isinstance(node, Not):
            inner = self._fields(node.part, whole)
            return inner and f"NOT coalesce({inner}, 0)"
        if isinstance(node, All):
            return _joined(node, (self._fields(part, whole) for part in node.parts))
        return None

    def _either(self, node: Either, whole: bool) -> str | None:
        """Ask for all values of a column at once: sixty tags are one look at a speech's."""
        asked: dict[tuple[str, bool], list[str]] = {}
        rest = []
        for part in node.parts:
            if isinstance(part, Field):
                asked.setdefault((part.column, part.whole), []).append(part.value)
            else:
                rest.append(self._fields(part, whole))
        found = [self._any(name, values, alone, whole) for (name, alone), values in asked.items()]
        return f"({' OR '.join([*found, *filter(None, rest)])})" if all(rest) else None

    def _any(self, column: str, values: list[str], alone: bool, whole: bool) -> str:
        """Return the condition that a column says one of the values, or with `alone` is one."""
        if column != "sites":
            asked = self.name(json.dumps(values))
            return f"({column} NOT NULL AND says({column}, {asked}, '{column}', {int(alone)}))"
        names = self.name(json.dumps([it for it in self._sites if plain(it) in values]))
        if whole:
            return f"speeches.id IN ({_OF_SITES.format('speech_id', names)})"
        return f"EXISTS ({_OF_SITES.format('1', names)} AND speech_id = speeches.id)"

    def _spelt(self, node: Node, oddly: bool) -> str | None:
        if isinstance(node, Word) and (written := spellings(node.text)):
            ways = [self._held("instr", node, spelling) for spelling in written]
            if oddly and (other := other_forms(node.text)):
                ways.append(self._held("has_one", node, other))
            return f"({' OR '.join(ways)})"
        if isinstance(node, All | Either):
            return _joined(node, (self._spelt(part, oddly) for part in node.parts))
        return None

    def _held(self, function: str, node: Word, what: str) -> str:
        name = self.name(what)
        body = "" if node.title_only else f"{function}(body, {name}) OR "
        return f"{body}{function}(title, {name})"


def leaves(node: Node) -> int:
    """Return how many words, fields and years there are in it."""
    if isinstance(node, All | Either):
        return sum(map(leaves, node.parts))
    return leaves(node.part) if isinstance(node, Not) else 1


def _joined(node: All | Either, parts: Iterable[str | None]) -> str | None:
    known = [part for part in parts if part]
    if len(known) < len(node.parts):
        return None
    return f"({(' AND ' if isinstance(node, All) else ' OR ').join(known)})"


def _teach(connection: sqlite3.Connection) -> None:
    """Give the connection the functions `says` and `has_one`, unless it has them."""
    try:
        connection.execute("SELECT says(NULL, '[]', '', 0)")
    except sqlite3.OperationalError:
        connection.create_function("says", 4, _says, deterministic=True)
        connection.create_function("has_one", 2, has_one, deterministic=True)


@lru_cache(maxsize=65_536)
def _says(said: str | None, asked: str, column: str, alone: int) -> bool:
    """Tell whether a column says one of the values in a JSON list."""
    if not said:
        return False
    values = _values(asked)
    (one, *others) = values
    if not others and is_han(one) and not Text(said, "").count(one):
        return False  # without folding, which takes ten times as long
    return says(column, said, values, whole=bool(alone))


@lru_cache(maxsize=16)
def _values(asked: str) -> frozenset[str]:
    return frozenset(json.loads(asked))
