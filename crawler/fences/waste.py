"""What a site as a whole was asked for in vain, set off by the texts that it did bring."""

from collections.abc import Sequence

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

MOST = 100_000
"""Addresses, and shapes of addresses, that are remembered."""


class Waste:
    """Counts new pages that brought nothing, or a text that the run has read elsewhere.

    One whose address is like that of another that brought nothing does not count: that is for
    the budget of its branch.
    """

    def __init__(self, budget: int, is_known: bool) -> None:
        self._budget = min(FEW, budget) if is_known else budget * SHARE
        self._worth = FEW if is_known else budget * WORTH
        self._barren = self._forgiven = self._copies = 0.0
        self._texts = 0
        self._in_branch: dict[str, float] = {}
        self._shapes: set[str] = set()
        self._named_by: dict[int, tuple[float, str]] = {}
        self._unproved: dict[str, str] = {}

    @property
    def is_too_much(self) -> bool:
        """Tell whether the budget is spent."""
        barren = self._barren - self._forgiven
        unproved = min(len(self._unproved), UNPROVED * min(self._copies, barren))
        return barren + unproved >= self._budget + OF_TEXTS * self._texts

    def expect(self, url: str, branch: str, articles: Sequence[str]) -> None:
        """A new list names articles: it is as good as those."""
        if len(self._named_by) < MOST:
            self._unproved[url] = branch
            for article in articles:
                self._named_by.setdefault(hash(article), (self._barren, url))

    def fruit(self, url: str) -> None:
        """A page brought a text that is new to the site."""
        before, named_by = self._named_by.pop(hash(url), (self._barren, ""))
        self._unproved.pop(named_by, None)
        self._forgiven = max(self._forgiven, min(self._forgiven + self._worth, before))
        self._texts += 1

    def fruitless(self, url: str, branch: str, is_copy: bool, much: float) -> None:
        """A new page brought nothing, or a text again."""
        form = shape(url)
        if is_copy or form not in self._shapes:
            self._barren += much
            self._copies += much * is_copy
            self._in_branch[branch] = self._in_branch.get(branch, 0.0) + much
        if len(self._shapes) < MOST:
            self._shapes.add(form)

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
