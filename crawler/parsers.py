"""Pages are read in a child process: a page that hangs or kills its parser is one page lost."""

import asyncio
import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from functools import lru_cache
from multiprocessing.connection import wait

from pebble import ProcessExpired, ProcessPool

from cleaners.model import Page, Rejected
from cleaners.rules import TemplateMemory
from crawler.profile import SiteProfile
from crawler.reading import Ending, Reading, read

_PR_SET_PDEATHSIG = 1

logger = logging.getLogger(__name__)


class Parsers:
    """A pool of processes that read pages; `timeout` in seconds is each page's share."""

    def __init__(self, workers: int, timeout: float) -> None:
        self._timeout = timeout
        self._memory = b""
        self._pool = ProcessPool(
            max_workers=workers,
            context=multiprocessing.get_context("spawn"),
            initializer=_begin,
        )
        self._pool.schedule(bool)  # a child takes 0.3 s to start: begin at once

    def remember(self, memory: TemplateMemory) -> None:
        """Read pages from now on with what their site repeats."""
        self._memory = "\n".join(sorted(memory.lines)).encode()

    async def read(
        self,
        pages: tuple[Page, ...],
        profile: SiteProfile,
        domains: tuple[str, ...],
        ending: Ending,
    ) -> Reading:
        """Return `reading.read` of the same arguments; a Rejected result when it died on them."""
        arguments = (pages, profile, domains, ending, self._memory)
        task = self._pool.schedule(_read, args=arguments, timeout=self._timeout)
        try:
            return await asyncio.wrap_future(task)
        except TimeoutError:
            return _lost("parser_stuck", f"no end after {self._timeout:g} s")
        except (ProcessExpired, MemoryError) as error:
            return _lost("parser_died", str(error))
        except Exception as error:
            logger.exception("cannot read %s", pages[-1].url)
            return _lost("parser_error", repr(error))

    def close(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _read(
    pages: tuple[Page, ...],
    profile: SiteProfile,
    domains: tuple[str, ...],
    ending: Ending,
    memory: bytes,
) -> Reading:
    return read(pages, profile, domains, ending, _memory(memory))


@lru_cache(maxsize=1)
def _memory(lines: bytes) -> TemplateMemory:
    """Return the memory that is sent with each page, usually empty, read only when it changes."""
    return TemplateMemory(frozenset(lines.decode().split("\n") if lines else ()))


def _lost(reason: str, detail: str) -> Reading:
    return Reading("other", result=Rejected(reason, detail))


def _begin() -> None:
    """Make a child ready: what is loaded for good is no garbage to look through."""
    gc.collect()
    gc.freeze()
    _end_with_parent()


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
