"""Pages of files into the archive and on to the corpus, as if they had been crawled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from cleaners.model import Page, Rejected
from crawler.addresses import domains_of, normalise, numbered
from crawler.archived import articles_of, profile_of
from crawler.outcomes import Outcome, due_at, of_result
from crawler.parsers import as_bytes, memory_of
from crawler.profile import SiteProfile
from crawler.readers import Readers, batches
from crawler.reading import Reading
from crawler.spiders.site import published_on
from crawler.version import cleaner_version
from pipelines import index
from pipelines.archive import PageArchive
from pipelines.corpus import CorpusError, Recorded, Visit
from pipelines.given import Broken, Given, Left
from pipelines.queue import IngestQueue, Queued
from pipelines.sources import holds_many, read_file
from pipelines.sqlite import SqliteCorpus

FILES_SITE = "file"
"""The site of what says no address of its own."""

_Addressed = tuple[str, Page, int]
"""The site of a page, the page, and its number among the pages of its article."""

_BATCH = 100
_LEARN_EVERY = 1_000


@dataclass(slots=True)
class Unpacked:
    """What became of the pages in files: how many were queued, known or older; what was left by
    reason; each thing broken by its file; how many files were known as a whole.
    """

    pages: Counter[str] = field(default_factory=Counter)
    finished: int = 0
    left: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Unpacker:
    """Puts the pages of files into the archive and into the queue, a batch at a time."""

    def __init__(self, archive: PageArchive, queue: IngestQueue, site: str | None) -> None:
        self._archive, self._queue, self._site = archive, queue, site
        self._owned: dict[str, str] = {}
        self.done = Unpacked()

    def unpack(self, files: Iterable[Path]) -> Iterator[Path]:
        """Take in files, yielding each when it is in; those with many pages that an earlier run
        has read to the end are left alone.
        """
        waiting: list[_Addressed] = []
        for file in files:
            if holds_many(file):
                self._unpack_many(file)
            else:
                waiting.extend(self._pages(file))
            if len(waiting) >= _BATCH:
                self._offer(waiting)
                waiting.clear()
            yield file
        self._offer(waiting)

    def _unpack_many(self, file: Path) -> None:
        if self._queue.is_finished(file, self._site or ""):
            self.done.finished += 1
            return
        broken = len(self.done.broken)
        for batch in batches(self._pages(file), _BATCH):
            self._offer(batch)
        if len(self.done.broken) == broken:
            self._queue.finish(file, self._site or "", datetime.now(UTC))

    def _offer(self, batch: Sequence[_Addressed]) -> None:
        if batch:
            self._archive.put_all(page for _, page, _ in batch)
            self.done.pages.update(self._queue.offer(batch))

    def _pages(self, file: Path) -> Iterator[_Addressed]:
        for found in read_file(file):
            if isinstance(found, Broken):
                place = f" ({found.place})" if found.place else ""
                self.done.broken.append(f"{file}{place}: {found.reason}")
            elif isinstance(found, Left):
                self.done.left[found.reason] += 1
            elif page := self._addressed(found):
                site = self._site or found.site or site_of(page.url)
                yield site, page, _number(page.url)
            else:
                self.done.left["no_web_address"] += 1

    def _addressed(self, found: Given) -> Page | None:
        """The page under its normal address; None when it has none that a page can have."""
        page = found.page
        own = normalise(found.own) if found.own else None
        if own and urlsplit(own).path not in ("", "/") and self._is_first(own, page.url):
            return replace(page, url=own)
        if page.url.startswith("file:"):
            return page
        url = normalise(page.url)
        return replace(page, url=url) if url else None

    def _is_first(self, own: str, place: str) -> bool:
        """Sites that write one address on every page are believed once."""
        return self._owned.setdefault(own, place) == place


def site_of(url: str) -> str:
    """Return the name of a page's site, as the profile `generic` names sites."""
    return domains_of(url)[0] or FILES_SITE


def _number(url: str) -> int:
    return 1 if url.startswith("file:") else numbered(url)[1]


class _Task(NamedTuple):
    queued: Queued
    memory: bytes


