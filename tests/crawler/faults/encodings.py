"""Bodies that are packed wrongly, by half, or to burst; and texts in other charsets than said."""

import gzip
import zlib

import brotli

from crawler.network.unpack import zstd
from tests.crawler.faults.answers import (
    article,
    bomb,
    brotli_bomb,
    deflate_bomb,
    half,
    packed,
    page,
    reply,
    zstd_bomb,
    zstd_of_a_large_window,
)
from tests.crawler.faults.fault import failed, read


def unsealed(body):
    """A gzip whose checksum is of another text."""
    return gzip.compress(body)[:-8] + gzip.compress(b"other")[-8:]


def unended(body):
    """A gzip that is flushed, and never ended: no checksum, no length."""
    stream = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush(zlib.Z_SYNC_FLUSH)


def in_members(body):
    return b"".join(gzip.compress(body[n : n + 50]) for n in range(0, len(body), 50))


def cut(pack):
    return lambda body: half(pack(body))


LZW = b"\x1f\x9d\x90"


def preset(body):
    packer = zlib.compressobj(zdict=b"abcdef" * 50)
    return packer.compress(body) + packer.flush()


def twice_told(asked):
    body, told = gzip.compress(article(asked.number)), ("Content-Encoding: gzip",) * 2
    return [reply(body, *told)]


FAULTS = [
    failed("bomb_gzip", "1 MB of gzip that is 1 GB", "too_large", bomb("gzip", gzip.compress)),
    failed(
        "bomb_gzip_gzip",
        "1 kB of gzip in gzip that is 1 GB",
        "too_large",
        bomb("gzip, gzip", gzip.compress, gzip.compress),
    ),
    failed(
        "bomb_gzip_br",
        "gzip in br that is 1 GB",
        "too_large",
        bomb("gzip, br", gzip.compress, lambda data: brotli.compress(data, quality=1)),
    ),
    failed("bomb_deflate", "1 MB of deflate: 1 GB", "too_large", bomb("deflate", deflate_bomb)),
    failed("bomb_br", "200 bytes of br: 256 MB", "too_large", bomb("br", brotli_bomb)),
    failed("bomb_zstd", "33 kB of zstd: 1 GB", "too_large", bomb("zstd", zstd_bomb)),
    failed(
        "zstd_window",
        "a zstd window of 128 MB",
        "bad_encoding",
        packed("zstd", zstd_of_a_large_window),
    ),
    failed("layers", "five encodings", "bad_encoding", packed("gzip, gzip, br, br, gzip", bytes)),
    failed(
        "half_gzip", "half a gzip, its length right", "cut_off", packed("gzip", cut(gzip.compress))
    ),
    failed("half_deflate", "half a deflate", "cut_off", packed("deflate", cut(zlib.compress))),
    failed("half_br", "half a br", "cut_off", packed("br", cut(brotli.compress))),
    failed("half_zstd", "half a zstd", "cut_off", packed("zstd", cut(zstd.compress))),
    failed("bad_checksum", "a gzip of a wrong checksum", "bad_encoding", packed("gzip", unsealed)),
    failed(
        "bad_gzip", "noise called gzip", "bad_encoding", packed("gzip", lambda b: b"\x1f\x8b" + b)
    ),
    failed(
        "odd_encoding",
        "noise, Content-Encoding: rot13",
        "bad_encoding",
        packed("rot13", lambda b: b[::-1]),
    ),
    read("no_encoding", "Content-Encoding: utf-8", packed("utf-8", bytes)),
    read("gzip_called_br", "gzip that is called br", packed("br", gzip.compress)),
    read("gzip_called_deflate", "gzip that is called deflate", packed("deflate", gzip.compress)),
    read("deflate_called_gzip", "deflate that is called gzip", packed("gzip", zlib.compress)),
    read(
        "packed_twice_told_once",
        "gzip in gzip, told once",
        packed("gzip", lambda b: gzip.compress(gzip.compress(b))),
    ),
    read("packed_once_told_twice", "gzip, told twice", packed("gzip, gzip", gzip.compress)),
    read("not_packed", "a plain page called gzip", packed("gzip", bytes)),
    read("not_packed_br", "a plain page called br", packed("br", bytes)),
    read(
        "packed_twice",
        "gzip in gzip, both told",
        packed("gzip, gzip", lambda b: gzip.compress(gzip.compress(b))),
    ),
    read(
        "bare_deflate",
        "deflate without its zlib head",
        packed("deflate", lambda b: zlib.compress(b)[2:-4]),
    ),
    read(
        "padded_gzip", "zeros behind a gzip", packed("gzip", lambda b: gzip.compress(b) + bytes(9))
    ),
    read("untold_gzip", "gzip that no header tells of", page(make=gzip.compress)),
    read("gzip_unended", "a gzip that is flushed, not ended", packed("gzip", unended)),
    read(
        "gzip_unsealed",
        "a gzip without its checksum",
        packed("gzip", lambda b: gzip.compress(b)[:-8]),
    ),
    read(
        "deflate_unsealed",
        "a deflate without its checksum",
        packed("deflate", lambda b: zlib.compress(b)[:-4]),
    ),
    read("gzip_in_members", "a gzip of many members", packed("gzip", in_members)),
    read(
        "gzip_and_half",
        "half a gzip behind a whole one",
        packed("gzip", lambda b: gzip.compress(b) + gzip.compress(b)[:9]),
    ),
    read(
        "gzip_and_junk",
        "junk behind a gzip",
        packed("gzip", lambda b: gzip.compress(b) + b"junk \x1f\x8b" * 9),
    ),
    read(
        "gzip_after_nothing",
        "an empty gzip first",
        packed("gzip", lambda b: gzip.compress(b"") + gzip.compress(b)),
    ),
    read("br_called_gzip", "br that is called gzip", packed("gzip", brotli.compress)),
    read("zstd_called_gzip", "zstd that is called gzip", packed("gzip", zstd.compress)),
    read(
        "bare_deflate_called_gzip",
        "deflate without its zlib head that is called gzip",
        packed("gzip", lambda b: zlib.compress(b)[2:-4]),
    ),
    read("gzip_called_zip", "gzip that is called zip", packed("zip", gzip.compress)),
    read("gzip_in_quotes", 'gzip that is called "gzip"', packed('"gzip"', gzip.compress)),
    read("gzip_with_weight", "gzip;q=1", packed("gzip;q=1", gzip.compress)),
    read("identity_and_gzip", "identity, gzip", packed("identity, gzip", gzip.compress)),
    read("encoding_none", "Content-Encoding: none", packed("none", bytes)),
    failed(
        "br_and_junk",
        "junk behind a br",
        "bad_encoding",
        packed("br", lambda b: brotli.compress(b) + b"junk"),
    ),
    read("two_headers", "two headers that say gzip, packed once", twice_told),
    failed("compress", "compress (LZW)", "bad_encoding", packed("compress", lambda b: LZW + b)),
    failed("preset", "deflate with a dictionary", "bad_encoding", packed("deflate", preset)),
    read("stored", "gzip that packs nothing", packed("gzip", lambda b: gzip.compress(b, 0))),
    read("commas", "Content-Encoding: ,gzip,", packed(",gzip,", gzip.compress)),
    read("star", "Content-Encoding: *", packed("*", bytes)),
]
