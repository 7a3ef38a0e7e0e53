"""The index by which copies of a text are found in a corpus file, and what they are to it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from pipelines.relation import Relation, alike, may_be_related, relate
from pipelines.sketch import Sketch, Text, overlaps

TABLES = """
CREATE TABLE sketches (
    speech_id INTEGER PRIMARY KEY,
    letters INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    cluster INTEGER NOT NULL
);
CREATE INDEX sketches_of_cluster ON sketches (cluster);
CREATE TABLE sketch_keys (
    key INTEGER NOT NULL,
    speech_id INTEGER NOT NULL,
    PRIMARY KEY (key, speech_id)
) WITHOUT ROWID;
"""

_PER_KEY = 64  # speeches looked at for a key, the first ones; more share stock phrases only
_CANDIDATES = 32  # speeches compared with, those that share the most keys
_FORMS = 8  # filled-in forms like a text; then those that share less are forms, too
_KEYS = 2  # keys to have in common to be compared with


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speech that shares keys with a text: its id, and what the index keeps of it."""

    speech_id: int
    letters: int
    hashes: bytes = field(repr=False)
    cluster: int


@dataclass(frozen=True, slots=True)
class Related:
    """A speech of the index, what the text looked up is to it, and the share, 0 to 1."""

    speech_id: int
    cluster: int
    relation: Relation
    share: float


def enter(connection: sqlite3.Connection, speech_id: int, sketch: Sketch) -> None:
    """Put a speech into the index, as a cluster of its own; inside a transaction."""
    values = (speech_id, sketch.letters, sketch.packed(), speech_id)
    connection.execute("INSERT INTO sketches VALUES (?, ?, ?, ?)", values)
    rows = [(key, speech_id) for key in sketch.look_up_keys()]
    connection.executemany("INSERT INTO sketch_keys VALUES (?, ?)", rows)


def join(connection: sqlite3.Connection, clusters: set[int]) -> int:
    """Make one cluster of several; return it: the one that has the lowest id."""
    first = min(clusters)
    rows = [(first, cluster) for cluster in clusters - {first}]
    connection.executemany("UPDATE sketches SET cluster = ? WHERE cluster = ?", rows)
    return first


def related(
    connection: sqlite3.Connection, text: Text, read: Callable[[int], Text]
) -> list[Related]:
    """Return what a text is to the speeches of the index, those it shares most with first.

    Of each cluster one speech that it is related to, however many there are; forms and unrelated
    speeches are left out. `read` gives the text of a speech.
    """
    found: dict[int, Related] = {}
    forms = 0
    for candidate in _likely(text.sketch, candidates(connection, text.sketch)):
        before = found.get(candidate.cluster)
        if before and (before.relation == "near" or not alike(len(text.codes), candidate.letters)):
            continue
        relation, share = relate(text, read(candidate.speech_id))
        if relation == "near" or not (before or relation in ("form", "unrelated")):
            found[candidate.cluster] = Related(
                candidate.speech_id, candidate.cluster, relation, share
            )
        forms += relation == "form"
        if forms == _FORMS:
            break
    return list(found.values())


def candidates(connection: sqlite3.Connection, sketch: Sketch) -> list[Candidate]:
    """Return the speeches that share keys with the sketch, at most 32 of them."""
    keys = sketch.look_up_keys()
    return [Candidate(*row) for row in connection.execute(_look_up(len(keys)), keys)]


def _likely(sketch: Sketch, found: list[Candidate]) -> list[Candidate]:
    """Return those to compare the text with itself: likely copies, the likeliest first."""
    samples = overlaps(sketch, [(one.letters, one.hashes) for one in found])
    likely = [
        (overlap.shared / overlap.sampled, one)
        for one, overlap in zip(found, samples, strict=True)
        if may_be_related(overlap, sketch.letters, one.letters)
    ]
    return [one for _, one in sorted(likely, key=lambda pair: (-pair[0], pair[1].speech_id))]


@cache
def _look_up(keys: int) -> str:
    """Return the query that takes so many keys and gives the rows of Candidates, best first."""
    one = f"SELECT * FROM (SELECT speech_id FROM sketch_keys WHERE key = ? LIMIT {_PER_KEY})"
    hits = " UNION ALL ".join([one] * keys) or "SELECT 0 AS speech_id WHERE 0"
    return f"""
        SELECT sketches.* FROM (
            SELECT speech_id, count(*) AS shared FROM ({hits})
            GROUP BY speech_id HAVING shared >= {min(_KEYS, keys)}
            ORDER BY shared DESC, speech_id LIMIT {_CANDIDATES}
        ) JOIN sketches USING (speech_id) ORDER BY shared DESC, speech_id"""
