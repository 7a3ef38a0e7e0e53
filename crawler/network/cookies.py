"""Cookies that a site wants back before it shows a page: kept for a run, host by host."""

from collections.abc import Iterator
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.network.gates import GATE

MOST, LONGEST = 20, 4096
"""Cookies that a host may hand out, and the bytes of all of them together (RFC 6265, 6.1 has
browsers take more; a gate needs one)."""

_MOVED = range(300, 400)


class GateCookies:
    """Brings back what a host handed out with a redirect, or by the script of a gate: to that host
    only, in that run only.

    Other cookies are not kept: they say who a reader is, and pages are shown without.
    """

    def __init__(self) -> None:
        self._kept: dict[str, dict[bytes, bytes]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured("Scrapy's own keep all of them")
        return cls()

    def process_request(self, request: Request) -> None:
        if given := request.meta.pop(GATE, None):
            self._keep(_host(request), given)
        if cookies := self._kept.get(_host(request)):
            request.headers["Cookie"] = b"; ".join(b"=".join(each) for each in cookies.items())

    def process_response(self, request: Request, response: Response) -> Response:
        through_gate = response.status in _MOVED or request.meta.get("redirect_times")
        if through_gate and "Set-Cookie" in response.headers:
            self._keep(_host(request), response.headers.getlist("Set-Cookie"))
        return response

    def _keep(self, host: str, given: list[bytes]) -> None:
        cookies = self._kept.setdefault(host, {})
        for name, value in _pairs(given):
            cookies.pop(name, None)
            size = sum(map(len, (name, value, *cookies, *cookies.values())))
            if value and len(cookies) < MOST and size <= LONGEST:
                cookies[name] = value


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc


def _pairs(given: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield names and values; an empty value for a cookie that is taken back."""
    for cookie in given:
        pair, *attributes = cookie.split(b";")
        name, _, value = pair.partition(b"=")
        gone = any(each.strip().lower() == b"max-age=0" for each in attributes)
        if name.strip() and not any(byte < 32 for byte in pair):
            yield name.strip(), b"" if gone else value.strip()
