"""The corpus as files that Hugging Face `datasets`, datatrove and DuckDB load unchanged."""

import gzip
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from cleaners.personal import mask_personal
from pipelines.corpus import Corpus, CorpusError

GZIP_LEVEL = 3
"""Twice as fast as the default level for a tenth more bytes."""

_COLUMNS = (
    "title", "url", "urls", "current", "published", "source", "speaker", "category", "tags",
    "views", "site", "quality", "complete", "characters", "added_at",
    "occasion", "place", "outline", "salutation", "closing", "signals",
)  # fmt: skip
_HEADING = ("level", "text", "start")


def export_jsonl(corpus: Corpus, path: Path, site: str | None = None, *, mask: bool = False) -> int:
    """Write the speeches (of that site) as JSON lines, gzipped for `.gz`; return how many.

    With `mask`, personal data is asterisks (see `cleaners.personal`).

    The file appears under its name when it is whole and on the disk; until then an older one
    stays. Raises CorpusError when it cannot be written.
    """
    try:
        with _replacing(path) as stream:
            return write_jsonl(corpus, stream, site, mask=mask)
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}; choose another path or make room") from error


def write_jsonl(
    corpus: Corpus, stream: BinaryIO, site: str | None = None, *, mask: bool = False
) -> int:
    """Write one JSON object in UTF-8 a line, `id` and `text` first; return how many."""
    count = 0
    for row in corpus.speeches(site=site):
        stream.write(_line(_masked(row) if mask else row))
        count += 1
    return count


def _masked(row: Mapping[str, Any]) -> Mapping[str, Any]:
    outline = [[level, mask_personal(text), start] for level, text, start in row["outline"]]
    title, body = mask_personal(row["title"]), mask_personal(row["body"])
    return {**row, "title": title, "body": body, "outline": outline}


def _line(row: Mapping[str, Any]) -> bytes:
    headings = [dict(zip(_HEADING, heading, strict=True)) for heading in row["outline"]]
    row = {**row, "outline": headings}  # Arrow knows no list of different types
    record = {"id": row["id"], "text": row["body"], **{name: row[name] for name in _COLUMNS}}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            with _packed(file, path) as stream:
                yield stream
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _packed(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if path.suffix != ".gz":
        yield file
        return
    # no name and no time inside: the same corpus gives the same file
    with gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0) as stream:
        yield cast(BinaryIO, stream)
