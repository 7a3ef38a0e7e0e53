"""An article as the archive has it: its pages found, joined and read as a crawl does."""

import hashlib
from functools import lru_cache
from pathlib import Path

from cleaners.model import Page, Rejected
from cleaners.rules import TemplateMemory
from crawler.discovery.addresses import domains_of
from crawler.parts import comes_again, ending_of
from crawler.profile import SiteProfile
from crawler.profile_file import find_profile, profile_files
from crawler.reading import Ending, Reading, read
from pipelines.archive import PageArchive
from pipelines.inputs.given import TOLD, read_told
from pipelines.tables.replacement import Reread


class ArchivedArticles:
    """The articles of one site, read by its profile from the archive."""

    def __init__(self, archive: PageArchive, profile: SiteProfile) -> None:
        self.archive, self.profile = archive, profile

    def read(self, url: str, memory: TemplateMemory) -> Reread | None:
        """Return what the article at this address gives today; None when it is not archived."""
        first = self._page(url)
        if first is None:
            return None
        reading, _ = self.read_from(first, memory)
        found = reading.result or Rejected(f"{reading.kind}_page")
        return Reread(found, hashlib.sha256(first.body).digest())

    def read_from(self, first: Page, memory: TemplateMemory) -> tuple[Reading, tuple[Page, ...]]:
        """Return what an article gives that begins with this page, and all of its pages."""
        if first.status == TOLD:
            result = read_told(first, self.profile.rules, memory)
            return Reading("article", result=result), (first,)
        return self._whole((first,), memory)

    def _whole(
        self, pages: tuple[Page, ...], memory: TemplateMemory
    ) -> tuple[Reading, tuple[Page, ...]]:
        reading = self._read(pages, ending_of(pages), memory)
        if not reading.further:
            return reading, pages
        further = self._page(reading.further)
        if further is None:
            return self._read(pages, "cut", memory), pages
        if comes_again(further, pages):
            return self._read(pages, "whole", memory), pages
        return self._whole((*pages, further), memory)

    def _read(self, pages: tuple[Page, ...], ending: Ending, memory: TemplateMemory) -> Reading:
        domains = self.profile.discover.domains or domains_of(pages[0].url)
        return read(pages, self.profile, domains, ending, memory)

    def _page(self, url: str) -> Page | None:
        try:
            return self.archive.latest(url)
        except KeyError:
            return None


@lru_cache(maxsize=1)
def _archive(path: str) -> PageArchive:
    return PageArchive(Path(path))


def articles_of(path: str, site: str, folders: tuple[str, ...]) -> ArchivedArticles:
    """Return a site's articles in the archive at this path, which this process keeps open."""
    return ArchivedArticles(_archive(path), profile_of(site, folders))


@lru_cache(maxsize=64)
def profile_of(site: str, folders: tuple[str, ...]) -> SiteProfile:
    """Return the profile of that name, else the one that names sites by their host."""
    return find_profile(site if site in profile_files(folders) else "generic", folders)
