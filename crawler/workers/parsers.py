"""Pages are read in a child process: a page that hangs or kills its parser is one page lost."""

import asyncio
import logging
import pickle
import signal
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache

from cleaners.model import Page, Rejected, Speech
from cleaners.rules import TemplateMemory
from crawler.profile import SiteProfile
from crawler.reading import Ending, Reading, read
from crawler.workers.children import MOST_MEMORY, PATIENCE, ChildEnded, Children
from crawler.workers.packing import pack_quickly
from pipelines.prepared import prepare_all

logger = logging.getLogger(__name__)
pack_quickly()  # here and in the children, which load this module, too


class SharedChildren:
    """The processes that read pages, shared by all sites of this process: 70 MB each."""

    def __init__(self) -> None:
        self.sites = 0
        self._begun: Children | None = None

    def begin(self, workers: int, memory: int = MOST_MEMORY) -> Children:
        """Start the processes, if they are not there: at best while all else is being loaded."""
        self._begun = self._begun or Children(workers, _read, memory)
        return self._begun

    def join(self, workers: int, memory: int) -> None:
        """Count a site in; the first one starts the processes."""
        self.children = self.begin(workers, memory)
        self.sites += 1

    def leave(self) -> None:
        """Count a site out; the last one ends the processes."""
        self.sites -= 1
        if not self.sites:
            self.children.end()
            self._begun = None


shared = SharedChildren()


class Parsers:
    """Has a site's pages read by child processes; `timeout` is each page's share of CPU seconds.

    A page that waits so long without computing is given up after four times as much. With other
    sites about, a site leaves one of the `workers` to them: it may be stuck.
    """

    def __init__(
        self,
        profile: SiteProfile,
        domains: tuple[str, ...],
        workers: int,
        timeout: float,
        memory: int = MOST_MEMORY,
    ) -> None:
        self._profile, self._domains, self._timeout = profile, domains, timeout
        self._share = asyncio.Semaphore(max(1, workers - 1))
        self.remember(TemplateMemory(), None)
        shared.join(workers, memory)

    def remember(self, memory: TemplateMemory, cleaner: str | None) -> None:
        """Read pages from now on with what their site repeats; `cleaner` names this cleaning."""
        self._site = pickle.dumps((self._profile, self._domains, memory, cleaner))

    async def read(self, pages: tuple[Page, ...], ending: Ending) -> Reading:
        """Return `reading.read` of the pages; a Rejected result when it died on them."""
        arguments = (pages, self._site, ending)
        try:
            async with self._share if shared.sites > 1 else nullcontext():
                reading: Reading = await shared.children.ask(self._timeout, arguments)
                return reading
        except Exception as error:
            return Reading("other", result=lost(error, pages[-1].url, self._timeout))

    def close(self) -> None:
        shared.leave()


def _read(pages: tuple[Page, ...], site: bytes, ending: Ending) -> Reading:
    profile, domains, memory, cleaner = _site_of(site)
    reading = read(pages, profile, domains, ending, memory)
    ready = prepare_all(reading.result) if isinstance(reading.result, Speech) else None
    return replace(reading, cleaner=cleaner, prepared=ready)


@lru_cache(maxsize=16)  # as many sites at once
def _site_of(packed: bytes) -> tuple[SiteProfile, tuple[str, ...], TemplateMemory, str | None]:
    """Return what is sent with each page and seldom changes."""
    profile, domains, memory, cleaner = pickle.loads(packed)
    return profile, domains, memory, cleaner


def as_bytes(memory: TemplateMemory) -> bytes:
    """Return a memory as it is sent to a child."""
    return "\n".join(sorted(memory.lines)).encode()


@lru_cache(maxsize=16)
def memory_of(lines: bytes) -> TemplateMemory:
    """Return the memory that is sent with each page, usually empty, read only when it changes."""
    return TemplateMemory(frozenset(lines.decode().split("\n") if lines else ()))


def lost(error: Exception, url: str, timeout: float) -> Rejected:
    """Return what it means that a child raised this, or ended, instead of reading a page."""
    if isinstance(error, TimeoutError):
        return Rejected("parser_stuck", f"no end after {PATIENCE * timeout:g} s")
    if isinstance(error, MemoryError):
        return Rejected("parser_memory", "takes more memory than a page may")
    if isinstance(error, ChildEnded):
        if error.exitcode == -signal.SIGPROF:
            return Rejected("parser_stuck", f"no end after {timeout:g} s of CPU")
        return Rejected("parser_died", str(error))
    logger.error("cannot read %s", url, exc_info=error)
    return Rejected("parser_error", repr(error))
