"""Archived pages read by child processes on all cores, in order, with the limits of a crawl."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from cleaners.model import Rejected
from crawler.workers.bounded import cpu_limit
from crawler.workers.children import Children, bounded
from crawler.workers.parsers import lost

CHUNK = 8
"""Pages sent to a child at once: what passes between processes costs as much for one as for ten."""

_WAITING = 4

Task = TypeVar("Task")
Found = TypeVar("Found")


def batches(things: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Yield things by so many, the last ones as they are left."""
    rest = iter(things)
    while batch := tuple(islice(rest, size)):
        yield batch


class Readers:
    """Child processes, within a `with` block; each task may take `timeout` seconds of CPU.

    There are so many as `children.bounded` allows.
    """

    def __init__(self, workers: int, timeout: float) -> None:
        self._workers, self._timeout = bounded(workers), timeout

    def __enter__(self) -> Self:
        self._children = Children(self._workers, _read)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def map(
        self, read: Callable[[Task], Found], tasks: Iterable[Task], name: Callable[[Task], str]
    ) -> Iterator[tuple[Task, Found | Rejected]]:
        """Yield each task and what `read` makes of it in a child, in order.

        A task that a child dies of gives a Rejected `parser_…`; `name` tells which page it is.
        """
        chunks = batches(tasks, CHUNK)
        waiting: deque[tuple[tuple[Task, ...], Future[list[Found | Rejected]]]] = deque()
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

    async def _end(self) -> None:
        self._children.end()
        asked = asyncio.all_tasks() - {asyncio.current_task()}
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

    def _send(
        self, read: Callable[[Task], Found], chunk: Sequence[Task]
    ) -> "Future[list[Found | Rejected]]":
        asked = self._children.ask(self._timeout * len(chunk), (read, chunk, self._timeout))
        return asyncio.run_coroutine_threadsafe(asked, self._loop)

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
