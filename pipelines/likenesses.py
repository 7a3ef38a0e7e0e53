"""The index that copies of a text are looked up in, and what a text is to those it finds."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from pipelines.relation import Relation, alike, may_be_related, may_share, relate
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

PER_KEY = 16
"""Speeches looked at for a key, the first ones; more share stock phrases only."""

_ROWS = 40  # speeches that share keys, looked at
_CANDIDATES = 32  # of them compared with ...
_OF_CLUSTER = 8  # ... and of these in one cluster
_OTHERS = 4  # likely ones that are forms or no copies; then those that share less are none either
_KEYS = 2  # keys to have in common to be compared with


class Candidate(NamedTuple):
    """A speech that shares keys with a text: its id, and what the index keeps of it."""

    speech_id: int
    letters: int
    hashes: bytes
    cluster: int


@dataclass(frozen=True, slots=True)
class Related:
    """A speech of the index, what the text looked up is to it, and the share, 0 to 1."""

    speech_id: int
    cluster: int
    relation: Relation
    share: float


def enter(
    connection: sqlite3.Connection, speech_id: int, sketch: Sketch, cluster: int | None = None
) -> None:
    """Put a speech into the index, in a cluster or as one of its own; inside a transaction."""
    values = (speech_id, sketch.letters, sketch.packed(), cluster or speech_id)
    connection.execute("INSERT INTO sketches VALUES (?, ?, ?, ?)", values)
    if keys := sketch.look_up_keys():
        rows = [value for key in keys for value in (key, speech_id)]
        connection.execute(_insert(len(keys)), rows)


def leave(connection: sqlite3.Connection, speech_id: int, sketch: Sketch) -> None:
    """Have a speech not looked up any more; inside a transaction."""
    keys = [(key, speech_id) for key in sketch.look_up_keys()]
    connection.executemany("DELETE FROM sketch_keys WHERE key = ? AND speech_id = ?", keys)


def related(
    connection: sqlite3.Connection,
    text: Text,
    read: Callable[[int], Text],
    *,
    besides: int | None = None,
) -> list[Related]:
    """Return what a text is to the speeches of the index, those it shares most with first.

    Of each cluster one speech that it is related to, however many there are; forms and unrelated
    speeches are left out, and the one `besides`. `read` gives the text of a speech.
    """
    found: dict[int, Related] = {}
    others = 0
    for candidate in _likely(text.sketch, candidates(connection, text.sketch)):
        if candidate.speech_id == besides:
            continue
        before = found.get(candidate.cluster)
        if before and (before.relation == "near" or not alike(len(text.codes), candidate.letters)):
            continue
        relation, share = relate(text, read(candidate.speech_id))
        if relation == "near" or not (before or relation in ("form", "unrelated")):
            found[candidate.cluster] = Related(
                candidate.speech_id, candidate.cluster, relation, share
            )
        others += relation in ("form", "unrelated")
        if others == _OTHERS:
            break
    return list(found.values())


def candidates(connection: sqlite3.Connection, sketch: Sketch) -> list[Candidate]:
    """Return the speeches that share keys with the sketch, at most 32, eight of each cluster.

    First those that share the most of the keys that few have, then of all.
    """
    shared = _sharing(connection, sketch.look_up_keys())
    likely = sorted(shared, key=shared.__getitem__, reverse=True)[:_ROWS]
    if not likely:
        return []
    query = f"SELECT * FROM sketches WHERE speech_id IN ({','.join('?' * len(likely))})"
    rows = connection.execute(query, likely).fetchall()
    rows.sort(key=lambda row: (shared[row[0]], row[2]), reverse=True)
    ids, letters, _, _ = columns = tuple(zip(*rows[:_CANDIDATES], strict=True))
    keys = np.array([shared[speech_id][1] for speech_id in ids])
    enough = may_share(keys, sketch.letters, np.array(letters)).tolist()
    of_cluster: dict[int, int] = {}
    found = []
    for one, is_enough in zip(map(Candidate, *columns), enough, strict=True):
        before = of_cluster.get(one.cluster, 0)
        of_cluster[one.cluster] = before + 1
        if is_enough and before < _OF_CLUSTER:
            found.append(one)
    return found


def _sharing(connection: sqlite3.Connection, keys: list[int]) -> dict[int, tuple[int, int]]:
    """Return the speeches that share two keys, and how many: of those few have, and of all.

    Where more than half of the keys are those of a form, one is enough.
    """
    few: list[str] = []
    many: list[str] = []
    for (found,) in connection.execute(_look_up(len(keys)), keys):
        speeches = found.split(",") if found else []
        (many if len(speeches) == PER_KEY else few).extend(speeches)
    least = _KEYS if 2 * len(many) <= PER_KEY * len(keys) and len(keys) >= _KEYS else 1
    rare = Counter(few)
    shared = Counter(few + many).items()
    return {int(one): (rare.get(one, 0), count) for one, count in shared if count >= least}


def _likely(sketch: Sketch, found: list[Candidate]) -> list[Candidate]:
    """Return those to compare the text with itself: likely copies, the likeliest first."""
    if not found:
        return []
    _, letters, hashes, _ = zip(*found, strict=True)
    lengths = np.array(letters)
    sampled, shared = overlaps(sketch, lengths, hashes)
    may = may_be_related(sampled, shared, sketch.letters, lengths)
    shares = (shared / np.maximum(sampled, 1)).tolist()
    likely = [(shares[at], found[at]) for at in np.flatnonzero(may).tolist()]
    return [one for _, one in sorted(likely, key=lambda pair: (-pair[0], pair[1].hashes))]


@cache
def _insert(keys: int) -> str:
    """Return the statement that enters so many keys: at once in half the time."""
    return f"INSERT INTO sketch_keys VALUES {', '.join(['(?, ?)'] * keys)}"


@cache
def _look_up(keys: int) -> str:
    """Return the query that takes so many keys and gives the speeches of each."""
    one = (
        "SELECT group_concat(speech_id) FROM"
        f" (SELECT speech_id FROM sketch_keys WHERE key = ? LIMIT {PER_KEY})"
    )
    return " UNION ALL ".join([one] * keys) or "SELECT NULL WHERE 0"
