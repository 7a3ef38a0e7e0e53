"""Asking for the pages that a frontier hands out, and putting off what is found in traps."""

import asyncio
from collections.abc import Callable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from crawler.discovery.wellknown import SiteMaps
from crawler.frontier import Frontier
from pipelines.corpus import CorpusError, DuePage
from pipelines.steps import stop_run


class Feeding:
    """Keeps as many pages of a site in flight as may be, from `begin` to `end`; a corpus that
    cannot be used ends the run.
    """

    def __init__(self, crawler: Crawler, maps: SiteMaps) -> None:
        self._crawler, self._maps = crawler, maps
        self._frontier: Frontier | None = None
        self._step: asyncio.TimerHandle | None = None

    def begin(self, frontier: Frontier, request: Callable[[DuePage], Request]) -> None:
        """Begin to ask for pages with what `request` makes of each."""
        self._frontier, self._request = frontier, request

    def end(self) -> None:
        if self._step:
            self._step.cancel()

    def feed(self) -> None:
        """Send out what may go."""
        if self._frontier:
            try:
                self._feed(self._frontier)
            except CorpusError as error:
                stop_run(self._crawler, str(error))

    def idle(self) -> None:
        """Send out what may go; raises DontCloseSpider when some of it is known a little later."""
        self.feed()
        if self._frontier and self._frontier.fencing.is_putting_off:
            raise DontCloseSpider

    def _feed(self, frontier: Frontier) -> None:
        assert self._crawler.engine is not None
        while page := frontier.take():
            self._crawler.engine.crawl(self._request(page))
        if frontier.is_dry and self._maps.begin(frontier):
            self._feed(frontier)
        if frontier.fencing.is_putting_off and not self._step:
            loop = asyncio.get_running_loop()
            self._step = loop.call_later(0, self._put_off, frontier)

    def _put_off(self, frontier: Frontier) -> None:
        self._step = None
        try:
            frontier.fencing.put_off_some()
        except CorpusError as error:
            stop_run(self._crawler, str(error))
            return
        self.feed()
