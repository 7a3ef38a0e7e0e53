"""How many speeches a search finds in all."""

import json
from collections.abc import Collection

from pipelines.searching.candidates import OVERVIEW, Candidates
from pipelines.searching.expression import decides, is_prefix

COUNTED = 200_000
"""Matches counted in an index (4 ms); beyond it a total is `at least`."""

BY_PREFIX = 20_000
"""Matches of one character that are counted (4 ms): FTS5 reads all words that begin with it."""

_COPIES = """
SELECT EXISTS (SELECT 1 FROM speeches INDEXED BY speeches_copies WHERE copy_of IS NOT NULL)
    OR EXISTS (SELECT 1 FROM speeches INDEXED BY speeches_collections WHERE collection > 0)
"""
# These indexes hold copies and collections only: ten times faster than the table.
_STANDS = """
SELECT found.id, coalesce(copy_of, found.id) AS chosen
FROM ({}) AS found LEFT JOIN speeches INDEXED BY speeches_chosen
    ON speeches.id = found.id AND copy_of IS NOT NULL
"""
_OTHERS = """
count(*), count(DISTINCT CASE WHEN chosen NOT IN (SELECT value FROM json_each({}))
    AND id NOT IN (SELECT id FROM speeches INDEXED BY speeches_collections WHERE collection > 0)
    THEN chosen END)
"""

Total = tuple[int, bool]
"""A number of speeches and whether it is exact; else there are at least so many."""


def in_index(candidates: Candidates, waiting: Collection[int], share: float) -> Total | None:
    """Return how many speeches are meant, each with its copies as one, if an index can tell.

    `waiting` for it are these besides; `share` of the texts looked through are meant, if known.
    """
    words, narrowing = candidates.expression, candidates.narrowing
    if words and decides(candidates.node) and candidates.site is None:
        slow = is_prefix(words) and (candidates.bigrams or share * candidates.through > BY_PREFIX)
        if share and slow:
            return None
        condition = f"speeches_fts MATCH {narrowing.name(words)}"
        return _counted(candidates, "rowid AS id", "speeches_fts", [condition], waiting)
    if not words and not narrowing.rest:
        return _counted(candidates, "id", OVERVIEW, candidates.conditions(whole=True), ())
    return None


def _counted(
    candidates: Candidates,
    what: str,
    table: str,
    conditions: list[str],
    besides: Collection[int],
) -> Total:
    query = f"SELECT {what} FROM {table} WHERE {' AND '.join(conditions)} LIMIT {COUNTED}"
    if candidates.near or not candidates.ask(_COPIES).fetchone()[0]:
        ((counted,),) = candidates.ask(f"SELECT count(*) FROM ({query})")
        return len(besides) + counted, counted < COUNTED
    others = _OTHERS.format(candidates.narrowing.name(json.dumps([*besides])))
    ((counted, more),) = candidates.ask(f"SELECT {others} FROM ({_STANDS.format(query)})")
    return len(besides) + more, counted < COUNTED
