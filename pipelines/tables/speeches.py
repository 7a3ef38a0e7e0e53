"""The tables `speeches` and `sightings`: entering a text and where it was seen."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from cleaners.model import Speech
from pipelines import memory
from pipelines.corpus import Match, Sighting
from pipelines.duplicates import choice, copies
from pipelines.duplicates.likenesses import Related
from pipelines.duplicates.sketch import Text
from pipelines.prepared import Prepared, prepare
from pipelines.searching import index
from pipelines.storage.database import stamp
from pipelines.tables.division import divide

_INSERT = """
INSERT INTO speeches (content_hash, title, published, source, speaker, category, tags, views, url,
    site, quality, complete, characters, added_at, outline, body, salutation, closing, occasion,
    place, signals, cleaner_version)
VALUES (:content_hash, :title, :published, :source, :speaker, :category, :tags, :views, :url,
    :site, :quality, :complete, :characters, :added_at, :outline, :body, :salutation, :closing,
    :occasion, :place, :signals, :cleaner_version)
ON CONFLICT (content_hash) DO NOTHING
"""
_COMPLETE = """
UPDATE speeches SET published = coalesce(published, :published), source = coalesce(source, :source),
    speaker = coalesce(speaker, :speaker), category = coalesce(category, :category),
    tags = CASE tags WHEN '[]' THEN :tags ELSE tags END, views = coalesce(views, :views),
    quality = CASE WHEN :complete > complete THEN :quality ELSE quality END,
    signals = CASE WHEN :complete > complete THEN :signals ELSE signals END,
    complete = max(complete, :complete)
WHERE id = :id
"""
_SIGHT = """
INSERT INTO sightings
    (url, speech_id, site, match, similarity, first_seen_at, seen_at, cleaner_version)
VALUES (:url, :speech_id, :site, :match, :similarity, :at, :at, :cleaner_version)
ON CONFLICT (site, url) DO UPDATE SET
    match = CASE WHEN speech_id = excluded.speech_id THEN match ELSE excluded.match END,
    similarity = CASE WHEN speech_id = excluded.speech_id THEN similarity
        ELSE excluded.similarity END,
    first_seen_at = CASE WHEN speech_id = excluded.speech_id OR :reread THEN first_seen_at
        ELSE excluded.first_seen_at END,
    speech_id = excluded.speech_id, seen_at = excluded.seen_at,
    cleaner_version = excluded.cleaner_version
