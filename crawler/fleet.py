"""Many sites in one process: some at a time, one at a time on a host, each for itself."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.arguments import site_name
from crawler.console import ALREADY_RUNNING, COULD_NOT_RUN, GOOD, RAN_BADLY
from crawler.discovery.addresses import domains_of
from crawler.lock import AlreadyRunning, site_lock
from crawler.profile import ProfileError, SiteProfile
from crawler.profile_file import load_profile, profile_files
from crawler.runrecord import RunRecord
from pipelines.report import RunReport

WORST_FIRST = (COULD_NOT_RUN, RAN_BADLY, ALREADY_RUNNING, GOOD)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ending:
    """How the crawl of one site ended; `trouble` says why there is no report."""

    site: str
    exit_code: int
    report: RunReport | None = None
    trouble: str = ""


def sites_of(folders: Iterable[str]) -> tuple[list[SiteProfile], list[Ending]]:
    """Return the profiles that say where to begin, and what is wrong with those not readable."""
    profiles, broken = [], []
    for name, file in sorted(profile_files(folders).items()):
        try:
            profiles.append(load_profile(file))
        except ProfileError as error:
            broken.append(Ending(name, COULD_NOT_RUN, trouble=str(error)))
    return [profile for profile in profiles if profile.discover.start], broken


def worst(codes: Iterable[int]) -> int:
    """Return the exit code of a whole from those of its parts; GOOD when there are none."""
    return min(codes, key=WORST_FIRST.index, default=GOOD)


class Fleet:
    """Crawls sites side by side, `at_once` of them; `endings` has those that ended, by name."""

    def __init__(self, process: AsyncCrawlerProcess, home: Path, at_once: int) -> None:
        self._process, self._home = process, home
        self._places = asyncio.Semaphore(at_once)
        self._taken: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._stopping = False
        self.endings: dict[str, Ending] = {}

    async def crawl_all(self, profiles: Iterable[SiteProfile]) -> None:
        """Crawl the sites, the first ones first; a site that fails is one ending, no more."""
        await asyncio.gather(*(self._in_turn(profile) for profile in profiles))

    async def _in_turn(self, profile: SiteProfile) -> None:
        async with AsyncExitStack() as turn:
            for name in sorted(_alone_with(profile)):
                await turn.enter_async_context(self._taken[name])
            await turn.enter_async_context(self._places)
            if not self._stopping:
                self.endings[profile.name] = await self._crawl(profile, site_name(profile))

    async def _crawl(self, profile: SiteProfile, site: str) -> Ending:
        try:
            with site_lock(self._home / "locks", site):
                crawler = self._process.create_crawler(profile.name)
                await self._process.crawl(crawler)
                return self._ending(crawler, site)
        except AlreadyRunning as error:
            return Ending(site, ALREADY_RUNNING, trouble=str(error))
        except Exception as error:
            logger.exception("%s could not be crawled", site)
            return Ending(site, COULD_NOT_RUN, trouble=str(error) or repr(error))

    def _ending(self, crawler: Crawler, site: str) -> Ending:
        record = crawler.get_extension(RunRecord)
        if record is None or record.report is None:
            return Ending(site, COULD_NOT_RUN, trouble="it ended before it began; the log says why")
        self._stopping |= record.stopped
        return Ending(site, record.exit_code, record.report)


def _alone_with(profile: SiteProfile) -> set[str]:
    """Return what no other site may use meanwhile: the hosts a crawl begins at, the browser."""
    names = (domains_of(start)[0] for start in profile.discover.start)
    hosts = {urlsplit(f"//{name}").hostname or "" for name in names}
    return hosts | ({"browser"} if profile.settings.get("BROWSER") else set())
