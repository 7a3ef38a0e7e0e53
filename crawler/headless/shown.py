"""One page in the browser: handed over as it came, it loads what makes its text and no more."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as PageRequest
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy_playwright.page import PageMethod

from cleaners.decode import decode
from crawler.discovery.addresses import normalise
from crawler.outcomes import as_page

WANTED = frozenset({"script", "stylesheet", "xhr", "fetch"})
"""What a page may load: what makes its text. Some frameworks build nothing without styles."""

QUIET_SECONDS = 10.0
"""How long a page may go on loading; it is done when half a second passes without a request."""

TURN_SECONDS = 5.0
"""How long one request of a page keeps its next one waiting."""


class Shown:
    """One page in the browser. `moved_to`: where its script went; `page` is there once open."""

    def __init__(self, response: HtmlResponse) -> None:
        self.url = response.url
        self.page: Page | None = None
        self.showing: asyncio.Future[Response] | None = None
        self.moved_to = ""
        source = as_page(response, datetime.now(UTC))
        self._document = decode(source.body, source.charset).text
        self._handed = False
        self._turn = asyncio.Lock()

    def meta(self) -> dict[str, Any]:
        """Return what scrapy-playwright needs to know of the page."""
        return {
            "playwright": True,
            "playwright_page_init_callback": self._begin,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            "playwright_page_methods": [PageMethod(_quiet)],
        }

    async def _begin(self, page: Page, request: Request) -> None:
        self.page = page
        await page.route("**", self._route)

    async def _route(self, route: Route, request: PageRequest) -> None:
        """Hand the document over, let through what makes text, in turn, and nothing else."""
        with suppress(PlaywrightError):  # the page is gone
            if request.is_navigation_request():
                await self._navigate(route, request)
            elif request.resource_type in WANTED and normalise(request.url):
                await self._load(route, request)
            else:
                await route.abort("aborted")

    async def _navigate(self, route: Route, request: PageRequest) -> None:
        if self._handed:
            if request.frame == request.frame.page.main_frame and request.method == "GET":
                self._note(request.url)
            await route.abort("aborted")
            return
        self._handed = True
        kind = "text/html; charset=utf-8"
        await route.fulfill(status=200, content_type=kind, body=self._document)

    def _note(self, url: str) -> None:
        target = normalise(url)
        if target and target != normalise(self.url) and not self.moved_to and self.showing:
            self.moved_to = target
            self.showing.cancel()

    async def _load(self, route: Route, request: PageRequest) -> None:
        async with self._turn:
            with suppress(TimeoutError):
                async with asyncio.timeout(TURN_SECONDS):
                    await route.continue_()
                    if response := await request.response():
                        await response.finished()


async def _quiet(page: Page) -> None:
    """Wait until a page loads no more; one that never ends is taken as it is."""
    with suppress(PlaywrightTimeout):
        await page.wait_for_load_state("networkidle", timeout=QUIET_SECONDS * 1000)
