"""The item pipeline: a visit comes in from the spider; the speech it gave goes out."""

import asyncio
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import BaseSettings

from cleaners.model import Speech
from pipelines.archive import ARCHIVE, PageArchive
from pipelines.corpus import CorpusError, Visit
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.places import home, open_corpus
from pipelines.writer import VisitWriter

visit_recorded = object()
"""Signal: a visit is in the corpus. Sent with `visit` and `recorded`."""

FATAL = "yanlu/fatal"
"""Stat: why the corpus cannot be written any more."""


def corpus_of(settings: BaseSettings) -> SqliteCorpus:
    """Open the corpus that the settings name; raises CorpusError."""
    return open_corpus(
        settings["CORPUS"],
        root=Path(settings["PROJECT_ROOT"]),
        busy_seconds=settings.getfloat("CORPUS_TIMEOUT"),
    )


def archive_of(settings: BaseSettings) -> PageArchive:
    """Open the archive of raw pages beside that corpus; raises CorpusError."""
    busy_seconds = settings.getfloat("CORPUS_TIMEOUT")
    return PageArchive(home_of(settings) / ARCHIVE, busy_seconds=busy_seconds)


def home_of(settings: BaseSettings) -> Path:
    """Return the folder of the corpus that the settings name; raises CorpusError."""
    return home(settings["CORPUS"], Path(settings["PROJECT_ROOT"]))


class KeepVisit:
    """Archives the pages of a visit, then records it in the corpus.

    Speeches go on as items; a visit without one is dropped. It takes half a millisecond a page:
    a thread of its own made crawls a tenth slower (measured), by waiting for one another. Only the
    search index is made in one, as a single statement takes in many texts.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not hasattr(crawler.spidercls, "profile"):
            raise NotConfigured("keeps what a site's spider gives")
        return cls(crawler)

    def open_spider(self) -> None:
        settings = self._crawler.settings
        self._archive = archive_of(settings)
        self._corpus = corpus_of(settings)
        self._writer = VisitWriter(self._archive, self._corpus)

    async def process_item(self, visit: Visit) -> dict[str, Any]:
        try:
            recorded = await self._writer.keep(visit)
            self._crawler.signals.send_catch_log(visit_recorded, visit=visit, recorded=recorded)
        except CorpusError as error:
            stop_run(self._crawler, str(error))
            raise DropItem(str(error), log_level="ERROR") from None
        if not isinstance(visit.result, Speech):
            raise DropItem(visit.reason or visit.kind, log_level="DEBUG")
        return {"url": visit.url, "site": visit.site, **as_item(visit.result)}

    async def close_spider(self) -> None:
        try:
            await self._writer.end()
        except CorpusError as error:
            stop_run(self._crawler, str(error))
        finally:
            self._corpus.close()
            self._archive.close()


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


_FIELDS = tuple(each.name for each in fields(Speech))


def as_item(speech: Speech) -> dict[str, Any]:
    """Return the fields of a speech by name, for Scrapy's feed exports."""
    return {name: getattr(speech, name) for name in _FIELDS}
