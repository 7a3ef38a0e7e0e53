"""The tables `speeches` and `sightings`: entering a text, and reading them all."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cleaners.model import Speech
from pipelines import index, memory
from pipelines.corpus import Match, Sighting
from pipelines.database import stamp
from pipelines.fingerprint import content_hash

_BATCH = 500
_INSERT = """
INSERT INTO speeches (content_hash, title, published, source, speaker, category, tags, views, url,
    site, quality, complete, characters, added_at, outline, body, salutation, closing, occasion,
    place, signals)
VALUES (:content_hash, :title, :published, :source, :speaker, :category, :tags, :views, :url,
    :site, :quality, :complete, :characters, :added_at, :outline, :body, :salutation, :closing,
    :occasion, :place, :signals)
ON CONFLICT (content_hash) DO NOTHING RETURNING id
"""
_COMPLETE = """
UPDATE speeches SET published = coalesce(published, :published), source = coalesce(source, :source),
    speaker = coalesce(speaker, :speaker), category = coalesce(category, :category),
    tags = CASE tags WHEN '[]' THEN :tags ELSE tags END, views = coalesce(views, :views)
WHERE id = :id
"""
_SIGHT = """
INSERT INTO sightings (url, speech_id, site, match, similarity, seen_at)
VALUES (?, ?, ?, ?, 1.0, ?)
ON CONFLICT (site, url) DO UPDATE SET
    match = CASE WHEN speech_id = excluded.speech_id THEN match ELSE excluded.match END,
    speech_id = excluded.speech_id, seen_at = excluded.seen_at
"""
OF_SITE = """(speeches.site = :site OR EXISTS (
    SELECT 1 FROM sightings WHERE speech_id = speeches.id AND sightings.site = :site))"""
"""The condition that a speech was seen on the site `:site`, now or first."""


def enter(
    connection: sqlite3.Connection, speech: Speech, url: str, site: str, seen_at: datetime
) -> Sighting:
    """Insert the speech unless its text is there, and its sighting; inside a transaction.

    A copy fills in what the page seen before it did not say of the same text.
    """
    identity = content_hash(speech.body)
    values = columns(speech)
    place = {"content_hash": identity, "url": url, "site": site, "added_at": stamp(seen_at)}
    new = connection.execute(_INSERT, values | place).fetchone()
    match: Match = "first" if new else "same"
    (speech_id,) = (
        new
        or connection.execute(
            "SELECT id FROM speeches WHERE content_hash = ?", (identity,)
        ).fetchone()
    )
    if match == "same":
        connection.execute(_COMPLETE, values | {"id": speech_id})
    before = _seen_there(connection, url, site)
    if new and before is None:
        memory.observe(connection, site, speech)
    connection.execute(_SIGHT, (url, speech_id, site, match, stamp(seen_at)))
    if before not in (None, speech_id):
        _drop_if_superseded(connection, before)
    return Sighting(url, site, speech_id, match, 1.0, seen_at)


def _seen_there(connection: sqlite3.Connection, url: str, site: str) -> int | None:
    row = connection.execute(
        "SELECT speech_id FROM sightings WHERE site = ? AND url = ?", (site, url)
    ).fetchone()
    return int(row[0]) if row else None


def _drop_if_superseded(connection: sqlite3.Connection, speech_id: int | None) -> None:
    """Delete a text that was cut, now that its page gave the whole one and no other shows it."""
    query = "SELECT 1 FROM speeches WHERE id = ? AND NOT complete"
    if speech_id is not None and connection.execute(query, (speech_id,)).fetchone():
        drop_unseen(connection, speech_id)


def drop_unseen(connection: sqlite3.Connection, speech_id: int) -> None:
    """Delete a speech that no address shows any more; inside a transaction."""
    row = connection.execute(
        "SELECT title, body FROM speeches WHERE id = :id"
        " AND NOT EXISTS (SELECT 1 FROM sightings WHERE speech_id = :id)",
        {"id": speech_id},
    ).fetchone()
    if row:
        index.remove(connection, speech_id, *row)
        connection.execute("DELETE FROM speeches WHERE id = ?", (speech_id,))


def rows(connection: sqlite3.Connection, site: str | None) -> Iterator[dict[str, Any]]:
    """Yield speeches by id, a batch at a time, so that no reader stands in a writer's way."""
    last = 0
    while batch := _batch(connection, site, last):
        urls = _urls(connection, batch[0]["id"], batch[-1]["id"])
        for row in batch:
            row["urls"] = urls.get(row["id"], [])
            yield row
        last = batch[-1]["id"]


def columns(speech: Speech) -> dict[str, object]:
    """Return what the table holds of a speech itself, by column."""
    body = _storable(speech.body)
    outline = [[heading.level, heading.text, heading.start] for heading in speech.outline]
    return {
        "title": _storable(speech.title),
        "published": speech.published.isoformat() if speech.published else None,
        "source": _storable_or_none(speech.source),
        "speaker": _storable_or_none(speech.speaker),
        "category": _storable_or_none(speech.category),
        "tags": _storable(json.dumps(speech.tags, ensure_ascii=False)),
        "views": speech.views if (speech.views or 0) < 2**63 else None,
        "quality": speech.quality,
        "complete": speech.complete,
        "characters": len("".join(body.split())),
        "outline": _storable(json.dumps(outline, ensure_ascii=False)),
        "body": body,
        "salutation": json.dumps(speech.salutation) if speech.salutation else None,
        "closing": json.dumps(speech.closing) if speech.closing else None,
        "occasion": _storable_or_none(speech.occasion),
        "place": _storable_or_none(speech.place),
        "signals": json.dumps(asdict(speech.signals)) if speech.signals else None,
    }


def _storable(text: str) -> str:
    """Return the text with unpaired surrogates, which UTF-8 cannot hold, as `?`."""
    return text.encode("utf-8", "replace").decode()


def _storable_or_none(text: str | None) -> str | None:
    return None if text is None else _storable(text)


def _batch(connection: sqlite3.Connection, site: str | None, last: int) -> list[dict[str, Any]]:
    condition = f" AND {OF_SITE}" if site is not None else ""
    cursor = connection.execute(
        f"SELECT * FROM speeches WHERE id > :last{condition} ORDER BY id LIMIT {_BATCH}",
        {"last": last, "site": site},
    )
    names = [column[0] for column in cursor.description]
    return [_decoded(dict(zip(names, values, strict=True))) for values in cursor]


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    row["content_hash"] = row["content_hash"].hex()
    row["tags"] = json.loads(row["tags"])
    row["outline"] = json.loads(row["outline"])
    for name in ("salutation", "closing", "signals"):
        row[name] = json.loads(row[name]) if row[name] else None
    row["complete"] = bool(row["complete"])
    return row


def _urls(connection: sqlite3.Connection, first: int, last: int) -> Mapping[int, list[str]]:
    urls: dict[int, list[str]] = {}
    for speech_id, url in connection.execute(
        "SELECT DISTINCT speech_id, url FROM sightings WHERE speech_id BETWEEN ? AND ?"
        " ORDER BY speech_id, url",
        (first, last),
    ):
        urls.setdefault(speech_id, []).append(url)
    return urls
