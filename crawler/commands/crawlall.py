"""scrapy crawlall: every site that has a profile, in one process."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from scrapy.crawler import AsyncCrawlerProcess
from twisted.internet.error import ReactorNotRunning

from crawler.arguments import site_name
from crawler.command import YanluCommand, log_is_kept, named, new_archive, number
from crawler.commands.crawl import log_little, log_to_file, prune_logs, what_was_wrong
from crawler.console import GOOD, console, fail
from crawler.fleet import WORST_FIRST, Ending, Fleet, sites_of, worst
from crawler.profile import SiteProfile
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError
from pipelines.reports.render import duration, rests_until
from pipelines.steps import corpus_of, home_of
from pipelines.storage.database import stamp

AT_ONCE = 16
MOST_LISTS = 1000
LOG = "crawlall"


class Command(YanluCommand):
    requires_crawler_process = True
    default_settings: ClassVar[dict[str, object]] = {}
    examples = """\
scrapy crawlall                          every site whose profile has a start address
scrapy crawlall --group daily            those with group = "daily" in their profile
scrapy crawlall --only-due               those of which something is due
30 2 * * * cd /path/to/yanlu && .venv/bin/scrapy crawlall    cron: quiet when all is well

exit codes, the worst of all sites: 1 could not run, 2 ran badly,
3 was being crawled already, 0 all good"""

    def syntax(self) -> str:
        return "[--group NAME] [--only-due] [--at-once N]"

    def short_desc(self) -> str:
        return "Crawl all sites that have a profile, many at a time"

    def long_desc(self) -> str:
        return (
            "Crawl all sites whose profile says where to begin, in one process. Each host is asked"
            " by one site at a time, as slowly as its profile says; a site that fails does not"
            " hold up another. The site that was crawled longest ago comes first."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        log_is_kept(parser)
        parser.add_argument("--group", type=named, metavar="NAME", help="only sites of this group")
        parser.add_argument(
            "--only-due", action="store_true", help="only sites where something is due"
        )
        parser.add_argument(
            "--at-once",
            type=number,
            default=AT_ONCE,
            metavar="N",
            help=f"sites at a time ({AT_ONCE})",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find out what cannot work before anything is started."""
        super().process_options(args, opts)
        if args:
            self.refuse(f"takes no argument, not {args[0]}; scrapy crawl crawls one site")
        settings = self.settings
        settings.set("PARSE_WORKERS", max(2, settings.getint("PARSE_WORKERS")), "cmdline")
        try:
            self._home = home_of(settings)
            with closing(corpus_of(settings)) as corpus:
                self._choose(corpus, opts.group, opts.only_due)
                new_archive(corpus, settings).close()
            log_to_file(settings, self._home / "logs", LOG)
            settings.set("LOG_LEVEL", settings["LOG_LEVEL"], "cmdline")  # one log, one level
        except CorpusError as error:
            fail(str(error))
        except OSError as error:
            fail(f"{error.filename}: {error.strerror}")

    def _choose(self, corpus: Corpus, group: str | None, only_due: bool) -> None:
        profiles, self._broken = sites_of(self.settings.getlist("PROFILES_DIRS"))
        if not profiles and not self._broken:
            fail("no site to crawl: no profile has a start address under [discover]")
        if group is not None:
            groups = sorted({each for profile in profiles for each in profile.group})
            profiles = [profile for profile in profiles if group in profile.group]
            if not profiles:
                unread = "".join(f"; {each.trouble}" for each in self._broken)
                known = ", ".join(groups) or "no groups"
                fail(f"no site of group {group!r}; there are {known}{unread}")
        if only_due:
            depth = self.settings.getint("MAX_BARREN_DEPTH")
            profiles = [each for each in profiles if is_due(corpus, each, depth)]
        self._profiles = sorted(profiles, key=lambda each: last_run(corpus, site_name(each)))

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        process = self.crawler_process
        assert isinstance(process, AsyncCrawlerProcess)
        prune_logs(self._home / "logs", LOG)
        log_little(self.settings)
        fleet = Fleet(process, self._home, opts.at_once)
        if self._profiles:
            crawling = asyncio.get_event_loop().create_task(fleet.crawl_all(self._profiles))
            crawling.add_done_callback(_stop_reactor)
            process.start(stop_after_crawl=False)
        endings = [*self._broken, *fleet.endings.values()]
        tell(sorted(endings, key=lambda each: (WORST_FIRST.index(each.exit_code), each.site)))
        self.exitcode = worst(each.exit_code for each in endings)


def _stop_reactor(_: object) -> None:
    from twisted.internet import reactor

    with suppress(ReactorNotRunning):  # it is being stopped by a signal
        reactor.stop()  # type: ignore[misc]


def is_due(corpus: Corpus, profile: SiteProfile, max_depth: int) -> bool:
    """Tell whether it is time to look for news on a site, or to see a page of it again.

    Lists are read in every run, and so are always due: only those never read count.
    """
    site, now = site_name(profile), datetime.now(UTC)
    if last_run(corpus, site) <= stamp(now - timedelta(days=profile.revisit.news)):
        return True
    pages = corpus.due(site, now, now, MOST_LISTS, max_depth)
    return any(page.new or page.kind != "list" for page in pages)


def last_run(corpus: Corpus, site: str) -> str:
    """Return when a site was crawled last, as text that sorts by time; "" for never."""
    run = corpus.run(site)
    return run["started_at"] if run else ""


def tell(endings: Sequence[Ending]) -> None:
    """On a terminal, a table of all sites; always, a line on stderr for each that went wrong."""
    if console().is_terminal and endings:
        console().print(summary(endings))
    for ending in endings:
        if ending.exit_code != GOOD:
            print(f"yanlu: {ending.site}: {_trouble(ending)}", file=sys.stderr)


def summary(endings: Sequence[Ending]) -> Table:
    """Return a row for each site: exit code, speeches, pages, requests and time."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column("site")
    for name in ("exit code", "new", "known", "failed", "requests", "time"):
        table.add_column(name, justify="right")
    table.add_column("remarks", overflow="fold")
    for ending in endings:
        style = "" if ending.exit_code == GOOD else "red"
        table.add_row(ending.site, *_counts(ending), Text(_remarks(ending)), style=style)
    return table


def _counts(ending: Ending) -> list[str]:
    report = ending.report
    if report is None:
        return [str(ending.exit_code), *["·"] * 5]
    counts = (report.new, report.same, report.in_state("failed"), report.requests)
    return [str(ending.exit_code), *(f"{n:,}" for n in counts), duration(report.seconds)]


def _trouble(ending: Ending) -> str:
    return what_was_wrong(ending.report) if ending.report else ending.trouble


def _remarks(ending: Ending) -> str:
    """Return what there is to say of a site: what was wrong, who is left alone until when."""
    report = ending.report
    left = [*(f"trap: {trap}" for trap in report.traps), *rests_until(report)] if report else []
    return "; ".join(filter(None, (_trouble(ending), *left)))
