"""Sites that make up pages as they are asked for: new names in every answer, branch by branch.

Each branch of such a site stays within its own budget, there are only ever more of them. So what
brings nothing is counted over the whole site, too: its `Waste`. When that is too much, only what
has proved itself is asked for: what was known before, and what is like something that brought texts
or led to them.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from crawler.fences.waste import MOST, Waste
from pipelines.corpus import DuePage, Link
from pipelines.visits.branches import shape

_SAMPLE = 3
"""Articles of a list whose addresses tell what it leads to."""


class Growing:
    """What speaks for pages that are made up, and what for those that are not; `is_over` when
    the site is found to grow. `is_known` tells that an earlier run found it so.
    """

    def __init__(self, budget: int, is_known: bool) -> None:
        self.waste = Waste(budget, is_known)
        self._named: set[int] = set()
        self._leads: dict[str, set[str]] = {}
        self._proved: set[str] = set()
        self.is_over = False

    def name(self, links: Sequence[Link]) -> None:
        """A page that was known before names these."""
        room = MOST - len(self._named)
        self._named.update(hash(link.url) for link in islice(links, max(0, room)))

    def leads(self, url: str, branch: str, links: Sequence[Link]) -> None:
        """A new list names new articles: it and its further pages are as good as those."""
        articles = [link.url for link in links if link.kind == "article"]
        self.waste.expect(url, branch, articles)
        forms = {shape(article) for article in articles[:_SAMPLE]}
        lists = {shape(url), *(shape(link.url) for link in links if link.is_further)}
        if self.is_over:
            self._proved |= lists if forms & self._proved else set()
        elif len(self._leads) < MOST:
            for each in lists:
                self._leads.setdefault(each, set()).update(forms)

    def fruit(self, url: str) -> None:
        """A page brought a text that is new to the site."""
        self.waste.fruit(url)
        if self.is_over:
            self._proved.add(shape(url))

    def fruitless(self, url: str, branch: str, is_copy: bool, much: float = 1.0) -> bool:
        """A new page brought nothing, or a text again; tell whether it is the one too many."""
        self.waste.fruitless(url, branch, is_copy, much)
        return not self.is_over and self.waste.is_too_much

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
        has_proved = form == page.branch or form in self._proved
        return not has_proved and hash(page.url) not in self._named
