import gzip
import zlib

import brotli
import pytest
from scrapy.http import HtmlResponse

from crawler.network import unpack as unpacking
from crawler.network.bodies import breaks_off, unpacked
from crawler.network.unpack import CutShort, Damaged, Overflow, unpack, zstd

TEXT = b"".join(f"第{n}次讲话稿".encode() for n in range(5000))
BARE = zlib.compressobj(wbits=-zlib.MAX_WBITS)


def bare(body):
    return zlib.compress(body)[2:-4]


PACKED = {
    "gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstd.compress(TEXT),
}
BOMBS = {
    "gzip": gzip.compress(bytes(2**24)),
    "deflate": zlib.compress(bytes(2**24)),
    "br": brotli.compress(bytes(2**24), quality=1),
    "zstd": zstd.compress(bytes(2**24)),
}
MOST = 1_000_000


@pytest.mark.parametrize(
    ("encoding", "packed", "held"),
    [
        *((name, packed, TEXT) for name, packed in PACKED.items()),
        ("deflate", BARE.compress(TEXT) + BARE.flush(), TEXT),
        ("gzip", gzip.compress(TEXT) + gzip.compress(b"more"), TEXT + b"more"),
        ("zstd", zstd.compress(TEXT) + zstd.compress(b"more"), TEXT + b"more"),
        ("gzip", gzip.compress(TEXT) + b"\0\0\0 padding", TEXT),
        ("x-gzip", gzip.compress(b"", mtime=0), b""),
        *((name, b"\n <html>never packed", b"\n <html>never packed") for name in PACKED),
        *((name, b"User-agent: *\n", b"User-agent: *\n") for name in PACKED),
        *(("gzip", pack(b"<p>" + TEXT), b"<p>" + TEXT) for pack in (brotli.compress, bare)),
    ],
)
def test_whole_bodies(encoding, packed, held):
    assert unpack(packed, encoding, MOST) == held


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("encoding", PACKED)
def test_bodies_without_their_end(encoding, share):
    packed = PACKED[encoding]
    with pytest.raises(CutShort):
        unpack(packed[: int(len(packed) * share)], encoding, MOST)


@pytest.mark.parametrize("encoding", BOMBS)
def test_bombs_do_not_go_off(encoding):
    with pytest.raises(Overflow):
        unpack(BOMBS[encoding], encoding, MOST)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", b"\x1f\x8bnoise"),
        ("gzip", b"noise"),
        ("br", bytes(range(255, 100, -1))),
        ("zstd", b"\x28\xb5\x2f\xfdnoise"),
        ("gzip", PACKED["gzip"][:-8] + bytes(8)),
        ("gzip", gzip.compress(b"", mtime=0) * (unpacking.MEMBERS + 1)),
    ],
)
def test_damaged_bodies(encoding, packed):
    with pytest.raises(Damaged):
        unpack(packed, encoding, MOST)


def response(body, encoding):
    headers = {"Content-Encoding": encoding, "Content-Type": "text/html"}
    return HtmlResponse("http://a.cn/", headers=headers, body=body)


def test_a_page_is_whole_without_the_end_of_its_packing():
    page = b"<html><body>" + TEXT + b"</body></html>"
    assert unpacked(response(gzip.compress(page)[:-8], "gzip"), MOST).body == page
    with pytest.raises(CutShort):
        unpacked(response(gzip.compress(page)[:-50], "gzip"), MOST)


@pytest.mark.parametrize("name", ["zip", '"gzip"', "gzip;q=1", "identity, gzip"])
def test_gzip_by_other_names(name):
    assert unpacked(response(PACKED["gzip"], name), MOST).body == TEXT


def test_one_encoding_in_another():
    whole = unpacked(response(gzip.compress(brotli.compress(TEXT)), "BR, gzip"), MOST)
    assert whole.body == TEXT
    assert "Content-Encoding" not in whole.headers
    assert unpacked(response(TEXT, "identity"), MOST).body == TEXT
    with pytest.raises(Overflow):
        unpacked(response(gzip.compress(BOMBS["gzip"]), "gzip, gzip"), MOST)
    for unknown in ("rot13", "gzip, gzip, gzip, gzip"):
        with pytest.raises(Damaged):
            unpacked(response(TEXT, unknown), MOST)


PAGE = (
    "<html><body><div id=a><div class=content><p>同志们：</p><p>今天讲<b>三点</b>意见。</p></div>"
    "<ul><li><a href=/1>一</a></li></ul></div>"
).encode()


@pytest.mark.parametrize("end", [b"", b"</body>", b"</html>", b"\n</BODY >\n<script>1</script>"])
def test_pages_that_are_whole(end):
    assert not breaks_off(PAGE + end)


@pytest.mark.parametrize(
    "page",
    [
        b"",
        "没有标签的文字".encode(),
        "<p>一段没有结束的话".encode(),
        "<html><body><p>一<br>二".encode(),
        "<html><body><p>一</p>二".encode(),
        PAGE.decode().encode("utf-16"),
    ],
)
def test_pages_that_may_be_whole(page):
    assert not breaks_off(page)


@pytest.mark.parametrize(
    "behind", ["讲<b>三", "同志们：</p>", "同志", "</b>意见", "</b", "今天讲<b>三点</b"]
)
def test_pages_that_break_off(behind):
    at = PAGE.index(behind.encode()) + len(behind.encode())
    assert breaks_off(PAGE[:at])
