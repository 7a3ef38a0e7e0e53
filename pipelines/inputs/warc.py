"""Pages from WARC files (ISO 28500), by warcio."""

import contextlib
import io
import mmap
import re
import zlib
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cleaners.model import Page
from pipelines.corpus import CorpusError
from pipelines.inputs.given import MOST_BYTES, TOLD, Broken, Given, Left

_READ = 1 << 20
_PLAIN = b"\r\n\r\nWARC/"
_RECORD = re.compile(rb"\x1f\x8b\x08|\r\n\r\nWARC/")
_HTML = (b"<html", b"<!doctype html", b"<head", b"<body")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_SCHEMES = ("http://", "https://", "file:")


def need_warcio() -> None:
    """Raise CorpusError when warcio is not there."""
    try:
        import warcio  # noqa: F401
    except ImportError as error:
        raise CorpusError("WARC files need warcio: pip install -e '.[warc]'") from error


def looks_like_html(body: bytes) -> bool:
    """Tell whether a body begins as HTML does, whatever it is called."""
    beginning = body[:2048].lower()
    return any(mark in beginning for mark in _HTML)


def read_warc(path: Path) -> Iterator[Given | Left | Broken]:
    """Yield the HTML pages of a WARC file, plain or gzip, that were answered with 2xx.

    What is left out has its reason: `http_404` and the like, `not_html`, `too_large`,
    `warc_truncated`. What is broken has the place in the file: a record that is cut or cannot be
    unpacked, or a file that cannot be read on.
    """
    start: int | None = 0
    while start is not None:
        start = yield from _read_from(path, start)


def _read_from(path: Path, start: int) -> Generator[Given | Left | Broken, None, int | None]:
    """Yield what stands behind this byte; return where to go on after a damaged record."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file, contextlib.redirect_stderr(io.StringIO()):
        file.seek(start)
        records, begun = ArchiveIterator(file, check_digests=True), start
        try:
            for record in records:
                begun = records.offset
                if (found := _page(record)) is not None:
                    yield Broken(f"byte {begun}", found) if isinstance(found, str) else found
        except Exception:  # warcio raises anything, whatever stands in a damaged file
            yield Broken(f"byte {records.offset}", "a damaged record")
            return _next_record(path, records.offset + 1)
    if _is_cut(path, begun):
        yield Broken(f"byte {begun}", "the file is cut")
    return None


def _next_record(path: Path, start: int) -> int | None:
    """Return where the next record begins, compressed or not; None when there is none."""
    if path.stat().st_size <= start:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        for found in _RECORD.finditer(whole, start):
            if found[0] == _PLAIN or _begins_record(whole[found.start() : found.start() + 512]):
                return found.end() - 5 if found[0] == _PLAIN else found.start()
    return None


def _begins_record(member: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(member, 5) == b"WARC/"
    except zlib.error:
        return False


def _is_cut(path: Path, begun: int) -> bool:
    """Tell whether compressed members, from this one on, miss their end: warcio passes over it."""
    with path.open("rb") as file:
        file.seek(begun)
        member, rest = zlib.decompressobj(wbits=31), file.read(_READ)
        if not rest.startswith(b"\x1f\x8b"):
            return False
        while rest:
            member.decompress(rest, _READ)
            rest = member.unconsumed_tail or member.unused_data or file.read(_READ)
            if member.eof and rest:
                member = zlib.decompressobj(wbits=31)
    return not member.eof


def _page(record: Any) -> Given | Left | str | None:
    """The page of a record; a sentence when it is broken, None when it is of another kind."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = record.rec_type
    if kind not in ("response", "resource") or not url.startswith(_SCHEMES):
        return None
    status = TOLD if kind == "resource" else _status(record)
    if reason := _left(record, status):
        return Left(reason)
    try:
        body = record.content_stream().read(MOST_BYTES + 1)
        cut = bool(getattr(record.raw_stream, "limit", 0))
    except (OSError, ValueError, zlib.error) as error:
        return f"record of {url} cannot be unpacked: {_line(error)}"
    if len(body) > MOST_BYTES:
        return Left("too_large")
    if cut or record.digest_checker.passed is False:
        return f"record of {url} is cut or damaged"
    if status != TOLD and not _is_html(record, body):
        return Left("not_html")
    return Given(_as_page(record, url, body, status))


def _left(record: Any, status: int) -> str:
    if status != TOLD and not 200 <= status < 300:
        return f"http_{status}"
    if status == TOLD and record.content_type not in ("text/plain", "application/json"):
        return "not_text"
    return "warc_truncated" if record.rec_headers.get_header("WARC-Truncated") else ""


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if code.isdecimal() and int(code) != TOLD else 599


def _is_html(record: Any, body: bytes) -> bool:
    declared = (record.http_headers.get_header("Content-Type") or "").lower()
    return declared.startswith(_HTML_TYPES) or looks_like_html(body)


def _as_page(record: Any, url: str, body: bytes, status: int) -> Page:
    said = record.http_headers.get_header if record.http_headers else lambda name: None
    _, _, charset = (said("Content-Type") or "").lower().partition("charset=")
    return Page(
        url=url,
        body=body,
        charset=charset.split(";")[0].strip(" \"'") or None,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
        status=status,
        etag=said("ETag"),
        last_modified=said("Last-Modified"),
    )


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
