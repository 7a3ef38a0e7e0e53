"""What failed is asked for again: later, and each time twice as long after."""

import random
from time import monotonic

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawler.network.guards import leads_inside

FOR_LIMITS = 2
"""How often a page is asked for again that was answered 429: its host rests in between."""


class Retries(RetryMiddleware):
    """Scrapy's own, which asks again at once; this one tells Politeness from when on."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        if response.status == 429:
            request.meta.setdefault("max_retry_times", max(self.max_retry_times, FOR_LIMITS))
        again = super().process_response(request, response)
        return later(again, self.crawler) if isinstance(again, Request) else again

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        if leads_inside(request.url):
            return None
        again = super().process_exception(request, exception)
        return later(again, self.crawler) if isinstance(again, Request) else again


def later(request: Request, crawler: Crawler) -> Request:
    """Return the request with the time from which Politeness lets it out."""
    first = crawler.settings.getfloat("FIRST_REST")
    wait = first * 2 ** (request.meta["retry_times"] - 1) * random.uniform(1, 1.5)
    asked = request.meta.pop("retry_after", None) or 0.0
    request.meta["not_before"] = monotonic() + max(wait, asked)
    return request
