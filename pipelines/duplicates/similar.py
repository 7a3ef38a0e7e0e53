"""The speeches that are copies of a text, that contain it, or that it contains."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipelines.duplicates import copies, likenesses
from pipelines.duplicates.relation import relate
from pipelines.duplicates.sketch import Text

Tie = Literal["near", "contains", "part of"]
_ORDER = ("near", "contains", "part of")
_TOLD = "SELECT title, body, url, site, published, coalesce(copy_of, id) FROM speeches WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Similar:
    """A speech, what the text is to it (`near`: a copy), and how much of the shorter one stands in
    the longer, 0 to 1. A copy of a copy may have less in common. `chosen` stands for its copies:
    another speech or this one itself.
    """

    id: int
    tie: Tie
    share: float
    title: str
    url: str
    site: str
    published: str | None
    chosen: int
    body: str = field(repr=False)


def similar(connection: sqlite3.Connection, text: Text, speech_id: int | None) -> list[Similar]:
    """Return what is similar to a text, or to the speech of that id, which has it: all copies of
    the cluster, of other clusters one; those that have the most in common first.
    """
    found = dict(_found(connection, text, speech_id))
    found.pop(speech_id or 0, None)
    made = [_similar(connection, text, other, tie) for other, tie in found.items()]
    made.sort(key=lambda one: (_ORDER.index(one.tie), -one.share, one.id))
    of_clusters = {(one.tie, one.chosen): one for one in reversed(made)}
    return [one for one in made if one.tie == "near" or one in of_clusters.values()]


def _found(
    connection: sqlite3.Connection, text: Text, speech_id: int | None
) -> Iterator[tuple[int, Tie]]:
    related = likenesses.related(
        connection, text, lambda other: copies.read(connection, other), besides=speech_id
    )
    for one in related:
        if one.relation in ("contains", "part of"):
            yield one.speech_id, one.relation
    parts = "SELECT part_id, 'contains' FROM parts WHERE whole_id = :id UNION ALL "
    wholes = "SELECT whole_id, 'part of' FROM parts WHERE part_id = :id"
    yield from connection.execute(parts + wholes, {"id": speech_id})
    near = [one.speech_id for one in related if one.relation == "near"]
    for member in near if speech_id is None else [speech_id]:
        for (other,) in connection.execute(
            "SELECT speech_id FROM sketches"
            " WHERE cluster = (SELECT cluster FROM sketches WHERE speech_id = ?)",
            (member,),
        ):
            yield other, "near"


def _similar(connection: sqlite3.Connection, text: Text, speech_id: int, tie: Tie) -> Similar:
    title, body, url, site, published, chosen = connection.execute(_TOLD, (speech_id,)).fetchone()
    share = relate(text, Text(title, body))[1]
    return Similar(speech_id, tie, share, title, url, site, published, chosen, body)
