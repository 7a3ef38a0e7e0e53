"""Packed bodies unpacked in small steps: never more than was allowed, and told when half."""

import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STEP = 65_536
"""Bytes unpacked at a time."""

MEMBERS = 100
"""Streams that may follow one another in a body."""

# RFC 9659: on the web a zstd window is at most 8 MB.
_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
_GZIP = 16 + zlib.MAX_WBITS
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_PLAIN = re.compile(
    rb"(?i)(?:\xef\xbb\xbf)?+[\s\0]*+"
    rb"(?:<|#|[\[{]\s*+[\"{\[]|(?:user-agent|sitemap|allow|disallow|crawl-delay)\s*+:)"
)
_UNMARKED = ("deflate", "br")
"""Encodings that no first bytes tell."""


class CutShort(Exception):
    """A packed body lacks its end; `came` is what was unpacked of it."""

    def __init__(self, said: str, came: bytes = b"") -> None:
        super().__init__(said)
        self.came = came


class Damaged(Exception):
    """A packed body cannot be unpacked."""


class Overflow(Exception):
    """A body is larger, unpacked, than was allowed."""


class _Stream(Protocol):
    """One packed stream; `step` gives up to STEP bytes of it, b"" when it has no more."""

    def step(self) -> bytes: ...
    def ended(self) -> bool: ...
    def rest(self) -> bytes: ...


class _Zlib:
    def __init__(self, packed: bytes, window: int) -> None:
        self._stream = zlib.decompressobj(window)
        self._packed = packed

    def step(self) -> bytes:
        chunk = self._stream.decompress(self._packed, STEP)
        self._packed = self._stream.unconsumed_tail
        return chunk

    def ended(self) -> bool:
        return self._stream.eof

    def rest(self) -> bytes:
        return self._stream.unused_data


class _Zstd:
    def __init__(self, packed: bytes) -> None:
        self._stream = zstd.ZstdDecompressor(options=_WINDOW)
        self._packed = packed

    def step(self) -> bytes:
        packed, self._packed = self._packed, b""
        return self._stream.decompress(packed, STEP)

    def ended(self) -> bool:
        return self._stream.eof

    def rest(self) -> bytes:
        return self._stream.unused_data


class _Brotli:
    def __init__(self, packed: bytes) -> None:
        self._stream = brotli.Decompressor()
        self._packed = packed

    def step(self) -> bytes:
        packed, self._packed = self._packed, b""
        return bytes(self._stream.process(packed, output_buffer_limit=STEP))

    def ended(self) -> bool:
        return bool(self._stream.is_finished())

    def rest(self) -> bytes:
        return b""


def _deflate(packed: bytes) -> _Zlib:
    """RFC 9110 wants a zlib stream; some servers send it bare."""
    try:
        zlib.decompressobj().decompress(packed[:STEP], 1)
    except zlib.error:
        return _Zlib(packed, -zlib.MAX_WBITS)
    return _Zlib(packed, zlib.MAX_WBITS)


_STREAMS: dict[str, Callable[[bytes], _Stream]] = {
    "gzip": lambda packed: _Zlib(packed, _GZIP),
    "deflate": _deflate,
    "br": _Brotli,
    "zstd": _Zstd,
    "x-gzip": lambda packed: _Zlib(packed, _GZIP),
}
ENCODINGS = frozenset(_STREAMS)


def is_plain(body: bytes | bytearray) -> bool:
    """Tell whether a body begins like a page, a robots.txt or JSON, whatever is said of its
    packing.
    """
    return _PLAIN.match(body[:512]) is not None


def packing(body: bytes, told: str) -> str:
    """Return the encoding of a body by its first bytes, as it was `told` where they say nothing."""
    for name in ("gzip", "zstd"):
        if body.startswith(_MAGIC[name]):
            return name
    return "deflate" if told in _MAGIC and _is_zlib(body) else told


def _is_zlib(body: bytes) -> bool:
    """Tell whether a body begins as a zlib stream does (RFC 1950, 2.2)."""
    return len(body) > 2 and body[0] == 0x78 and int.from_bytes(body[:2]) % 31 == 0


def unpack(packed: bytes, encoding: str, most: int) -> bytes:
    """Return what a body of one of ENCODINGS holds: `most` bytes at most.

    A page that was never packed, whatever its header says, is returned as it is, one that was
    packed in another way unpacked. Raises Overflow, CutShort or Damaged.
    """
    out = bytearray()
    rest = packed
    try:
        for _ in range(MEMBERS):
            rest = _unpack_stream(_STREAMS[encoding](rest), out, most)
            # Bytes behind the end that begin no further stream are padding.
            if encoding not in _MAGIC or not rest.startswith(_MAGIC[encoding]):
                return bytes(out)
    except (zlib.error, zstd.ZstdError, brotli.error, EOFError) as error:
        if not out and is_plain(packed):
            return packed
        if not out and (page := _misnamed(packed, encoding, most)):
            return page
        raise Damaged(f"{encoding}: {error}") from None
    raise Damaged(f"{encoding}: more than {MEMBERS} streams")


def _misnamed(packed: bytes, told: str, most: int) -> bytes | None:
    """Return the page that was packed otherwise than told, None if none comes of it."""
    for name in _UNMARKED:
        out = bytearray()
        with suppress(zlib.error, brotli.error, CutShort):
            if name != told and not _unpack_stream(_STREAMS[name](packed), out, most):
                return bytes(out) if is_plain(out) else None
    return None


def _unpack_stream(stream: _Stream, out: bytearray, most: int) -> bytes:
    """Add what a stream holds to `out`; return the bytes behind its end."""
    while not stream.ended():
        chunk = stream.step()
        out += chunk
        if len(out) > most:
            out.clear()  # the error keeps what it comes from alive
            raise Overflow(f"more than {most} bytes unpacked")
        if not chunk and not stream.ended():
            raise CutShort("the packed body ends before its end", bytes(out))
    return stream.rest()
