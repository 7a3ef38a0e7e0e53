"""Files that hold pages: WARC, HTML, text and JSON lines, one by one and folder by folder."""

import contextlib
import gzip
import hashlib
import html
import io
import json
import os
import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from cleaners.model import Page
from pipelines.corpus import CorpusError
from pipelines.given import (
    MOST_BYTES,
    TOLD,
    Broken,
    Given,
    Left,
    as_record,
    is_export,
    said_when,
)
from pipelines.warc import need_warcio, read_warc

Read = Callable[[Path], Iterator[Given | Left | Broken]]

_HEAD = 1 << 16
_TAG = re.compile(r"(?i)<(link|meta)\b([^>]*)")
_IS_OWN = {
    "link": re.compile(r"""(?i)\brel\s*=\s*["']?canonical\b"""),
    "meta": re.compile(r"""(?i)\bproperty\s*=\s*["']?og:url\b"""),
}
_VALUE = {
    "link": re.compile(r"""(?i)\bhref\s*=\s*["']?([^"'\s]+)"""),
    "meta": re.compile(r"""(?i)\bcontent\s*=\s*["']?([^"'\s]+)"""),
}


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named and those below the folders, in the order of their names.

    Of a folder only those whose names say that we read them, and none that is hidden. Raises
    CorpusError when a path is not there.
    """
    for path in paths:
        if not path.exists():
            raise CorpusError(f"{path}: there is no such file or folder")
        if not path.is_dir():
            yield path.absolute()
            continue
        for folder, below, names in os.walk(path.absolute()):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                file = Path(folder, name)
                if not name.startswith(".") and file.is_file() and _reader_by_name(name):
                    yield file


def holds_many(path: Path) -> bool:
    """Tell whether a file holds many pages: it is worth remembering that it was read."""
    return _reader(path) in (read_warc, _read_json_lines)


def read_file(path: Path) -> Iterator[Given | Left | Broken]:
    """Yield the pages in a file; `Broken` stands for what cannot be read."""
    reader = _reader(path)
    if reader is None:
        yield Broken("", "is no WARC, HTML, text or JSON lines")
        return
    if reader is read_warc:
        need_warcio()
    try:
        yield from reader(path)
    except OSError as error:
        yield Broken("", f"cannot be read: {error.strerror or error}")


def _read_html(path: Path) -> Iterator[Given | Left | Broken]:
    page = _whole(path)
    if page is None:
        yield Left("too_large")
    elif not page.body.strip():
        yield Broken("", "is empty")
    else:
        yield Given(replace(page, status=200), own=_own_address(page.body))


def _read_text(path: Path) -> Iterator[Given | Left | Broken]:
    page = _whole(path)
    if page is None:
        yield Left("too_large")
    elif not page.body.strip():
        yield Broken("", "is empty")
    elif b"\0" in page.body[:_HEAD] and not page.body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        yield Broken("", "is no text")
    else:
        yield Given(page)


def _read_json_lines(path: Path) -> Iterator[Given | Left | Broken]:
    modified = _modified(path)
    with contextlib.closing(_opened(path)) as stream:
        number = 0
        try:
            while line := stream.readline(MOST_BYTES + 1):
                number += 1
                yield from _record(path, number, line, stream, modified)
        except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
            yield Broken(f"line {number + 1}", f"cannot be read on: {error}")


def _record(
    path: Path, number: int, line: bytes, stream: BinaryIO, modified: datetime
) -> Iterator[Given | Left | Broken]:
    if len(line) > MOST_BYTES:
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES)
        yield Left("too_large")
        return
    if not (line := line.strip().removeprefix(b"\xef\xbb\xbf")):
        return
    record = as_record(line)
    if record is None:
        yield Broken(f"line {number}", "is no JSON object")
        return
    if record.get("deleted") is True and is_export(record):
        yield Left("deleted")
        return
    site, when = record.get("site"), said_when(record) or modified
    for url in _addresses(record) or [f"{path.as_uri()}#{_name(record, line)}"]:
        own = site if isinstance(site, str) and url == _address(record) else None
        yield Given(Page(url, line, "utf-8", when, TOLD), own)


def _addresses(record: dict[str, object]) -> list[str]:
    """Where a record says that its text stands: of an export also the further addresses."""
    urls = record.get("urls") if is_export(record) else None
    found = [_address(record), *(urls if isinstance(urls, list) else [])]
    return list(dict.fromkeys(url for url in found if isinstance(url, str) and url))


def _address(record: dict[str, object]) -> str:
    inner = record.get("metadata")
    url = record.get("url") or (inner.get("url") if isinstance(inner, dict) else None)
    return url if isinstance(url, str) else ""


def _name(record: dict[str, object], line: bytes) -> str:
    name = record.get("id")
    plain = isinstance(name, int | str) and re.fullmatch(r"[\w.:-]{1,80}", str(name), re.ASCII)
    return str(name) if plain else hashlib.sha256(line).hexdigest()[:16]


def _whole(path: Path) -> Page | None:
    """A file as one page under its own address, None when it is larger than a page may be."""
    if path.stat().st_size > MOST_BYTES:
        return None
    return Page(path.as_uri(), path.read_bytes(), None, _modified(path), TOLD)


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _own_address(body: bytes) -> str | None:
    """What a page gives as its address, in `<link rel=canonical>`, else in `og:url`."""
    said = {"link": "", "meta": ""}
    for tag in _TAG.finditer(body[:_HEAD].decode("utf-8", "replace")):
        kind = tag[1].lower()
        if not said[kind] and _IS_OWN[kind].search(tag[2]) and (own := _VALUE[kind].search(tag[2])):
            said[kind] = own[1]
    return html.unescape(said["link"] or said["meta"]) or None


def _opened(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path))
    if path.suffix == ".zst":
        reader = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True)
        return cast(BinaryIO, io.BufferedReader(reader))
    return path.open("rb")


_READERS: dict[str, Read] = {
    **dict.fromkeys((".warc", ".warc.gz"), read_warc),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), _read_html),
    **dict.fromkeys((".txt", ".text"), _read_text),
    **dict.fromkeys(
        tuple(f".{n}{z}" for n in ("jsonl", "ndjson") for z in ("", ".gz", ".zst")),
        _read_json_lines,
    ),
}


def _reader(path: Path) -> Read | None:
    return _reader_by_name(path.name) or _reader_by_content(path)


def _reader_by_name(name: str) -> Read | None:
    ending = re.search(r"\.\w+(\.(gz|zst))?$", name.lower())
    found = _READERS.get(ending[0]) if ending else None
    return found or _READERS.get(Path(name.lower()).suffix)


def _reader_by_content(path: Path) -> Read | None:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        if head.startswith(b"\x1f\x8b"):
            head = zlib.decompressobj(wbits=31).decompress(head, 4096)
    except (OSError, zlib.error):
        return None
    if head.startswith(b"WARC/"):
        return read_warc
    if re.search(rb"(?i)<(html|!doctype html|body)\b", head):
        return _read_html
    try:
        return _read_json_lines if isinstance(json.loads(head.split(b"\n")[0]), dict) else None
    except (ValueError, RecursionError):
        return None
