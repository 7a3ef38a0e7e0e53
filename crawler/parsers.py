"""Pages are read in a child process: a page that hangs or kills its parser is one page lost."""

import asyncio
import ctypes
import gc
import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from cleaners.model import Page, Rejected
from cleaners.rules import TemplateMemory
from crawler.profile import SiteProfile
from crawler.reading import Ending, Reading, read

MOST_MEMORY = 512 << 20
"""Bytes that a child may take beyond what it begins with; measured, 10 MB of tags take 350 MB."""

_PR_SET_PDEATHSIG = 1
PATIENCE = 4
"""Times its share of CPU that a page may take by the clock."""

logger = logging.getLogger(__name__)


class Children:
    """The processes that read pages, shared by all sites of this process: 70 MB each."""

    def __init__(self) -> None:
        self.sites = 0

    def join(self, workers: int, memory: int) -> None:
        """Count a site in; the first one starts the processes."""
        if not self.sites:
            self.pool = child_processes(workers, memory)
        self.sites += 1

    def leave(self) -> None:
        """Count a site out; the last one ends the processes."""
        self.sites -= 1
        if not self.sites:
            self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()


def child_processes(workers: int, memory: int = MOST_MEMORY) -> ProcessPool:
    """Start processes that end with ours, each bounded to so many bytes beyond its first."""
    pool = ProcessPool(
        max_workers=workers,
        context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(memory,),
    )
    with _uninterrupted():  # a child that is told half of what to do complains
        pool.schedule(bool)  # it takes 0.3 s to start: begin at once
    return pool


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C and SIGTERM to the end of the block; other threads never have them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    both = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda n, frame: came.append(n)) for number in both}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for first in came[:1]:
            signal.raise_signal(first)


_children = Children()


class Parsers:
    """Has a site's pages read by child processes; `timeout` is each page's share of CPU seconds.

    A page that waits so long without computing is given up after four times as much. With other
    sites about, a site leaves one of the `workers` to them: it may be stuck.
    """

    def __init__(self, workers: int, timeout: float, memory: int = MOST_MEMORY) -> None:
        self._timeout = timeout
        self._memory = b""
        self._cleaner: str | None = None
        self._share = asyncio.Semaphore(max(1, workers - 1))
        _children.join(workers, memory)

    def remember(self, memory: TemplateMemory, cleaner: str) -> None:
        """Read pages from now on with what their site repeats; `cleaner` names this cleaning."""
        self._cleaner = cleaner
        self._memory = as_bytes(memory)

    async def read(
        self,
        pages: tuple[Page, ...],
        profile: SiteProfile,
        domains: tuple[str, ...],
        ending: Ending,
    ) -> Reading:
        """Return `reading.read` of the same arguments; a Rejected result when it died on them."""
        arguments = (self._timeout, pages, profile, domains, ending, self._memory)
        patience, cleaner = PATIENCE * self._timeout, self._cleaner
        try:
            async with self._share if _children.sites > 1 else nullcontext():
                task = _children.pool.schedule(_read, args=arguments, timeout=patience)
                return replace(await asyncio.wrap_future(task), cleaner=cleaner)
        except Exception as error:
            return Reading("other", result=lost(error, pages[-1].url, self._timeout))

    def close(self) -> None:
        _children.leave()


def _read(
    timeout: float,
    pages: tuple[Page, ...],
    profile: SiteProfile,
    domains: tuple[str, ...],
    ending: Ending,
    memory: bytes,
) -> Reading:
    with cpu_limit(timeout):
        return read(pages, profile, domains, ending, memory_of(memory))


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Let the kernel end us when it is spent: no code of ours would run inside a stuck parser."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def as_bytes(memory: TemplateMemory) -> bytes:
    """Return a memory as it is sent to a child."""
    return "\n".join(sorted(memory.lines)).encode()


@lru_cache(maxsize=16)  # as many sites at once
def memory_of(lines: bytes) -> TemplateMemory:
    """Return the memory that is sent with each page, usually empty, read only when it changes."""
    return TemplateMemory(frozenset(lines.decode().split("\n") if lines else ()))


def lost(error: Exception, url: str, timeout: float) -> Rejected:
    """Return what it means that a child raised this, or ended, instead of reading a page."""
    if isinstance(error, TimeoutError):
        return Rejected("parser_stuck", f"no end after {PATIENCE * timeout:g} s")
    if isinstance(error, MemoryError):
        return Rejected("parser_memory", "takes more memory than a page may")
    if isinstance(error, ProcessExpired):
        if error.exitcode == -signal.SIGPROF:
            return Rejected("parser_stuck", f"no end after {timeout:g} s of CPU")
        return Rejected("parser_died", str(error))
    logger.error("cannot read %s", url, exc_info=error)
    return Rejected("parser_error", repr(error))


def _begin(memory: int) -> None:
    """Make a child ready: what is loaded for good is no garbage to look through."""
    gc.collect()
    gc.freeze()
    _bound_memory(memory)
    _end_with_parent()


def _bound_memory(more: int) -> None:
    """Let a page that takes too much memory fail, before the machine does."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """End this process when the crawler is gone, however it went."""
    if sys.platform == "linux":  # the kernel sees to it, even while a page holds us up
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
