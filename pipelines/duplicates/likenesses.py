"""The index that copies of a text are looked up in, and what a text is to those it finds."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipelines.duplicates.keys import (
    KEYS,
    PER_KEY,
    WAITING_KEYS,
    looked_up,
    put_keys,
    take_keys_out,
)
from pipelines.duplicates.relation import Relation, alike, may_be_related, may_share, relate
from pipelines.duplicates.sketch import Sketch, Text, overlaps
from pipelines.storage.kept import at_hand

_SKETCHES = """
CREATE TABLE sketches (
    speech_id INTEGER PRIMARY KEY,
    letters INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    cluster INTEGER NOT NULL
);
CREATE INDEX sketches_of_cluster ON sketches (cluster);
"""
TABLES = f"{_SKETCHES}{KEYS}{WAITING_KEYS}"

_ROWS = 40  # speeches that share keys, looked at
_CANDIDATES = 32  # of them compared with ...
_OF_CLUSTER = 8  # ... and of these in one cluster
_OTHERS = 4  # likely ones that are forms or no copies; then those that share less are none either
_KEPT = 4096  # rows of the index, kept at hand: 8 MB
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
    at_hand(connection, "sketches").pop(speech_id, None)
    put_keys(connection, speech_id, sketch.look_up_keys())


def leave(connection: sqlite3.Connection, speech_id: int, sketch: Sketch) -> None:
    """Have a speech not looked up any more; inside a transaction."""
    take_keys_out(connection, speech_id, sketch.look_up_keys())


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
        if before and (before.relation == "near" or not alike(text.length, candidate.letters)):
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
    rows = _rows(connection, likely)
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
    few: list[int] = []
    many: list[int] = []
    for speeches in looked_up(connection, keys):
        (many if len(speeches) == PER_KEY else few).extend(speeches)
    least = _KEYS if 2 * len(many) <= PER_KEY * len(keys) and len(keys) >= _KEYS else 1
    rare = Counter(few)
    shared = Counter(few + many).items()
    return {one: (rare.get(one, 0), count) for one, count in shared if count >= least}


def _rows(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[int, int, bytes, int]]:
    """Return the rows of the speeches among these that have one, by id."""
    kept = at_hand(connection, "sketches")
    if len(kept) >= _KEPT:
        kept.clear()
    others = [one for one in ids if one not in kept]
    marks = ",".join("?" * len(others))
    query = f"SELECT * FROM sketches WHERE speech_id IN ({marks})"
    kept.update((row[0], row) for row in (connection.execute(query, others) if others else ()))
    return [kept[one] for one in sorted(ids) if one in kept]


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
