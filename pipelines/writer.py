"""Visits that come close together are written together: a transaction costs as much as a visit."""

import asyncio
from collections.abc import Sequence

from pipelines.archive import PageArchive
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError, Recorded, Visit

GROUP, GROUP_SECONDS = 3, 0.004
"""Visits in one transaction at most, and how long the first of them waits for others. With more,
too few of the 16 pages that may be in flight are on their way meanwhile: 8 crawl 8 % slower."""

INDEX_EVERY = 32
"""New speeches between two updates of the search index. Other visits wait meanwhile (10 ms): with
more of them, those that may be in flight are all at hand before the end."""

_Waiting = tuple[Visit, asyncio.Future[Recorded]]


class VisitWriter:
    """Archives the pages of visits, then records them; each visit whole or not at all.

    Their speeches come into the search index beside the event loop, which goes on.
    """

    def __init__(self, archive: PageArchive, corpus: Corpus) -> None:
        self._archive, self._corpus = archive, corpus
        self._group: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None
        self._new = 0
        self._indexing: asyncio.Task[None] | None = None
        self._failed: CorpusError | None = None

    async def keep(self, visit: Visit) -> Recorded:
        """Return what the corpus did when it has the visit; raises CorpusError."""
        loop = asyncio.get_running_loop()
        recorded: asyncio.Future[Recorded] = loop.create_future()
        self._group.append((visit, recorded))
        if not self._indexing:
            if len(self._group) == 1:
                self._timer = loop.call_later(GROUP_SECONDS, self._write)
            elif len(self._group) == GROUP:
                self._write()
        return await recorded

    async def end(self) -> None:
        """Bring all speeches into the search index; raises CorpusError."""
        while self._indexing:
            await self._indexing
        self._corpus.index()

    def _write(self) -> None:
        group, self._group = self._group, []
        if self._timer:
            self._timer.cancel()
        self._settle(group)
        if self._new >= INDEX_EVERY:
            self._new = 0
            self._indexing = asyncio.get_running_loop().create_task(self._index())

    async def _index(self) -> None:
        """Index what is new, more if others left some; then write what came meanwhile."""
        try:
            await self._corpus.index_some(2 * INDEX_EVERY)
        except CorpusError as error:
            self._failed = error  # that of the next visit
        finally:
            self._indexing = None
            if self._group:
                self._write()

    def _settle(self, group: Sequence[_Waiting]) -> None:
        try:
            found = self._record([visit for visit, _ in group])
        except Exception as error:
            if len(group) > 1 and not isinstance(error, CorpusError):
                for one in group:  # an error of ours is that of one visit
                    self._settle([one])
                return
            for _, recorded in group:
                if not recorded.done():
                    recorded.set_exception(error)
            return
        for (_, recorded), what in zip(group, found, strict=True):
            if not recorded.done():
                recorded.set_result(what)

    def _record(self, visits: Sequence[Visit]) -> list[Recorded]:
        if self._failed:
            raise self._failed
        if pages := [page for visit in visits for page in visit.pages]:
            self._archive.put_all(pages)
        found = self._corpus.record_all(visits)
        self._new += sum(_is_new(one) for one in found)
        return found


def _is_new(recorded: Recorded) -> bool:
    return recorded.sighting is not None and recorded.sighting.match != "same"
