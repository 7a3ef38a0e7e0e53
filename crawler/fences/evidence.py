"""What speaks for a part of addresses that may say nothing of the page, and what against it."""

ENOUGH, OF_EACH = 7, 2
"""Pages that must have been the same under two values, and none different; so many of them
articles, and as many lists."""

OF_ARTICLES = 14
"""So many are enough without a list, for a key of the query that only articles have."""

ON_PAGES = 2
"""Pages that may name one value; that of a page's own address does not count."""

OVERLAP = 0.5
"""Share of its articles that a list has in common with what stood there under another value."""

MOST = 20_000
"""Articles and lists, and values, that are remembered."""


class Evidence:
    """What pages gave under one value of a part and under another.

    One page that was another, or a value that stands on many pages, speaks against it for good:
    then it `is_none`.
    """

    def __init__(self) -> None:
        self.is_none = False
        self._articles = self._lists = 0
        self._read: dict[str, tuple[str, frozenset[int]]] = {}
        self._pages: dict[str, int] = {}
        self._given = 0

    @property
    def held(self) -> int:
        """How much is remembered: what each page gave, and where each value stood."""
        return self._given + len(self._pages)

    @property
    def is_suspected(self) -> bool:
        """Tell whether pages were the same, so that it matters where the values stand."""
        return not self.is_none and self._articles + self._lists > 0

    def is_enough(self, in_query: bool) -> bool:
        """Tell whether the part says nothing of the page."""
        both = min(self._articles, self._lists) >= OF_EACH
        enough = both and self._articles + self._lists >= ENOUGH
        return not self.is_none and (enough or (in_query and self._articles >= OF_ARTICLES))

    def compare(
        self, page: str, value: str, holds: frozenset[int], *, altered: bool, article: bool
    ) -> None:
        """Take note of what a page, known by its address without the part, `holds` under a value
        of it; of an `altered` copy it is not known whether it is the same.
        """
        if self.is_none:
            return
        known, before = self._read.get(page) or self._remember(page, value, holds)
        if value == known or (altered and before != holds):
            return
        if len(before & holds) < OVERLAP * max(len(before), len(holds)):
            self._refute()
        elif article:
            self._articles += 1
        else:
            self._lists += 1

    def name(self, value: str) -> None:
        """A page names an address with this value."""
        self._pages[value] = self._pages.get(value, 0) + 1
        if self._pages[value] > ON_PAGES or len(self._pages) > MOST:
            self._refute()

    def _remember(self, page: str, value: str, holds: frozenset[int]) -> tuple[str, frozenset[int]]:
        self._read[page] = value, holds
        self._given += len(holds)
        if len(self._read) > MOST:
            self._given -= len(self._read.pop(next(iter(self._read)))[1])
        return value, holds

    def _refute(self) -> None:
        self.is_none = True
        self._given = 0
        self._read.clear()
        self._pages.clear()
