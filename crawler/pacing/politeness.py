"""Every request waits here for its host: for its turn, for the pace, for the end of a rest."""

import asyncio
from datetime import UTC, datetime
from time import monotonic
from typing import NamedTuple, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.discovery.addresses import host_of
from crawler.fences.walls import page_judged
from crawler.network.bodies import LOST
from crawler.network.errors import NotAsked
from crawler.network.guards import leads_inside
from crawler.outcomes import header_of, of_error, says_of_host
from crawler.pacing.pace import Host, Manners, Verdict, seconds_to_wait
from crawler.pacing.rests import Rests
from pipelines.steps import FATAL

_TICK = 0.25  # seconds between two looks at whether a request may go


class Asked(NamedTuple):
    """A request that is out: whom it asks, and since when (monotonic seconds)."""

    host: Host
    began: float


class Politeness:
    """Lets requests out, one at a time for each host, and judges hosts by what comes back.

    Stands next to the downloader. Raises NotAsked for a host that rests longer than
    LONGEST_WAIT, and when the run is being stopped.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._manners = manners_of(settings)
        self._longest_wait = settings.getfloat("LONGEST_WAIT")
        self._rests = Rests(crawler, self._longest_wait)
        self._places_for_later = max(1, settings.getint("CONCURRENT_REQUESTS") // 2)
        self._hosts: dict[str, Host] = {}
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._out: dict[Request, Asked] = {}
        self._later: list[Request] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        politeness = cls(crawler)
        crawler.signals.connect(politeness.learn, page_judged)
        return politeness

    async def process_request(self, request: Request) -> None:
        host = self._host(host_of(request.url))
        request.meta["download_slot"] = host.name
        host.crawl_delay = max(host.crawl_delay, request.meta.get("crawl_delay", 0.0))
        if "not_before" in request.meta:
            await self._be_later(request, host)
        await self._turns[host.name].acquire()
        try:
            while (wait := self._wait(host)) > 0:
                await asyncio.sleep(min(wait, _TICK))
        except BaseException:
            self._turns[host.name].release()
            raise
        self._let_out(request, host)

    def process_response(self, request: Request, response: Response) -> Response:
        retry_after = None
        if response.status in (429, 503):
            asked, date = header_of(response, "Retry-After"), header_of(response, "Date")
            retry_after = seconds_to_wait(asked, date, datetime.now(UTC))
        request.meta["retry_after"] = retry_after
        reason = f"http_{response.status}"
        verdict = "neutral" if LOST in response.flags else says_of_host(response.status)
        self._take_back(request, verdict, reason, retry_after)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        request.meta["retry_after"] = None
        verdict = "neutral" if leads_inside(request.url) else says_of_host(exception)
        self._take_back(request, verdict, of_error(exception).reason)

    def learn(self, url: str, wall: str) -> None:
        """Take note of what a page was: a host whose pages are one wall after the other rests."""
        if host := self._hosts.get(host_of(url)):
            strikes = host.strikes
            host.learn(url, wall, monotonic())
            self._tell(host, strikes, wall)

    def _host(self, name: str) -> Host:
        if name not in self._hosts:
            self._hosts[name] = self._rests.host(name, self._manners)
            self._turns[name] = asyncio.Semaphore(self._manners.at_once)
        return self._hosts[name]

    def _wait(self, host: Host) -> float:
        """Return the seconds until the host may be asked; raises NotAsked when that is too long."""
        assert self._crawler.engine is not None
        assert self._crawler.stats is not None
        if not self._crawler.engine.running or self._crawler.stats.get_value(FATAL):
            raise NotAsked("stopping")
        now = monotonic()
        if host.rests_until - now > self._longest_wait:
            raise NotAsked("resting", host.name)
        return host.wait(now)

    def _let_out(self, request: Request, host: Host) -> None:
        """Take note of a request that goes out; the pace is ours, not that of Scrapy's slot."""
        assert self._crawler.engine is not None
        if slot := self._crawler.engine.downloader.slots.get(host.name):
            slot.delay = 0.0
        alone = self._quiet(mine=1)
        request.meta["download_timeout"] = self._manners.timeout if alone else host.patience()
        now = monotonic()
        self._out[request] = Asked(host, now)
        host.begin(now)

    def _take_back(
        self, request: Request, verdict: Verdict, reason: str, retry_after: float | None = None
    ) -> None:
        """Judge the host by a request that was out; others pass through here, too."""
        if request not in self._out:
            return
        host, began = self._out.pop(request)
        self._turns[host.name].release()
        now, strikes = monotonic(), host.strikes
        host.end(now - began, now)
        host.judge(request.url, _fair(verdict, request), began, now, retry_after)
        self._tell(host, strikes, reason)
        if max(host.rests_until - now, retry_after or 0.0) > self._longest_wait:
            request.meta["dont_retry"] = True

    def _tell(self, host: Host, strikes: int, reason: str) -> None:
        if host.strikes > strikes:
            self._rests.begin(host, reason)
        elif host.strikes < strikes:
            self._rests.end(host)

    async def _be_later(self, request: Request, host: Host) -> None:
        """Hold a request that failed once, until nothing else is left to ask for.

        When many wait like that, the others no longer come first; robots.txt never waits.
        """
        not_before = request.meta.pop("not_before")
        urgent = "robots" in request.meta
        self._later += [] if urgent else [request]
        try:
            while monotonic() < not_before or not (urgent or self._is_time(request)):
                self._wait(host)
                await asyncio.sleep(_TICK)
        finally:
            self._later = [other for other in self._later if other is not request]

    def _is_time(self, request: Request) -> bool:
        many = len(self._later) > self._places_for_later
        return many or (self._later[0] is request and self._quiet(mine=0))

    def _quiet(self, mine: int) -> bool:
        """Tell whether nothing else is on its way, `mine` requests aside, or being read."""
        engine = self._crawler.engine
        assert engine is not None
        assert engine.scheduler is not None
        assert engine.scraper.slot is not None
        busy = len(engine.downloader.active) > len(self._later) + mine
        reading = not engine.scraper.slot.is_idle()
        return not (busy or reading or engine.scheduler.has_pending_requests())


def manners_of(settings: BaseSettings) -> Manners:
    """Return how the settings want hosts to be treated."""
    return Manners(
        at_once=max(1, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")),
        delay=settings.getfloat("DOWNLOAD_DELAY"),
        jitter=settings.getfloat("DOWNLOAD_DELAY_JITTER"),
        longest_delay=settings.getfloat("AUTOTHROTTLE_MAX_DELAY"),
        patience=settings.getfloat("PATIENCE"),
        timeout=settings.getfloat("DOWNLOAD_TIMEOUT"),
        first_rest=settings.getfloat("FIRST_REST"),
    )


def _fair(verdict: Verdict, request: Request) -> Verdict:
    """Return a verdict that is fair to the host.

    robots.txt is often there when nothing else is. A page that failed when others did not, and
    fails again, is alone to blame.
    """
    if "robots" in request.meta:
        return "neutral" if verdict in ("good", "forbidden") else verdict
    return "neutral" if verdict == "trouble" and request.meta.get("retry_times") else verdict
