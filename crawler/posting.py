"""Lists whose further pages come by a form, or as data: walked at once, as one visit."""

import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from scrapy import FormRequest, Request
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.model import Page
from crawler.discovery.asking import Sent
from crawler.outcomes import Outcome, as_page, of_failure, of_response
from crawler.reading import Reading
from crawler.workers.parsers import Parsers
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError, DuePage, Link, Visit

logger = logging.getLogger(__name__)

_ASKED = "asked"
MOST = 200
"""Pages of one list that are asked for by its form, or for its data, in one run."""

Links = Callable[[Reading, str, str], tuple[Link, ...]]
"""Gives the links of a page that may be followed, by what was read, its address and branch."""


class Walk(NamedTuple):
    """A list as far as it is walked: its `visit` has the links of all its `pages` so far; `shell`
    is the page that data fill, None where a form brings whole pages.
    """

    page: DuePage
    visit: Visit
    shell: Page | None = None
    pages: int = 0


class Posting:
    """Gives the visit of a list when all of its pages are read.

    `not_followed` counts the lists that have more pages, by the reason: `form_pages`, more than
    `MOST` that a form brings, `data_pages`, that data fill; else as `unfollowed` says.
    """

    def __init__(self, parsers: Parsers, links: Links, corpus: Corpus) -> None:
        self._parsers, self._links, self._corpus = parsers, links, corpus
        self.not_followed: Counter[str] = Counter()

    def follow(
        self, page: DuePage, visit: Visit, reading: Reading, parts: tuple[Page, ...]
    ) -> Visit | Request:
        """Return the visit of a page; of a list that goes on by a form, or by the data that fill
        it, the request for that.
        """
        if reading.left:
            self._leave(page.url, reading.left)
        if not _request_of(reading):
            return visit
        shell = None if reading.form else parts[0]
        return self._next(Walk(page, replace(visit, links=()), shell), visit.links, reading)

    def _leave(self, url: str, reason: str) -> None:
        """Count a list that is not followed further."""
        self.not_followed[reason] += 1
        logger.warning("further pages of the list %s are left (%s)", url, reason)

    def _next(self, walk: Walk, named: tuple[Link, ...], reading: Reading) -> Visit | Request:
        """Return the request for what follows a page that `named` these links, the visit when
        nothing does.
        """
        request = _request_of(reading)
        goes_on = request and leads_on(self._corpus, walk.page, walk.visit, named)
        visit = with_more(walk.visit, named)
        if not request or not goes_on:
            return visit
        if walk.pages == MOST:
            self._leave(walk.page.url, "form_pages" if reading.form else "data_pages")
            return visit
        return request.replace(
            dont_filter=True,
            priority=1,
            callback=self._posted,
            errback=self._unposted,
            cb_kwargs={"walk": walk._replace(visit=visit, pages=walk.pages + 1)},
        )

    async def _posted(self, response: Response, walk: Walk) -> AsyncIterator[Visit | Request]:
        """Take a further page of a list to what its list names."""
        if wrong := of_response(response):
            yield broken_off(walk.visit, wrong)
            return
        newest = as_asked(response, datetime.now(UTC))
        parts = (walk.shell, newest) if walk.shell else (newest,)
        reading = await self._parsers.read(parts, "open")
        named = self._links(reading, walk.page.url, walk.page.branch)
        yield self._next(walk, named, reading)

    async def _unposted(self, failure: Failure) -> AsyncIterator[Visit]:
        walk: Walk = failure.request.cb_kwargs["walk"]  # type: ignore[attr-defined]
        yield broken_off(walk.visit, of_failure(failure))


def _request_of(reading: Reading) -> Request | None:
    """Return the request for a list's next page, None if it is an address that its links name."""
    if reading.form:
        return FormRequest(reading.form.url, formdata=list(reading.form.fields))
    if reading.kind != "list" or not reading.further:
        return None
    request = Request(reading.further)
    return posted(request, reading.sent) if reading.sent else request


def broken_off(visit: Visit, outcome: Outcome) -> Visit:
    """Return the visit of a list of which a further page could not be had: it is wanted again."""
    return replace(visit, state="failed", reason=f"part_{outcome.reason}", due_at=visit.at)


def posted(request: Request, sent: Sent) -> Request:
    """Return the request that sends a part of its address in its body (POST)."""
    address, _, query = request.url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    body = {key: value for key, value in pairs if key in sent.keys}
    left = urlencode([(key, value) for key, value in pairs if key not in sent.keys])
    form = sent.kind == "form"
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    numbers = {key: int(value) if value.isdecimal() else value for key, value in body.items()}
    to_send = request.replace(
        url=f"{address}?{left}" if left else address,
        method="POST",
        body=urlencode(body) if form else json.dumps(numbers),
        headers={**request.headers, "Content-Type": f"{kind}; charset=UTF-8"},
    )
    return known_as(to_send, request.url)


def known_as(request: Request, url: str) -> Request:
    """Return a request whose answer has an address of ours, wherever it comes from."""
    return request.replace(meta={**request.meta, _ASKED: url})


def name_of(asked: Request | Response) -> str:
    """Return the address of ours of a request or its answer, else its own."""
    return str(asked.meta.get(_ASKED, asked.url))


def as_asked(response: Response, at: datetime) -> Page:
    """Return a response as a page, under an address that says what was sent for it as well."""
    page = as_page(response, at)
    return replace(page, url=name_of(response)) if _ASKED in response.meta else page


def leads_on(corpus: Corpus, page: DuePage, visit: Visit, named: tuple[Link, ...]) -> bool:
    """Tell whether what a page of a list `named` makes its next one worth asking for: an article
    that the list has not named, and in a list that was read to its end before one that was not.
    """
    known = {link.url for link in visit.links}
    new = [link.url for link in named if link.kind == "article" and link.url not in known]
    try:
        whole = not page.new and not page.failures
        return any(not whole or not corpus.read_as(visit.site, (url,)) for url in new)
    except CorpusError:  # what records the visit tells of it
        return False


def with_more(visit: Visit, named: tuple[Link, ...]) -> Visit:
    """Return the visit of a list with what a further page of it names."""
    known = {link.url for link in visit.links}
    more = (link for link in named if link.url not in known)
    return replace(visit, links=(*visit.links, *more))
