"""A spider that fetches one page and keeps it, guarded like any other request."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.model import Page
from crawler.discovery.addresses import domains_of
from crawler.outcomes import as_page, of_failure, of_response


class ProbeSpider(Spider):
    """Fetches `url`; then `page` is what came, or `trouble` says by name why nothing did."""

    name = "probe"

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.domains = domains_of(url)
        self.page: Page | None = None
        self.trouble = "no_answer"

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, callback=self.got, errback=self.lost)

    def got(self, response: Response) -> None:
        outcome = of_response(response)
        if outcome:
            self.trouble = outcome[1]
        else:
            self.page = as_page(response, datetime.now(UTC))

    def lost(self, failure: Failure) -> None:
        self.trouble = of_failure(failure)[1]
