"""A progress bar on a terminal; nothing in cron."""

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.spiders.site import SiteSpider
from pipelines.corpus import Recorded, Visit
from pipelines.steps import visit_recorded


class ProgressBar:
    """Shows pages done of pages found so far, and how many speeches came in."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        if not console.is_terminal:
            raise NotConfigured
        self._speeches = 0
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages, {task.fields[speeches]} new speeches"),
            TimeElapsedColumn(),
            console=console,
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not issubclass(crawler.spidercls, SiteSpider):
            raise NotConfigured("shows how a site's spider gets on")
        bar = cls()
        crawler.signals.connect(bar.begin, signals.spider_opened)
        crawler.signals.connect(bar.advance, visit_recorded)
        crawler.signals.connect(bar.end, signals.spider_closed)
        return bar

    def begin(self, spider: SiteSpider) -> None:
        self._task = self._bar.add_task(spider.site, total=1, speeches=0)
        self._found = 1
        self._bar.start()

    def advance(self, visit: Visit, recorded: Recorded) -> None:
        if recorded.sighting and recorded.sighting.match == "first":
            self._speeches += 1
        self._found = max(self._found + recorded.new_links, int(self._done) + 1)
        self._bar.update(self._task, advance=1, total=self._found, speeches=self._speeches)

    def end(self) -> None:
        self._bar.update(self._task, total=self._done)
        self._bar.stop()

    @property
    def _done(self) -> float:
        return self._bar.tasks[self._task].completed
