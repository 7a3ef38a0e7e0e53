"""Gates that a script opens: a small page sets a cookie, the same each time, and loads anew."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse

from crawler.discovery.clicks import told

GATE = "gate_cookies"
"""Key of a request's meta: what Set-Cookie would have said, for GateCookies to keep."""

MOST = 3
"""Gates that may stand one behind the other, and pages of a host for which none opens: then it has
none.
"""

LONGEST = 8_192
"""Bytes: a gate shows nothing."""

_TIMES = "gates"
_LOADS = re.compile(rb"(?i)\blocation\b|\bhistory\.go\(|http-equiv\s{0,9}=\s{0,9}[\"']?refresh")
_AGAIN = re.compile(
    r"\blocation\.reload\s{0,9}\(|\bhistory\.go\(\s{0,9}0?\s{0,9}\)"
    r"|\blocation(?:\.href)?\s{0,9}=\s{0,9}(?:(?:window|document|self|top)\.)?location\b"
    r"|\blocation\.(?:replace|assign)\(\s{0,9}(?:(?:window|document)\.)?location\b"
)
_REFRESH = re.compile(
    r"(?i)http-equiv\s{0,9}=\s{0,9}[\"']?refresh[^<>]{0,99}content\s{0,9}=\s{0,9}[\"']?"
    r"[0-3]\s{0,9}(?:[;,]\s{0,9}(?:url\s{0,9}=\s{0,9})?[\"']?([^\"'<>\s]{1,500}))?"
)
_COOKIE = re.compile(r"[\w!#$%&*+.^|~-]{1,100}=[^\s;,\"\\]{1,1000}", re.ASCII)
_LINK = re.compile(rb"(?i)<a\s")


class ScriptGates:
    """Asks anew, with its cookie, for a page that only sets one and loads anew."""

    def __init__(self) -> None:
        self._closed: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured("Scrapy's own cookies are in use")
        return cls()

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if not isinstance(response, TextResponse) or not may_be_gate(response):
            return response
        sent = {pair.strip() for pair in (request.headers.get("Cookie") or b"").split(b";")}
        new = [cookie for cookie in given(response) if cookie.split(b";")[0].strip() not in sent]
        times, host = request.meta.get(_TIMES, 0), urlsplit(request.url).netloc
        if not new or self._closed[host] == MOST:
            return response
        if times == MOST:
            self._closed[host] += 1
            return response
        return request.replace(meta={**request.meta, GATE: new, _TIMES: times + 1})


def may_be_gate(response: TextResponse) -> bool:
    """Tell whether a page is small, sets a cookie, has no link and leads somewhere by itself."""
    body = response.body
    if len(body) > LONGEST or not (b"document.cookie" in body or "Set-Cookie" in response.headers):
        return False
    return bool(_LOADS.search(body)) and not _LINK.search(body)


def given(response: TextResponse) -> list[bytes]:
    """Return the cookies that a page's script sets, known to the last letter; and those of its
    head if it then loads itself anew.
    """
    set_here = [cookie.encode() for cookie in _written(response.text)]
    again = _AGAIN.search(response.text) or _refreshes_itself(response)
    return set_here + (response.headers.getlist("Set-Cookie") if again else [])


def _written(html: str) -> Iterator[str]:
    for cookie in told(html, r"\bdocument\.cookie"):
        if found := _COOKIE.match(cookie):
            yield found[0]


def _refreshes_itself(response: TextResponse) -> bool:
    found = _REFRESH.search(response.text)
    return found is not None and urljoin(response.url, found[1] or "") == response.url
