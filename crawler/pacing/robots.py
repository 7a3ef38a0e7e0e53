"""robots.txt by RFC 9309: in any encoding, and forbidding all when the site cannot say."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Self
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http import Headers
from scrapy.http.request import NO_CALLBACK

from cleaners.decode import decode
from crawler.network.errors import NoAnswer, NotAsked, Refused
from crawler.outcomes import as_page, of_error
from pipelines.archive import PageArchive
from pipelines.steps import archive_of

logger = logging.getLogger(__name__)

LONGEST = 500 * 1024
"""Bytes of robots.txt that are read (RFC 9309, 2.5)."""

GOOD_FOR = timedelta(hours=24)
"""How long an earlier robots.txt stands in for one that cannot be had (RFC 9309, 2.4)."""

LONGEST_DELAY = 300.0
"""Seconds of Crawl-delay that are honoured, as Heritrix does."""

ALLOW_ALL = ""


class Fetching:
    """The rules of a host, or why there are none, on their way or there; good for a day."""

    def __init__(self, rules: "asyncio.Task[Protego | NoAnswer]") -> None:
        self.rules = rules
        self._since = monotonic()

    def is_old(self) -> bool:
        return monotonic() - self._since > GOOD_FOR.total_seconds()


class RobotsTxt:
    """Refuses what a host's robots.txt forbids, and keeps its Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self._archives = hasattr(crawler.spidercls, "profile")  # `scrapy probe` keeps nothing
        self._rules: dict[str, Fetching] = {}
        self._on_the_way = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        robots = cls(crawler)
        crawler.signals.connect(robots.close, signals.spider_closed)
        return robots

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlsplit(request.url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if address not in self._rules or self._rules[address].is_old():
            self._rules[address] = Fetching(asyncio.ensure_future(self._fetch(address)))
        rules = await self._rules[address].rules
        if isinstance(rules, NoAnswer):
            raise rules
        if not rules.can_fetch(request.url, self._agent):
            raise Refused("robots", request.url)
        request.meta["sitemaps"] = tuple(_addresses(address, rules.sitemaps))
        delay = min(rules.crawl_delay(self._agent) or 0.0, LONGEST_DELAY)
        request.meta["crawl_delay"] = delay

    async def close(self) -> None:
        for fetching in self._rules.values():
            fetching.rules.cancel()

    def enough(self, data: bytes, request: Request) -> None:
        """End a robots.txt that is longer than what is read; a packed one is all or nothing."""
        if "robots" not in request.meta:
            return
        request.meta["robots"] += len(data)
        packed = request.meta.get("robots_packed")
        if request.meta["robots"] > (self._most if packed else LONGEST):
            raise StopDownload(fail=bool(packed))

    async def _fetch(self, address: str) -> Protego | NoAnswer:
        meta = {"dont_obey_robotstxt": True, "robots": 0, "download_maxsize": 0}
        request = Request(address, callback=NO_CALLBACK, priority=1000, meta=meta)
        assert self._crawler.engine is not None
        try:
            with self._watching():
                response = await self._crawler.engine.download_async(request)
        except NotAsked:
            raise
        except IgnoreRequest:
            return Protego.parse(ALLOW_ALL)  # it leads off the site: there is none here
        except Exception as error:
            logger.warning("%s cannot be had: %r", address, error)
            return self._earlier(address, of_error(error).reason)
        if response.status >= 500:
            return self._earlier(address, f"http_{response.status}")
        if not 200 <= response.status < 300:
            return Protego.parse(ALLOW_ALL)
        if self._archives:
            with self._archive() as archive:
                archive.put(as_page(response.replace(url=address), datetime.now(UTC)))
        return read(response.body)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """Listen to what comes in only as long as a robots.txt does: each page costs time."""
        manager = self._crawler.signals
        self._on_the_way += 1
        if self._on_the_way == 1:
            manager.connect(_begin, signals.headers_received)
            manager.connect(self.enough, signals.bytes_received)
        try:
            yield
        finally:
            self._on_the_way -= 1
            if not self._on_the_way:
                manager.disconnect(_begin, signals.headers_received)
                manager.disconnect(self.enough, signals.bytes_received)

    def _earlier(self, address: str, trouble: str) -> Protego | NoAnswer:
        """Return what the host said last, if that is not too long ago."""
        none = NoAnswer(f"robots_{trouble}")
        if not self._archives:
            return none
        with self._archive() as archive:
            try:
                page = archive.latest(address)
            except KeyError:
                return none
        fresh = page.fetched_at and datetime.now(UTC) - page.fetched_at < GOOD_FOR
        return read(page.body) if fresh else none

    def _archive(self) -> PageArchive:
        return archive_of(self._crawler.settings)


def _addresses(address: str, written: Iterable[str]) -> Iterator[str]:
    """Yield what a robots.txt names, but what is no address at all."""
    for each in written:
        with suppress(ValueError):
            yield urljoin(address, each)


def _begin(headers: Headers, request: Request) -> None:
    if "robots" in request.meta:
        request.meta["robots"] = 0
        request.meta["robots_packed"] = "Content-Encoding" in headers


def read(body: bytes) -> Protego:
    """Return the rules of a robots.txt, whatever its encoding; half a line at the end is none."""
    if len(body) > LONGEST:
        body = body[: body.rfind(b"\n", 0, LONGEST) + 1]
    return Protego.parse(decode(body).text.lstrip("\ufeff"))