class QueueReader:
    """Reads what waits in the queue on all cores, and keeps what it gives."""

    def __init__(
        self,
        corpus: SqliteCorpus,
        archive: PageArchive,
        queue: IngestQueue,
        run_id: int,
        folders: Sequence[str],
    ) -> None:
        self._corpus, self._archive, self._queue = corpus, archive, queue
        self._run_id, self._folders = run_id, tuple(folders)
        self._memories: dict[str, bytes] = {}
        self.broken: list[str] = []

    def read(self, readers: Readers) -> Iterator[list[tuple[Visit, Recorded]]]:
        """Yield what was recorded, a batch at a time: first pages of articles before further
        ones, so that these come in with their articles.
        """
        read = partial(_read, str(self._archive.path), self._folders)
        for part in self._queue.parts():
            found = readers.map(read, self._tasks(part), lambda task: task.queued.url)
            for batch in batches(found, _BATCH):
                yield self._keep([(task.queued, self._visits(task.queued, r)) for task, r in batch])

    def _keep(self, batch: list[tuple[Queued, list[Visit]]]) -> list[tuple[Visit, Recorded]]:
        renamed = [v[0].pages[0] for queued, v in batch if v and v[0].url != queued.url]
        if renamed:
            self._archive.put_all(renamed)
        recorded = self._settled(batch)
        self._corpus.index(least=index.BATCH)
        return [
            (visits[0], done[0]) for (_, visits), done in zip(batch, recorded, strict=True) if done
        ]

    def _settled(self, batch: list[tuple[Queued, list[Visit]]]) -> list[list[Recorded]]:
        """Record a batch; a page that the corpus cannot hold is named and left out."""
        try:
            return self._queue.settle(batch)
        except (CorpusError, KeyboardInterrupt):
            raise
        except Exception as error:
            if len(batch) > 1:
                return [self._settled([one])[0] for one in batch]
            ((queued, _),) = batch
            self.broken.append(f"{queued.url}: cannot be kept: {error!r}")
            return self._queue.settle([(queued, [])])

    def _tasks(self, part: int) -> Iterator[_Task]:
        last = 0
        while waiting := self._queue.take(part, last, _LEARN_EVERY):
            self._memories.clear()
            yield from (_Task(queued, self._memory(queued.site)) for queued in waiting)
            last = waiting[-1].id

    def _memory(self, site: str) -> bytes:
        if site not in self._memories:
            self._memories[site] = as_bytes(self._corpus.memory(site))
        return self._memories[site]

    def _visits(
        self, queued: Queued, found: tuple[Reading, tuple[Page, ...]] | Rejected
    ) -> list[Visit]:
        """What a page gave, and the ledger's row of the address under which it was found."""
        if isinstance(found, Rejected):
            try:
                page = self._archive.capture(queued.url, queued.body_sha256)
            except KeyError:
                return []
            found = Reading("other", result=found), (page,)
        reading, pages = found
        profile = profile_of(queued.site, self._folders)
        first = pages[0]
        if reading.canonical:
            first = replace(first, url=reading.canonical)
        visit = _visit(queued.site, self._run_id, reading, (first, *pages[1:]), profile)
        if first.url == queued.url:
            return [visit]
        moved = replace(
            visit, url=queued.url, state="moved", reason=first.url, due_at=None, revisit=None,
            dated=None, pages=pages[:1], result=None,
        )  # fmt: skip
        return [visit, moved]


def _read(path: str, folders: tuple[str, ...], task: _Task) -> tuple[Reading, tuple[Page, ...]]:
    """Read a page from the archive, in a child; links are no news from a file."""
    site, url, body = task.queued.site, task.queued.url, task.queued.body_sha256
    articles, memory = articles_of(path, site, folders), memory_of(task.memory)
    reading, pages = articles.read_from(articles.archive.capture(url, body), memory)
    return replace(reading, links=(), cleaner=cleaner_version(articles.profile, memory)), pages


def _visit(
    site: str, run_id: int, reading: Reading, pages: tuple[Page, ...], profile: SiteProfile
) -> Visit:
    """Return a visit as a crawl would make it, at the time when the page came.

    Lists and other pages without a text count as rejected: a crawl reads them anew, for their
    links. Files are never asked for.
    """
    at = pages[0].fetched_at or datetime.now(UTC)
    without = Outcome("rejected", f"{reading.kind}_page")
    outcome = of_result(reading.result) if reading.result else without
    web = pages[0].url.startswith("http")
    return Visit(
        url=pages[0].url,
        site=site,
        run_id=run_id,
        at=at,
        kind=reading.kind,
        state=outcome.state,
        reason=outcome.reason,
        due_at=due_at(outcome, reading.kind, 0, at) if web else None,
        revisit=profile.revisit if web else None,
        dated=published_on(reading.result),
        pages=pages,
        result=reading.result,
        cleaner=reading.cleaner,
    )
