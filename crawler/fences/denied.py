"""Articles that come under a status that denies them: 404 or 500, and the whole text."""

import asyncio
from time import monotonic

from scrapy.http import Response, TextResponse

from cleaners.model import Speech
from crawler.fences.alike import DOUBTFUL
from crawler.fences.doubt import SECONDS
from crawler.frontier import Frontier
from crawler.reading import Reading
from pipelines.corpus import DuePage

_DENIES = (404, 500)
_DIGITS = str.maketrans("", "", "0123456789")


class Denied:
    """Tells articles from what a site shows at every address that it does not have.

    One text alone is the site's, and so is one title over many: a page for what is missing may
    recommend something else each time. From the second title with another text on, they are
    articles.
    """

    def __init__(self) -> None:
        self._titles, self._texts = set[str](), set[int]()
        self._waiting = 0

    async def settle(self, reading: Reading, frontier: Frontier) -> bool:
        """Tell whether a page is an article. The first one waits for the next while others are
        on their way.
        """
        if not isinstance(reading.result, Speech) or len(reading.result.body) <= DOUBTFUL:
            return False
        self._titles.add(reading.result.title)
        self._texts.add(hash(reading.result.body.translate(_DIGITS)))
        until = monotonic() + SECONDS
        self._waiting += 1
        while self._is_open(frontier) and monotonic() < until:
            await asyncio.sleep(0.05)
        self._waiting -= 1
        return self._differ

    @property
    def _differ(self) -> bool:
        return min(len(self._titles), len(self._texts)) > 1

    def _is_open(self, frontier: Frontier) -> bool:
        return not self._differ and frontier.on_their_way > self._waiting


def may_be_article(response: Response, page: DuePage) -> bool:
    """Tell whether a response may bring an article though its status says otherwise."""
    denied = response.status in _DENIES and isinstance(response, TextResponse)
    return denied and page.new and page.kind == "article" and len(response.body) > DOUBTFUL
