"""Today's cleaning put into the corpus: what the archive gives now in place of what it gave."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from cleaners.model import Speech
from cleaners.rules import TemplateMemory
from pipelines import memory
from pipelines.fingerprint import content_hash
from pipelines.tables.replacement import Found, Replaced, Reread

BATCH = 100
"""Articles kept in one transaction: other writers wait for about 0.1 s."""

Read = Callable[[Iterable[str], TemplateMemory], Iterator[tuple[str, Found | Reread]]]
"""What the articles at some addresses give today, in their order, with what the site repeats."""

VersionOf = Callable[[TemplateMemory], str]
"""Names today's cleaning of the site; with an empty memory, what the name begins with."""


class Recleaned(NamedTuple):
    """How many articles came out how (see `Replaced`); `current` ones were not read, since they
    have been through this very cleaning.
    """

    counts: Counter[str]
    furniture: TemplateMemory
    current: int


class RecleanCorpus(Protocol):
    """What re-cleaning needs of a corpus."""

    def seen(self, site: str) -> list[tuple[str, str | None]]: ...
    def learnt(self, site: str, articles: Sequence[Speech], *, keep: bool) -> TemplateMemory: ...
    def memory(self, site: str) -> TemplateMemory: ...
    def replace(
        self, site: str, found: Sequence[tuple[str, Found | Reread]], version: str, *, dry_run: bool
    ) -> list[Replaced]: ...


def reclean(
    corpus: RecleanCorpus,
    site: str,
    read: Read,
    version_of: VersionOf,
    *,
    dry_run: bool = False,
    everything: bool = False,
    watch: Callable[[Replaced], object] = lambda replaced: None,
) -> Recleaned:
    """Read the articles of a site anew and keep what they give, a batch in one transaction.

    First the newest of them tell what the site repeats, unless all went through today's rules
    already. Articles that went through the very same cleaning are left alone, unless it is
    `everything`. `watch` is told of each article. With `dry_run` nothing is written. Whatever
    ends it half way, each article is as it was or as it will be: run it again.
    """
    seen = corpus.seen(site)
    furniture = corpus.memory(site)
    rules = version_of(TemplateMemory())
    if everything or any(version is None or not version.startswith(rules) for _, version in seen):
        newest = read((url for url, _ in seen[-memory.WINDOW :]), furniture)
        read_anew = (each.found if isinstance(each, Reread) else each for _, each in newest)
        given = [found for found in read_anew if isinstance(found, Speech)]
        furniture = corpus.learnt(site, given, keep=not dry_run)
    today = version_of(furniture)
    wanted = [url for url, version in seen if everything or version != today]
    counts: Counter[str] = Counter()
    results = read(wanted, furniture)
    while batch := list(islice(results, BATCH)):
        for replaced in corpus.replace(site, batch, today, dry_run=dry_run):
            counts[replaced.outcome] += 1
            watch(replaced)
    return Recleaned(counts, furniture, len(seen) - len(wanted))


def seen(connection: sqlite3.Connection, site: str) -> list[tuple[str, str | None]]:
    """Return the addresses of a site that hold a speech, in the order these came in, each with
    the cleaning that it went through.
    """
    return connection.execute(
        "SELECT url, cleaner_version FROM sightings WHERE site = ? AND part IS NULL"
        " ORDER BY speech_id, url",
        (site,),
    ).fetchall()


def learnt(
    connection: sqlite3.Connection, site: str, articles: Sequence[Speech], *, keep: bool
) -> TemplateMemory:
    """Return what a site repeats by these articles alone, inside a transaction; `keep` the counts
    of their lines, each content counted once.
    """
    connection.execute("SAVEPOINT learn")
    memory.forget(connection, site)
    for speech in _different(articles):
        memory.observe(connection, site, speech)
    repeated = memory.memory(connection, site)
    if not keep:
        connection.execute("ROLLBACK TO learn")
    return repeated


def _different(articles: Iterable[Speech]) -> Iterator[Speech]:
    known: set[bytes] = set()
    for speech in articles:
        identity = content_hash(speech.body)
        if identity not in known:
            known.add(identity)
            yield speech
