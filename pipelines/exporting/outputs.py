"""What is written to as it stands (pipes, devices), and what is never written over."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipelines.corpus import CorpusError

STANDARD = Path("-")
"""Standard output."""

_SQLITE = b"SQLite format 3\0"  # https://sqlite.org/fileformat.html, 1.3.1
_BESIDE = ("", "-wal", "-shm", "-journal")
_KERNELS = (("/", "dev"), ("/", "proc"))


def is_stream(path: Path) -> bool:
    """Tell whether a name stands for a pipe, a device or standard output: no file to replace."""
    if path == STANDARD or (path.exists() and not path.is_file() and not path.is_dir()):
        return True
    # /dev/stdout is a link to whatever standard output is
    return path.is_symlink() and path.parent.resolve().parts[:2] in _KERNELS


@contextmanager
def stream(path: Path) -> Iterator[BinaryIO]:
    """Open a stream for writing; standard output stays open."""
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with path.open("ab") as opened:
        yield opened


def refuse_database(path: Path) -> None:
    """Raise CorpusError when a file is an SQLite database."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                raise CorpusError(f"{path}: it is a database; choose another path")


def refuse_own(path: Path, own: Iterable[Path]) -> None:
    """Raise CorpusError when a file is one of these databases, or stands for a part of one."""
    there = path.resolve()
    for database in own:
        file = database.resolve()
        if there in {file.with_name(f"{file.name}{ending}") for ending in _BESIDE}:
            raise CorpusError(f"{path}: it belongs to the corpus; choose another path")
    refuse_database(path)
