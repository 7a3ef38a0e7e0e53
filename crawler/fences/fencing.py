"""What a run leaves alone: branches without a text, views, lists without end, what varies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cleaners.model import Speech
from crawler.discovery.views import view_of
from crawler.fences.endless import EndlessLists
from crawler.fences.growing import Growing
from crawler.fences.traps import Budgets
from crawler.fences.varying import Varying
from crawler.outcomes import OLDER
from pipelines.contract import Corpus
from pipelines.corpus import (
    GROWS,
    LISTS,
    VARIES,
    VIEWS,
    WHOLE,
    DuePage,
    Fence,
    Link,
    Recorded,
    Visit,
)
from pipelines.visits.branches import shape

SOME_VIEWS = 20
"""Other views of articles (tags, days) handed out at a time, and read in a row without a new
article before the rest of their kind are left alone."""

LEFT_FOR = {"view": timedelta(days=30), "endless": timedelta(days=7)}
"""How long a page that is left alone waits: that of a list may be more than an empty one then."""

GROWN_FOR = timedelta(days=7)
"""How long the pages wait that a site may have made up as it was asked."""

TWICE = 0.1
"""What the second address of a text counts of a page without one: a site may show each article in
its section and in an archive by days. A trap shows it a third time."""

MOST_TEXTS = 100_000
"""Texts of a run that are remembered."""

EVERYWHERE = Fence("", WHOLE)
"""The trap of a run that ends because too many branches of its site are one."""


class Fencing:
    """The traps of one run of one site: fences set by earlier runs, and those it sets itself.

    `traps` names a page of each trap, by the branch of the site and the shape of addresses that
    are left alone for that.
    """

    def __init__(self, corpus: Corpus, site: str, began: datetime, fruitless: int) -> None:
        self._corpus, self._site = corpus, site
        self.traps: dict[Fence, str] = {}
        fences = corpus.fences(site, began)
        whole = any(fence.shape == WHOLE and fence.branch != GROWS for fence in fences)
        self._budgets = Budgets(fruitless, fences, corpus.fruitful(site) if whole else ())
        vary = [fence.shape for fence in fences if fence.branch == VARIES]
        self._varying = Varying(vary, corpus.addresses(site) if vary else ())
        self._endless = EndlessLists()
        self._texts: dict[int, int] = {}
        self._growing = Growing(fruitless, any(fence.branch == GROWS for fence in fences))
        self._views: Counter[str] = Counter()
        self._looked_through: str | None = None
        self._spared: frozenset[str] = frozenset()

    @property
    def is_lost(self) -> bool:
        """Tell whether so many branches bring nothing that the run ends."""
        return self._budgets.exhausted

    @property
    def is_putting_off(self) -> bool:
        """Tell whether `put_off_some` has more to do."""
        return self._looked_through is not None

    def is_fenced(self, page: DuePage) -> bool:
        """Tell whether a page is new and in a branch that is left alone."""
        return page.new and self._budgets.is_fenced(page.url, page.branch)

    def is_made_up(self, page: DuePage) -> bool:
        """Tell whether a page is likely to be one of those that a site makes up without end."""
        return self._growing.is_left(page)

    def left_for(self, page: DuePage) -> str:
        """Return why a new page is settled without being asked for, a key of `LEFT_FOR`; empty
        if it is not.
        """
        if (view := view_in(page)) and self._budgets.is_left(view):
            return "view"
        if not page.new or page.kind == "article":
            return ""
        return "endless" if self._budgets.has_no_end(self._endless.list_of(page.url)) else ""

    def known(self, url: str) -> str | None:
        """Return the other address at which a page was read that differs in what varies."""
        known = self._varying.known(url)
        return known if known != url else None

    def as_known(self, links: Sequence[Link]) -> tuple[Link, ...]:
        """Return the links of a page under the addresses by which their pages are known."""
        if not self._varying.parts:
            return tuple(links)
        known = (replace(link, url=self._varying.known(link.url)) for link in links)
        return tuple({link.url: link for link in known}.values())

    def mind(
        self, visit: Visit, recorded: Recorded, page: DuePage | None, in_flight: Iterable[str]
    ) -> None:
        """Take note of a visit to a page, and set the fences that it speaks for."""
        self._mind_lists(visit)
        self._mind_varying(visit, recorded, in_flight)
        self._mind_links(visit, recorded, page)
        if page and (view := view_in(page)):
            self._mind_views(view, visit, recorded)
        times = self._times(visit)
        if recorded.new_text and not recorded.altered:
            self._budgets.fruit(visit.url, visit.branch)
            self._growing.fruit(visit.url)
        elif page and page.new and visit.reason != OLDER and (times != 1 or recorded.new_text):
            self._mind_traps(visit, recorded, TWICE if times == 2 else 1.0)

    def _times(self, visit: Visit) -> int:
        """Return how many times this run has read the text of a page, 0 if it has none. One that
        an earlier run read elsewhere was moved: a site that is rebuilt comes to an end.
        """
        text = hash(visit.result.body) if isinstance(visit.result, Speech) else None
        if text is None or (text not in self._texts and len(self._texts) >= MOST_TEXTS):
            return 0
        self._texts[text] = self._texts.get(text, 0) + 1
        return self._texts[text]

    def _mind_links(self, visit: Visit, recorded: Recorded, page: DuePage | None) -> None:
        if page and not page.new:
            self._growing.name(visit.links)
        elif recorded.new_articles and visit.kind == "list":
            self._growing.leads(visit.url, visit.branch or shape(visit.url), visit.links)

    def _mind_views(self, view: str, visit: Visit, recorded: Recorded) -> None:
        self._views[view] = 0 if recorded.new_articles else self._views[view] + 1
        if self._views[view] >= SOME_VIEWS and not self._budgets.is_left(view):
            self._fence(self._budgets.leave(Fence(VIEWS, view)), visit.url)

    def _mind_lists(self, visit: Visit) -> None:
        if (ended := self._endless.ends(visit)) and not self._budgets.has_no_end(ended):
            self._fence(self._budgets.leave(Fence(LISTS, ended)), visit.url)

    def _mind_varying(self, visit: Visit, recorded: Recorded, in_flight: Iterable[str]) -> None:
        if part := self._varying.settle(visit, recorded):
            self._fence(Fence(VARIES, part), visit.url)
            self._varying.learn(self._corpus.addresses(self._site))
            self._varying.learn(in_flight)

    def _mind_traps(self, visit: Visit, recorded: Recorded, much: float) -> None:
        place, fenced_off = (visit.url, visit.branch), set()
        articles = [link.url for link in visit.links if link.kind == "article"]
        named = articles if recorded.new_articles else []
        if recorded.new_text:
            fenced_off = self._budgets.altered(*place, named)
        elif visit.kind != "list" or not self._budgets.leads_on(*place, named):
            fenced_off = self._budgets.fruitless(*place, much) or self._mind_growth(visit, much)
        for fenced in fenced_off:
            self._growing.waste.forgive(fenced.branch)
            self._fence(fenced, visit.url)
            self._spare(fenced)
        if self.is_lost:
            self.traps.setdefault(EVERYWHERE, visit.url)

    def _spare(self, fenced: Fence) -> None:
        """Begin to put off what was found in a trap, all but what is of a shape that has texts."""
        self._looked_through = ""
        if fenced.shape == WHOLE:
            self._spared = self._spared or self._corpus.fruitful(self._site)

    def put_off_some(self) -> None:
        """Put off some of what was found in the traps of this run; a crawl goes on in between."""
        if self._looked_through is not None:
            now, after = datetime.now(UTC), self._looked_through
            self._looked_through = self._corpus.put_off_some(self._site, now, self._spared, after)

    def _mind_growth(self, visit: Visit, much: float) -> set[Fence]:
        """Return what is left alone in the branch in which nearly all lay that brought nothing."""
        branch, again = visit.branch or shape(visit.url), isinstance(visit.result, Speech)
        if not self._growing.fruitless(visit.url, branch, again, much):
            return set()
        main = self._growing.waste.main_branch()
        if main and (fenced_off := self._budgets.leave_branch(main)):
            return fenced_off
        self._growing.end(self._corpus.fruitful(self._site))
        self._fence(Fence(GROWS, WHOLE), visit.url)
        return set()

    def _fence(self, fenced: Fence, url: str) -> None:
        self.traps[fenced] = url
        self._corpus.fence(self._site, fenced, url, datetime.now(UTC))


def view_in(page: DuePage) -> str | None:
    """Return what views a new page is one of; what was read before comes in its turn."""
    return view_of(page.url) if page.new and page.kind != "article" else None
