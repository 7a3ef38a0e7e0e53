"""Parts of addresses that say nothing of the page: a session in the path, a random number.

Learnt from what was read: where articles and lists were the same each time though one folder of
the path, or one value of the query, was another, and no value of it stood on more than a page or
two, it is made up anew for each answer. A column's name would stand on all of its pages.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from cleaners.model import Speech
from crawler.discovery.addresses import PAGE_KEYS
from pipelines.corpus import Recorded, Visit

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

MOST_PARTS, MOST_HELD = 200, 200_000
"""Parts that are looked at, the latest, and what is remembered for all of them together."""

_CODE = re.compile(r"(?=[^/]*\d)[^/]{6,}")
_MAY_VARY = re.compile(r"/[^/?]*\d[^/?]*/|\?")


class _Part(NamedTuple):
    """A part of an address: its name, its value here, and the address without it."""

    name: str
    value: str
    bare: str


class _Evidence:
    """What speaks for a part that may vary; `is_none` when something has spoken against it."""

    def __init__(self) -> None:
        self.is_none = False
        self.articles = self.lists = 0
        self.read: dict[str, tuple[str, frozenset[int]]] = {}
        self.pages: dict[str, int] = {}
        self._given = 0

    @property
    def held(self) -> int:
        """How much is remembered: what each page gave, and where each value stood."""
        return self._given + len(self.pages)

    @property
    def is_suspected(self) -> bool:
        return not self.is_none and self.articles + self.lists > 0

    def is_enough(self, in_query: bool) -> bool:
        both = min(self.articles, self.lists) >= OF_EACH
        enough = both and self.articles + self.lists >= ENOUGH
        return not self.is_none and (enough or (in_query and self.articles >= OF_ARTICLES))

    def compare(self, part: _Part, holds: frozenset[int], altered: bool, article: bool) -> None:
        if part.bare not in self.read:
            self._given += len(holds)
        value, before = self.read.setdefault(part.bare, (part.value, holds))
        if len(self.read) > MOST:
            self._given -= len(self.read.pop(next(iter(self.read)))[1])
        if value == part.value or (altered and before != holds):
            return
        if len(before & holds) < OVERLAP * max(len(before), len(holds)):
            self.refute()
        elif article:
            self.articles += 1
        else:
            self.lists += 1

    def name(self, value: str) -> None:
        """A page names an address with this value."""
        self.pages[value] = self.pages.get(value, 0) + 1
        if self.pages[value] > ON_PAGES or len(self.pages) > MOST:
            self.refute()

    def refute(self) -> None:
        self.is_none = True
        self._given = 0
        self.read.clear()
        self.pages.clear()


class Varying:
    """The `parts` of addresses that vary, as `host/*/` for the first folder or `host?key=*`, and
    the addresses under which pages are known that were `read`.
    """

    def __init__(self, parts: Iterable[str] = (), read: Iterable[str] = ()) -> None:
        self.parts = set(parts)
        self._known: dict[str, str] = {}
        self._evidence: OrderedDict[str, _Evidence] = OrderedDict()
        self.learn(read)

    @property
    def held(self) -> int:
        """How much is remembered of the parts that may vary."""
        return sum(evidence.held for evidence in self._evidence.values())

    def learn(self, urls: Iterable[str]) -> None:
        """Take note of addresses under which pages are known; of each page the first counts."""
        for url in urls:
            self._known.setdefault(self._bare(url), url)

    def known(self, url: str) -> str:
        """Return the address under which a page is known: from now on its own, if it is new."""
        return self._known.setdefault(self._bare(url), url) if self.parts else url

    def settle(self, visit: Visit, recorded: Recorded) -> str | None:
        """Take note of a page; return a part of addresses that has turned out to vary."""
        if self.parts and visit.state not in ("fetched", "moved", "rejected"):
            self._forget(visit.url)
        suspected = {name for name, each in self._evidence.items() if each.is_suspected}
        if suspected:
            self._count_pages(visit, suspected)
        for part in _parts(visit.url):
            if part.name in self.parts or not (holds := _holds(visit, part.name)):
                continue
            evidence = self._evidence.setdefault(part.name, _Evidence())
            self._evidence.move_to_end(part.name)
            if not evidence.is_none:
                evidence.compare(part, holds, recorded.altered, visit.kind == "article")
            if evidence.is_enough("?" in part.name):
                self.parts.add(part.name)
                return part.name
        self._bound()
        return None

    def _bound(self) -> None:
        """Forget the parts that were met longest ago."""
        held = self.held
        while len(self._evidence) > MOST_PARTS or held > MOST_HELD:
            held -= self._evidence.popitem(last=False)[1].held

    def _forget(self, url: str) -> None:
        bare = self._bare(url)
        if self._known.get(bare) == url:
            del self._known[bare]

    def _count_pages(self, visit: Visit, suspected: set[str]) -> None:
        own = {part.value for part in _parts(visit.url)}
        named = {(part.name, part.value) for link in visit.links for part in _parts(link.url)}
        for name, value in named:
            if name in suspected and value not in own and name not in self.parts:
                self._evidence[name].name(value)

    def _bare(self, url: str) -> str:
        for name in self.parts:
            url = _without(url, name)
        return url


def _holds(visit: Visit, name: str) -> frozenset[int]:
    """Return what a page gave: its text, or the articles that it names, without the part."""
    if isinstance(visit.result, Speech):
        return frozenset((hash(visit.result.body),))
    if visit.kind == "article" or visit.state != "fetched":
        return frozenset()
    articles = (link.url for link in visit.links if link.kind == "article")
    return frozenset(hash(_without(url, name)) for url in articles)


def _without(url: str, name: str) -> str:
    return next((part.bare for part in _parts(url) if part.name == name), url)


def _parts(url: str) -> Iterator[_Part]:
    """Yield the parts of an address that may vary."""
    if not _MAY_VARY.search(url, 8):
        return
    split = urlsplit(url)
    folders = split.path.split("/")
    for number, folder in enumerate(folders[1:-1], 1):
        if _CODE.fullmatch(folder):
            path = "/".join((*folders[:number], "*", *folders[number + 1 :]))
            name = f"{split.netloc}{'/*' * number}/"
            yield _Part(name, folder, split._replace(path=path).geturl())
    pairs = split.query.split("&") if split.query else []
    for number, pair in enumerate(pairs):
        key, _, value = pair.partition("=")
        if value and key.lower() not in PAGE_KEYS:
            query = "&".join(pairs[:number] + pairs[number + 1 :])
            name = f"{split.netloc}?{key}=*"
            yield _Part(name, value, split._replace(query=query).geturl())
