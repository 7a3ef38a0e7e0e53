"""What to fetch next: the ledger says, and keeps all that a run knows."""

import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from cleaners import __version__
from crawler.discovery.addresses import host_of, is_below, on_site, other_forms
from crawler.fences.fencing import GROWN_FOR, LEFT_FOR, SOME_VIEWS, Fencing, view_in
from crawler.fences.twins import Twins, has_spellings, spelling
from crawler.profile import SiteProfile
from pipelines.contract import Corpus
from pipelines.corpus import DuePage, Kind, Link, Recorded, Visit

BATCH = 200
"""Pages asked of the ledger at a time."""

MOST_DUE = 10_000
"""So many due pages are looked through for one that is no view."""

GOES_ON = timedelta(hours=1)
"""A run that begins so soon after one that was killed goes on with it: what that one read is not
asked for again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many pages may be in flight, how deep a chain without a new article may go, and how
    many new pages in a row of one branch of the site may bring no new text.
    """

    in_flight: int
    depth: int
    fruitless: int

    @classmethod
    def of(cls, settings: BaseSettings) -> "Limits":
        names = ("CONCURRENT_REQUESTS", "MAX_BARREN_DEPTH", "MAX_FRUITLESS_PAGES")
        return cls(*(settings.getint(name) for name in names))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for: only articles published or changed `since` a day; with `full`
    every page anew, whether or not it is due or has changed.
    """

    since: date | None = None
    full: bool = False


class Frontier:
    """One run of one site: hands out pages that are due, and takes back what became of them;
    `fencing` tells which ones it leaves alone.
    """

    def __init__(
        self,
        corpus: Corpus,
        site: str,
        domains: tuple[str, ...],
        profile: SiteProfile,
        limits: Limits,
        wanted: Wanted = Wanted(),
    ) -> None:
        self._corpus, self._site, self._domains, self._limits = corpus, site, domains, limits
        self._profile = profile
        self._since = wanted.since
        self._waiting: deque[DuePage] = deque()
        self._in_flight: dict[str, DuePage] = {}
        self._spelled: set[str] = set()
        self._left: set[str] = set()
        self._resting: set[str] = set()
        self._ledger_changed = True
        self._later: deque[DuePage] = deque()
        self._twins = Twins(lambda: corpus.addresses(site))
        self.began = datetime.now(UTC)
        self.first_run = not corpus.has_speeches(site)
        self.reads = reading_of(profile)
        self._resumed = corpus.interrupted(site, self.began - GOES_ON)
        last = corpus.run(site)
        if wanted.full or (last and last["reads"] != self.reads):
            corpus.wake(site, self.began, everything=wanted.full)
            self._resumed = None
        self.fencing = Fencing(corpus, site, self.began, limits.fruitless)
        self.run_id = corpus.open_run(site, self.began, self.reads)
        corpus.wake_sections(site, self.began, profile.revisit.sections)

    def begin_at(self, starts: tuple[str, ...]) -> None:
        """Make the start pages due, whenever they were last seen and whatever came of it."""
        links = [Link(start, "list") for start in starts]
        self._corpus.find(self._site, links, self.run_id, self.began, due=True)
        self._ledger_changed = True

    def find(self, links: Sequence[Link]) -> int:
        """Enter addresses that no page has named; return how many are new."""
        new = self._corpus.find(self._site, links, self.run_id, datetime.now(UTC))
        self._ledger_changed |= new > 0
        return new

    @property
    def is_dry(self) -> bool:
        """Tell whether all is done that could be: nothing is due, on its way, or left alone."""
        busy = self._waiting or self._later or self._in_flight or self._ledger_changed
        busy = busy or self.fencing.is_putting_off
        return not (busy or self._resting or self.fencing.is_lost)

    @property
    def on_their_way(self) -> int:
        """Return how many pages are in flight: asked for, and not yet in the corpus."""
        return len(self._in_flight)

    def take(self) -> DuePage | None:
        """Return the next page to fetch; None when enough are in flight or none is due.

        A page is in flight until the corpus has what it gave: so many are fetched again if we
        die now.
        """
        if self.fencing.is_lost or len(self._in_flight) >= self._limits.in_flight:
            return None
        twins: dict[str, DuePage] = {}
        while (page := self._next()) and page.url not in twins:
            if page.new and spelling(page.url) in self._spelled:
                twins[page.url] = page
            elif self._may_go(page) and self._not_left([page]) and not self._is_read(page):
                break
        if page and page.url in twins:  # the ledger named them once more
            self._waiting.appendleft(page)
            return None
        self._waiting.extend(twins.values())
        if page:
            self._spelled.add(spelling(page.url))
            self._in_flight[page.url] = page
        return page

    def _next(self) -> DuePage | None:
        if not self._waiting and self._ledger_changed:
            if self.fencing.is_putting_off:
                return None
            due = self._due(BATCH)
            # Lists first: else all that is known is fetched before what comes next is.
            self._waiting.extend(sorted((p for p in due if not view_in(p)), key=_is_no_list))
            self._later = deque(page for page in due if view_in(page))
            self._ledger_changed = bool(self._waiting)
        if not self._waiting and self._later and not self._in_flight:
            self._later = deque(self._not_left(self._later))
            self._waiting.extend(islice(self._later, SOME_VIEWS))
            for _ in self._waiting:
                self._later.popleft()
            self._ledger_changed = not self._later
        return self._waiting.popleft() if self._waiting else None

    def _not_left(self, pages: Sequence[DuePage]) -> list[DuePage]:
        """Return the pages but views and further pages that are left alone, and settle those."""
        left = {page.url: reason for page in pages if (reason := self.fencing.left_for(page))}
        if not left:
            return list(pages)
        at = datetime.now(UTC)
        self._corpus.record_all(
            Visit(
                *(page.url, self._site, self.run_id, at, page.kind, "refused", left[page.url]),
                due_at=at + LEFT_FOR[left[page.url]],
                branch=page.branch,
            )
            for page in pages
            if page.url in left
        )
        return [page for page in pages if page.url not in left]

    def _is_read(self, page: DuePage) -> bool:
        """Tell whether a page was read at another address, and settle it: one that differs in
        what varies, or in the order of its query; a new article under another host of its site,
        or in a form that was the same for others.
        """
        known = self.fencing.known(page.url)
        if page.new and page.kind == "article":
            known = known or self._corpus.read_as(self._site, other_forms(page.url))
            known = known or self._twins.of(page.url)
        elif page.new and has_spellings(page.url):
            known = known or self._twins.spelled(page.url)
        if known:
            visit = Visit(page.url, self._site, self.run_id, datetime.now(UTC), page.kind, "moved")
            self._corpus.record(replace(visit, reason=known))
        return known is not None

    def leave(self, page: DuePage, host: str) -> None:
        """Take back a page that was not asked for because `host` rests: another run's."""
        self._in_flight.pop(page.url, None)
        self._spelled.discard(spelling(page.url))
        self._left.add(page.url)
        self._resting.add(host)

    def settle(self, visit: Visit, recorded: Recorded) -> Kind:
        """Take note of a visit that the corpus has recorded; return what its page promised."""
        page = self._in_flight.pop(visit.url, None)
        self._spelled.discard(spelling(visit.url))
        # What was known may be due again, too: the next page of a list, a page that changed.
        is_view = page is not None and view_in(page) is not None
        self._ledger_changed |= recorded.new_links > 0 or (bool(visit.links) and not is_view)
        self._twins.settle(visit)
        self.fencing.mind(visit, recorded, page, self._in_flight)
        return page.kind if page else visit.kind

    def _due(self, limit: int) -> list[DuePage]:
        """Return pages that are due; those of a host that rests, or that the
        site had before, are stepped over.
        """
        now, wanted = datetime.now(UTC), limit + len(self._in_flight)
        due = self._corpus.due(
            self._site, self.began, now, wanted, self._limits.depth,
            resumed=self._resumed, since=self._since,
        )  # fmt: skip
        if made_up := [page.url for page in due if self.fencing.is_made_up(page)]:
            self._corpus.put_off(self._site, made_up, now + GROWN_FOR)
        ours = [
            page
            for page in due
            if page.url not in self._in_flight and self._is_ours(page) and self._may_go(page)
        ]
        enough = limit >= MOST_DUE or any(not view_in(page) for page in ours)
        if len(due) < wanted or (ours and enough):
            return ours
        return self._due(min(limit * 4, MOST_DUE) if made_up else limit * 4)

    def _is_ours(self, page: DuePage) -> bool:
        if on_site(page.url, self._domains):
            return True
        below = page.kind == "article" and not self._profile.discover.domains
        return below and is_below(urlsplit(page.url).netloc, self._domains)

    def _may_go(self, page: DuePage) -> bool:
        if self.fencing.is_fenced(page) or self.fencing.is_made_up(page):
            return False
        return page.url not in self._left and host_of(page.url) not in self._resting


def _is_no_list(page: DuePage) -> bool:
    return page.kind != "list"


def reading_of(profile: SiteProfile) -> str:
    """Return a hash of all that decides what a page gives: the profile's rules and our version."""
    rules = f"{__version__} {profile.discover} {profile.rules}"
    return hashlib.sha256(rules.encode()).hexdigest()[:16]
