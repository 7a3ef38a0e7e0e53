"""What a faulty server sends, byte by byte: parts to send, and seconds to wait in between."""

import gzip
import itertools
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import brotli

from crawler.network.unpack import zstd
from tests.crawler import odd_site

RESET = None
"""In an answer: break the connection off."""


@dataclass(frozen=True)
class Asked:
    """One request: its path, how often it was asked for, the number of requests so far.

    `own` is the address of the fault's own host, `forbidden` of one that must never be asked.
    """

    path: str
    times: int
    served: int
    number: int
    own: str
    forbidden: str
    port: int


Answer = Callable[[Asked], Iterable[bytes | float | None]]


def article(number, **words):
    return odd_site.article(number, **words).body.encode()


def head(*fields, status="200 OK", html=True):
    kind = ("Content-Type: text/html; charset=utf-8",) if html else ()
    return "\r\n".join((f"HTTP/1.1 {status}", *kind, *fields, "", "")).encode()


def reply(body, *fields, status="200 OK", html=True):
    """A proper answer."""
    body = body.encode() if isinstance(body, str) else body
    return head(f"Content-Length: {len(body)}", *fields, status=status, html=html) + body


def page(*fields, status="200 OK", html=True, make=lambda body: body):
    """Answer with the article of this number, `make` having its way with the bytes."""
    return lambda asked: [reply(make(article(asked.number)), *fields, status=status, html=html)]


def said(title, text, status="200 OK"):
    """Answer with a page that says so, in the frame of a site."""
    body = (
        f"<html><head><title>{title}</title></head><body><div class=nav><a href='/'>首页</a></div>"
        f"<div class=main><h2>{title}</h2><p>{text}</p></div></body></html>"
    )
    return lambda asked: [reply(body, status=status)]


def sends(*parts):
    """Answer with the same parts whatever was asked."""
    return lambda asked: parts


def packed(name, pack, *fields):
    return page(f"Content-Encoding: {name}", *fields, make=pack)


def half(body):
    return body[: len(body) // 2]


def redirect(to, status="302 Found"):
    """Answer with a redirect; `to` may name {own}, {forbidden} and {port}."""
    return lambda asked: [
        reply("", f"Location: {to.format(**vars(asked))}", status=status, html=False)
    ]


def endless(part):
    return itertools.repeat(part)


def slowly(data, pause=0.2):
    for byte in data:
        yield bytes((byte,))
        yield pause


def chunk(data):
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


CHUNKED = head("Transfer-Encoding: chunked")
MEGABYTE = bytes(2**20)


def deflated(megabytes):
    """So many MB of zeros, quickly: one MB packed by itself, and the same again."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = stream.compress(MEGABYTE) + stream.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + stream.flush()


def gzip_bomb(megabytes=1024):
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + deflated(megabytes) + bytes(8)


def bomb(name, *packers):
    """Answer with 1 GB of zeros, or what packing it once more leaves of it."""

    def body():
        data = gzip_bomb() if packers[0] is gzip.compress else packers[0](b"")
        for pack in packers[1:]:
            data = pack(data)
        return data

    return lambda asked: [reply(body(), f"Content-Encoding: {name}")]


def deflate_bomb(_):
    return b"\x78\xda" + deflated(1024)


def brotli_bomb(_):
    stream = brotli.Compressor(quality=1)
    return b"".join(stream.process(MEGABYTE) for _ in range(256)) + stream.finish()


def zstd_bomb(_):
    stream = zstd.ZstdCompressor(1)
    return b"".join(stream.compress(MEGABYTE) for _ in range(1024)) + stream.flush()


def zstd_of_a_large_window(body):
    level = zstd.CompressionParameter
    stream = zstd.ZstdCompressor(options={level.compression_level: 1, level.window_log: 27})
    return stream.compress(body) + stream.flush()
