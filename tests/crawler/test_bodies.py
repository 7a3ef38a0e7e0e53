import gzip
import zlib

import pytest

from crawler.bodies import is_cut

WINDOW = 16 + zlib.MAX_WBITS
TEXT = "讲话稿".encode() * 5000


@pytest.mark.parametrize(
    ("packed", "unpacked"),
    [
        (gzip.compress(TEXT), TEXT),
        (gzip.compress(TEXT) + gzip.compress(b"more"), TEXT + b"more"),
        (gzip.compress(TEXT) + b"\0\0\0 padding", TEXT),
        (gzip.compress(b""), b""),
    ],
)
def test_whole_streams(packed, unpacked):
    assert not is_cut(packed, unpacked, WINDOW)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_streams_without_their_end(share):
    packed = gzip.compress(TEXT + b"%d" % 7)
    part = packed[: int(len(packed) * share)]
    unpacked = zlib.decompressobj(WINDOW).decompress(part)
    assert is_cut(part, unpacked, WINDOW)
