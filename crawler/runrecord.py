"""A run's own account: counted as it goes, judged at its end, kept in the corpus."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.console import COULD_NOT_RUN, GOOD, RAN_BADLY
from crawler.pacing.rests import host_rests
from crawler.profile import SiteProfile
from crawler.spiders.site import SiteSpider
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError, HostRest, Recorded, Visit
from pipelines.report import RunReport
from pipelines.reports.tally import RunTally
from pipelines.reports.verdict import judge
from pipelines.steps import FATAL, corpus_of, visit_recorded
from pipelines.storage.places import corpus_file

T = TypeVar("T")


class RunRecord:
    """Tallies what the corpus recorded; at the end `report` and `exit_code` say how it went.

    `stopped`: somebody ended it before it was done.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._tally: RunTally | None = None
        self._requests = self._bytes = self._errors = 0
        self.report: RunReport | None = None
        self.exit_code = COULD_NOT_RUN
        self.stopped = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not issubclass(crawler.spidercls, SiteSpider):
            raise NotConfigured("accounts for the runs of a site's spider")
        record = cls(crawler)
        crawler.signals.connect(record.count, visit_recorded)
        crawler.signals.connect(record.count_rest, host_rests)
        crawler.signals.connect(record.count_request, signals.request_reached_downloader)
        crawler.signals.connect(record.count_error, signals.spider_error)
        crawler.signals.connect(record.count_error, signals.item_error)
        crawler.signals.connect(record.close, signals.spider_closed)
        return record

    def count(self, visit: Visit, recorded: Recorded) -> None:
        if visit.state == "fetched" or not self._spider.maps.is_guess(visit.url):
            self._of_run().add(visit, recorded)
        self._bytes += sum(len(page.body) for page in visit.pages)

    def count_rest(self, resting: HostRest, seconds: float, left: bool) -> None:
        self._of_run().add_rest(resting, seconds, left=left)

    def count_request(self) -> None:
        self._requests += 1

    def count_error(self) -> None:
        self._errors += 1

    def close(self, spider: SiteSpider, reason: str) -> None:
        """Judge the run and keep the verdict; a corpus that fails here is a problem, too."""
        self.stopped = reason == "shutdown"
        traps = traps_of(spider) | self._too_deep(spider)
        older, left = self._older(spider), self._sections_left(spider)
        report = replace(
            self._finished(),
            older=older,
            sections_left=left,
            not_followed=dict(spider.answers.not_followed) if spider.answers else {},
            traps=traps,
        )
        problems = (*self._fatal(reason), *self._judged(report, spider.profile))
        self.report = replace(report, problems=problems)
        self.exit_code = self._exit_code()
        if spider.frontier is None:
            return
        outcome = "stopped" if self.stopped else self.report.outcome
        try:
            self._keep(spider.frontier.run_id, outcome)
        except CorpusError as error:
            self.report = replace(self.report, problems=(str(error), *problems))
            self.exit_code = self._exit_code()

    def _older(self, spider: SiteSpider) -> int:
        """Return how many articles were left alone for being older than wanted."""
        since = spider.wanted.since
        if since is None:
            return 0
        now = datetime.now(UTC)
        return self._asked(lambda corpus: corpus.older(spider.site, since, now)) or 0

    def _sections_left(self, spider: SiteSpider) -> int:
        if spider.frontier is None:
            return 0
        run, now = spider.frontier.run_id, datetime.now(UTC)
        return self._asked(lambda corpus: corpus.resting_sections(spider.site, run, now)) or 0

    def _too_deep(self, spider: SiteSpider) -> dict[str, str]:
        """Return the chains that this run did not follow further, as a trap with its last page."""
        limit = self._crawler.settings.getint("MAX_BARREN_DEPTH")
        if spider.frontier is None:
            return {}
        run = spider.frontier.run_id
        url = self._asked(lambda corpus: corpus.too_deep(spider.site, run, limit))
        return {f"more than {limit} pages behind the last new article": url} if url else {}

    def _asked(self, ask: Callable[[Corpus], T]) -> T | None:
        """Return what the corpus says, None if it fails: what keeps the report tells of it."""
        if not self._is_there():
            return None
        try:
            with closing(corpus_of(self._crawler.settings)) as corpus:
                return ask(corpus)
        except CorpusError:
            return None

    def _is_there(self) -> bool:
        """Tell whether the corpus was not deleted meanwhile: an empty one would hide that."""
        settings = self._crawler.settings
        return corpus_file(settings["CORPUS"], Path(settings["PROJECT_ROOT"])).exists()

    @property
    def _spider(self) -> SiteSpider:
        spider = self._crawler.spider
        assert isinstance(spider, SiteSpider)
        return spider

    def _of_run(self) -> RunTally:
        if self._tally is None:
            spider = self._spider
            self._tally = RunTally(
                spider.site,
                profile=spider.name,
                starts=spider.starts,
                first_run=spider.frontier is not None and spider.frontier.first_run,
                reads=spider.frontier.reads if spider.frontier else "",
            )
        return self._tally

    def _finished(self) -> RunReport:
        stats = self._crawler.stats
        assert stats is not None
        began = stats.get_value("start_time")
        return self._of_run().report(
            requests=self._requests,
            bytes=self._bytes,
            seconds=(datetime.now(UTC) - began).total_seconds() if began else 0.0,
            errors=self._errors,
        )

    def _fatal(self, reason: str) -> tuple[str, ...]:
        assert self._crawler.stats is not None
        fatal = self._crawler.stats.get_value(FATAL)
        if fatal is None and reason == "memusage_exceeded":
            fatal = "stopped: more memory than MEMUSAGE_LIMIT_MB allows"
        return (fatal,) if fatal else ()

    def _judged(self, report: RunReport, profile: SiteProfile) -> tuple[str, ...]:
        selectors = any(astuple(profile.rules.extract))
        return judge(report, profile.expect, selectors=selectors, stopped=self.stopped)

    def _exit_code(self) -> int:
        assert self.report is not None
        if not self.report.problems:
            return GOOD
        return RAN_BADLY if self.report.tried else COULD_NOT_RUN

    def _keep(self, run_id: int, outcome: str) -> None:
        assert self.report is not None
        if not self._is_there():
            return
        corpus = corpus_of(self._crawler.settings)
        try:
            now = datetime.now(UTC)
            corpus.close_run(run_id, now, outcome, self.exit_code, self.report.as_json())
        finally:
            corpus.close()


def traps_of(spider: SiteSpider) -> dict[str, str]:
    """Return the traps a run met, by name, each with the page where it was noticed."""
    found = spider.frontier.fencing.traps if spider.frontier else {}
    return {str(trap): url for trap, url in found.items()}
