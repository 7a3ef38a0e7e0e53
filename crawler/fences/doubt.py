"""Articles that may be a wall: one that other pages show, too, or the same for every address."""

import asyncio
from time import monotonic

from cleaners.model import Page
from crawler.fences.alike import Alike
from crawler.frontier import Frontier
from crawler.reading import Reading
from pipelines.corpus import Kind

SECONDS = 10.0
"""How long a text as short as a wall waits for the next article, which may have it, too."""


class Doubt:
    """What a site gave at other addresses, to judge an article by."""

    def __init__(self) -> None:
        self._alike, self._waiting = Alike(), 0

    async def settle(
        self, reading: Reading, page: Page, promised: Kind, frontier: Frontier
    ) -> Reading:
        """Return what a page of one part gives; of one known from other addresses, why nothing.

        It waits only while others than those that wait are on their way.
        """
        result, until = reading.result, monotonic() + SECONDS
        wrong = self._alike.judge(page, promised, reading.kind, result)
        self._waiting += 1
        while self._alike.is_open(result) and frontier.on_their_way > self._waiting:
            if wrong or monotonic() > until:
                break
            await asyncio.sleep(0.05)
        self._waiting -= 1
        if wrong := wrong or self._alike.wall(result):
            return Reading("article" if promised == "article" else "other", result=wrong)
        return reading
