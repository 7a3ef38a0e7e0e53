"""Pages and texts from JSON lines, plain, .gz or .zst."""

import contextlib
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from cleaners.model import Page
from pipelines.inputs.given import (
    MOST_BYTES,
    TOLD,
    Broken,
    Given,
    Left,
    as_record,
    is_export,
    said_when,
)


def read_json_lines(path: Path) -> Iterator[Given | Left | Broken]:
    """Yield what the lines of a file give; raises OSError when it cannot be opened."""
    modified = modified_at(path)
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


def modified_at(path: Path) -> datetime:
    """Return when a file was changed last."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _opened(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path))
    if path.suffix == ".zst":
        reader = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True)
        return cast(BinaryIO, io.BufferedReader(reader))
    return path.open("rb")
