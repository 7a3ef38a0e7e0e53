"""Archived pages read by child processes on all cores, in order, with the limits of a crawl."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessFuture, ProcessPool

from cleaners.model import Rejected
from crawler.parsers import PATIENCE, child_processes, cpu_limit, lost

CHUNK = 8
"""Pages sent to a child at once: what passes between processes costs as much for one as for ten."""

_WAITING = 4

Task = TypeVar("Task")
Found = TypeVar("Found")


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(things: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Yield things by so many, the last ones as they are left."""
    rest = iter(things)
    while batch := tuple(islice(rest, size)):
        yield batch


class Readers:
    """Child processes, within a `with` block; each task may take `timeout` seconds of CPU."""

    def __init__(self, workers: int, timeout: float) -> None:
        self._workers, self._timeout = workers, timeout

    def __enter__(self) -> Self:
        self._pool: ProcessPool = child_processes(self._workers)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def map(
        self, read: Callable[[Task], Found], tasks: Iterable[Task], name: Callable[[Task], str]
    ) -> Iterator[tuple[Task, Found | Rejected]]:
        """Yield each task and what `read` makes of it in a child, in order.

        A task that a child dies of gives a Rejected `parser_…`; `name` tells which page it is.
        """
        chunks = batches(tasks, CHUNK)
        waiting: deque[tuple[tuple[Task, ...], ProcessFuture[list[Found]]]] = deque()
        while True:
            for chunk in islice(chunks, _WAITING * self._workers - len(waiting)):
                waiting.append((chunk, self._send(read, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield from zip(chunk, future.result(), strict=True)
            except Exception:
                yield from ((task, self._alone(read, task, name(task))) for task in chunk)

    def _send(
        self, read: Callable[[Task], Found], chunk: Sequence[Task]
    ) -> "ProcessFuture[list[Found]]":
        patience = PATIENCE * self._timeout * len(chunk)
        return self._pool.schedule(_read, args=(read, chunk, self._timeout), timeout=patience)

    def _alone(self, read: Callable[[Task], Found], task: Task, url: str) -> Found | Rejected:
        try:
            return self._send(read, (task,)).result()[0]
        except Exception as error:
            return lost(error, url, self._timeout)


def _read(read: Callable[[Task], Found], tasks: Sequence[Task], timeout: float) -> list[Found]:
    found = []
    for task in tasks:
        with cpu_limit(timeout):
            found.append(read(task))
    return found
