"""The corpus as files that Hugging Face `datasets`, datatrove, DuckDB and spreadsheets load."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.contract import Corpus
from pipelines.corpus import CorpusError
from pipelines.exporting.delivery import Cursor, Parts, alone, finish, read_cursor, write_cursor
from pipelines.exporting.formats import FORMATS, Write, packed
from pipelines.exporting.outputs import stream
from pipelines.exporting.records import record
from pipelines.exporting.targets import Target
from pipelines.selection import ONE_EACH, Selection

Row = Mapping[str, Any]
Watch = Callable[[Row], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `resumed`: these files were whole already when an export was ended."""

    count: int
    files: tuple[Path, ...]
    resumed: bool = False


def export(
    corpus: Corpus,
    to: Target,
    chosen: Selection = ONE_EACH,
    *,
    mask: bool = False,
    watch: Watch = lambda row: None,
) -> Exported:
    """Write the chosen speeches by id; with `mask`, personal data is asterisks.

    A file appears under its name when it is whole and on the disk; until then an older one
    stays. A stream is written to as it stands. Raises CorpusError when it cannot be written.
    """
    if to.streamed:
        return _export_to_stream(corpus.speeches(chosen), to, mask=mask, watch=watch)
    with _new_files() as files:
        count = _write(corpus.speeches(chosen), to, files, mask=mask, watch=watch)
        written = tuple(files.names.values())
        files.give()
        for path in list(to.left_over(len(written))):
            path.unlink(missing_ok=True)
    return Exported(count, written)


def export_changes(
    corpus: Corpus,
    to: Target,
    cursor: Path,
    chosen: Selection = ONE_EACH,
    *,
    mask: bool = False,
    watch: Watch = lambda row: None,
) -> Exported:
    """Write the chosen speeches that came or changed since the last export with this cursor.

    None is skipped and none repeated, wherever a process is ended: the cursor moves when the
    files are whole, and names those that still wait for their names. So a file that exists is
    never replaced. Raises CorpusError.
    """
    with alone(cursor), _new_files("kept", cursor) as files:
        last, asked = read_cursor(cursor), _asked(chosen)
        given = finish(last.unfinished)
        if to.file(0).absolute() in given:
            write_cursor(cursor, Cursor(last.through, last.asked))
            return Exported(0, tuple(given), resumed=True)
        if last.through and dict(last.asked) != asked:
            raise CorpusError(f"{cursor}: it was made with other filters; name another cursor")
        through = corpus.newest_change()
        rows = corpus.changed(chosen, last.through, through)
        count = _write(rows, to, files, mask=mask, watch=watch, replace=False)
        written = tuple(files.names.values())
        waiting = {str(part.absolute()): str(path.absolute()) for part, path in files.names.items()}
        write_cursor(cursor, Cursor(through, asked, waiting))
        files.give()
        write_cursor(cursor, Cursor(through, asked))
    return Exported(count, written)


def _export_to_stream(rows: Iterable[Row], to: Target, *, mask: bool, watch: Watch) -> Exported:
    count = 0
    with (
        stream(to.path) as raw,
        packed(raw, to.packing) as inner,
        FORMATS[to.format](inner) as write,
    ):
        for row in rows:
            write(record(row, mask=mask))
            watch(row)
            count += 1
    return Exported(count, (to.path,))


def _write(
    rows: Iterable[Row],
    to: Target,
    files: Parts,
    *,
    mask: bool,
    watch: Watch,
    replace: bool = True,
) -> int:
    """Write rows under temporary names, at least one file; return how many."""
    count, number = 0, 0
    with ExitStack() as opened:
        write = _next(to, number, files, opened, replace=replace)
        for count, row in enumerate(rows, 1):
            if to.shard and count > to.shard * (number + 1):
                number += 1
                write = _next(to, number, files, opened, replace=replace)
            write(record(row, mask=mask))
            if not row.get("deleted"):
                watch(row)
    return count


def _next(to: Target, number: int, files: Parts, opened: ExitStack, *, replace: bool) -> Write:
    opened.close()
    path = to.file(number)
    if not replace and path.exists():
        raise CorpusError(f"{path}: it exists; with a cursor every export needs a new name")
    return opened.enter_context(_written(files.part(path), to))


@contextmanager
def _written(part: Path, to: Target) -> Iterator[Write]:
    with part.open("wb") as file:
        with packed(file, to.packing) as stream, FORMATS[to.format](stream) as write:
            yield write
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _new_files(ending: str = "part", cursor: Path | None = None) -> Iterator[Parts]:
    files = Parts(ending)
    try:
        yield files
    except OSError as error:
        where = error.filename or next(iter(files.names.values()), "the file")
        raise CorpusError(f"{where}: {error.strerror}; choose another path or make room") from error
    finally:
        files.drop(cursor)


def _asked(chosen: Selection) -> dict[str, Any]:
    asked = asdict(chosen)
    return {name: str(value) for name, value in asked.items() if value not in (None, False)}
