"""Rests of hosts, from run to run: the ledger keeps them, and a signal tells of them."""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TypeVar

from scrapy.crawler import Crawler

from crawler.pacing.pace import Host, Manners
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError, HostRest
from pipelines.steps import corpus_of, stop_run

T = TypeVar("T")
logger = logging.getLogger(__name__)

host_rests = object()
"""Signal: a host rests. Sent with `resting` (HostRest), `seconds` (of a rest that begins now, 0
of one that the ledger knew), and `left`: it is too long for this run to wait."""


class Rests:
    """Hosts as the ledger knows them; a ledger that fails ends the run."""

    def __init__(self, crawler: Crawler, longest_wait: float) -> None:
        self._crawler = crawler
        self._longest_wait = longest_wait
        self._keeps = hasattr(crawler.spidercls, "profile")  # `scrapy probe` keeps nothing

    def host(self, name: str, manners: Manners) -> Host:
        """Return a host with the strikes and the rest that earlier runs gave it."""
        kept = self._with_corpus(lambda corpus: corpus.rest_of(name))
        if kept is None:
            return Host(name, manners)
        left = (kept.until - datetime.now(UTC)).total_seconds()
        if left > 0:
            self._tell(kept, 0.0, left)
        return Host(name, manners, strikes=kept.strikes, rests_until=monotonic() + left)

    def begin(self, host: Host, reason: str) -> None:
        seconds = host.rests_until - monotonic()
        now = datetime.now(UTC)
        resting = HostRest(host.name, reason, host.strikes, now + timedelta(seconds=seconds))
        self._tell(resting, seconds, seconds)
        self._with_corpus(lambda corpus: corpus.rest(resting, now))

    def end(self, host: Host) -> None:
        logger.info("%s answers well again", host.name)
        self._with_corpus(lambda corpus: corpus.recover(host.name))

    def _tell(self, resting: HostRest, seconds: float, left: float) -> None:
        until = f"{resting.until:%Y-%m-%d %H:%M:%S} UTC"
        logger.info("%s rests until %s (%s)", resting.host, until, resting.reason)
        self._crawler.signals.send_catch_log(
            host_rests, resting=resting, seconds=seconds, left=left > self._longest_wait
        )

    def _with_corpus(self, act: Callable[[Corpus], T]) -> T | None:
        if not self._keeps:
            return None
        try:
            with closing(corpus_of(self._crawler.settings)) as corpus:
                return act(corpus)
        except CorpusError as error:
            stop_run(self._crawler, str(error))
            return None
