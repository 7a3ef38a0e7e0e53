"""The item pipeline: a visit comes in from the spider; the speech it gave goes out."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
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

FATAL = "yanlu/fatal"
"""Stat: why the corpus cannot be written any more."""

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


class KeepVisit:
    """Archives the pages of a visit, then records it in the corpus, both in a thread.

    Speeches go on as items; a visit without one is dropped. Fetching never waits for the disk.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="corpus")
        self._unindexed = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        settings = self._crawler.settings
        self._archive = PageArchive(home_of(settings) / "pages.db")
        self._corpus = corpus_of(settings)

    async def process_item(self, visit: Visit) -> dict[str, Any]:
        try:
            recorded = await self._in_thread(self._keep, visit)
        except CorpusError as error:
            self._stop_run(str(error))
            raise DropItem(str(error), log_level="ERROR") from None
        self._crawler.signals.send_catch_log(visit_recorded, visit=visit, recorded=recorded)
        if not isinstance(visit.result, Speech):
            raise DropItem(visit.reason or visit.kind, log_level="DEBUG")
        return {"url": visit.url, "site": visit.site, **as_item(visit.result)}

    def _keep(self, visit: Visit) -> Recorded:
        self._archive.put_all(visit.pages)
        recorded = self._corpus.record(visit)
        if recorded.sighting and recorded.sighting.match == "first":
            self._unindexed += 1
        if self._unindexed >= INDEX_EVERY:
            self._corpus.index()
            self._unindexed = 0
        return recorded

    async def close_spider(self) -> None:
        try:
            if self._fatal is None:
                await self._in_thread(self._corpus.index)
        except CorpusError as error:
            self._stop_run(str(error))
        finally:
            self._thread.shutdown()
            self._corpus.close()
            self._archive.close()

    async def _in_thread(self, call: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)

    @property
    def _fatal(self) -> str | None:
        assert self._crawler.stats is not None
        fatal: str | None = self._crawler.stats.get_value(FATAL)
        return fatal

    def _stop_run(self, why: str) -> None:
        if self._fatal is not None:
            return
        stats, engine = self._crawler.stats, self._crawler.engine
        assert stats is not None
        assert engine is not None
        stats.set_value(FATAL, why)
        if engine.running:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="corpus_error"))


def as_item(speech: Speech) -> dict[str, Any]:
    """Return the fields of a speech by name, for Scrapy's feed exports."""
    return {each.name: getattr(speech, each.name) for each in fields(speech)}
