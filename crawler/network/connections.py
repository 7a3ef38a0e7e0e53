"""Connections that end: an answer's head is bounded, and what broke it has a name."""

import re
from functools import lru_cache

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from twisted.internet import endpoints
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionClosed
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ParseError
from twisted.web._newclient import Request as ClientRequest
from twisted.web.client import _HTTP11ClientFactory
from twisted.web.http import _ChunkedTransferDecoder, maxChunkSizeLineLength
from twisted.web.iweb import IResponse

from crawler.network.errors import BadAnswer, HeadTooLarge, TlsFailed

_FIELD_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SAYS_NOTHING = ((b"transfer-encoding", b"identity"), (b"content-length", b""))
LARGEST_HEAD = 64 * 1024
"""Bytes of status line and header fields, interim (1xx) answers included; Twisted bounds only
single lines (16 KB). Browsers take 256 KB, nginx sends a proxy 4 to 8 KB."""


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler, on connections that end; raises what `outcomes` has names for."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory
        _remember_names()

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            raise named(error) from error


def _remember_names() -> None:
    """Encode the name of a host once: Twisted does so for each request, Scrapy in its own way."""
    encode = vars(endpoints)["_idnaBytes"]
    if not hasattr(encode, "cache_info"):
        vars(endpoints)["_idnaBytes"] = lru_cache(1024)(encode)


def named(error: DownloadFailedError) -> Exception:
    """Return an error that says what was wrong with an answer; as it was if that is not known."""
    reasons = [failure.value for failure in getattr(error.__cause__, "reasons", ())]
    for reason in reasons:
        if isinstance(reason, HeadTooLarge):
            return reason
        if isinstance(reason, SSL.Error):
            return TlsFailed(repr(reason))
    if any(not isinstance(reason, ConnectionClosed) for reason in reasons):
        return BadAnswer(repr(reasons))
    return error


class _Chunks(_ChunkedTransferDecoder):
    """Chunks whose sizes may stand between blanks, as servers of old wrote them."""

    def _dataReceived_CHUNK_LENGTH(self) -> bool:
        end = self._buffer.find(b"\r\n")
        if 0 < end < maxChunkSizeLineLength:
            size = self._buffer[:end].strip(b" \t")
            if len(size) < end:
                self._buffer[:end], self._start = size, 0
        return super()._dataReceived_CHUNK_LENGTH()


class _BoundedParser(_LenientHTTPClientParser):
    """Skips what browsers skip: blank lines before the status, header fields of no valid name.

    Of several transfer encodings the last one is undone; a body that is packed tells by itself.
    """

    _transferDecoders = {b"chunked": _Chunks}  # noqa: RUF012

    def lineReceived(self, line: bytes) -> None:
        before = self.state == STATUS and not line.strip()
        stray = self.state == HEADER and line[:1] in (b" ", b"\t") and self._partialHeader is None
        if not (before or stray):
            super().lineReceived(line)

    def statusReceived(self, status: bytes) -> None:
        version, _, rest = status.partition(b" ")
        version = b"HTTP/1.0" if version == b"HTTP" else version
        super().statusReceived(b" ".join((version, rest.lstrip())))  # type: ignore[no-untyped-call]
        if not 100 <= self.response.code <= 999:
            raise ParseError("no status code", status)  # type: ignore[no-untyped-call]

    def headerReceived(self, name: bytes, value: bytes) -> None:
        if not _FIELD_NAME.fullmatch(name := name.strip()):
            return
        if name.lower() == b"transfer-encoding":
            value = value.lower().rpartition(b",")[2].strip()
        if (name.lower(), value) not in _SAYS_NOTHING:
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:
        raise HeadTooLarge(f"a line of more than {self.MAX_LENGTH} bytes")


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    _head = 0

    def request(self, request: ClientRequest) -> "Deferred[IResponse]":
        self._head = 0
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _BoundedParser  # as its parent does, and why it may
        return answer

    def dataReceived(self, bytes: bytes) -> None:
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(bytes)
            if self._head > LARGEST_HEAD:
                too_large = HeadTooLarge(f"more than {LARGEST_HEAD} bytes")
                self._giveUp(Failure(too_large))  # type: ignore[no-untyped-call]


class _BoundedFactory(_HTTP11ClientFactory):
    noisy = False

    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
