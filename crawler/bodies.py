"""Bodies that arrive whole: half a compressed page is no page."""

import zlib

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

_WINDOW = {b"gzip": 16 + zlib.MAX_WBITS, b"x-gzip": 16 + zlib.MAX_WBITS}


class WholeBodies(HttpCompressionMiddleware):
    """Scrapy's decompression, which takes what there is of a gzip body; this one wants its end."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        packed, encoding = response.body, response.headers.get("Content-Encoding") or b""
        unpacked = super().process_response(request, response)
        window = _WINDOW.get(encoding.strip().lower())
        if window and isinstance(unpacked, Response) and is_cut(packed, unpacked.body, window):
            raise ResponseDataLossError("the gzip body ends before its end")
        return unpacked


def is_cut(packed: bytes, unpacked: bytes, window: int) -> bool:
    """Tell whether a gzip stream lacks its end.

    A whole one closes with the length of what it holds (RFC 1952, 2.3.1), which is looked at
    first; only where that is not so (several members, bytes behind the end) it is read again.
    """
    if int.from_bytes(packed[-4:], "little") == len(unpacked) % 2**32:
        return False
    return not _ends(packed, window)


def _ends(packed: bytes, window: int) -> bool:
    while packed:
        stream = zlib.decompressobj(window)
        try:
            stream.decompress(packed)
        except zlib.error:
            return True  # what follows the last member is no gzip, and not missed
        if not stream.eof:
            return False
        packed = stream.unused_data
    return True
