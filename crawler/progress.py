"""Progress bars on a terminal, one a site; nothing in cron."""

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.pacing.rests import host_rests
from crawler.spiders.site import SiteSpider
from pipelines.corpus import HostRest, Recorded, Visit
from pipelines.steps import visit_recorded


class Display:
    """The bars of all sites that this process crawls now: a terminal takes one display."""

    def __init__(self) -> None:
        self.sites = 0

    def join(self, console: Console) -> Progress:
        if not self.sites:
            self._bars = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("pages, {task.fields[speeches]} new speeches"),
                TimeElapsedColumn(),
                TextColumn("{task.fields[rest]}", style="yellow"),
                console=console,
            )
            self._bars.start()
        self.sites += 1
        return self._bars

    def leave(self) -> bool:
        """Return whether other sites go on; the last one's bar stays where it is."""
        self.sites -= 1
        if not self.sites:
            self._bars.stop()
        return self.sites > 0


_display = Display()


class ProgressBar:
    """Shows pages done of pages found so far, and how many speeches came in."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        if not self._console.is_terminal:
            raise NotConfigured
        self._speeches = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not issubclass(crawler.spidercls, SiteSpider):
            raise NotConfigured("shows how a site's spider gets on")
        bar = cls()
        crawler.signals.connect(bar.begin, signals.spider_opened)
        crawler.signals.connect(bar.advance, visit_recorded)
        crawler.signals.connect(bar.rest, host_rests)
        crawler.signals.connect(bar.end, signals.spider_closed)
        return bar

    def begin(self, spider: SiteSpider) -> None:
        self._bars = _display.join(self._console)
        self._task = self._bars.add_task(spider.site, total=1, speeches=0, rest="")
        self._found = 1

    def advance(self, visit: Visit, recorded: Recorded) -> None:
        if recorded.sighting and recorded.sighting.match != "same":
            self._speeches += 1
        self._found = max(self._found + recorded.new_links, int(self._done) + 1)
        self._bars.update(
            self._task, advance=1, total=self._found, speeches=self._speeches, rest=""
        )

    def rest(self, resting: HostRest) -> None:
        until = f"{resting.until.astimezone():%H:%M:%S}"
        self._bars.update(self._task, rest=f"{resting.host} rests until {until}")

    def end(self) -> None:
        self._bars.update(self._task, total=self._done)
        if _display.leave():
            self._bars.remove_task(self._task)

    @property
    def _done(self) -> float:
        (task,) = (task for task in self._bars.tasks if task.id == self._task)
        return task.completed
