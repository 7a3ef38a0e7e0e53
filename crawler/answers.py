"""What a site's answers mean: a visit, or the request for what is wanted next of the same page."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.model import Page
from crawler.discovery.addresses import normalise
from crawler.discovery.asking import Sent
from crawler.discovery.folders import Folders
from crawler.discovery.scriptfiles import is_script, joined
from crawler.discovery.wellknown import SiteMaps
from crawler.fences.denied import Denied, may_be_article
from crawler.fences.doubt import Doubt
from crawler.frontier import Frontier
from crawler.network.bodies import CUT
from crawler.network.errors import NotAsked
from crawler.outcomes import Outcome, as_page, moved, of_failure, of_response
from crawler.parts import comes_again, ending_of, goes_on
from crawler.posting import Posting, as_asked, known_as, name_of, posted
from crawler.reading import Ending, Reading
from crawler.scripting import Scripting
from crawler.visiting import Visits
from crawler.workers.parsers import Parsers
from pipelines.contract import Corpus
from pipelines.corpus import DuePage, Link, Visit


class Answers:
    """Asks for the pages of a run, and takes what came.

    `not_followed` counts the lists that have more pages, see `Posting`.
    """

    def __init__(
        self, corpus: Corpus, frontier: Frontier, visits: Visits, parsers: Parsers, maps: SiteMaps
    ) -> None:
        self._corpus, self._frontier, self._visits = corpus, frontier, visits
        self._parsers, self._maps = parsers, maps
        self._posting, self._scripting = Posting(parsers, self._links, corpus), Scripting(parsers)
        self._folders, self._doubt, self._denied = Folders(), Doubt(), Denied()
        self.not_followed = self._posting.not_followed

    def request(
        self,
        page: DuePage,
        parts: tuple[Page, ...] = (),
        url: str = "",
        sent: Sent | None = None,
    ) -> Request:
        """Return the request for a due page, or for a further page `url` of its article."""
        validators = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        request = Request(
            url or self._folders.address(page.url),
            headers={name: value for name, value in validators.items() if value and not parts},
            callback=self._came,
            errback=self._failed,
            cb_kwargs={"page": page, "parts": parts},
            priority=len(parts),
        )
        if sent:
            return posted(request, sent)
        return known_as(request, url) if is_script(url) else request

    async def _came(
        self, response: Response, page: DuePage, parts: tuple[Page, ...]
    ) -> AsyncIterator[Visit | Request]:
        if parts and is_script(name_of(response)):
            file = as_asked(response, datetime.now(UTC))
            had = file if not of_response(response) else Page(file.url, b"")
            async for each in self._take(page, parts, had, response):
                yield each
        elif outcome := of_response(response):
            yield await self._no_page(response, page, parts, outcome)
        else:
            self._maps.learn(response)
            self._folders.came(page.url, response)
            newest = as_asked(response, datetime.now(UTC))
            if comes_again(newest, parts):
                yield await self._read(page, parts, "whole")
                return
            async for each in self._take(page, parts, newest, response):
                yield each

    async def _take(
        self, page: DuePage, parts: tuple[Page, ...], newest: Page, response: Response | None
    ) -> AsyncIterator[Visit | Request]:
        """Give what a page means with its newest part."""
        parts = (*parts, newest)
        self._scripting.learn(newest)
        cut_off = response is not None and CUT in response.flags and not is_script(newest.url)
        parts, reading = await self._scripting.read(parts, "cut" if cut_off else ending_of(parts))
        whole, _ = joined(parts)
        if reading.further and goes_on(reading, whole):
            yield self.request(page, parts, reading.further, reading.sent)
            return
        if reading.kind == "list":
            self._folders.learn(parts[0].body)
        if len(whole) == 1 and not reading.listed:
            reading = await self._doubt.settle(reading, parts[0], page.kind, self._frontier)
        visit = self._visit(page, parts, reading, Outcome("failed", CUT) if cut_off else None)
        yield self._posting.follow(page, visit, reading, whole)
        if visit.url != page.url and response:
            yield self._visits.of(page, moved(response, visit.url))

    async def _failed(self, failure: Failure) -> AsyncIterator[Visit | Request]:
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        name = name_of(failure.request)  # type: ignore[attr-defined]
        if asked["parts"] and is_script(name):
            async for each in self._take(asked["page"], asked["parts"], Page(name, b""), None):
                yield each
            return
        if isinstance(failure.value, NotAsked) and not asked["parts"]:
            self._frontier.leave(asked["page"], failure.value.host)
            return
        yield await self._unread(asked["page"], asked["parts"], of_failure(failure))

    async def _no_page(
        self, response: Response, page: DuePage, parts: tuple[Page, ...], outcome: Outcome
    ) -> Visit | Request:
        """Return what it means that a response is not the page; an article it may be even so."""
        if not parts and (again := self._again(response, page, outcome)):
            return again
        if not parts and may_be_article(response, page):
            denied = (as_page(response, datetime.now(UTC)),)
            reading = await self._parsers.read(denied, "whole")
            if await self._denied.settle(reading, self._frontier):
                return self._visit(page, denied, reading)
        return await self._unread(page, parts, outcome)

    def _again(self, response: Response, page: DuePage, outcome: Outcome) -> Request | None:
        """Return the request that asks otherwise for a page, None if its answer stands."""
        if outcome.reason == "not_modified" and normalise(response.url) != page.url:
            return self.request(replace(page, etag=None, last_modified=None))
        url = self._folders.otherwise(page.url, response)
        return self.request(page, url=url).replace(meta={"folder": url}) if url else None

    async def _unread(self, page: DuePage, parts: tuple[Page, ...], outcome: Outcome) -> Visit:
        """Return the visit of a page that was not read.

        Of an article whose further page it is, the text so far is kept, and all of it is
        wanted again.
        """
        if not parts:
            return self._visits.of(page, outcome)
        return await self._read(page, parts, "cut", Outcome("failed", f"part_{outcome.reason}"))

    async def _read(
        self,
        page: DuePage,
        parts: tuple[Page, ...],
        ending: Ending,
        outcome: Outcome | None = None,
    ) -> Visit:
        """Return the visit of an article that has no further parts than these."""
        reading = await self._parsers.read(parts, ending)
        return self._visit(page, parts, reading, outcome)

    def _visit(
        self,
        page: DuePage,
        parts: tuple[Page, ...],
        reading: Reading,
        outcome: Outcome | None = None,
    ) -> Visit:
        links = self._links(reading, parts[0].url, page.branch)
        return self._visits.of_reading(page, parts, reading, links, outcome)

    def _links(self, reading: Reading, url: str, branch: str) -> tuple[Link, ...]:
        """Return the links of a page that may be followed, as their pages are known."""
        links = self._maps.within_budget(reading, url, branch, self._frontier)
        return self._frontier.fencing.as_known(links)
