"""The item pipeline: a visit comes in from the spider; the speech it gave goes out."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import BaseSettings

from cleaners.model import Speech
from pipelines.archive import PageArchive
from pipelines.corpus import Corpus, CorpusError, Recorded, Visit
from pipelines.places import home, open_corpus

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
        if not hasattr(crawler.spidercls, "profile"):
            raise NotConfigured("keeps what a site's spider gives")
        return cls(crawler)

    def open_spider(self) -> None:
        settings = self._crawler.settings
        self._archive = PageArchive(home_of(settings) / "pages.db")
        self._corpus = corpus_of(settings)

    async def process_item(self, visit: Visit) -> dict[str, Any]:
        recorded = await self._in_thread(self._keep, visit)
        self._crawler.signals.send_catch_log(visit_recorded, visit=visit, recorded=recorded)
        if recorded.sighting and recorded.sighting.match == "first":
            self._unindexed += 1
        if self._unindexed >= INDEX_EVERY:
            self._unindexed = 0
            await self._in_thread(self._corpus.index)
        if not isinstance(visit.result, Speech):
            raise DropItem(visit.reason or visit.kind, log_level="DEBUG")
        return {"url": visit.url, "site": visit.site, **as_item(visit.result)}

    def _keep(self, visit: Visit) -> Recorded:
        self._archive.put_all(visit.pages)
        return self._corpus.record(visit)

    async def close_spider(self) -> None:
        with suppress(DropItem):
            await self._in_thread(self._corpus.index)
        self._thread.shutdown()
        self._corpus.close()
        self._archive.close()

    async def _in_thread(self, call: Callable[..., T], *args: Any) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)
        except CorpusError as error:
            stop_run(self._crawler, str(error))
            raise DropItem(str(error), log_level="ERROR") from None


_closing: set[asyncio.Future[None]] = set()


def stop_run(crawler: Crawler, why: str) -> None:
    """End the run because the corpus cannot be used; the first reason is the one that is told."""
    assert crawler.stats is not None
    assert crawler.engine is not None
    if crawler.stats.get_value(FATAL) is None:
        crawler.stats.set_value(FATAL, why)
        closing = asyncio.ensure_future(crawler.engine.close_spider_async(reason="corpus_error"))
        _closing.add(closing)  # the loop itself keeps no task alive
        closing.add_done_callback(_closing.discard)


def as_item(speech: Speech) -> dict[str, Any]:
    """Return the fields of a speech by name, for Scrapy's feed exports."""
    return {each.name: getattr(speech, each.name) for each in fields(speech)}
