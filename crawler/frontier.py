"""What to fetch next: the ledger says, and keeps all that a run knows."""

import hashlib
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from itertools import islice
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from crawler.addresses import host_of, is_below, on_site, other_forms
from crawler.endless import EndlessLists
from crawler.outcomes import OLDER
from crawler.profile import SiteProfile
from crawler.traps import Budgets
from crawler.twins import Twins, spelling
from crawler.varying import Varying
from crawler.views import view_of
from pipelines.corpus import (
    LISTS,
    VARIES,
    VIEWS,
    WHOLE,
    Corpus,
    DuePage,
    Fence,
    Kind,
    Link,
    Recorded,
    Visit,
)

BATCH, SOME_VIEWS = 200, 20
"""Pages asked of the ledger at a time; other views of articles (tags, days) handed out at a time,
and read in a row without a new article before the rest of their kind are left alone."""

MOST_DUE = 10_000
"""So many due pages are looked through for one that is no view."""

LEFT_FOR = {"view": timedelta(days=30), "endless": timedelta(days=7)}
"""How long a page that is left alone waits: that of a list may be more than an empty one then."""

GOES_ON = timedelta(hours=1)
"""A run that begins so soon after one that was killed goes on with it: what that one read is not
asked for again."""

EVERYWHERE = Fence("", WHOLE)
"""The trap of a run that ends because too many branches of its site are one."""


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
    """One run of one site: hands out pages that are due, and takes back what became of them.

    `traps` names a page of each trap, by the branch of the site and the shape of addresses that
    are left alone for that.
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
        self._views: Counter[str] = Counter()
        self._twins, self._endless = Twins(), EndlessLists()
        self.traps: dict[Fence, str] = {}
        self.began = datetime.now(UTC)
        self.first_run = not corpus.has_speeches(site)
        self.reads = reading_of(profile)
        self._resumed = corpus.interrupted(site, self.began - GOES_ON)
        last = corpus.run(site)
        if wanted.full or (last and last["reads"] != self.reads):
            corpus.wake(site, self.began, everything=wanted.full)
            self._resumed = None
        fences = corpus.fences(site, self.began)
        whole = any(fence.shape == WHOLE for fence in fences)
        spared = corpus.fruitful(site) if whole else ()
        self._budgets = Budgets(limits.fruitless, fences, spared)
        vary = [fence.shape for fence in fences if fence.branch == VARIES]
        self._varying = Varying(vary, corpus.addresses(site) if vary else ())
        self.run_id = corpus.open_run(site, self.began, self.reads)

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

    def as_known(self, links: Sequence[Link]) -> tuple[Link, ...]:
        """Return the links of a page under the addresses by which their pages are known."""
        if not self._varying.parts:
            return tuple(links)
        known = (replace(link, url=self._varying.known(link.url)) for link in links)
        return tuple({link.url: link for link in known}.values())

    @property
    def is_dry(self) -> bool:
        """Tell whether all is done that could be: nothing is due, on its way, or left alone."""
        busy = self._waiting or self._later or self._in_flight or self._ledger_changed
        return not (busy or self._resting or self.is_lost)

    @property
    def on_their_way(self) -> int:
        """Return how many pages are in flight: asked for, and not yet in the corpus."""
        return len(self._in_flight)

    @property
    def is_lost(self) -> bool:
        """Tell whether so many branches bring nothing that the run ends."""
        return self._budgets.exhausted

    def take(self) -> DuePage | None:
        """Return the next page to fetch; None when enough are in flight or none is due.

        A page is in flight until the corpus has what it gave: so many are fetched again if we
        die now.
        """
        if self.is_lost or len(self._in_flight) >= self._limits.in_flight:
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
            due = self._due(BATCH)
            # Lists first: else all that is known is fetched before what comes next is.
            self._waiting.extend(sorted((p for p in due if not _view(p)), key=_is_no_list))
            self._later = deque(page for page in due if _view(page))
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
        left = {page.url: reason for page in pages if (reason := self._left_for(page))}
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

    def _left_for(self, page: DuePage) -> str:
        """Return why a new page is left alone, empty if it is not."""
        if (view := _view(page)) and self._budgets.is_left(view):
            return "view"
        if not page.new or page.kind == "article":
            return ""
        return "endless" if self._budgets.has_no_end(self._endless.list_of(page.url)) else ""

    def _is_read(self, page: DuePage) -> bool:
        """Tell whether a page was read at another address, and settle it: one that differs in
        what varies; a new article under another host of its site, or in a form that was the same
        for others.
        """
        known: str | None = self._varying.known(page.url)
        known = known if known != page.url else None
        if page.new and page.kind == "article":
            known = known or self._corpus.read_as(self._site, other_forms(page.url))
            known = known or self._twins.of(page.url)
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
        view = _view(page) if page else None
        self._ledger_changed |= recorded.new_links > 0 or (bool(visit.links) and not view)
        self._twins.settle(visit)
        self._mind_lists(visit)
        self._mind_varying(visit, recorded)
        if view:
            self._mind_views(view, visit, recorded)
        if recorded.new_text and not recorded.altered:
            self._budgets.fruit(visit.url, visit.branch)
        elif page and page.new and visit.reason != OLDER:
            self._mind_traps(visit, recorded)
        return page.kind if page else visit.kind

    def _mind_views(self, view: str, visit: Visit, recorded: Recorded) -> None:
        self._views[view] = 0 if recorded.new_articles else self._views[view] + 1
        if self._views[view] >= SOME_VIEWS and not self._budgets.is_left(view):
            self._fence(self._budgets.leave(Fence(VIEWS, view)), visit.url)

    def _mind_lists(self, visit: Visit) -> None:
        if (ended := self._endless.ends(visit)) and not self._budgets.has_no_end(ended):
            self._fence(self._budgets.leave(Fence(LISTS, ended)), visit.url)

    def _mind_varying(self, visit: Visit, recorded: Recorded) -> None:
        if part := self._varying.settle(visit, recorded):
            self._fence(Fence(VARIES, part), visit.url)
            self._varying.learn(self._corpus.addresses(self._site))
            self._varying.learn(self._in_flight)

    def _fence(self, fenced: Fence, url: str) -> None:
        self.traps[fenced] = url
        self._corpus.fence(self._site, fenced, url, datetime.now(UTC))

    def _mind_traps(self, visit: Visit, recorded: Recorded) -> None:
        place, fenced_off = (visit.url, visit.branch), set()
        articles = [link.url for link in visit.links if link.kind == "article"]
        named = articles if recorded.new_articles else []
        if recorded.new_text:
            fenced_off = self._budgets.altered(*place, named)
        elif visit.kind != "list" or not self._budgets.leads_on(*place, named):
            fenced_off = self._budgets.fruitless(*place)
        for fenced in fenced_off:
            self._fence(fenced, visit.url)
        if self.is_lost:
            self.traps.setdefault(EVERYWHERE, visit.url)

    def _due(self, limit: int) -> list[DuePage]:
        """Return pages that are due; those of a host that rests, or that the
        site had before, are stepped over.
        """
        now, wanted = datetime.now(UTC), limit + len(self._in_flight)
        due = self._corpus.due(
            self._site, self.began, now, wanted, self._limits.depth,
            resumed=self._resumed, since=self._since,
        )  # fmt: skip
        ours = [
            page
            for page in due
            if page.url not in self._in_flight and self._is_ours(page) and self._may_go(page)
        ]
        enough = limit >= MOST_DUE or any(not _view(page) for page in ours)
        return ours if len(due) < wanted or (ours and enough) else self._due(limit * 4)

    def _is_ours(self, page: DuePage) -> bool:
        if on_site(page.url, self._domains):
            return True
        below = page.kind == "article" and not self._profile.discover.domains
        return below and is_below(urlsplit(page.url).netloc, self._domains)

    def _may_go(self, page: DuePage) -> bool:
        if page.new and self._budgets.is_fenced(page.url, page.branch):
            return False
        return page.url not in self._left and host_of(page.url) not in self._resting


def _view(page: DuePage) -> str | None:
    """Return what views a new page is one of; what was read before comes in its turn."""
    return view_of(page.url) if page.new and page.kind != "article" else None


def _is_no_list(page: DuePage) -> bool:
    return page.kind != "list"


def reading_of(profile: SiteProfile) -> str:
    """Return a hash of all that decides what a page gives: the profile's rules and our version."""
    rules = f"{version('yanlu')} {profile.discover} {profile.rules}"
    return hashlib.sha256(rules.encode()).hexdigest()[:16]
