"""Pages of files read and kept in the corpus, as if they had been crawled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from cleaners.model import Page, Rejected
from crawler.archived import articles_of, profile_of
from crawler.outcomes import Outcome, due_at, of_result
from crawler.profile import SiteProfile
from crawler.reading import Reading
from crawler.version import cleaner_version
from crawler.visiting import published_on
from crawler.workers.parsers import as_bytes, memory_of
from crawler.workers.readers import Readers
from pipelines.archive import PageArchive
from pipelines.corpus import CorpusError, Recorded, Visit
from pipelines.inputs.queue import IngestQueue, Queued
from pipelines.searching import index
from pipelines.sqlite import SqliteCorpus

_TOGETHER, _TOGETHER_BYTES = 500, 16 << 20
"""Pages recorded in one transaction at most, and their bytes: those of 500 are a fifth cheaper
than those of 100, since the index of copies is written once for all; others wait 0.3 s."""

_LEARN_EVERY = 1_000


class _Task(NamedTuple):
    queued: Queued
    memory: bytes


_Found = tuple[_Task, tuple[Reading, tuple[Page, ...]] | Rejected]


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
            for batch in _together(found):
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
                page = _capture(self._archive, queued)
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


def _together(found: Iterable[_Found]) -> Iterator[list[_Found]]:
    """Yield what was read by so much as is recorded together."""
    batch: list[_Found] = []
    size = 0
    for one in found:
        batch.append(one)
        size += 0 if isinstance(one[1], Rejected) else sum(len(page.body) for page in one[1][1])
        if len(batch) == _TOGETHER or size >= _TOGETHER_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(path: str, folders: tuple[str, ...], task: _Task) -> tuple[Reading, tuple[Page, ...]]:
    """Read a page from the archive, in a child; links are no news from a file."""
    articles, memory = articles_of(path, task.queued.site, folders), memory_of(task.memory)
    reading, pages = articles.read_from(_capture(articles.archive, task.queued), memory)
    return replace(reading, links=(), cleaner=cleaner_version(articles.profile, memory)), pages


def _capture(archive: PageArchive, queued: Queued) -> Page:
    """Return the page that was queued, as it came then; raises KeyError."""
    page = archive.capture(queued.url, queued.body_sha256)
    then = datetime.fromisoformat(queued.fetched_at) if queued.fetched_at else page.fetched_at
    return replace(page, fetched_at=then)


def _visit(
    site: str, run_id: int, reading: Reading, pages: tuple[Page, ...], profile: SiteProfile
) -> Visit:
    """Return a visit as a crawl would make it, at the time when the page came.

    Lists and other pages without a text count as rejected: a crawl reads them anew, for their
    links. Files and the speeches of a collection are never asked for.
    """
    at = pages[0].fetched_at or datetime.now(UTC)
    without = Outcome("rejected", f"{reading.kind}_page")
    outcome = of_result(reading.result) if reading.result else without
    web = pages[0].url.startswith("http") and "#" not in pages[0].url
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
