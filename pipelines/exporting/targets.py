"""Where an export goes: a file, files of so many speeches, or a stream."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.exporting.formats import FORMATS
from pipelines.exporting.outputs import is_stream

PACKINGS = ("", "gz", "zst")


@dataclass(frozen=True, slots=True)
class Target:
    """A file to write, or with `shard`, files of so many speeches: out-00000.jsonl, …"""

    path: Path
    format: str
    packing: str = ""
    shard: int | None = None

    def file(self, number: int) -> Path:
        if self.shard is None:
            return self.path
        ending = f".{self.format}" + (f".{self.packing}" if self.packing else "")
        stem = self.path.name.removesuffix(ending)
        return self.path.with_name(f"{stem}-{number:05}{ending}")

    def left_over(self, count: int) -> Iterator[Path]:
        """Yield the files that a longer export left behind so many of this one."""
        if self.shard is None:
            return
        for path in self.path.parent.iterdir():
            number = re.search(r"-(\d{5,})\.", path.name)
            if number and int(number[1]) >= count and path.name == self.file(int(number[1])).name:
                yield path

    @property
    def streamed(self) -> bool:
        """Whether it is written to as it stands, and no file: a pipe, a device, `-`."""
        return is_stream(self.path)

    def gives(self, path: Path) -> bool:
        """Tell whether a file is one of those to write."""
        there = path.resolve()
        if self.shard is None:
            return there == self.path.resolve()
        number = re.search(r"-(\d{5,})\.", path.name)
        return number is not None and there == self.file(int(number[1])).resolve()


def target(path: Path, format: str | None = None, shard: int | None = None) -> Target:
    """Read format and compression off a file's name; raises ValueError, in one line."""
    parts = path.name.split(".")
    packing = parts.pop() if parts[-1] in PACKINGS else ""
    named = format or (parts[-1] if len(parts) > 1 else "")
    if named not in FORMATS:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise ValueError(f"{path.name}: the name must end in {endings}, or say --format")
    if named == "parquet" and packing:
        raise ValueError(f"{path.name}: Parquet is compressed inside; leave .{packing} out")
    return Target(path, named, packing, shard)