"""
_SUPERSEDE = """
INSERT OR REPLACE INTO versions (site, url, speech_id, first_seen_at, seen_at)
SELECT site, url, speech_id, coalesce(first_seen_at, seen_at), seen_at FROM sightings
WHERE site = ? AND url = ? AND (SELECT complete FROM speeches WHERE id = speech_id)
"""
_SHOWN_ELSEWHERE = "SELECT 1 FROM sightings WHERE speech_id = ? AND site = ? AND url <> ? LIMIT 1"
_COPY_SHOWN = """
SELECT 1 FROM (
    SELECT speech_id FROM sketches WHERE speech_id <> :id
        AND cluster = (SELECT cluster FROM sketches WHERE speech_id = :id) LIMIT 64
) JOIN sightings USING (speech_id) WHERE site = :site AND url <> :url LIMIT 1
"""


def enter(
    connection: sqlite3.Connection,
    speech: Speech,
    url: str,
    site: str,
    seen_at: datetime,
    *,
    reread: bool = False,
    cleaner: str | None = None,
    prepared: Prepared | None = None,
) -> Sighting:
    """Insert the speech unless its text is there, and its sighting; inside a transaction.

    A copy fills in what the page seen before it did not say of the same text. The text that
    stood there before becomes a version; with `reread` the page is the same and only its text
    was read otherwise: then it goes, unless another page shows it. Of a collection each speech is
    entered, too (see `division`). `prepared` is what `prepare` gives of the speech, if it is there.
    """
    ready = prepared or prepare(speech)
    entered = enter_one(
        connection, speech, url, site, seen_at, reread=reread, cleaner=cleaner, prepared=ready
    )
    stored = None if entered.match == "same" else ready.text

    def keep(place: str, part: Speech) -> None:
        enter_one(connection, part, place, site, seen_at, reread=reread, cleaner=cleaner, part=True)

    gone = divide(connection, speech, entered.speech_id, url, site, keep, stored)
    drop_parts(connection, site, gone, reread=reread)
    return entered


def drop_parts(
    connection: sqlite3.Connection, site: str, gone: Iterable[tuple[str, int]], *, reread: bool
) -> None:
    """Let go parts that a page has no more, given by address and id; inside a transaction."""
    for url, speech_id in gone:
        if not reread:
            connection.execute(_SUPERSEDE, (site, url))
        connection.execute("DELETE FROM sightings WHERE site = ? AND url = ?", (site, url))
        drop_unseen(connection, speech_id, chosen=choice.is_chosen(connection, speech_id))


def enter_one(
    connection: sqlite3.Connection,
    speech: Speech,
    url: str,
    site: str,
    seen_at: datetime,
    *,
    reread: bool = False,
    cleaner: str | None = None,
    part: bool = False,
    prepared: Prepared | None = None,
) -> Sighting:
    """Do as `enter`, without looking for several speeches in it; of a `part` no line counts as
    one that the site repeats.
    """
    text = _enter_text(connection, prepared or prepare(speech), url, site, seen_at, cleaner)
    before = _seen_there(connection, url, site)
    if text.new and before is None and not part:
        memory.observe(connection, site, speech)
    other = before if before != text.id else None
    chosen = other is not None and choice.is_chosen(connection, other)
    if other is not None and not reread:
        connection.execute(_SUPERSEDE, (site, url))
    sight = {"url": url, "site": site, "speech_id": text.id, "at": stamp(seen_at)}
    how = {"match": text.match, "similarity": text.similarity, "reread": reread}
    connection.execute(_SIGHT, sight | how | {"cleaner_version": cleaner})
    if text.near:
        choice.enter(connection, text.id, [copy.speech_id for copy in text.near])
    elif text.rank:
        choice.reconsider(connection, text.id, text.rank)
    if other is not None:
        drop_unseen(connection, other, chosen=chosen)
    replaced = None if reread else other
    return Sighting(url, site, text.id, text.match, text.similarity, seen_at, replaced)


class _Entered(NamedTuple):
    """The row of a text: a new one with its copies, nearest first, or one that was there, with
    what it was worth among its copies until now.
    """

    id: int
    new: bool
    near: Sequence[Related] = ()
    rank: choice.Rank | None = None

    @property
    def match(self) -> Match:
        return "near" if self.near else "first" if self.new else "same"

    @property
    def similarity(self) -> float:
        return self.near[0].share if self.near else 1.0


def _enter_text(
    connection: sqlite3.Connection,
    ready: Prepared,
    url: str,
    site: str,
    seen_at: datetime,
    cleaner: str | None,
) -> _Entered:
    """Insert a text, or fill in what the row with the same one does not know."""
    identity, values = ready.content_hash, {**ready.columns, "cleaner_version": cleaner}
    place = {"content_hash": identity, "url": url, "site": site, "added_at": stamp(seen_at)}
    entered = connection.execute(_INSERT, values | place)
    if entered.rowcount and (new := entered.lastrowid):
        return _Entered(new, True, near=copies.settle(connection, new, ready.text))
    query = "SELECT id FROM speeches WHERE content_hash = ?"
    (speech_id,) = connection.execute(query, (identity,)).fetchone()
    rank = choice.rank(connection, speech_id)
    connection.execute(_COMPLETE, values | {"id": speech_id})
    return _Entered(speech_id, False, rank=rank)


def cuts_a_whole(connection: sqlite3.Connection, speech: Speech, url: str, site: str) -> bool:
    """Tell whether a speech lacks a page, while the address holds a text that does not."""
    query = (
        "SELECT complete FROM sightings JOIN speeches ON speeches.id = speech_id"
        " WHERE sightings.site = ? AND sightings.url = ?"
    )
    return not speech.complete and connection.execute(query, (site, url)).fetchone() == (1,)


def is_new_to_site(connection: sqlite3.Connection, sighting: Sighting) -> bool:
    """Tell whether a site did not show this text at another address before."""
    place = (sighting.speech_id, sighting.site, sighting.url)
    return (
        sighting.match != "same" or connection.execute(_SHOWN_ELSEWHERE, place).fetchone() is None
    )


def is_altered(connection: sqlite3.Connection, sighting: Sighting) -> bool:
    """Tell whether a site shows a copy of this text at another address, as far as copies were
    looked at.
    """
    place = {"id": sighting.speech_id, "site": sighting.site, "url": sighting.url}
    return (
        sighting.match == "near" and connection.execute(_COPY_SHOWN, place).fetchone() is not None
    )


def _seen_there(connection: sqlite3.Connection, url: str, site: str) -> int | None:
    row = connection.execute(
        "SELECT speech_id FROM sightings WHERE site = ? AND url = ?", (site, url)
    ).fetchone()
    return int(row[0]) if row else None


def drop_unseen(connection: sqlite3.Connection, speech_id: int, *, chosen: bool) -> None:
    """Delete a speech that no address shows or has shown as a version; inside a transaction.

    If it was the `chosen` one, it is chosen anew among its copies, also when it stays.
    """
    row = connection.execute(
        "SELECT title, body FROM speeches WHERE id = :id"
        " AND NOT EXISTS (SELECT 1 FROM sightings WHERE speech_id = :id)"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE speech_id = :id)",
        {"id": speech_id},
    ).fetchone()
    if not row:
        if chosen:
            choice.choose(connection, [speech_id])
        return
    index.remove(connection, speech_id, *row)
    choice.leave(connection, speech_id, Text(*row), chosen=chosen)
    connection.execute("DELETE FROM speeches WHERE id = ?", (speech_id,))
