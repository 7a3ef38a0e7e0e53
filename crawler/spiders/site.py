"""The only spider: it fetches what the ledger says is due and says what each page gave."""

from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.model import Page, Rejected
from crawler.links import domains_of, normalise
from crawler.outcomes import as_page, due_at, of_failure, of_response, of_result
from crawler.parsers import Parsers
from crawler.profile import ProfileError, SiteProfile
from crawler.reading import Reading
from pipelines.corpus import Corpus, CorpusError, DuePage, Link, Recorded, State, Visit
from pipelines.steps import FATAL, corpus_of, visit_recorded

BATCH = 200
MAX_PARTS = 50


class SiteSpider(Spider):
    """Crawls one site by its profile. Takes one argument, `url`: where to begin."""

    profile: ClassVar[SiteProfile]
    parsers: Parsers

    def __init__(self, url: str | None = None, **unknown: str) -> None:
        super().__init__()
        self.starts = starts(self.profile, url)
        self.domains = self.profile.discover.domains or tuple(
            domain for start in self.starts for domain in domains_of(start)
        )
        self.site = site_name(self.profile, url, **unknown)
        self.began = datetime.now(UTC)
        self.corpus: Corpus | None = None
        self.run_id: int | None = None
        self.first_run = True
        self.waiting: deque[DuePage] = deque()
        self.in_flight: set[str] = set()
        self.ledger_changed = True

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.parsers = Parsers(settings.getint("PARSE_WORKERS"), settings["PARSE_TIMEOUT"])
        crawler.signals.connect(spider.feed, signals.scheduler_empty)
        crawler.signals.connect(spider.feed, signals.spider_idle)
        crawler.signals.connect(spider.settled, visit_recorded)
        crawler.signals.connect(spider.shut, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Open the run, and yield nothing: requests come from the ledger."""
        try:
            self.open_run()
        except CorpusError as error:
            assert self.crawler.stats is not None
            self.crawler.stats.set_value(FATAL, str(error))
            raise CloseSpider("corpus_error") from None
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    def open_run(self) -> None:
        """Begin a run in the ledger, with the start pages due whenever they were last seen."""
        self.corpus = corpus_of(self.settings)
        self.first_run = self.corpus.run(self.site) is None
        run_id = self.corpus.open_run(self.site, self.began)
        begin = [Link(start, "list") for start in self.starts]
        self.corpus.find(self.site, begin, run_id, self.began, due=True)
        self.run_id = run_id

    def shut(self) -> None:
        self.parsers.close()
        if self.corpus is not None:
            self.corpus.close()

    def feed(self) -> None:
        """Send out pages that are due, in the ledger's order.

        No more at a time than CONCURRENT_REQUESTS, counted until the corpus has what they
        gave: so many are fetched again if we die now.
        """
        assert self.crawler.engine is not None
        limit = self.settings.getint("CONCURRENT_REQUESTS")
        while len(self.in_flight) < limit and (page := self.next_due()):
            self.in_flight.add(page.url)
            self.crawler.engine.crawl(self.request(page))

    def next_due(self) -> DuePage | None:
        if not self.waiting and self.ledger_changed and self.corpus and self.run_id:
            limit = BATCH + len(self.in_flight)
            depth = self.settings.getint("MAX_BARREN_DEPTH")
            due = self.corpus.due(self.site, self.began, datetime.now(UTC), limit, depth)
            self.waiting.extend(page for page in due if page.url not in self.in_flight)
            self.ledger_changed = bool(self.waiting)
        return self.waiting.popleft() if self.waiting else None

    def settled(self, visit: Visit, recorded: Recorded) -> None:
        self.in_flight.discard(visit.url)
        self.ledger_changed |= recorded.new_links > 0
        self.feed()

    def request(self, page: DuePage, parts: tuple[Page, ...] = (), url: str = "") -> Request:
        """Return the request for a due page, or for a further page `url` of its article."""
        validators = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return Request(
            url or page.url,
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
        outcome = of_response(response)
        if outcome:
            yield await self.unread(page, parts, *outcome)
            return
        parts = (*parts, as_page(response, datetime.now(UTC)))
        reading = await self.read(parts, last=len(parts) == MAX_PARTS)
        if reading.further:
            yield self.request(page, parts, reading.further)
            return
        visit = self.read_visit(page, parts, reading)
        if visit.url != page.url:
            yield self.visit(page, "moved", visit.url)
        yield visit

    async def failed(self, failure: Failure) -> AsyncIterator[Visit]:
        kwargs = failure.request.cb_kwargs  # type: ignore[attr-defined]
        yield await self.unread(kwargs["page"], kwargs["parts"], *of_failure(failure))

    async def unread(
        self, page: DuePage, parts: tuple[Page, ...], state: State, reason: str
    ) -> Visit:
        """Settle a page that was not read; an article whose further page it is stays cut."""
        if not parts:
            return self.visit(page, state, reason)
        return self.read_visit(page, parts, await self.read(parts, last=True))

    async def read(self, parts: tuple[Page, ...], *, last: bool) -> Reading:
        return await self.parsers.read(parts, self.profile, self.domains, last=last)

    def read_visit(self, page: DuePage, parts: tuple[Page, ...], reading: Reading) -> Visit:
        url = parts[0].url
        rejected = reading.result if isinstance(reading.result, Rejected) else None
        state = of_result(reading.result)
        at = parts[-1].fetched_at or self.began
        return Visit(
            url=url,
            site=self.site,
            run_id=self.run_id or 0,
            at=at,
            kind=reading.kind,
            state=state,
            reason=rejected.reason if rejected else "",
            due_at=due_at(state, reading.kind, url, page.failures, at),
            pages=parts,
            links=reading.links,
            result=reading.result,
        )

    def visit(self, page: DuePage, state: State, reason: str) -> Visit:
        at = datetime.now(UTC)
        return Visit(
            url=page.url,
            site=self.site,
            run_id=self.run_id or 0,
            at=at,
            kind=page.kind,
            state=state,
            reason=reason,
            due_at=due_at(state, page.kind, page.url, page.failures, at),
        )


def site_name(profile: SiteProfile, url: str | None = None, **unknown: str) -> str:
    """Return the name under which the corpus keeps what is crawled; raises ProfileError."""
    if unknown:
        raise ProfileError(f"-a {next(iter(unknown))}=…: a site takes no argument but url")
    begin = starts(profile, url)[0]
    return domains_of(begin)[0] if profile.per_host else profile.name


def starts(profile: SiteProfile, url: str | None) -> tuple[str, ...]:
    """Return the addresses where a crawl begins; raises ProfileError when there is none."""
    if url is None and not profile.discover.start:
        raise ProfileError(f"{profile.name} has no address of its own: add -a url=http://…/")
    if url is None:
        return tuple(address for start in profile.discover.start if (address := normalise(start)))
    address = normalise(url)
    if address is None:
        raise ProfileError(f"-a url={url}: not a web address (http://… or https://…)")
    return (address,)
