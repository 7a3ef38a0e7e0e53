"""Traps: which branch of a site goes on without end and brings nothing, counted page by page."""

from collections.abc import Iterable

from pipelines.corpus import LISTS, VIEWS, WHOLE, Fence
from pipelines.visits.branches import shape

ALTERED = 0.1
"""What an altered copy of a text of the same site counts of a page without a text: a section of
bulletins that are all alike is no trap yet."""

WORTH = 0.1
"""What a new text makes up for, as a share of a budget: a trap with a text now and then ends all
the same, a site with a text in forty pages does not look like one."""

ALL_BRANCHES = 10
"""How many times the budget of one branch the whole site has."""

_TO_BLAME = 0.05
"""Shapes with that share of what a branch may bring nothing with are fenced off together."""

_SPENT, _LEFT = "", 0.1
"""Of its budget a branch has that share left when part of it was fenced off."""


class Budgets:
    """Counts the new pages in a row without a new text, by branch and shape of address.

    `fenced` are the traps found; in a branch that is fenced off as a whole, addresses of a
    `fruitful` shape, one that brought texts, are asked for all the same.
    `exhausted` tells that too many branches bring nothing.
    """

    def __init__(
        self, budget: int, fenced: Iterable[Fence] = (), fruitful: Iterable[str] = ()
    ) -> None:
        self._budget, self._worth = budget, round(budget * WORTH)
        self._fruitless: dict[str, dict[str, float]] = {}
        self._in_all = 0.0
        self.fenced, self._fruitful = set(fenced), set(fruitful)
        self.exhausted = False

    def is_fenced(self, url: str, branch: str) -> bool:
        """Tell whether a new page lies in a trap."""
        if not self.fenced:
            return False
        form = shape(url)
        branch = branch or form
        if Fence(branch, form) in self.fenced:
            return True
        return Fence(branch, WHOLE) in self.fenced and form not in self._fruitful

    def is_left(self, view: str) -> bool:
        """Tell whether the views of a kind are left alone."""
        return Fence(VIEWS, view) in self.fenced

    def leave(self, fenced: Fence) -> Fence:
        """Leave the views of a kind, or the pages of a list without end, alone."""
        self.fenced.add(fenced)
        return fenced

    def has_no_end(self, name: str) -> bool:
        """Tell whether further pages of a list are left alone."""
        return bool(self.fenced) and Fence(LISTS, name) in self.fenced

    def fruit(self, url: str, branch: str) -> None:
        """A page brought a text that is new to the site."""
        form = shape(url)
        branch = branch or form
        self._fruitful.add(form)
        self._in_all = max(0, self._in_all - self._worth)
        if branch in self._fruitless:
            counts = self._fruitless[branch].items()
            self._fruitless[branch] = {
                form: count - self._worth for form, count in counts if count > self._worth
            }

    def leads_on(self, url: str, branch: str, articles: Iterable[str]) -> bool:
        """Tell whether a list names articles of another shape than its own, which is no trap."""
        own = shape(url)
        for article in articles:
            form = shape(article)
            count = self._fruitless.get(branch or form, {}).get(form, 0)
            if form != own and count <= self._worth and not self.is_fenced(article, branch):
                return True
        return False

    def altered(self, url: str, branch: str, leads_to: Iterable[str]) -> set[Fence]:
        """A new page brought an altered copy, and names those new articles; return as `fruitless`.

        A copy that leads to more of its own shape is as good as nothing: so feeds a trap itself.
        """
        own = shape(url)
        feeds_itself = any(shape(article) == own for article in leads_to)
        return self.fruitless(url, branch, 1.0 if feeds_itself else ALTERED)

    def fruitless(self, url: str, branch: str, much: float = 1.0) -> set[Fence]:
        """A new page brought nothing; return what is fenced off for that, mostly nothing."""
        branch, form = branch or shape(url), shape(url)
        counts = self._fruitless.setdefault(branch, {})
        counts[form] = counts.get(form, 0) + much
        self._in_all += much
        self.exhausted |= self._in_all >= ALL_BRANCHES * self._budget
        return self._fence(branch, counts) if sum(counts.values()) >= self._budget else set()

    def leave_branch(self, branch: str) -> set[Fence]:
        """Leave alone what brought nothing in a branch though its budget is not spent yet."""
        return self._fence(branch, self._fruitless.get(branch, {}))

    def _fence(self, branch: str, counts: dict[str, float]) -> set[Fence]:
        """Fence off the shapes to blame; the whole branch when none of them stands out."""
        counts.pop(_SPENT, None)
        total = sum(counts.values())
        to_blame = {form for form, n in counts.items() if n >= _TO_BLAME * self._budget}
        if sum(counts[form] for form in to_blame) < total / 2:
            to_blame = {WHOLE}
        traps = {Fence(branch, form) for form in to_blame} - self.fenced
        self.fenced |= traps
        self._in_all = max(0, self._in_all - total)
        self._fruitless[branch] = {_SPENT: self._budget * (1 - _LEFT)}
        return traps
