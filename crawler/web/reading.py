"""One speech as it is read: paragraphs with anchors, where it was seen, versions, copies."""

import json
import sqlite3
from typing import Any

from crawler.web.overview import Row, rows
from pipelines.searching.query import words_of
from pipelines.searching.snippet import marks
from pipelines.searching.syntax import understood
from pipelines.searching.tokens import QueryError

COPIES = 50
"""Near copies of a speech that are listed."""

_MARKED = 5_000  # characters of a paragraph in which words are marked: more is no paragraph
_DECODED = ("tags", "outline", "signals", "salutation", "closing")
_TEXTS_THERE = """
SELECT versions.site, versions.url, speech_id, first_seen_at, seen_at, 0 AS current, title
FROM versions JOIN speeches ON speeches.id = speech_id
WHERE (versions.site, versions.url) IN (SELECT site, url FROM places)
UNION ALL
SELECT sightings.site, sightings.url, speech_id, first_seen_at, seen_at, 1, title FROM sightings
JOIN speeches ON speeches.id = speech_id
WHERE (sightings.site, sightings.url) IN (SELECT site, url FROM places)
ORDER BY 1, 2, 4
"""
_PLACES = """
WITH places AS (
    SELECT site, url FROM sightings WHERE speech_id = :id
    UNION SELECT site, url FROM versions WHERE speech_id = :id
)
"""
_BRIEF = "speeches.id, title, speeches.site, speeches.url, published, characters"
_COPIES = f"""
SELECT {_BRIEF} FROM sketches AS own JOIN sketches AS other USING (cluster)
JOIN speeches ON speeches.id = other.speech_id
WHERE own.speech_id = :id AND other.speech_id <> :id ORDER BY speeches.id LIMIT {COPIES}
"""
_WHOLES = f"""
SELECT {_BRIEF}, share FROM parts JOIN speeches ON speeches.id = whole_id
WHERE part_id = :id ORDER BY share DESC LIMIT {COPIES}
"""
_PARTS = f"""
SELECT {_BRIEF}, share FROM parts JOIN speeches ON speeches.id = part_id
WHERE whole_id = :id ORDER BY share DESC LIMIT {COPIES}
"""


def speech(connection: sqlite3.Connection, number: int) -> Row | None:
    """Return a speech with all that is known of it, as JSON has it; None when there is none."""
    one = {"id": number}
    found = rows(connection, "SELECT * FROM speeches WHERE id = :id", one)
    if not found:
        return None
    row = {name: v.hex() if isinstance(v, bytes) else v for name, v in found[0].items()}
    for name in _DECODED:
        row[name] = json.loads(row[name]) if row[name] else None
    sightings = "SELECT * FROM sightings WHERE speech_id = :id ORDER BY first_seen_at, site, url"
    return row | {
        "sightings": [_flat(seen) for seen in rows(connection, sightings, one)],
        "versions": _versions(connection, number),
        "copies": rows(connection, _COPIES, one),
        "wholes": rows(connection, _WHOLES, one),
        "parts": rows(connection, _PARTS, one),
    }


def _flat(row: Row) -> Row:
    del row["speech_id"]
    return row


def _versions(connection: sqlite3.Connection, number: int) -> list[Row]:
    """Return the addresses where this text and others stood in turn, with those texts."""
    places: dict[tuple[str, str], list[Row]] = {}
    for row in rows(connection, _PLACES + _TEXTS_THERE, {"id": number}):
        places.setdefault((row.pop("site"), row.pop("url")), []).append(row)
    return [
        {"site": site, "url": url, "texts": texts}
        for (site, url), texts in places.items()
        if len({text["speech_id"] for text in texts}) > 1
    ]


def pair(connection: sqlite3.Connection, left: int, right: int) -> tuple[Row, Row] | None:
    """Return two speeches to be compared; None when one of them is not there."""
    query = f"SELECT {_BRIEF}, body FROM speeches WHERE id = ?"
    found = [rows(connection, query, (number,)) for number in (left, right)]
    return (found[0][0], found[1][0]) if all(found) else None


def paragraphs(body: str, outline: list[list[Any]], query: str = "") -> list[Row]:
    """Return the paragraphs with `text`, `marks` of the query's words, and of headings `level`.

    A paragraph with a heading has an anchor, `start`: where in the body the heading begins. One
    that is more than its heading has level 0.
    """
    headings = {start: (level, text) for level, text, start in outline}
    starts, words = sorted(headings, reverse=True), _words(query)
    found, at = [], 0
    for text in body.split("\n"):
        end = at + len(text)
        row: Row = {"text": text, "level": 0, "start": None, "marks": ()}
        while starts and starts[-1] <= end:
            start = starts.pop()
            if row["start"] is None:
                level, heading = headings[start]
                row |= {"start": start, "level": level if heading.strip() == text.strip() else 0}
        if words and len(text) <= _MARKED:
            row["marks"] = marks(text, words)
        found.append(row)
        at = end + 1
    return found


def contents(found: list[Row], outline: list[list[Any]]) -> list[Row]:
    """Return the outline as a table of contents: each heading with the anchor it stands at."""
    anchors = [row["start"] for row in found if row["start"] is not None]
    listed: list[Row] = []
    for level, text, start in outline:
        while len(anchors) > 1 and anchors[1] <= start:
            anchors.pop(0)
        if anchors:
            listed.append({"level": level, "text": text, "start": anchors[0]})
    return listed


def _words(query: str) -> list[str]:
    try:
        node, _ = understood(query)
    except QueryError:
        return []
    return [word.text for word in words_of(node)]
