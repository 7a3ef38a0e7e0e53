"""Pages as a browser shows them, through scrapy-playwright: `headless.browser` says when.

The page itself comes the way of all pages, past every guard; the browser is handed it, runs its
scripts and fetches what they ask for.
"""

import asyncio
import logging
import os
import signal
from contextlib import suppress
from typing import Self

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.headless.chromium import launch_options
from crawler.headless.gateway import Gateway
from crawler.headless.shown import TURN_SECONDS, Shown
from crawler.network.errors import NoAnswer
from crawler.workers.processes import command_line, descendants, resident_bytes

MOST_MEMORY = 768 << 20
"""Bytes that a page's process may hold; measured, one with a usual page holds 150 MB."""

_OF_THE_SOURCE = ("ETag", "Last-Modified", "Content-Length")

logger = logging.getLogger(__name__)


class Renderer:
    """Puts the page as its scripts built it in the place of the page as it came."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._longest = settings.getint("DOWNLOAD_MAXSIZE")
        self._redirects = settings.getint("REDIRECT_MAX_TIMES")
        self._gateway = Gateway.from_settings(settings)
        self._browser = ScrapyPlaywrightDownloadHandler(crawler)
        self._browser.config.launch_options = launch_options(self._gateway.address)
        self._browser.config.max_pages_per_context = 1
        self._browser.config.target_closed_max_retries = 0
        self._context = {
            "user_agent": settings["USER_AGENT"],
            "locale": "zh-CN",
            "service_workers": "block",
            "accept_downloads": False,
        }
        self._alone = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        renderer = cls(crawler)
        crawler.signals.connect(renderer.open, signals.spider_opened)
        crawler.signals.connect(renderer.close, signals.spider_closed)
        return renderer

    async def open(self) -> None:
        await self._gateway.open()

    async def close(self) -> None:
        await self._browser.close()
        self._gateway.close()

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        if request.callback is NO_CALLBACK or response.status not in (200, 203):
            return response
        if not isinstance(response, HtmlResponse):
            return response
        async with self._alone:
            shown = Shown(response)
            text = await self._render(shown)
        if shown.moved_to:
            return self._follow(request, response, shown.moved_to)
        return self._rendered(response, text)

    async def _render(self, shown: Shown) -> str:
        meta = shown.meta() | {"playwright_context_kwargs": self._context}
        showing = self._browser.download_request(Request(shown.url, meta=meta))
        shown.showing = asyncio.ensure_future(showing)
        watching = asyncio.ensure_future(_end_overgrown())
        try:
            async with asyncio.timeout(self._seconds):
                rendered = await shown.showing
        except asyncio.CancelledError:
            if shown.moved_to:
                return ""
            raise
        except (TimeoutError, PlaywrightTimeout):
            raise NoAnswer("browser_timeout") from None
        except PlaywrightError as error:
            raise NoAnswer("browser_failed") from error
        finally:
            watching.cancel()
            await self._leave(shown)
        assert isinstance(rendered, HtmlResponse)
        return rendered.text

    async def _leave(self, shown: Shown) -> None:
        """Close the page; a browser that cannot even do that is ended, and begun anew."""
        if shown.page is None or shown.page.is_closed():
            return
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await shown.page.close()
        except (TimeoutError, PlaywrightError):
            logger.warning("%s: its page does not close; the browser is ended", shown.url)
            await self._browser.browser.close()

    def _rendered(self, response: Response, text: str) -> Response:
        body = text.encode("utf-8", "replace")
        if len(body) > self._longest:
            raise DownloadCancelledError(f"{response.url}: more than {self._longest} bytes")
        headers = response.headers.copy()
        for name in _OF_THE_SOURCE:
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        return response.replace(body=body, headers=headers, encoding="utf-8")

    def _follow(self, request: Request, response: Response, target: str) -> Request:
        """Return the request for where a script wanted to go: past every guard, as a redirect."""
        meta = request.meta
        times = meta.get("redirect_times", 0) + 1
        if times > self._redirects:
            raise NoAnswer("redirect_loop")
        trail = {
            "redirect_times": times,
            "redirect_urls": [*meta.get("redirect_urls", ()), response.url],
            "redirect_reasons": [*meta.get("redirect_reasons", ()), "script"],
        }
        return request.replace(url=target, meta=meta | trail)


async def _end_overgrown() -> None:
    """End the process of a page that takes more memory than a page may: the page has crashed."""
    while True:
        await asyncio.sleep(0.25)
        for pid in descendants(os.getpid()):
            if resident_bytes(pid) > MOST_MEMORY and "--type=renderer" in command_line(pid):
                logger.warning("a page took more than %d MiB", MOST_MEMORY >> 20)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
