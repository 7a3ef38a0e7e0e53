"""Traps: which branch of a site goes on without end and brings nothing, counted page by page."""

from collections import Counter
from collections.abc import Iterable

from pipelines.branches import shape
from pipelines.corpus import WHOLE, Fence

WORTH = 0.1
"""What a new text makes up for, as a share of a budget: a trap with a text now and then ends all
the same, a site with a text in fifty pages does not look like one."""

ALL_BRANCHES = 10
"""How many times the budget of one branch the whole site has."""

_TO_BLAME = 0.05
"""Shapes with that share of what a branch may bring nothing with are fenced off together."""

_SPENT, _LEFT = "", 0.1
"""Of its budget a branch has that share left when part of it was fenced off."""


class Budgets:
    """Counts the new pages in a row without a new text, by branch and shape of address.

    `fenced` are the traps found, `exhausted` tells that too many branches bring nothing.
    """

    def __init__(self, budget: int, fenced: Iterable[Fence] = ()) -> None:
        self._budget, self._worth = budget, round(budget * WORTH)
        self._fruitless: dict[str, Counter[str]] = {}
        self._in_all = 0
        self.fenced = set(fenced)
        self.exhausted = False

    def is_fenced(self, url: str, branch: str) -> bool:
        """Tell whether a new page lies in a trap."""
        if not self.fenced:
            return False
        branch = branch or shape(url)
        return bool(self.fenced & {Fence(branch, WHOLE), Fence(branch, shape(url))})

    def fruit(self, url: str, branch: str) -> None:
        """A page brought a text that is new to the site."""
        counts = self._fruitless.get(branch or shape(url))
        self._in_all = max(0, self._in_all - self._worth)
        if counts:
            made_up = {form: max(0, count - self._worth) for form, count in counts.items()}
            counts.clear()
            counts.update({form: count for form, count in made_up.items() if count})

    def leads_on(self, url: str, branch: str, articles: Iterable[str]) -> bool:
        """Tell whether a list names articles of another shape than its own, which is no trap."""
        own = shape(url)
        for article in articles:
            form = shape(article)
            counts = self._fruitless.get(branch or form, Counter[str]())
            if form != own and counts[form] <= self._worth and not self.is_fenced(article, branch):
                return True
        return False

    def fruitless(self, url: str, branch: str) -> set[Fence]:
        """A new page brought nothing; return what is fenced off for that, mostly nothing."""
        branch, form = branch or shape(url), shape(url)
        counts = self._fruitless.setdefault(branch, Counter())
        counts[form] += 1
        self._in_all += 1
        self.exhausted |= self._in_all >= ALL_BRANCHES * self._budget
        return self._fence(branch, counts) if counts.total() >= self._budget else set()

    def _fence(self, branch: str, counts: Counter[str]) -> set[Fence]:
        """Fence off the shapes to blame; the whole branch when none of them stands out."""
        del counts[_SPENT]
        to_blame = {form for form, n in counts.items() if n >= _TO_BLAME * self._budget}
        if sum(counts[form] for form in to_blame) < counts.total() / 2:
            to_blame = {WHOLE}
        traps = {Fence(branch, form) for form in to_blame} - self.fenced
        self.fenced |= traps
        self._in_all = max(0, self._in_all - counts.total())
        self._fruitless[branch] = Counter({_SPENT: round(self._budget * (1 - _LEFT))})
        return traps
