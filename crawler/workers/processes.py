"""The processes below ours, and what memory they hold (Linux; elsewhere there seem to be none)."""

import os
from collections.abc import Iterator
from pathlib import Path


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes that a process started, and those that they did."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        texts = [(task / "children").read_text() for task in tasks]
    except OSError:  # it has just ended
        return
    for child in map(int, " ".join(texts).split()):
        yield child
        yield from descendants(child)


def resident_bytes(pid: int) -> int:
    """Return the memory that a process holds now, 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def command_line(pid: int) -> str:
    """Return what a process says it was started with, nothing when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""
