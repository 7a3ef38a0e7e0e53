"""Files that appear under their names when they are whole, and a cursor that moves with them."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.corpus import CorpusError
from pipelines.exporting.outputs import is_stream, refuse_database

_MAKER = "yanlu export cursor"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far exports have come: the number of a change, and what they were asked for.

    `unfinished` maps finished files that still have their temporary names to their own.
    """

    through: int = 0
    asked: Mapping[str, Any] = field(default_factory=dict)
    unfinished: Mapping[str, str] = field(default_factory=dict)


class Parts:
    """New files under temporary names beside their own; `give` renames all of them."""

    def __init__(self, ending: str = "part") -> None:
        self._ending = ending
        self.names: dict[Path, Path] = {}

    def part(self, path: Path) -> Path:
        """Return the temporary name for a file, after removing what an earlier process left.

        Raises CorpusError when what has the name must not be replaced.
        """
        refuse_database(path)
        if is_stream(path):
            raise CorpusError(f"{path}: it is no file; name one")
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{_literal(path.name)}.*.{self._ending}"):
            if not _alive(left.name.split(".")[-2]):
                left.unlink(missing_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.{self._ending}")
        self.names[part] = path
        return part

    def give(self) -> None:
        finish({str(part): str(path) for part, path in self.names.items()})
        self.names.clear()

    def drop(self, cursor: Path | None = None) -> None:
        """Remove them, but for those that a cursor names: the next export gives these."""
        if self.names:
            named = read_cursor(cursor).unfinished if cursor else {}
            for part in self.names:
                if str(part.absolute()) not in named:
                    part.unlink(missing_ok=True)


def finish(unfinished: Mapping[str, str]) -> list[Path]:
    """Give finished files their names, those that have not got them yet; return these."""
    given = []
    for part, path in unfinished.items():
        if Path(part).exists():
            Path(part).replace(path)
            given.append(Path(path))
    for folder in {path.parent for path in given}:
        _to_disk(folder)
    return given


def read_cursor(path: Path) -> Cursor:
    """Return the cursor of a file, a new one when there is none; raises CorpusError."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["made_by"] != _MAKER:
            raise ValueError
        return Cursor(int(said["through"]), dict(said["asked"]), dict(said["unfinished"]))
    except FileNotFoundError:
        return Cursor()
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: no cursor of an export; name another file") from error


def write_cursor(path: Path, cursor: Cursor) -> None:
    """Replace the cursor's file as a whole, on the disk when this returns."""
    said = {"made_by": _MAKER, "through": cursor.through, "asked": dict(cursor.asked)}
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(said | {"unfinished": dict(cursor.unfinished)}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _to_disk(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the cursor's lock; raises CorpusError when another export has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CorpusError(f"{path}: another export with this cursor is running") from error
        yield


def _to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _literal(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
