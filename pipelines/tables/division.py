"""Pages of several speeches in the corpus: the whole as it was read, and each speech by itself.

The whole is kept under the page's address, out of search, exports and the index of copies; its
speeches are rows like any other, seen at that address with `#` and their number.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace

from cleaners.model import Speech
from cleaners.speech import collections
from pipelines.duplicates import choice, copies
from pipelines.duplicates.sketch import Text

TABLES = """
ALTER TABLE speeches ADD COLUMN collection INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN part TEXT;
CREATE INDEX speeches_collections ON speeches (id) WHERE collection > 0;
"""

Keep = Callable[[str, Speech], object]
"""Enters one speech of a collection at its address."""

_PARTS = """
SELECT url, speech_id FROM sightings
WHERE site = :site AND url > :url || '#' AND url < :url || '$'
    AND json_extract(part, '$[0]') > :count
"""


def divide(
    connection: sqlite3.Connection,
    speech: Speech,
    speech_id: int,
    url: str,
    site: str,
    keep: Keep,
    stored: Text | None = None,
) -> list[tuple[str, int]]:
    """Divide what was just entered at an address, if it is a collection; inside a transaction.

    Its row decides, whatever title this page gives it: what it has `stored`, if that is known.
    Return the addresses of parts that it has no more, with their speeches.
    """
    stored = stored or copies.read(connection, speech_id)
    if (stored.title, stored.body) != (speech.title, speech.body):
        speech = replace(speech, title=stored.title, body=stored.body)
    parts = collections.split(speech)
    _mark(connection, speech_id, len(parts))
    for part in parts:
        place = f"{url}#{part.number}"
        keep(place, collections.part_of(speech, part, last=part.number == len(parts)))
        connection.execute(
            "UPDATE sightings SET part = ? WHERE site = ? AND url = ?",
            (json.dumps([part.number, part.start, part.end]), site, place),
        )
    asked = {"site": site, "url": url, "count": len(parts)}
    return connection.execute(_PARTS, asked).fetchall()


def _mark(connection: sqlite3.Connection, speech_id: int, count: int) -> None:
    """Keep how many speeches there are in one, 0 if it is one; inside a transaction.

    A collection has no copies: its speeches have.
    """
    before, known, chosen = connection.execute(
        "SELECT collection, EXISTS (SELECT 1 FROM sketches WHERE speech_id = id), copy_of IS NULL"
        " FROM speeches WHERE id = ?",
        (speech_id,),
    ).fetchone()
    if before != count:
        connection.execute(
            "UPDATE speeches SET collection = ?, copy_of = NULL,"
            " was_chosen = was_chosen OR copy_of IS NULL WHERE id = ?",
            (count, speech_id),
        )
    if bool(count) != bool(known):
        return
    text = copies.read(connection, speech_id)
    if count:
        choice.leave(connection, speech_id, text, chosen=chosen)
    else:
        copies.settle(connection, speech_id, text)
        choice.choose(connection, [speech_id])
