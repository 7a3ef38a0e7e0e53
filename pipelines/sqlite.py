"""SqliteCorpus: a corpus in one SQLite file."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cleaners.model import Speech
from cleaners.rules import TemplateMemory
from pipelines import memory, reclean, search
from pipelines.corpus import (
    CorpusError,
    DuePage,
    Fence,
    HostRest,
    Link,
    Recorded,
    Results,
    Sighting,
    Sort,
    Visit,
)
from pipelines.duplicates import similar
from pipelines.duplicates.similar import Similar
from pipelines.duplicates.sketch import Text
from pipelines.searching import index
from pipelines.searching.index import Row
from pipelines.selection import EVERYTHING, Selection
from pipelines.storage import database, opening
from pipelines.storage.database import OpenFile, plain_errors, reading, writing
from pipelines.tables import changes, replacement, runs, speeches, stored
from pipelines.tables.replacement import Found, Replaced, Reread
from pipelines.tables.schema import corpus_migrations
from pipelines.visits import branches, due, hosts, ledger, sections

_MADE = 2 * index.BATCH  # speeches whose index words wait in memory, 10 kB each

_CATCH_UP_BATCHES = 2
"""A search indexes up to 2,000 waiting speeches first (2 s); further ones it looks through."""


class SqliteCorpus(OpenFile):
    """The Corpus protocol over one file; any number of processes may have it open.

    Writers wait `busy_seconds` for each other, readers for nobody. An instance may be used
    from any thread, by one at a time. Every method raises CorpusError when file or disk fail;
    what was being written is then undone as a whole.
    """

    def __init__(self, path: Path, *, busy_seconds: float = database.BUSY_SECONDS) -> None:
        self.path = path
        self.connection = opening.open_database(path, corpus_migrations, busy_seconds=busy_seconds)
        self._made: dict[int, index.Made] = {}

    def open_run(self, site: str, at: datetime, reads: str = "") -> int:
        with writing(self.connection, self.path):
            return runs.open_run(self.connection, site, at, reads)

    def interrupted(self, site: str, after: datetime) -> datetime | None:
        with plain_errors(self.path):
            return runs.interrupted(self.connection, site, after)

    def close_run(
        self, run_id: int, at: datetime, outcome: str, exit_code: int, report: Mapping[str, Any]
    ) -> None:
        with writing(self.connection, self.path):
            runs.close_run(self.connection, run_id, at, outcome, exit_code, report)

    def find(
        self, site: str, links: Iterable[Link], run_id: int, at: datetime, *, due: bool = False
    ) -> int:
        links = tuple(links)
        with writing(self.connection, self.path):
            new = ledger.enter_links(self.connection, site, links, run_id, at)
            if due:
                ledger.begin_at(self.connection, site, links, at)
            return new

    def wake(self, site: str, at: datetime, *, everything: bool) -> None:
        with writing(self.connection, self.path):
            ledger.wake(self.connection, site, at, everything=everything)

    def wake_sections(self, site: str, at: datetime, share: float) -> None:
        with writing(self.connection, self.path):
            sections.wake_some(self.connection, site, at, share)

    def resting_sections(self, site: str, run_id: int, at: datetime) -> int:
        with plain_errors(self.path):
            return sections.resting(self.connection, site, run_id, at)

    def due(
        self,
        site: str,
        run_started: datetime,
        now: datetime,
        limit: int,
        max_depth: int,
        *,
        resumed: datetime | None = None,
        since: date | None = None,
    ) -> list[DuePage]:
        with plain_errors(self.path):
            return due.due(
                self.connection, site, run_started, now, limit, max_depth,
                resumed=resumed, since=since,
            )  # fmt: skip

    def read_as(self, site: str, urls: Sequence[str]) -> str | None:
        with plain_errors(self.path):
            return due.read_as(self.connection, site, urls)

    def older(self, site: str, since: date, now: datetime) -> int:
        with plain_errors(self.path):
            return due.older(self.connection, site, since, now)

    def record(self, visit: Visit) -> Recorded:
        with writing(self.connection, self.path):
            return self.settle(visit)

    def record_all(self, visits: Iterable[Visit]) -> list[Recorded]:
        with writing(self.connection, self.path):
            return [self.settle(visit) for visit in visits]

    def settle(self, visit: Visit) -> Recorded:
        """Do what `record` does, inside a transaction of the caller's."""
        sighting = self._enter(visit)
        self._remember_words(visit, sighting)
        changed = sighting is not None and sighting.replaced is not None
        new_text = sighting is not None and speeches.is_new_to_site(self.connection, sighting)
        altered = sighting is not None and speeches.is_altered(self.connection, sighting)
        found = ledger.settle(self.connection, visit, changed=changed)
        return Recorded(sighting, *found, new_text, altered)

    def fence(self, site: str, fenced: Fence, url: str, at: datetime) -> None:
        with writing(self.connection, self.path):
            branches.fence(self.connection, site, fenced, url, at)

    def fences(self, site: str, now: datetime) -> list[Fence]:
        with writing(self.connection, self.path):
            return branches.fences(self.connection, site, now)

    def put_off_some(
        self, site: str, now: datetime, spared: Set[str] = frozenset(), after: str = ""
    ) -> str | None:
        with writing(self.connection, self.path):
            return branches.put_off_some(self.connection, site, now, spared, after)

    def put_off(self, site: str, urls: Iterable[str], until: datetime) -> None:
        with writing(self.connection, self.path):
            branches.put_off(self.connection, site, urls, until)

    def too_deep(self, site: str, run_id: int, max_depth: int) -> str | None:
        with plain_errors(self.path):
            return due.too_deep(self.connection, site, run_id, max_depth)

    def addresses(self, site: str) -> list[str]:
        with plain_errors(self.path):
            return due.addresses(self.connection, site)

    def fruitful(self, site: str) -> frozenset[str]:
        with reading(self.connection, self.path):
            return branches.fruitful(self.connection, site)

    def rest(self, resting: HostRest, at: datetime) -> None:
        with writing(self.connection, self.path):
            hosts.rest(self.connection, resting, at)

    def recover(self, host: str) -> None:
        with writing(self.connection, self.path):
            hosts.recover(self.connection, host)

    def rest_of(self, host: str) -> HostRest | None:
        with plain_errors(self.path):
            return hosts.rest_of(self.connection, host)

    def add(self, speech: Speech, url: str, site: str, seen_at: datetime) -> Sighting:
        with writing(self.connection, self.path):
            return speeches.enter(self.connection, speech, url, site, seen_at)

    def hold(self) -> None:
        """Keep 64 MiB of the file in memory instead of SQLite's 2 MiB: for whoever stores much,
        a tenth of the time less.
        """
        self.connection.execute("PRAGMA cache_size = -65536")

    def index(self, *, least: int = 1) -> int:
        with plain_errors(self.path):
            if not index.waits(self.connection, least):
                return 0
        return sum(iter(self._index_batch, 0))

    async def index_some(self, most: int) -> None:
        with ExitStack() as begun:
            begun.enter_context(writing(self.connection, self.path))
            rows = index.waiting(self.connection, self._made, most)
            transaction = begun.pop_all()
        await asyncio.to_thread(self._index_rows, transaction, rows)
        self._forget_made()

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        site: str | None = None,
        sort: Sort = "relevance",
        near: bool = False,
    ) -> Results:
        self._catch_up()
        with reading(self.connection, self.path):
            return search.search(
                self.connection, query, limit=limit, offset=offset, site=site, sort=sort, near=near
            )

    def speeches(self, chosen: Selection = EVERYTHING) -> Iterator[Mapping[str, Any]]:
        with database.snapshot(self.path) as connection:
            yield from stored.rows(connection, chosen)

    def number(self, chosen: Selection) -> int:
        """Return how many speeches are chosen."""
        with reading(self.connection, self.path):
            return stored.number(self.connection, chosen)

    def newest_change(self) -> int:
        with plain_errors(self.path):
            return changes.newest(self.connection)

    def changed(self, chosen: Selection, after: int, through: int) -> Iterator[Mapping[str, Any]]:
        with plain_errors(self.path):
            yield from changes.rows(self.connection, chosen, after, through)

    def has_speeches(self, site: str) -> bool:
        with plain_errors(self.path):
            query = "SELECT 1 FROM sightings WHERE site = ? LIMIT 1"
            return self.connection.execute(query, (site,)).fetchone() is not None

    def memory(self, site: str) -> TemplateMemory:
        with plain_errors(self.path):
            return memory.memory(self.connection, site)

    def sites(self) -> list[str]:
        """Return the sites that show a speech today, by name."""
        with plain_errors(self.path):
            rows = self.connection.execute("SELECT DISTINCT site FROM sightings ORDER BY site")
            return [site for (site,) in rows]

    def categories(self) -> list[str]:
        """Return the categories of the speeches, those of most speeches first."""
        with plain_errors(self.path):
            query = """SELECT category FROM speeches WHERE category NOT NULL
                GROUP BY category ORDER BY count(*) DESC, category"""
            return [category for (category,) in self.connection.execute(query)]

    def has_read(self) -> bool:
        """Tell whether any page was read, so that an archive of raw pages should be there."""
        with plain_errors(self.path):
            query = "SELECT 1 FROM pages WHERE body_sha256 NOT NULL LIMIT 1"
            return self.connection.execute(query).fetchone() is not None

    def urls(self, site: str) -> list[str]:
        """Return the addresses of a site that were ever read, by address."""
        with plain_errors(self.path):
            query = (
                "SELECT url FROM pages WHERE site = :site AND body_sha256 NOT NULL"
                " UNION SELECT url FROM sightings WHERE site = :site ORDER BY url"
            )
            return [url for (url,) in self.connection.execute(query, {"site": site})]

    def seen(self, site: str) -> list[tuple[str, str | None]]:
        with plain_errors(self.path):
            return reclean.seen(self.connection, site)

    def learnt(self, site: str, articles: Iterable[Speech], *, keep: bool) -> TemplateMemory:
        """Learn what the site repeats from these articles alone; `keep` the counts."""
        found = list(articles)  # read them before others are kept from writing
        with writing(self.connection, self.path):
            self.connection.execute("SAVEPOINT learn")
            reclean.learn(self.connection, site, found)
            learnt = memory.memory(self.connection, site)
            if not keep:
                self.connection.execute("ROLLBACK TO learn")
            return learnt

    def replace(
        self,
        site: str,
        found: Sequence[tuple[str, Found | Reread]],
        version: str,
        *,
        dry_run: bool,
    ) -> list[Replaced]:
        """Put what articles give today in place of what they gave, in one transaction."""
        with writing(self.connection, self.path):
            return replacement.settle_all(self.connection, site, found, version, dry_run=dry_run)

    def speech(self, speech_id: int) -> Mapping[str, Any] | None:
        """Return a speech as `speeches` gives it, None when there is none of that id."""
        with plain_errors(self.path):
            return stored.one(self.connection, speech_id)

    def text(self, speech_id: int) -> Text | None:
        """Return title and body of a speech, None when there is none of that id."""
        with plain_errors(self.path):
            row = self.connection.execute(
                "SELECT title, body FROM speeches WHERE id = ?", (speech_id,)
            ).fetchone()
            return Text(*row) if row else None

    def similar(self, text: Text, speech_id: int | None = None) -> list[Similar]:
        """Return the copies of a text, its parts and what contains it."""
        with reading(self.connection, self.path):
            return similar.similar(self.connection, text, speech_id)

    def run(self, site: str | None = None) -> Mapping[str, Any] | None:
        with plain_errors(self.path):
            return runs.newest_run(self.connection, site)

    def counts(self, site: str | None = None) -> Mapping[str, int]:
        with plain_errors(self.path):
            return runs.counts(self.connection, site)

    def check(self) -> None:
        """Read the whole file; raise CorpusError when it is damaged."""
        opening.check(self.connection, self.path)

    def _enter(self, visit: Visit) -> Sighting | None:
        """Keep the speech of a visit, unless it has none or only half of one we have."""
        if not isinstance(visit.result, Speech):
            return None
        url = visit.pages[0].url if visit.pages else visit.url
        place = (self.connection, visit.result, url, visit.site)
        if speeches.cuts_a_whole(*place):
            return None
        reread = ledger.same_pages(self.connection, visit)
        return speeches.enter(
            *place, visit.at, reread=reread, cleaner=visit.cleaner, prepared=visit.prepared
        )

    def _remember_words(self, visit: Visit, sighting: Sighting | None) -> None:
        """Keep the index words of a new speech for the next batch."""
        ready = visit.prepared
        if ready and ready.words and sighting and sighting.match != "same":
            if len(self._made) == _MADE:
                self._made.clear()
            made = index.Made(ready.columns["title"], ready.columns["body"], ready.words)
            self._made[sighting.speech_id] = made

    def _index_batch(self) -> int:
        with writing(self.connection, self.path):
            indexed = index.add_batch(self.connection, self._made)
        self._forget_made()
        return indexed

    def _index_rows(self, transaction: ExitStack, rows: Sequence[Row]) -> None:
        """Index them; and put the log away now, not in the next transaction of the event loop's."""
        database.put_log_off(self.connection, 1)
        with transaction:
            index.enter(self.connection, rows)
        database.put_log_off(self.connection, 4)

    def _forget_made(self) -> None:
        through = index.indexed_through(self.connection)
        self._made = {one: made for one, made in self._made.items() if one > through}

    def _catch_up(self) -> None:
        """Index what waits, as far as that is quick and the file is free for writing."""
        with suppress(CorpusError), self._not_waiting():
            for _ in range(_CATCH_UP_BATCHES):
                if not index.waits(self.connection) or not self._index_batch():
                    return

    @contextmanager
    def _not_waiting(self) -> Iterator[None]:
        (milliseconds,) = self.connection.execute("PRAGMA busy_timeout").fetchone()
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
