"""Files unpacked: their pages into the archive, and into the queue of what is to be read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cleaners.model import Page
from crawler.discovery.addresses import domains_of, normalise, numbered
from crawler.workers.readers import batches
from pipelines.archive import PageArchive
from pipelines.inputs.given import TOLD, Broken, Given, Left, as_record, is_export
from pipelines.inputs.queue import IngestQueue
from pipelines.inputs.sources import holds_many, read_file

FILES_SITE = "file"
"""The site of what says no address of its own."""

_Addressed = tuple[str, Page, int]
"""The site of a page, the page, and its number among the pages of its article."""

_BATCH = 100
_SPEECH = re.compile(r"#[1-9]\d{0,3}$", re.ASCII)


@dataclass(slots=True)
class Unpacked:
    """What became of the pages in files: how many were queued, known or older; what was left by
    reason; each thing broken by its file; how many files were known as a whole.
    """

    pages: Counter[str] = field(default_factory=Counter)
    finished: int = 0
    left: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Unpacker:
    """Puts the pages of files into the archive and into the queue, a batch at a time."""

    def __init__(self, archive: PageArchive, queue: IngestQueue, site: str | None) -> None:
        self._archive, self._queue, self._site = archive, queue, site
        self._owned: dict[str, str] = {}
        self.done = Unpacked()

    def unpack(self, files: Iterable[Path]) -> Iterator[Path]:
        """Take in files, yielding each when it is in; those with many pages that an earlier run
        has read to the end are left alone.
        """
        waiting: list[_Addressed] = []
        for file in files:
            if holds_many(file):
                self._unpack_many(file)
            else:
                waiting.extend(self._pages(file))
            if len(waiting) >= _BATCH:
                self._offer(waiting)
                waiting.clear()
            yield file
        self._offer(waiting)

    def _unpack_many(self, file: Path) -> None:
        if self._queue.is_finished(file, self._site or ""):
            self.done.finished += 1
            return
        broken, state = len(self.done.broken), self._queue.state(file)
        for batch in batches(self._pages(file), _BATCH):
            self._offer(batch)
        if len(self.done.broken) == broken:
            self._queue.finish(file, self._site or "", state, datetime.now(UTC))

    def _offer(self, batch: Sequence[_Addressed]) -> None:
        if batch:
            self._archive.put_all(page for _, page, _ in batch)
            self.done.pages.update(self._queue.offer(batch))

    def _pages(self, file: Path) -> Iterator[_Addressed]:
        for found in read_file(file):
            if isinstance(found, Broken):
                place = f" ({found.place})" if found.place else ""
                self.done.broken.append(f"{file}{place}: {found.reason}")
            elif isinstance(found, Left):
                self.done.left[found.reason] += 1
            elif page := self._addressed(found):
                site = self._site or found.site or site_of(page.url)
                yield site, page, _number(page.url)
            else:
                self.done.left["no_web_address"] += 1

    def _addressed(self, found: Given) -> Page | None:
        """The page under its normal address; None when it has none that a page can have."""
        page = found.page
        own = normalise(found.own) if found.own else None
        if own and urlsplit(own).path not in ("", "/") and self._is_first(own, page.url):
            return replace(page, url=own)
        if page.url.startswith("file:"):
            return page
        url = normalise(page.url)
        return replace(page, url=url + _place(page)) if url else None

    def _is_first(self, own: str, place: str) -> bool:
        """Sites that write one address on every page are believed once."""
        return self._owned.setdefault(own, place) == place


def site_of(url: str) -> str:
    """Return the name of a page's site, as the profile `generic` names sites."""
    return domains_of(url)[0] or FILES_SITE


def _place(page: Page) -> str:
    """Return `#` and the number of a speech of a collection, of an export of ours; else nothing."""
    found = _SPEECH.search(page.url) if page.status == TOLD else None
    return found[0] if found and is_export(as_record(page.body) or {}) else ""


def _number(url: str) -> int:
    return 1 if url.startswith("file:") else numbered(url)[1]
