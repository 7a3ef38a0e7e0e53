"""Visits that come close together are written together: a transaction costs as much as a visit."""

import asyncio
from collections.abc import Sequence

from pipelines.archive import PageArchive
from pipelines.corpus import Corpus, CorpusError, Recorded, Visit

GROUP, GROUP_SECONDS = 3, 0.004
"""Visits in one transaction at most, and how long the first of them waits for others. With more,
too few of the 16 pages that may be in flight are on their way meanwhile: 8 crawl 8 % slower."""

_Waiting = tuple[Visit, asyncio.Future[Recorded]]


class VisitWriter:
    """Archives the pages of visits, then records them; each visit whole or not at all."""

    def __init__(self, archive: PageArchive, corpus: Corpus) -> None:
        self._archive, self._corpus = archive, corpus
        self._group: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None

    async def keep(self, visit: Visit) -> Recorded:
        """Return what the corpus did when it has the visit; raises CorpusError."""
        loop = asyncio.get_running_loop()
        recorded: asyncio.Future[Recorded] = loop.create_future()
        self._group.append((visit, recorded))
        if len(self._group) == 1:
            self._timer = loop.call_later(GROUP_SECONDS, self._write)
        elif len(self._group) == GROUP:
            self._write()
        return await recorded

    def _write(self) -> None:
        group, self._group = self._group, []
        if self._timer:
            self._timer.cancel()
        self._settle(group)

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
        if pages := [page for visit in visits for page in visit.pages]:
            self._archive.put_all(pages)
        return self._corpus.record_all(visits)
