"""What an article gives today put in place of what it gave, in the tables of a corpus."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

from cleaners.model import Rejected, Speech
from pipelines.duplicates import choice, copies
from pipelines.duplicates.sketch import Text
from pipelines.fingerprint import content_hash
from pipelines.prepared import columns
from pipelines.searching import index
from pipelines.tables import division, speeches

Change = Literal["same", "fields", "text", "merged"]
"""same: nothing. fields: what is said of the text, its title too. text: the body, in the same row.
merged: its sighting belongs to another row now, whose text it has."""

_FIELDS = (
    "title", "published", "source", "speaker", "category", "tags", "views", "quality", "complete",
    "characters", "outline", "body", "salutation", "closing", "occasion", "place", "signals",
)  # fmt: skip
_FILLED_IN = ("published", "source", "speaker", "category", "views")
_SEEN = f"""
SELECT {", ".join(f"speeches.{name}" for name in _FIELDS)}, speeches.id, content_hash,
    sightings.seen_at, speeches.url = sightings.url AND speeches.site = sightings.site AS own,
    (SELECT count(*) FROM sightings AS other WHERE other.speech_id = speeches.id) AS seen,
    EXISTS (SELECT 1 FROM sightings AS other
        WHERE other.speech_id = speeches.id AND other.site <> sightings.site)
    OR EXISTS (SELECT 1 FROM versions AS other
        WHERE other.speech_id = speeches.id AND other.site <> sightings.site) AS elsewhere,
    EXISTS (SELECT 1 FROM sightings AS other
        WHERE other.speech_id = speeches.id
        AND (other.url <> sightings.url OR other.site <> sightings.site))
    OR EXISTS (SELECT 1 FROM versions WHERE versions.speech_id = speeches.id) AS kept
FROM sightings JOIN speeches ON speeches.id = speech_id
WHERE sightings.site = ? AND sightings.url = ?
"""
_READ = """
SELECT body_sha256 FROM sightings LEFT JOIN pages USING (site, url) WHERE site = ? AND url = ?
"""
_UPDATE = f"""
UPDATE speeches SET {", ".join(f"{name} = ?" for name in _FIELDS)}, content_hash = ?,
    cleaner_version = ? WHERE id = ?
"""
_SHOWN = (
    "title", "published", "source", "speaker", "category", "tags", "occasion", "place"
)  # fmt: skip


Found = Speech | Rejected | None
"""What an article gives today; None: the archive does not have it."""


class Reread(NamedTuple):
    """What an article gives today, and the SHA-256 of the page that it begins with."""

    found: Found
    page: bytes


class Replaced(NamedTuple):
    """How an article came out: a `Change`, the reason of a `Rejected`, `missing` in the archive,
    `cut` where it lacks a page that the stored text has, or `newer` where another page was read
    at its address meanwhile.

    `before` and `after` are the lines of what changed, its fields first; none if nothing did.
    """

    url: str
    outcome: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What is the same for all articles of a site that are settled together: where and by which
    cleaning they are kept, if this is no dry run; the speeches whose copies are to be put together
    anew, and those among whose copies is to be chosen anew.
    """

    connection: sqlite3.Connection
    site: str
    version: str
    dry_run: bool
    loose: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)


def settle_all(
    connection: sqlite3.Connection,
    site: str,
    found: Iterable[tuple[str, Found | Reread]],
    version: str,
    *,
    dry_run: bool,
) -> list[Replaced]:
    """Keep what articles give today, and by which cleaning; inside a transaction.

    What cannot be read today stays as it was. It counts as cleaned, unless it is missing or its
    reader died.
    """
    batch = Batch(connection, site, version, dry_run)
    replaced = [_settle(batch, url, each) for url, each in found]
    copies.put_together(connection, batch.loose)
    choice.choose(connection, batch.changed | batch.loose)
    return replaced


def _settle(batch: Batch, url: str, found: Found | Reread) -> Replaced:
    if _has_newer(batch.connection, batch.site, url, found):
        return Replaced(url, "newer")
    found = found.found if isinstance(found, Reread) else found
    if isinstance(found, Speech):
        replaced = _replace(batch, url, found)
    else:
        replaced = Replaced(url, found.reason if found else "missing")
    if batch.dry_run:
        return replaced
    if isinstance(found, Speech) and replaced.outcome in ("same", "fields", "text"):
        _divide(batch, url, found)
    if found is not None and not replaced.outcome.startswith("parser_"):
        batch.connection.execute(
            "UPDATE sightings SET cleaner_version = ? WHERE site = ? AND url = ?",
            (batch.version, batch.site, url),
        )
    return replaced


