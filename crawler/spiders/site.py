"""The only spider: one run of one site, from what the corpus knows of it to what it learns."""

from collections.abc import AsyncIterator
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler

from crawler import runtime
from crawler.answers import Answers
from crawler.arguments import site_name, starts, wanted_of
from crawler.discovery.addresses import domains_of
from crawler.discovery.wellknown import SiteMaps
from crawler.feeding import Feeding
from crawler.fences.walls import page_judged, wall_of
from crawler.frontier import Frontier, Limits
from crawler.profile import SiteProfile
from crawler.version import cleaner_version
from crawler.visiting import Visits
from crawler.workers.parsers import Parsers
from pipelines.corpus import CorpusError, Recorded, Visit
from pipelines.steps import corpus_of, stop_run, visit_recorded

LEARN_EVERY = 100
"""Pages settled between two looks at what the site repeats."""


class SiteSpider(Spider):
    """Crawls one site by its profile: `frontier` hands out what to fetch, `answers` tell what
    came of it. Neither is there when the run could not begin.

    Its arguments: `url`, where to begin; `since=2024-01-01`, only articles published or changed
    from that day on; `full=1`, every page anew.
    """

    profile: ClassVar[SiteProfile]
    parsers: Parsers
    feeding: Feeding
    frontier: Frontier | None = None
    answers: Answers | None = None

    def __init__(self, url: str | None = None, **wanted: str) -> None:
        super().__init__()
        self._settled = 0
        self.site = site_name(self.profile, url, **wanted)
        self.wanted = wanted_of(**wanted)
        self.starts = starts(self.profile, url)
        self.domains = self.profile.discover.domains or tuple(
            domain for start in self.starts for domain in domains_of(start)
        )
        self.maps = SiteMaps(self.profile.discover.sitemap, self.starts[0], self.domains)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        workers, timeout = settings.getint("PARSE_WORKERS"), settings.getfloat("PARSE_TIMEOUT")
        spider.parsers = Parsers(spider.profile, spider.domains, workers, timeout)
        spider.feeding = Feeding(crawler, spider.maps)
        crawler.signals.connect(spider.feeding.feed, signals.scheduler_empty)
        crawler.signals.connect(spider.feeding.idle, signals.spider_idle)
        crawler.signals.connect(spider.settled, visit_recorded)
        crawler.signals.connect(spider.shut, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Open the run, and yield nothing: requests come from the frontier."""
        try:
            self.corpus = corpus_of(self.settings)
            self._open_run()
            self.learn()
            runtime.prepare()
        except CorpusError as error:
            stop_run(self.crawler, str(error))
        return
        yield  # what makes this the generator that Scrapy wants

    def _open_run(self) -> None:
        profile, limits = self.profile, Limits.of(self.settings)
        frontier = Frontier(self.corpus, self.site, self.domains, profile, limits, self.wanted)
        frontier.begin_at(self.starts)
        visits = Visits(self.site, frontier.run_id, profile.revisit, self.wanted.since)
        self.frontier = frontier
        self.answers = Answers(self.corpus, frontier, visits, self.parsers, self.maps)
        self.feeding.begin(frontier, self.answers.request)

    def shut(self) -> None:
        self.feeding.end()
        self.parsers.close()
        if hasattr(self, "corpus"):
            self.corpus.close()

    def settled(self, visit: Visit, recorded: Recorded) -> None:
        """Take note of a visit that is in the corpus, and ask for more."""
        assert self.frontier is not None
        promised = self.frontier.settle(visit, recorded)
        if (wall := wall_of(visit, promised)) is not None:
            self.crawler.signals.send_catch_log(page_judged, url=visit.url, wall=wall)
        self._settled += 1
        if self._settled % LEARN_EVERY == 0:
            self.learn()
        self.feeding.feed()

    def learn(self) -> None:
        """Have pages read with what the corpus knows that the site repeats."""
        try:
            memory = self.corpus.memory(self.site)
            self.parsers.remember(memory, cleaner_version(self.profile, memory))
        except CorpusError as error:
            stop_run(self.crawler, str(error))
