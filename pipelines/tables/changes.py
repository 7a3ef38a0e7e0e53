"""The table `changes`: the order in which speeches came or changed, numbered by the database."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from pipelines.duplicates.choice import COPIES
from pipelines.selection import Selection
from pipelines.tables.stored import decoded_batch

_BATCH = 500

# Triggers number every change in the transaction that makes it, whoever writes.
_CHANGED = (
    "DELETE FROM changes WHERE speech_id = {0}; INSERT INTO changes (speech_id) VALUES ({0}); END"
)
_EXPORTED = (
    "title", "body", "published", "source", "speaker", "category", "tags", "views", "quality",
    "complete", "outline", "salutation", "closing", "occasion", "place", "signals",
)  # fmt: skip
_DIFFERS = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _EXPORTED)
TABLES = f"""
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    speech_id INTEGER NOT NULL UNIQUE REFERENCES speeches (id) ON DELETE CASCADE
);
INSERT INTO changes (speech_id) SELECT id FROM speeches ORDER BY id;
CREATE TRIGGER speech_added AFTER INSERT ON speeches
BEGIN INSERT INTO changes (speech_id) VALUES (NEW.id); END;
CREATE TRIGGER speech_changed AFTER UPDATE OF {", ".join(_EXPORTED)} ON speeches WHEN {_DIFFERS}
BEGIN {_CHANGED.format("NEW.id")};
CREATE TRIGGER speech_superseded AFTER UPDATE OF speech_id ON sightings
WHEN OLD.speech_id <> NEW.speech_id
    AND NOT EXISTS (SELECT 1 FROM sightings WHERE speech_id = OLD.speech_id)
BEGIN {_CHANGED.format("OLD.speech_id")};
"""

CHOSEN = f"""
CREATE TRIGGER speech_chosen AFTER UPDATE OF copy_of ON speeches
WHEN OLD.copy_of IS NOT NEW.copy_of
BEGIN {_CHANGED.format("NEW.id")};
"""

DIVIDED = f"""
CREATE TRIGGER speech_divided AFTER UPDATE OF collection ON speeches
WHEN OLD.collection <> NEW.collection
BEGIN {_CHANGED.format("NEW.id")};
"""

# Only a version stays when no address shows it, so that only a version can come back.
_AGAIN = """EXISTS (SELECT 1 FROM versions WHERE speech_id = NEW.speech_id)
    AND NOT EXISTS (SELECT 1 FROM sightings WHERE speech_id = NEW.speech_id
        AND (site, url) <> (NEW.site, NEW.url))"""

# Which text an address shows may change without its sighting being changed to another speech. A
# deletion takes the number after the last change; its row of `changes` goes with the speech.
DELETIONS = f"""
CREATE TABLE deletions (
    number INTEGER PRIMARY KEY,
    speech_id INTEGER NOT NULL
);
CREATE TRIGGER speech_unseen AFTER DELETE ON sightings
WHEN EXISTS (SELECT 1 FROM speeches WHERE id = OLD.speech_id)
    AND NOT EXISTS (SELECT 1 FROM sightings WHERE speech_id = OLD.speech_id)
BEGIN {_CHANGED.format("OLD.speech_id")};
CREATE TRIGGER speech_seen_again AFTER INSERT ON sightings WHEN {_AGAIN}
BEGIN {_CHANGED.format("NEW.speech_id")};
CREATE TRIGGER speech_back AFTER UPDATE OF speech_id ON sightings
WHEN OLD.speech_id <> NEW.speech_id AND {_AGAIN}
BEGIN {_CHANGED.format("NEW.speech_id")};
CREATE TRIGGER speech_deleted BEFORE DELETE ON speeches
BEGIN {_CHANGED.format("OLD.id").removesuffix("END")}
    INSERT INTO deletions SELECT number, OLD.id FROM changes WHERE speech_id = OLD.id; END;
"""


def newest(connection: sqlite3.Connection) -> int:
    """Return the number of the last change or deletion, 0 before the first."""
    (number,) = connection.execute(
        "SELECT max(coalesce((SELECT max(number) FROM changes), 0),"
        " coalesce((SELECT max(number) FROM deletions), 0))"
    ).fetchone()
    return int(number)


def rows(
    connection: sqlite3.Connection, chosen: Selection, after: int, through: int
) -> Iterator[dict[str, Any]]:
    """Yield the speeches whose last change has a number above `after`, up to `through`.

    One that changes while they are read moves behind `through`: the next reader has it. If
    `after` is not the beginning, what stood for its copies and does so no more comes too, with
    `copy_of`, and behind all those that were deleted, with `id` and `deleted` alone.
    """
    gone = _deleted(connection, after, through) if after else []
    query = " AND ".join(
        [f"SELECT number, speeches.*, {COPIES} FROM changes JOIN speeches ON id = speech_id"
         " WHERE number > :after AND number <= :through", *chosen.conditions(before=after > 0)]
    )  # fmt: skip
    bounds = {"after": after, "through": through, **chosen.parameters()}
    while batch := decoded_batch(connection, f"{query} ORDER BY number LIMIT {_BATCH}", bounds):
        yield from batch
        bounds["after"] = batch[-1]["number"]
    yield from gone


def _deleted(connection: sqlite3.Connection, after: int, through: int) -> list[dict[str, Any]]:
    query = "SELECT speech_id FROM deletions WHERE number > ? AND number <= ? ORDER BY number"
    found = connection.execute(query, (after, through))
    return [{"id": speech_id, "deleted": True} for (speech_id,) in found]