def _has_newer(connection: sqlite3.Connection, site: str, url: str, found: Found | Reread) -> bool:
    """Tell whether an address shows no speech any more, or was read with another page since."""
    row = connection.execute(_READ, (site, url)).fetchone()
    return row is None or (isinstance(found, Reread) and row[0] not in (None, found.page))


def _replace(batch: Batch, url: str, speech: Speech) -> Replaced:
    """The row keeps its id, unless its text is one that the corpus has in another row, or one
    that another site shows or has shown, too.
    """
    cursor = batch.connection.execute(_SEEN, (batch.site, url))
    old = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    if old["complete"] and not speech.complete:
        return Replaced(url, "cut")
    new = _fields(speech, old)
    change, identity = _change(batch.connection, old, new)
    if not batch.dry_run:
        if change == "merged":
            _merge(batch, url, speech, old)
        elif change != "same":
            _update(batch, old, new, identity)
        elif old["own"]:
            query = "UPDATE speeches SET cleaner_version = ? WHERE id = ?"
            batch.connection.execute(query, (batch.version, old["id"]))
    if change == "same":
        return Replaced(url, change)
    return Replaced(url, change, _lines(old), _lines(new))


def _merge(batch: Batch, url: str, speech: Speech, old: dict[str, Any]) -> None:
    if not old["kept"]:
        batch.loose.update(_take_out(batch.connection, old))
    at = datetime.fromisoformat(old["seen_at"])
    speeches.enter(
        batch.connection, speech, url, batch.site, at, reread=True, cleaner=batch.version
    )


def _divide(batch: Batch, url: str, speech: Speech) -> None:
    """Have the speeches of a collection follow it."""
    connection, site = batch.connection, batch.site
    query = "SELECT speech_id, seen_at FROM sightings WHERE site = ? AND url = ?"
    speech_id, seen = connection.execute(query, (site, url)).fetchone()
    at = datetime.fromisoformat(seen)

    def keep(place: str, part: Speech) -> None:
        if connection.execute(query, (site, place)).fetchone():
            _replace(batch, place, part)
        else:
            speeches.enter_one(connection, part, place, site, at, cleaner=batch.version, part=True)

    gone = division.divide(connection, speech, speech_id, url, site, keep)
    speeches.drop_parts(connection, site, gone, reread=True)


def _change(
    connection: sqlite3.Connection, old: dict[str, Any], new: dict[str, Any]
) -> tuple[Change, bytes]:
    identity = content_hash(new["body"])
    if identity != old["content_hash"]:
        return "merged" if old["elsewhere"] or _known(connection, identity) else "text", identity
    same = not old["own"] or all(old[name] == new[name] for name in _FIELDS)
    return "same" if same else "fields", identity


def _lines(row: dict[str, Any]) -> tuple[str, ...]:
    said = (f"{name}: {row[name]}" for name in _SHOWN if row[name] not in (None, "", "[]"))
    return (*said, *row["body"].split("\n"))


def _fields(speech: Speech, old: dict[str, Any]) -> dict[str, Any]:
    """What the row would hold now; what copies filled in stays, and 浏览量 as first read."""
    new = {name: value for name, value in columns(speech).items() if name in _FIELDS}
    kept = _FILLED_IN if old["seen"] > 1 else ()
    for name in kept:
        new[name] = old[name] if new[name] is None else new[name]
    if old["seen"] > 1 and new["tags"] == "[]":
        new["tags"] = old["tags"]
    if old["views"] is not None:
        new["views"] = old["views"]
    return new


def _update(batch: Batch, old: dict[str, Any], new: dict[str, Any], identity: bytes) -> None:
    connection = batch.connection
    batch.changed.add(old["id"])
    reworded = (old["title"], old["body"]) != (new["title"], new["body"])
    if reworded:
        index.remove(connection, old["id"], old["title"], old["body"])
        batch.loose.update(_take_out(connection, old))
    values = (*(new[name] for name in _FIELDS), identity, batch.version, old["id"])
    connection.execute(_UPDATE, values)
    if reworded:
        index.put_back(connection, old["id"], new["title"], new["body"])
        copies.settle(connection, old["id"], Text(new["title"], new["body"]))


def _take_out(connection: sqlite3.Connection, row: dict[str, Any]) -> set[int]:
    return copies.take_out(connection, row["id"], Text(row["title"], row["body"]))


def _known(connection: sqlite3.Connection, identity: bytes) -> bool:
    query = "SELECT 1 FROM speeches WHERE content_hash = ?"
    return connection.execute(query, (identity,)).fetchone() is not None
