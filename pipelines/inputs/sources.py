"""Files that hold pages: WARC, HTML, text and JSON lines, one by one and folder by folder."""

import json
import os
import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cleaners.model import Page
from pipelines.corpus import CorpusError
from pipelines.inputs.given import (
    MOST_BYTES,
    TOLD,
    Broken,
    Given,
    Left,
)
from pipelines.inputs.json_lines import modified_at, read_json_lines
from pipelines.inputs.own_address import own_address
from pipelines.inputs.warc import need_warcio, read_warc

Read = Callable[[Path], Iterator[Given | Left | Broken]]

_HEAD = 1 << 16


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
    return _reader(path) in (read_warc, read_json_lines)


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
        yield Given(replace(page, status=200), own=own_address(page.body[:_HEAD]))


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


def _whole(path: Path) -> Page | None:
    """A file as one page under its own address, None when it is larger than a page may be."""
    if path.stat().st_size > MOST_BYTES:
        return None
    return Page(path.as_uri(), path.read_bytes(), None, modified_at(path), TOLD)


_READERS: dict[str, Read] = {
    **dict.fromkeys((".warc", ".warc.gz"), read_warc),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), _read_html),
    **dict.fromkeys((".txt", ".text"), _read_text),
    **dict.fromkeys(
        tuple(f".{n}{z}" for n in ("jsonl", "ndjson") for z in ("", ".gz", ".zst")),
        read_json_lines,
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
        return read_json_lines if isinstance(json.loads(head.split(b"\n")[0]), dict) else None
    except (ValueError, RecursionError):
        return None
