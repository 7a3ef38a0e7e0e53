"""Lists whose further pages only a form brings: walked when the list is read, as one visit."""

import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from scrapy import FormRequest, Request
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.model import Page
from crawler.discovery.asking import Sent
from crawler.discovery.postbacks import Form
from crawler.outcomes import as_page, of_response
from crawler.reading import Reading
from crawler.workers.parsers import Parsers
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError, DuePage, Link, Visit

logger = logging.getLogger(__name__)

_ASKED = "asked"
MOST = 200
"""Pages of one list that are asked for by its form in one run."""

Links = Callable[[Reading, str, str], tuple[Link, ...]]
"""Gives the links of a page that may be followed, by what was read, its address and branch."""


class Posting:
    """Gives the visit of a list when all of its pages are read.

    `not_followed` counts the lists that have more pages, by the reason: `form_pages`, more than
    `MOST` that a form brings; else as `unfollowed` says.
    """

    def __init__(self, parsers: Parsers, links: Links, corpus: Corpus) -> None:
        self._parsers, self._links, self._corpus = parsers, links, corpus
        self.not_followed: Counter[str] = Counter()

    def follow(self, page: DuePage, visit: Visit, reading: Reading) -> Visit | FormRequest:
        """Return the visit of a page; of a list that goes on by a form, the request for that."""
        if reading.left:
            self._leave(page.url, reading.left)
        if not reading.form:
            return visit
        return self._next(page, replace(visit, links=()), visit.links, reading.form, 0)

    def _leave(self, url: str, reason: str) -> None:
        """Count a list that is not followed further."""
        self.not_followed[reason] += 1
        logger.warning("further pages of the list %s are left (%s)", url, reason)

    def _next(
        self, page: DuePage, visit: Visit, named: tuple[Link, ...], form: Form | None, pages: int
    ) -> Visit | FormRequest:
        """Return the request for what follows a page that `named` these links, the visit when
        nothing does.
        """
        goes_on = form and leads_on(self._corpus, page, visit, named)
        visit = with_more(visit, named)
        if not form or not goes_on:
            return visit
        if pages == MOST:
            self._leave(page.url, "form_pages")
            return visit
        return FormRequest(
            form.url,
            formdata=list(form.fields),
            dont_filter=True,
            priority=1,
            callback=self._posted,
            errback=self._unposted,
            cb_kwargs={"page": page, "visit": visit, "pages": pages + 1},
        )

    async def _posted(
        self, response: Response, page: DuePage, visit: Visit, pages: int
    ) -> AsyncIterator[Visit | FormRequest]:
        """Take a page that a list's form brought to what its list names."""
        if of_response(response):
            yield visit
            return
        reading = await self._parsers.read((as_page(response, datetime.now(UTC)),), "open")
        named = self._links(reading, page.url, page.branch)
        yield self._next(page, visit, named, reading.form, pages)

    async def _unposted(self, failure: Failure) -> AsyncIterator[Visit]:
        yield failure.request.cb_kwargs["visit"]  # type: ignore[attr-defined]


def posted(request: Request, sent: Sent) -> Request:
    """Return the request that sends a part of its address in its body (POST)."""
    address, _, query = request.url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    body = {key: value for key, value in pairs if key in sent.keys}
    left = urlencode([(key, value) for key, value in pairs if key not in sent.keys])
    form = sent.kind == "form"
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    numbers = {key: int(value) if value.isdecimal() else value for key, value in body.items()}
    return request.replace(
        url=f"{address}?{left}" if left else address,
        method="POST",
        body=urlencode(body) if form else json.dumps(numbers),
        headers={**request.headers, "Content-Type": f"{kind}; charset=UTF-8"},
        meta={**request.meta, _ASKED: request.url},
    )


def as_asked(response: Response, at: datetime) -> Page:
    """Return a response as a page, under an address that says what was sent for it as well."""
    page = as_page(response, at)
    return replace(page, url=response.meta.get(_ASKED, page.url))


def leads_on(corpus: Corpus, page: DuePage, visit: Visit, named: tuple[Link, ...]) -> bool:
    """Tell whether what a page of a list `named` makes its next one worth asking for: an article
    that the list has not named, and in a list that was read before one that was not read.
    """
    known = {link.url for link in visit.links}
    new = [link.url for link in named if link.kind == "article" and link.url not in known]
    try:
        return any(page.new or not corpus.read_as(visit.site, (url,)) for url in new)
    except CorpusError:  # what records the visit tells of it
        return False


def with_more(visit: Visit, named: tuple[Link, ...]) -> Visit:
    """Return the visit of a list with what a further page of it names."""
    known = {link.url for link in visit.links}
    more = (link for link in named if link.url not in known)
    return replace(visit, links=(*visit.links, *more))
