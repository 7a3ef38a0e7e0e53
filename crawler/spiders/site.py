"""The only spider: it fetches what the frontier hands out and says what each page gave."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.model import Page, Rejected, Speech
from crawler import runtime
from crawler.arguments import site_name, starts, wanted_of
from crawler.discovery.addresses import domains_of, normalise
from crawler.discovery.folders import Folders
from crawler.discovery.wellknown import SiteMaps
from crawler.feeding import Feeding
from crawler.fences.denied import Denied, may_be_article
from crawler.fences.doubt import Doubt
from crawler.fences.walls import page_judged, wall_of
from crawler.frontier import Frontier, Limits
from crawler.network.bodies import CUT
from crawler.network.errors import NotAsked
from crawler.outcomes import (
    OLDER,
    Outcome,
    as_page,
    due_at,
    moved,
    of_failure,
    of_response,
    of_result,
)
from crawler.posting import Posting, leads_on
from crawler.profile import SiteProfile
from crawler.reading import Ending, Reading
from crawler.version import cleaner_version
from crawler.workers.parsers import Parsers
from pipelines.corpus import CorpusError, DuePage, Kind, Link, Recorded, Visit
from pipelines.steps import corpus_of, stop_run, visit_recorded

MAX_PARTS = 50
LEARN_EVERY = 100
"""Pages settled between two looks at what the site repeats."""


class SiteSpider(Spider):
    """Crawls one site by its profile.

    Its arguments: `url`, where to begin; `since=2024-01-01`, only articles published or changed
    from that day on; `full=1`, every page anew.
    """

    profile: ClassVar[SiteProfile]
    parsers: Parsers
    feeding: Feeding
    posting: Posting
    frontier: Frontier | None = None

    def __init__(self, url: str | None = None, **wanted: str) -> None:
        super().__init__()
        self._settled = 0
        self._doubt, self._denied = Doubt(), Denied()
        self.site = site_name(self.profile, url, **wanted)
        self.wanted = wanted_of(**wanted)
        self.starts = starts(self.profile, url)
        self.domains = self.profile.discover.domains or tuple(
            domain for start in self.starts for domain in domains_of(start)
        )
        self.folders = Folders()
        self.maps = SiteMaps(self.profile.discover.sitemap, self.starts[0], self.domains)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        workers, timeout = settings.getint("PARSE_WORKERS"), settings.getfloat("PARSE_TIMEOUT")
        spider.parsers = Parsers(spider.profile, spider.domains, workers, timeout)
        spider.feeding = Feeding(crawler, spider.maps, spider.request)
        spider.posting = Posting(spider.parsers, spider.links, lambda: spider.corpus)
        crawler.signals.connect(spider.feeding.feed, signals.scheduler_empty)
        crawler.signals.connect(spider.feeding.idle, signals.spider_idle)
        crawler.signals.connect(spider.settled, visit_recorded)
        crawler.signals.connect(spider.shut, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Open the run, and yield nothing: requests come from the frontier."""
        try:
            self.corpus = corpus_of(self.settings)
            limits = Limits.of(self.settings)
            frontier = Frontier(
                self.corpus, self.site, self.domains, self.profile, limits, self.wanted
            )
            frontier.begin_at(self.starts)
            self.frontier = frontier
            self.feeding.begin(frontier)
            self.learn()
            runtime.prepare()
        except CorpusError as error:
            stop_run(self.crawler, str(error))
        return
        yield  # what makes this the generator that Scrapy wants

    def shut(self) -> None:
        self.feeding.end()
        self.parsers.close()
        if hasattr(self, "corpus"):
            self.corpus.close()

    def settled(self, visit: Visit, recorded: Recorded) -> None:
        assert self.frontier is not None
        promised = self.frontier.settle(visit, recorded)
        if (wall := wall_of(visit, promised)) is not None:
            self.crawler.signals.send_catch_log(page_judged, url=visit.url, wall=wall)
        self._settled += 1
        if self._settled % LEARN_EVERY == 0:
            self.learn()
        self.feeding.feed()

    def learn(self) -> None:
        """Have pages read with what the corpus knows that the site repeats."""
        try:
            memory = self.corpus.memory(self.site)
            self.parsers.remember(memory, cleaner_version(self.profile, memory))
        except CorpusError as error:
            stop_run(self.crawler, str(error))

    def request(self, page: DuePage, parts: tuple[Page, ...] = (), url: str = "") -> Request:
        """Return the request for a due page, or for a further page `url` of its article."""
        validators = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return Request(
            url or self.folders.address(page.url),
            headers={name: value for name, value in validators.items() if value and not parts},
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"page": page, "parts": parts},
            priority=len(parts),
        )

    async def parse(
        self, response: Response, page: DuePage, parts: tuple[Page, ...]
    ) -> AsyncIterator[Visit | Request]:
        """Give what a response means: a visit, or the request for its article's further page."""
        if outcome := of_response(response):
            again = self.again(response, page, outcome) if not parts else None
            denied = None if again or parts else await self.denied(response, page)
            yield again or denied or await self.unread(page, parts, outcome)
            return
        self.maps.learn(response)
        self.folders.came(page.url, response)
        newest = as_page(response, datetime.now(UTC))
        if any(newest.url == part.url or newest.body == part.body for part in parts):
            yield self.read_visit(page, parts, await self.read(parts, "whole"))
            return
        parts = (*parts, newest)
        cut_off = CUT in response.flags
        last = cut_off or len(parts) == MAX_PARTS
        reading = await self.read(parts, "cut" if last else "open")
        if reading.further and self.goes_on(page, parts, reading):
            yield self.request(page, parts, reading.further)
            return
        if reading.kind == "list":
            self.folders.learn(newest.body)
        if len(parts) == 1 and not reading.listed:
            assert self.frontier is not None
            reading = await self._doubt.settle(reading, newest, page.kind, self.frontier)
        visit = self.read_visit(page, parts, reading, Outcome("failed", CUT) if cut_off else None)
        if reading.unsent and any(link.kind == "article" for link in visit.links):
            self.posting.leave(page.url, "post_pager")
        yield self.posting.walk(page, visit, reading) if reading.form else visit
        if visit.url != page.url:
            yield self.visit(page, moved(response, visit.url))

    async def denied(self, response: Response, page: DuePage) -> Visit | None:
        """Return the visit of an article that came under a status that denies it."""
        if not may_be_article(response, page):
            return None
        assert self.frontier is not None
        parts = (as_page(response, datetime.now(UTC)),)
        reading = await self.read(parts, "whole")
        whole = await self._denied.settle(reading, self.frontier)
        return self.read_visit(page, parts, reading) if whole else None

    def goes_on(self, page: DuePage, parts: tuple[Page, ...], reading: Reading) -> bool:
        """Tell whether what follows is wanted: all of an article; of a list that data fill, the
        first of them, and more while they name articles that were not read.
        """
        if reading.kind != "list" or len(parts) == 1:
            return True
        return leads_on(self.corpus, page, self.visit(page, Outcome("fetched")), reading.links)

    def again(self, response: Response, page: DuePage, outcome: Outcome) -> Request | None:
        """Return the request that asks otherwise for a page, None if its answer stands."""
        if outcome.reason == "not_modified" and normalise(response.url) != page.url:
            return self.request(replace(page, etag=None, last_modified=None))
        url = self.folders.otherwise(page.url, response)
        return self.request(page, url=url).replace(meta={"folder": url}) if url else None

    def links(self, reading: Reading, url: str, branch: str) -> tuple[Link, ...]:
        """Return the links of a page that may be followed, as their pages are known."""
        assert self.frontier is not None
        links = self.maps.within_budget(reading, url, branch, self.frontier)
        return self.frontier.fencing.as_known(links)

    async def failed(self, failure: Failure) -> AsyncIterator[Visit]:
        kwargs = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if isinstance(failure.value, NotAsked) and not kwargs["parts"]:
            assert self.frontier is not None
            self.frontier.leave(kwargs["page"], failure.value.host)
            return
        yield await self.unread(kwargs["page"], kwargs["parts"], of_failure(failure))

    async def unread(self, page: DuePage, parts: tuple[Page, ...], outcome: Outcome) -> Visit:
        """Settle a page that was not read.

        Of an article whose further page it is, the text so far is kept, and all of it is
        wanted again.
        """
        if not parts:
            return self.visit(page, outcome)
        reading = await self.read(parts, "cut")
        cut = Outcome("failed", f"part_{outcome.reason}")
        return self.read_visit(page, parts, reading, cut)

    async def read(self, parts: tuple[Page, ...], ending: Ending) -> Reading:
        return await self.parsers.read(parts, ending)

    def read_visit(
        self,
        page: DuePage,
        parts: tuple[Page, ...],
        reading: Reading,
        outcome: Outcome | None = None,
    ) -> Visit:
        result, dated = reading.result, published_on(reading.result)
        if page.dated is None and dated and self.wanted.since and dated < self.wanted.since:
            result, outcome = Rejected(OLDER, f"published on {dated}"), None
        links = self.links(reading, parts[0].url, page.branch)
        if reading.kind == "list":  # what fills it may be new when it is not
            parts = (replace(parts[0], etag=None, last_modified=None) if parts[1:] else parts[0],)
        if reading.canonical:
            parts = (replace(parts[0], url=reading.canonical),)
        return self.visit(
            page,
            outcome or of_result(result),
            reading.kind,
            url=parts[0].url,
            links=links,
            pages=parts,
            result=result,
            dated=dated,
            cleaner=reading.cleaner,
            prepared=reading.prepared,
        )

    def visit(
        self,
        page: DuePage,
        outcome: Outcome,
        kind: Kind | None = None,
        *,
        url: str | None = None,
        **gave: Any,
    ) -> Visit:
        """Return the visit of a page, whose other fields are what it `gave`."""
        assert self.frontier is not None
        at, kind = datetime.now(UTC), kind or page.kind
        return Visit(
            url=url or page.url,
            site=self.site,
            run_id=self.frontier.run_id,
            at=at,
            kind=kind,
            state=outcome.state,
            reason=outcome.reason,
            due_at=due_at(outcome, kind, page.failures, at),
            revisit=self.profile.revisit,
            branch=page.branch,
            **gave,
        )


def published_on(result: Speech | Rejected | None) -> date | None:
    published = result.published if isinstance(result, Speech) else None
    return published.date() if published else None
