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
"""What a new text makes up for, as a share of the budget (see `crawler.fences.traps.WORTH`)."""

_SAMPLE = 3
"""Articles of a list whose addresses tell what it leads to."""

_MOST = 100_000
"""Addresses, and shapes of addresses, that are remembered."""


class Growing:
    """Counts what speaks for pages that are made up; `is_over` when it is too much.

    `is_known` tells that an earlier run found the site to grow.
    """

    def __init__(self, budget: int, is_known: bool) -> None:
        self._budget = min(FEW, budget) if is_known else budget
        self._worth = FEW if is_known else budget * WORTH
        self._count = 0.0
        self._named: set[int] = set()
        self._barren: set[str] = set()
        self._leads: dict[str, set[str]] = {}
        self._proved: set[str] = set()
        self.is_over = False

    def name(self, links: Sequence[Link]) -> None:
        """A page that was known before names these."""
        room = _MOST - len(self._named)
        self._named.update(hash(link.url) for link in islice(links, max(0, room)))

    def leads(self, url: str, links: Sequence[Link]) -> None:
        """A new list names new articles: it and its further pages are as good as those."""
        articles = islice((link.url for link in links if link.kind == "article"), _SAMPLE)
        forms = {shape(article) for article in articles}
        lists = {shape(url), *(shape(link.url) for link in links if link.is_further)}
        if self.is_over:
            self._proved |= lists if forms & self._proved else set()
        elif len(self._leads) < _MOST:
            for each in lists:
                self._leads.setdefault(each, set()).update(forms)

    def fruit(self, url: str) -> None:
        """A page brought a text that is new to the site."""
        self._count = max(0, self._count - self._worth)
        if self.is_over:
            self._proved.add(shape(url))

    def fruitless(self, url: str, is_copy: bool) -> bool:
        """A new page brought nothing, or a text again; tell whether it is the one too many."""
        form = shape(url)
        if is_copy or form not in self._barren:
            self._count += 1
        if len(self._barren) < _MOST:
            self._barren.add(form)
        return not self.is_over and self._count >= self._budget

    def forgive(self) -> None:
        """The pages that brought nothing were those of one branch, which is fenced off."""
        self._count = 0.0

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
