"""The item pipelines: a visit comes in from the spider; what the corpus kept of it goes out."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import BaseSettings

from cleaners.model import Speech
from pipelines.archive import PageArchive
from pipelines.corpus import Corpus, CorpusError, Recorded, Visit, home, open_corpus

visit_recorded = object()
"""Signal: a visit is in the corpus. Sent with `visit` and `recorded`."""

INDEX_EVERY = 200
"""New speeches between two updates of the search index: a batch is cheaper than one at a time."""

T = TypeVar("T")


def corpus_of(settings: BaseSettings) -> Corpus:
    """Open the corpus that the settings name; raises CorpusError."""
    return open_corpus(
        settings["CORPUS"],
        root=Path(settings["PROJECT_ROOT"]),
        busy_seconds=settings.getfloat("CORPUS_TIMEOUT"),
    )


def home_of(settings: BaseSettings) -> Path:
    """Return the folder of the corpus that the settings name; raises CorpusError."""
    return home(settings["CORPUS"], Path(settings["PROJECT_ROOT"]))


class _Step:
    """A pipeline whose store is used from one thread of its own, so that fetching never waits."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=type(self).__name__)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def _in_thread(self, call: Callable[..., T], *args: Any) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)
        except CorpusError as error:
            self._stop_run(str(error))
            raise DropItem(str(error), log_level="ERROR") from None

    def _stop_run(self, why: str) -> None:
        stats, engine = self.crawler.stats, self.crawler.engine
        assert stats is not None
        assert engine is not None
        if stats.get_value("yanlu/fatal") is None:
            stats.set_value("yanlu/fatal", why)
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="corpus_error"))


class ArchivePages(_Step):
    """Keeps every page that was read, byte for byte, before anything is made of it."""

    def open_spider(self) -> None:
        self._archive = PageArchive(home_of(self.crawler.settings) / "pages.db")

    async def process_item(self, visit: Visit) -> Visit:
        if visit.pages:
            await self._in_thread(self._archive.put_all, visit.pages)
        return visit

    async def close_spider(self) -> None:
        self._thread.shutdown()
        self._archive.close()


class StoreSpeech(_Step):
    """Records each visit in one transaction; speeches go on as items, the rest is dropped."""

    def open_spider(self) -> None:
        self._corpus = corpus_of(self.crawler.settings)
        self._unindexed = 0

    async def process_item(self, visit: Visit) -> dict[str, Any]:
        recorded = await self._in_thread(self._corpus.record, visit)
        self.crawler.signals.send_catch_log(visit_recorded, visit=visit, recorded=recorded)
        await self._index(recorded)
        if not isinstance(visit.result, Speech):
            raise DropItem(visit.reason or visit.kind, log_level="DEBUG")
        return {"url": visit.url, "site": visit.site, **asdict(visit.result)}

    async def _index(self, recorded: Recorded) -> None:
        if recorded.sighting and recorded.sighting.match == "first":
            self._unindexed += 1
        if self._unindexed >= INDEX_EVERY:
            self._unindexed = 0
            await self._in_thread(self._corpus.index)

    async def close_spider(self) -> None:
        try:
            if self.crawler.stats and self.crawler.stats.get_value("yanlu/fatal") is None:
                await self._in_thread(self._corpus.index)
        finally:
            self._thread.shutdown()
            self._corpus.close()
