"""scrapy crawl: Scrapy's own command with truthful exit codes, a lock, a bar and a log file."""

import argparse
import logging
import re
import signal
import sys
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.arguments import site_name
from crawler.command import (
    log_is_kept,
    new_archive,
    refuse_unknown_options,
    refuse_wrong_settings,
    shape,
)
from crawler.console import ALREADY_RUNNING, console, fail
from crawler.headless import chromium
from crawler.lock import AlreadyRunning, site_lock
from crawler.profile import ProfileError, SiteProfile
from crawler.profile_file import find_profile
from crawler.runrecord import RunRecord
from crawler.stopped import STOPPED
from crawler.workers.parsers import shared
from pipelines.corpus import CorpusError
from pipelines.report import RunReport
from pipelines.reports.render import render, rests
from pipelines.steps import corpus_of, home_of

KEPT_LOGS = 20


class Command(ScrapyCrawl):
    examples = """\
scrapy crawl mingyue -a url=http://www.example.com/    a site with a profile
scrapy crawl generic -a url=http://www.example.com/    any site, without one
scrapy crawl mingyue -a url=… -s DOWNLOAD_DELAY=5      any Scrapy setting, for this run
scrapy crawl mingyue -a url=… -a since=2024-01-01      only articles of that day and later
scrapy crawl mingyue -a url=… -a full=1                every known page anew, changed or not

exit codes: 0 good (or it rests until later, as it asked), 1 could not run, 2 ran badly,
3 this site is being crawled already"""

    def short_desc(self) -> str:
        return "Crawl one site into the corpus (scrapy list names the sites)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        shape(parser, self.examples)
        log_is_kept(parser)
        self._error = parser.error

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_unknown_options(self._error, args)
        if len(args) != 1:
            self._error("name one site; scrapy list shows them")
        super().process_options(args, opts)
        assert self.settings is not None
        refuse_wrong_settings(self.settings, opts)
        self._prepare(args[0], dict(opts.spargs))

    def _prepare(self, name: str, arguments: dict[str, str]) -> None:
        """Find out what cannot work before anything is started."""
        settings = self.settings
        assert settings is not None
        try:
            profile = find_profile(name, settings.getlist("PROFILES_DIRS"))
            self._site = site_name(profile, arguments.pop("url", None), **arguments)
            whole = with_profile(settings, profile)
            if whole.getbool("BROWSER"):
                chromium.check()
            self._home = home_of(settings)
            with closing(corpus_of(settings)) as corpus:
                new_archive(corpus, settings).close()
            log_to_file(settings, self._home / "logs", self._site)
            shared.begin(whole.getint("PARSE_WORKERS"))
        except (ProfileError, CorpusError, chromium.BrowserMissing) as error:
            fail(str(error))
        except OSError as error:
            fail(f"{error.filename}: {error.strerror}")

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            with site_lock(self._home / "locks", self._site):
                prune_logs(self._home / "logs", self._site)
                assert self.settings is not None
                log_little(self.settings)
                super().run(args, opts)
        except AlreadyRunning as error:
            fail(str(error), ALREADY_RUNNING)
        record = None
        with suppress(RuntimeError):  # it ended before it had extensions
            record = self._crawler.get_extension(RunRecord)
        if record is None or record.report is None:
            if was_signalled():
                fail("stopped", STOPPED)
            fail(f"{self._site}: the run ended before it began; the log tells why")
        self.exitcode = record.exit_code
        self._tell(record.report)

    def _tell(self, report: RunReport) -> None:
        """On a terminal, the whole report; always, what was wrong, in one line on stderr."""
        assert self.settings is not None
        if console().is_terminal:
            with closing(corpus_of(self.settings)) as corpus:
                console().print(render(corpus.run(self._site) or {}))
        if report.problems:
            print(f"yanlu: {self._site}: {what_was_wrong(report)}", file=sys.stderr)
        elif not report.tried and report.resting:
            print(f"yanlu: {self._site}: {rests(report)[0]}; nothing was asked", file=sys.stderr)


def with_profile(settings: Settings, profile: SiteProfile) -> Settings:
    """Return the settings that a site is crawled with."""
    whole = settings.copy()
    whole.setdict(profile.settings, priority="spider")
    return whole


def was_signalled() -> bool:
    """Tell whether Scrapy has met Ctrl-C or SIGTERM: it then waits for the second one."""
    return getattr(signal.getsignal(signal.SIGINT), "__name__", "") == "_signal_kill"


def what_was_wrong(report: RunReport) -> str:
    """Return the worst problem of a run in one line, and where the others are; "" for none."""
    more = len(report.problems) - 1
    rest = f" (and {more} more: scrapy report {report.site})" if more > 0 else ""
    return report.problems[0] + rest if report.problems else ""


def log_to_file(settings: Settings, folder: Path, name: str) -> None:
    """Have a run of that name log to a file of its own; raises OSError when it cannot."""
    if settings.getpriority("LOG_FILE") in (None, 0) and settings.getbool("LOG_ENABLED"):
        settings.set("LOG_FILE", str(log_file(folder, name)), "command")
    if settings["LOG_FILE"]:
        Path(settings["LOG_FILE"]).open("a").close()
    logging.raiseExceptions = False  # a log that cannot be written is no page lost


def log_little(settings: Settings) -> None:
    """Keep Scrapy from making a record of each page and item that is dropped at the end.

    To be called when the crawler's process is there: that sets up all logging anew.
    """
    logging.getLogger("scrapy.core").setLevel(settings["LOG_LEVEL"])


def log_file(folder: Path, site: str) -> Path:
    """Return where the log of a run that begins now goes."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{_stem(site)}-{datetime.now():%Y%m%d-%H%M%S}.log"


def prune_logs(folder: Path, site: str) -> None:
    """Remove all but the newest logs of a site."""
    name = re.compile(rf"{re.escape(_stem(site))}-\d{{8}}-\d{{6}}\.log")
    logs = sorted(file for file in folder.glob("*.log") if name.fullmatch(file.name))
    for old in logs[:-KEPT_LOGS]:
        old.unlink(missing_ok=True)


def _stem(site: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "_", site)
