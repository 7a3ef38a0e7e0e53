"""Today's cleaning put into the corpus: what the archive gives now in place of what it gave."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

from cleaners.model import Rejected, Speech
from cleaners.rules import TemplateMemory
from pipelines import choice, copies, index, memory, speeches
from pipelines.fingerprint import content_hash
from pipelines.sketch import Text

Change = Literal["same", "fields", "text", "merged"]
"""same: nothing. fields: what is said of the text, its title too. text: the body, in the same row.
merged: its sighting belongs to another row now, whose text it has."""

Read = Callable[[str, TemplateMemory], Speech | Rejected | None]
"""What the article at an address gives today; None when the archive does not have it."""

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
        WHERE other.speech_id = speeches.id AND other.site <> sightings.site) AS elsewhere
FROM sightings JOIN speeches ON speeches.id = speech_id
WHERE sightings.site = ? AND sightings.url = ?
"""
_UPDATE = f"""
UPDATE speeches SET {", ".join(f"{name} = ?" for name in _FIELDS)}, content_hash = ? WHERE id = ?
"""


class Recleaned(NamedTuple):
    """How many articles came out how: by `Change`, by reason of `Rejected` (their text stays),
    `missing` in the archive, `cut` where it lacks a page that the stored text has.
    """

    counts: Counter[str]
    furniture: TemplateMemory


class RecleanCorpus(Protocol):
    """What re-cleaning needs of a corpus."""

    def seen(self, site: str) -> list[str]: ...
    def learnt(self, site: str, articles: Iterable[Speech], *, keep: bool) -> TemplateMemory: ...
    def memory(self, site: str) -> TemplateMemory: ...
    def replace(self, site: str, url: str, speech: Speech, *, dry_run: bool) -> Change | None: ...


def reclean(
    corpus: RecleanCorpus,
    site: str,
    read: Read,
    *,
    dry_run: bool = False,
    advance: Callable[[], object] = lambda: None,
) -> Recleaned:
    """Read the articles of a site anew and keep what they give, each in one transaction.

    First the newest of them tell what the site repeats. `advance` is called after each article.
    With `dry_run` nothing is written. Whatever ends it half way, it may be run again.
    """
    urls = corpus.seen(site)
    before = corpus.memory(site)
    newest = (read(url, before) for url in urls[-memory.WINDOW :])
    given = (found for found in newest if isinstance(found, Speech))
    furniture = corpus.learnt(site, given, keep=not dry_run)
    counts: Counter[str] = Counter()
    for url in urls:
        found = read(url, furniture)
        if isinstance(found, Speech):
            counts[corpus.replace(site, url, found, dry_run=dry_run) or "cut"] += 1
        else:
            counts[found.reason if found else "missing"] += 1
        advance()
    return Recleaned(counts, furniture)


def seen(connection: sqlite3.Connection, site: str) -> list[str]:
    """Return the addresses of a site that hold a speech, in the order these came in."""
    rows = connection.execute(
        "SELECT url FROM sightings WHERE site = ? ORDER BY speech_id, url", (site,)
    )
    return [url for (url,) in rows]


def learn(connection: sqlite3.Connection, site: str, articles: Iterable[Speech]) -> None:
    """Count the lines of a site anew from its articles, each content once; in a transaction."""
    memory.forget(connection, site)
    for speech in _different(articles):
        memory.observe(connection, site, speech)


def replace(
    connection: sqlite3.Connection, site: str, url: str, speech: Speech, *, dry_run: bool
) -> Change | None:
    """Put what an article gives today in place of what it gave; inside a transaction.

    The row keeps its id, unless its text is one that the corpus has in another row, or one that
    another site shows too. None, and nothing done, when the stored text is whole and this one is
    cut.
    """
    cursor = connection.execute(_SEEN, (site, url))
    old = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    if old["complete"] and not speech.complete:
        return None
    identity = content_hash(speech.body)
    new = _fields(speech, old)
    if identity != old["content_hash"] and (old["elsewhere"] or _known(connection, identity)):
        if not dry_run:
            seen_at = datetime.fromisoformat(old["seen_at"])
            speeches.enter(connection, speech, url, site, seen_at, reread=True)
        return "merged"
    other_text = identity != old["content_hash"]
    if not other_text and (not old["own"] or all(old[name] == new[name] for name in _FIELDS)):
        return "same"
    if not dry_run:
        _update(connection, old, new, identity)
    return "text" if other_text else "fields"


def _fields(speech: Speech, old: dict[str, Any]) -> dict[str, Any]:
    """What the row would hold now; what copies filled in stays, and 浏览量 as first read."""
    new = {name: value for name, value in speeches.columns(speech).items() if name in _FIELDS}
    kept = _FILLED_IN if old["seen"] > 1 else ()
    for name in kept:
        new[name] = old[name] if new[name] is None else new[name]
    if old["seen"] > 1 and new["tags"] == "[]":
        new["tags"] = old["tags"]
    if old["views"] is not None:
        new["views"] = old["views"]
    return new


def _update(
    connection: sqlite3.Connection, old: dict[str, Any], new: dict[str, Any], identity: bytes
) -> None:
    reworded = (old["title"], old["body"]) != (new["title"], new["body"])
    changed = {old["id"]}
    if reworded:
        index.remove(connection, old["id"], old["title"], old["body"])
        changed |= copies.remove(connection, old["id"], Text(old["title"], old["body"]))
    connection.execute(_UPDATE, (*(new[name] for name in _FIELDS), identity, old["id"]))
    if reworded:
        index.put_back(connection, old["id"], new["title"], new["body"])
        copies.settle(connection, old["id"], Text(new["title"], new["body"]))
    choice.choose(connection, changed)


def _known(connection: sqlite3.Connection, identity: bytes) -> bool:
    query = "SELECT 1 FROM speeches WHERE content_hash = ?"
    return connection.execute(query, (identity,)).fetchone() is not None


def _different(articles: Iterable[Speech]) -> Iterator[Speech]:
    known: set[bytes] = set()
    for speech in articles:
        identity = content_hash(speech.body)
        if identity not in known:
            known.add(identity)
            yield speech
