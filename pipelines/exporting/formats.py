"""The formats of exports: JSON lines, CSV, Markdown and Parquet, each over a binary stream."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, BinaryIO, cast

import zstandard

from pipelines.corpus import CorpusError
from pipelines.exporting.records import FIELDS

GZIP_LEVEL = 3
"""Twice as fast as the default level for a tenth more bytes."""

ROW_GROUP = 1_000
"""Speeches a row group of a Parquet file: some megabytes, which readers hold in memory."""

Write = Callable[[Mapping[str, Any]], object]

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV Injection); the apostrophe
# that spreadsheets hide makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARKDOWN = ("#", ">", "-", "*", "+", "=", "`", "|", "~", "<", "\\")


@contextmanager
def json_lines(stream: BinaryIO) -> Iterator[Write]:
    """One JSON object in UTF-8 a line."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    yield lambda record: stream.write(f"{encode(record)}\n".encode())


@contextmanager
def comma_separated(stream: BinaryIO) -> Iterator[Write]:
    """CSV for spreadsheets: a byte order mark, lists as JSON, no cell a formula."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    yield lambda record: writer.writerow(map(_cell, record.values()))
    text.flush()
    text.detach()


def _cell(value: Any) -> str:
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, bool):
        value = "true" if value else "false"
    cell = "" if value is None else str(value)
    is_text = not isinstance(value, int | float)
    return f"'{cell}" if is_text and cell.startswith(_FORMULA) else cell


@contextmanager
def markdown(stream: BinaryIO) -> Iterator[Write]:
    """For reading: a heading, what is known of the speech, its paragraphs."""

    def write(record: Mapping[str, Any]) -> None:
        if record["deleted"]:
            return
        known = [record["published"] and record["published"][:10], record["source"]]
        known += [record["speaker"], record["category"], f"<{record['url']}>"]
        head = f"# {_escaped(record['title'])}\n\n{' · '.join(filter(None, known))}\n\n"
        body = "\n\n".join(_escaped(line) for line in record["text"].split("\n"))
        stream.write(f"{head}{body}\n\n".encode())

    yield write


def _escaped(line: str) -> str:
    return f"\\{line}" if line.startswith(_MARKDOWN) else line


@contextmanager
def parquet(stream: BinaryIO) -> Iterator[Write]:
    """Parquet with a fixed schema, compressed with zstd; raises CorpusError without pyarrow."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise CorpusError("Parquet needs pyarrow: pip install -e '.[parquet]'") from error
    schema = _schema(pyarrow)
    waiting: list[Mapping[str, Any]] = []
    with ParquetWriter(stream, schema, compression="zstd") as writer:

        def flush() -> None:
            writer.write_table(pyarrow.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        def write(record: Mapping[str, Any]) -> None:
            waiting.append(record)
            if len(waiting) == ROW_GROUP:
                flush()

        yield write
        if waiting:
            flush()


def _schema(pyarrow: Any) -> Any:
    text, number, share = pyarrow.string(), pyarrow.int64(), pyarrow.float64()
    heading = pyarrow.struct([("level", number), ("text", text), ("start", number)])
    signals = pyarrow.struct(
        [("characters", number)]
        + [(name, share) for name in ("han", "placeholders", "mojibake", "repetition", "residue")]
        + [("complete", pyarrow.bool_())]
    )
    other = {
        "id": number, "copy_of": number, "copies": number, "collection": number,
        "views": number, "characters": number, "quality": share,
        "current": pyarrow.bool_(), "deleted": pyarrow.bool_(),
        "complete": pyarrow.bool_(), "urls": pyarrow.list_(text),
        "tags": pyarrow.list_(text), "outline": pyarrow.list_(heading), "signals": signals,
        "salutation": pyarrow.list_(number), "closing": pyarrow.list_(number),
    }  # fmt: skip
    return pyarrow.schema([(name, other.get(name, text)) for name in FIELDS])


FORMATS: dict[str, Callable[[BinaryIO], AbstractContextManager[Write]]] = {
    "jsonl": json_lines,
    "csv": comma_separated,
    "md": markdown,
    "parquet": parquet,
}


@contextmanager
def packed(stream: BinaryIO, packing: str) -> Iterator[BinaryIO]:
    """Compress what is written: `gz`, `zst`, or "" for nothing."""
    if packing == "gz":
        # no name and no time inside: the same corpus gives the same file
        with gzip.GzipFile("", "wb", GZIP_LEVEL, stream, mtime=0) as inner:
            yield cast(BinaryIO, inner)
    elif packing == "zst":
        with zstandard.ZstdCompressor().stream_writer(stream, closefd=False) as inner:
            yield cast(BinaryIO, inner)
    else:
        yield stream
