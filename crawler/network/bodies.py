"""Bodies that arrive whole and unpacked: no bomb goes off, and half a page is no page."""

import logging
import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from crawler.network.errors import BadEncoding, TooLarge
from crawler.network.retries import later
from crawler.network.unpack import ENCODINGS, CutShort, Damaged, Overflow, is_plain, packing, unpack

CUT = "cut_off"
"""Flag of a response whose page breaks off, however often it was asked for."""

LOST = "dataloss"
"""Scrapy's flag of a response that is shorter than its length or its chunks say."""

LAYERS = 3
"""Encodings one inside the other that are unpacked; no honest server sends two."""

logger = logging.getLogger(__name__)


class WholeBodies:
    """Unpacks bodies, and asks again for one that does not arrive whole."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._retries = crawler.settings.getbool("RETRY_ENABLED")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", ", ".join(ENCODINGS))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the unpacked response; of what is cut or damaged, the next try or an error."""
        try:
            response = unpacked(response, self._most)
            if LOST in response.flags and not _ENDS.search(response.body[-_TAIL:]):
                raise CutShort("less came than was announced")
        except Overflow as error:
            raise TooLarge(f"{request.url}: {error}") from None
        except (CutShort, Damaged) as error:
            if again := self._again(request, str(error)):
                return again
            lost = ResponseDataLossError if isinstance(error, CutShort) else BadEncoding
            raise lost(str(error)) from None
        is_page = response.status == 200 and isinstance(response, TextResponse)
        if not is_page or not breaks_off(response.body):
            return response
        again = self._again(request, "the page breaks off")
        return again or response.replace(flags=[*response.flags, CUT])

    def _again(self, request: Request, reason: str) -> Request | None:
        spider = self._crawler.spider
        if not self._retries or spider is None or request.meta.get("dont_retry"):
            return None
        again = get_retry_request(request, spider=spider, reason=reason, give_up_log_level="INFO")
        return again and later(again, self._crawler)


def unpacked(response: Response, most: int) -> Response:
    """Return a response as it was before it was packed; raises what `unpack` raises."""
    names = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    layers = [name.strip() for name in names.split(",") if name.strip() not in ("", "identity")]
    body = response.body
    if not body:
        return response
    if not ENCODINGS.issuperset(layers):  # Content-Encoding: utf-8
        layers = [] if is_plain(body) else [packing(body, layers[-1])]
    if len(layers) > LAYERS or not ENCODINGS.issuperset(layers):
        raise Damaged(f"Content-Encoding: {names[:100]}")
    for name in reversed(layers):
        body = _layer(body, packing(body, name), most)
    if response.status == 200 and body.startswith(_GZIP):
        body = _untold(body, most)
    if body is response.body and not names:
        return response
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    return response.replace(cls=kind, headers=headers, body=body)


def _layer(body: bytes, name: str, most: int) -> bytes:
    """Return what a body holds; a page that is whole is so without the end of its packing."""
    try:
        return unpack(body, name, most)
    except CutShort as error:
        if _ENDS.search(error.came[-_TAIL:]):
            return error.came
        raise


def _untold(body: bytes, most: int) -> bytes:
    """Return the page or the text that was packed without a word; else the body as it is."""
    try:
        page = unpack(body, "gzip", most)
    except (Overflow, CutShort, Damaged):
        return body
    return page if is_plain(page) or page[:64].isascii() else body


_GZIP = b"\x1f\x8b"
_ENDS = re.compile(rb"(?i)</html\s*>\s*(<!--[^<>]*-->\s*)*\Z")
_END = re.compile(rb"(?i)</(?:body|html)")
_BEGIN = re.compile(rb"(?i)<(?:body|html)[\s>]")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_BOX = re.compile(rb"(?i)<(/?)(?:div|table|article|section|main)[\s>]")
_OPEN = 2
_TAIL, _LAST = 4096, 64
# A page may end behind these without having been cut: they have no end tag, or need none.
_LOOSE = frozenset(b"br hr img input link meta base area col embed source wbr html body".split())


def breaks_off(body: bytes) -> bool:
    """Tell whether an HTML page ends before its end.

    Such a page closes neither its body nor itself, as many whole ones do, but ends inside a
    tag, inside an element that holds text, or with two boxes or more left open.
    """
    if _END.search(body[-_LAST:]):
        return False
    tail = body[-_TAIL:]
    if _END.search(tail) or not _BEGIN.search(body[:_TAIL]) or _END.search(body):
        return False
    if tail.rfind(b"<") > tail.rfind(b">"):
        return True
    *_, last = [None, *_TAG.finditer(tail)]
    if last and not last[1] and last[2].lower() not in _LOOSE and tail[last.end() :].strip():
        return True
    return sum(-1 if box[1] else 1 for box in _BOX.finditer(body)) >= _OPEN
