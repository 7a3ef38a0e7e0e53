"""Child processes that work for us, one task at a time: each bounded in CPU, memory and time."""

import asyncio
import atexit
import multiprocessing
import os
import pickle
from collections import deque
from itertools import chain, repeat
from typing import Any, NamedTuple

from crawler.workers.bounded import Function, work
from crawler.workers.starting import bare, uninterrupted

MOST_MEMORY = 512 << 20
"""Bytes that a child may take beyond what it begins with; measured, 10 MB of tags take 350 MB."""

PATIENCE = 4
"""Times its share of CPU that a task may take by the clock."""

AT_ONCE, AHEAD = 4, 32 * 1024
"""A child is sent its next tasks when it is at one, so that it never waits for us while we write
three visits; not more bytes than a pipe is sure to hold: then we would wait for it."""

MOST_CHILDREN = 64
"""Children at once, and no more than two a core: each takes 70 MB, and more read no faster."""

_SPAWN = multiprocessing.get_context("spawn")


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def bounded(workers: int) -> int:
    """Return how many children there are when so many are asked for: at least one."""
    return max(1, min(workers, 2 * cores(), MOST_CHILDREN))


class ChildEnded(Exception):
    """A child ended in the middle of its task; `exitcode` as `multiprocessing` has it."""

    def __init__(self, exitcode: int | None) -> None:
        super().__init__(f"the process ended with exit code {exitcode}")
        self.exitcode = exitcode


class NotBegun(Exception):
    """A child ended with an earlier task than this one."""


class Task(NamedTuple):
    """What a child was sent, in bytes; it may take so many seconds of CPU."""

    answer: asyncio.Future[bytes]
    seconds: float
    size: int


class Child:
    """One process that calls a function for us, while the event loop goes on.

    It takes 0.3 s to start, for which its first task waits; that counts for nothing.
    """

    def __init__(self, function: Function, memory: int) -> None:
        self._tasks: deque[Task] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=work, args=(theirs, function, memory), daemon=True, name="reader"
        )
        with uninterrupted(), bare():  # a child that is told half of what to do complains
            self._process.start()
        theirs.close()
        self.is_well, self._is_ready = True, False

    @property
    def waiting(self) -> int:
        """How many tasks it was sent and has not answered."""
        return len(self._tasks)

    def takes(self, size: int) -> bool:
        """Tell whether it can be sent so many bytes now without anybody waiting for it."""
        return not self._tasks or size + sum(task.size for task in self._tasks) <= AHEAD

    async def ask(self, seconds: float, message: bytes) -> bytes:
        """Return the answer to a message; raises what `Children.ask` does, and NotBegun."""
        task = Task(self._listening().create_future(), seconds, len(message))
        try:
            self._pipe.send_bytes(message)
        except OSError:
            self.is_well = False
            raise NotBegun from None
        self._tasks.append(task)
        if len(self._tasks) == 1:
            self._watch()
        return await task.answer

    def end(self) -> None:
        """End the process, whatever it does; nothing will be heard of its tasks."""
        self.is_well = False
        if self._patience:
            self._patience.cancel()
        if self._loop and not self._loop.is_closed():
            self._loop.remove_reader(self._pipe.fileno())
        self._loop = None
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _listening(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._pipe.fileno(), self._receive)
        return self._loop

    def _receive(self) -> None:
        try:
            found = self._pipe.recv_bytes()
        except (OSError, EOFError):
            self._process.join(1)
            self._lose(ChildEnded(self._process.exitcode))
            return
        if self._is_ready:
            answer = self._tasks.popleft().answer
            if not answer.done():
                answer.set_result(found)
        self._is_ready = True
        self._watch()

    def _watch(self) -> None:
        """Be patient with the task that it is at now."""
        if self._patience:
            self._patience.cancel()
        if self._tasks and self._is_ready and self._loop:
            patience = PATIENCE * self._tasks[0].seconds
            self._patience = self._loop.call_later(patience, self._lose, TimeoutError())

    def _lose(self, error: Exception) -> None:
        """Take it that it died of the task that it is at."""
        self.end()
        for task, why in zip(self._tasks, chain([error], repeat(NotBegun())), strict=False):
            if not task.answer.done():
                task.answer.set_exception(why)


class Children:
    """So many children for one function, as far as `bounded` allows.

    One that ended, or was given up, is replaced. `memory` bounds each in bytes, beyond what it
    begins with.
    """

    def __init__(self, workers: int, function: Function, memory: int = MOST_MEMORY) -> None:
        self._function, self._memory = function, memory
        self._all = [Child(function, memory) for _ in range(bounded(workers))]
        self._places = asyncio.Semaphore(AT_ONCE * len(self._all))
        atexit.register(self.end)  # they do not mind SIGTERM, by which others would end them

    async def ask(self, seconds: float, arguments: tuple[Any, ...]) -> Any:
        """Return what the function returns, or raise what it raises; it may take so many seconds
        of CPU. Raises ChildEnded; TimeoutError when it takes PATIENCE times as long by the clock.
        """
        message = pickle.dumps((seconds, arguments))
        async with self._places:
            while True:
                child = self._least_busy()
                if not child.takes(len(message)):
                    await asyncio.sleep(0.01)
                    continue
                try:
                    failed, found = pickle.loads(await child.ask(seconds, message))
                    break
                except NotBegun:
                    continue
        if failed:
            raise found
        return found

    def end(self) -> None:
        atexit.unregister(self.end)
        for child in self._all:
            child.end()

    def _least_busy(self) -> Child:
        for place, child in enumerate(self._all):
            if not child.is_well:
                child.end()
                self._all[place] = Child(self._function, self._memory)
        return min(self._all, key=lambda child: child.waiting)
