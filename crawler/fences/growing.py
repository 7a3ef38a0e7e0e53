"""Sites that make up pages as they are asked for: new names in every answer, branch by branch.

Each branch of such a site stays within its own budget, there are only ever more of them. So two
kinds of new pages are counted over the whole site, too: those whose address is like no other that
brought nothing, and those with a text that the run has read elsewhere. When they are too many,
only what has proved itself is asked for.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from pipelines.corpus import DuePage, Link
from pipelines.visits.branches import shape

FEW = 20
"""Pages that a site known to grow may bring nothing with, from a run's beginning."""

WORTH = 0.1
"""What a new text makes up for, as a share of the budget (see `crawler.fences.traps.WORTH`): at
most what had brought nothing before a page named its address. What comes later is not its doing."""

SHARE, OF_TEXTS = 0.85, 0.25
"""Pages that may bring nothing: a share of a branch's budget, so that what one branch and the whole
site count are together fewer than 500 requests, and one page for four new texts."""

UNPROVED = 2
"""Lists whose new articles were not new so far count, too: at most two for each text read again."""

MAIN = 0.8
"""Share of what brought nothing that makes one branch the trap, not the whole site."""

_SAMPLE = 3
"""Articles of a list whose addresses tell what it leads to."""

_MOST = 100_000
"""Addresses, and shapes of addresses, that are remembered."""


class Growing:
    """Counts what speaks for pages that are made up; `is_over` when it is too much.

    `is_known` tells that an earlier run found the site to grow.
    """

    def __init__(self, budget: int, is_known: bool) -> None:
        self._budget = min(FEW, budget) if is_known else budget * SHARE
        self._worth = FEW if is_known else budget * WORTH
        self._barren = self._forgiven = self._copies = 0.0
        self._texts = 0
        self._in_branch: dict[str, float] = {}
        self._named_by: dict[int, tuple[float, str]] = {}
        self._unproved: dict[str, str] = {}
        self._named: set[int] = set()
        self._shapes: set[str] = set()
        self._leads: dict[str, set[str]] = {}
        self._proved: set[str] = set()
        self.is_over = False

    def name(self, links: Sequence[Link]) -> None:
        """A page that was known before names these."""
        room = _MOST - len(self._named)
        self._named.update(hash(link.url) for link in islice(links, max(0, room)))

    def leads(self, url: str, branch: str, links: Sequence[Link]) -> None:
        """A new list names new articles: it and its further pages are as good as those."""
        articles = [link.url for link in links if link.kind == "article"]
        self._expect(url, branch, articles)
        forms = {shape(article) for article in articles[:_SAMPLE]}
        lists = {shape(url), *(shape(link.url) for link in links if link.is_further)}
        if self.is_over:
            self._proved |= lists if forms & self._proved else set()
        elif len(self._leads) < _MOST:
            for each in lists:
                self._leads.setdefault(each, set()).update(forms)

    def _expect(self, url: str, branch: str, articles: Sequence[str]) -> None:
        if len(self._named_by) < _MOST:
            self._unproved[url] = branch
            for article in articles:
                self._named_by.setdefault(hash(article), (self._barren, url))

    def fruit(self, url: str) -> None:
        """A page brought a text that is new to the site."""
        before, by = self._named_by.pop(hash(url), (self._barren, ""))
        self._unproved.pop(by, None)
        self._forgiven = max(self._forgiven, min(self._forgiven + self._worth, before))
        self._texts += 1
        if self.is_over:
            self._proved.add(shape(url))

    def fruitless(self, url: str, branch: str, is_copy: bool, much: float = 1.0) -> bool:
        """A new page brought nothing, or a text again; tell whether it is the one too many."""
        form = shape(url)
        if is_copy or form not in self._shapes:
            self._barren += much
            self._copies += much * is_copy
            self._in_branch[branch] = self._in_branch.get(branch, 0.0) + much
        if len(self._shapes) < _MOST:
            self._shapes.add(form)
        return not self.is_over and self._spent >= self._budget + OF_TEXTS * self._texts

    @property
    def _spent(self) -> float:
        barren = self._barren - self._forgiven
        return barren + min(len(self._unproved), UNPROVED * min(self._copies, barren))

    def main_branch(self) -> str | None:
        """Return the branch in which nearly all lay that brought nothing, None if there is none."""
        whole = sum(self._in_branch.values())
        return next((each for each, n in self._in_branch.items() if n >= MAIN * whole), None)

    def forgive(self, branch: str) -> None:
        """What brought nothing in a branch is not held against others: it is fenced off."""
        whole = sum(self._in_branch.values())
        share = self._in_branch.pop(branch, 0.0) / max(1.0, whole)
        self._forgiven += share * (self._barren - self._forgiven)
        self._unproved = {url: of for url, of in self._unproved.items() if of != branch}

    def end(self, fruitful: Iterable[str]) -> None:
        """Ask from now on for addresses of `fruitful` shapes and lists that led to such."""
        self.is_over = True
        self._proved |= set(fruitful)
        self._proved |= {each for each, forms in self._leads.items() if forms & self._proved}

    def is_left(self, page: DuePage) -> bool:
        """Tell whether a new page is left alone: neither a start page nor one that was known
        before names it, and nothing like it has brought a text.
        """
        if not self.is_over or not page.new or not page.branch:
            return False
        form = shape(page.url)
        return (
            form != page.branch and form not in self._proved and hash(page.url) not in self._named
        )
