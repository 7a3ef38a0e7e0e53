"""SqliteCorpus: a corpus in one SQLite file."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines import memory, reclean, recording, search
from pipelines.corpus import Recorded, Results, Sort, Visit
from pipelines.duplicates import similar
from pipelines.searching.indexed import IndexedFile
from pipelines.selection import EVERYTHING, Selection
from pipelines.storage import database, opening
from pipelines.storage.database import plain_errors, reading, writing
from pipelines.storage.methods import asks, reads, writes
from pipelines.tables import changes, holdings, replacement, runs, speeches, stored
from pipelines.tables.schema import corpus_migrations
from pipelines.visits import branches, due, hosts, ledger, sections


class SqliteCorpus(IndexedFile):
    """The Corpus protocol over one file; any number of processes may have it open.

    Writers wait `busy_seconds` for each other, readers for nobody. An instance may be used
    from any thread, by one at a time. Every method raises CorpusError when file or disk fail;
    what was being written is then undone as a whole.
    """

    def __init__(self, path: Path, *, busy_seconds: float = database.BUSY_SECONDS) -> None:
        super().__init__()
        self.path = path
        self.connection = opening.open_database(path, corpus_migrations, busy_seconds=busy_seconds)

    open_run = writes(runs.open_run)
    interrupted = asks(runs.interrupted)
    close_run = writes(runs.close_run)
    run = asks(runs.newest_run)
    counts = asks(runs.counts)

    find = writes(ledger.find)
    wake = writes(ledger.wake)
    wake_sections = writes(sections.wake_some)
    resting_sections = asks(sections.resting)
    read_as = asks(due.read_as)
    older = asks(due.older)
    too_deep = asks(due.too_deep)
    addresses = asks(due.addresses)
    due = asks(due.due)

    fence = writes(branches.fence)
    fences = writes(branches.fences)
    put_off = writes(branches.put_off)
    put_off_some = writes(branches.put_off_some)
    fruitful = reads(branches.fruitful)

    rest = writes(hosts.rest)
    recover = writes(hosts.recover)
    rest_of = asks(hosts.rest_of)

    sites = asks(holdings.sites)
    categories = asks(holdings.categories)
    has_speeches = asks(holdings.has_speeches)
    has_read = asks(holdings.has_read)
    urls = asks(holdings.urls)

    add = writes(speeches.enter)
    speech = asks(stored.one)
    text = asks(stored.text)
    number = reads(stored.number)
    newest_change = asks(changes.newest)
    similar = reads(similar.similar)

    memory = asks(memory.memory)
    seen = asks(reclean.seen)
    learnt = writes(reclean.learnt)
    replace = writes(replacement.settle_all)

    def record(self, visit: Visit) -> Recorded:
        with writing(self.connection, self.path):
            return self.settle(visit)

    def record_all(self, visits: Iterable[Visit]) -> list[Recorded]:
        with writing(self.connection, self.path):
            return [self.settle(visit) for visit in visits]

    def settle(self, visit: Visit) -> Recorded:
        """Do what `record` does, inside a transaction of the caller's."""
        recorded = recording.record(self.connection, visit)
        self.remember_words(visit.prepared, recorded.sighting)
        return recorded

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
        self.catch_up()
        with reading(self.connection, self.path):
            return search.search(
                self.connection, query, limit=limit, offset=offset, site=site, sort=sort, near=near
            )

    def speeches(self, chosen: Selection = EVERYTHING) -> Iterator[Mapping[str, Any]]:
        with database.snapshot(self.path) as connection:
            yield from stored.rows(connection, chosen)

    def changed(self, chosen: Selection, after: int, through: int) -> Iterator[Mapping[str, Any]]:
        with plain_errors(self.path):
            yield from changes.rows(self.connection, chosen, after, through)

    def hold(self) -> None:
        """Keep 64 MiB of the file in memory instead of SQLite's 2 MiB: for whoever stores much,
        a tenth of the time less.
        """
        self.connection.execute("PRAGMA cache_size = -65536")

    def check(self) -> None:
        """Read the whole file; raise CorpusError when it is damaged."""
        opening.check(self.connection, self.path)
