"""Parts of addresses that say nothing of the page: a session in the path, a random number.

Learnt from what was read: where articles and lists were the same each time though one folder of
the path, or one value of the query, was another, and no value of it stood on more than a page or
two, it is made up anew for each answer. A column's name would stand on all of its pages.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from cleaners.model import Speech
from crawler.discovery.addresses import PAGE_KEYS
from crawler.fences.evidence import Evidence
from pipelines.corpus import Recorded, Visit

MOST_PARTS, MOST_HELD = 200, 200_000
"""Parts that are looked at, the latest, and what is remembered for all of them together."""

_CODE = re.compile(r"(?=[^/]*\d)[^/]{6,}")
_MAY_VARY = re.compile(r"/[^/?]*\d[^/?]*/|\?")


class Varying:
    """The `parts` of addresses that vary, as `host/*/` for the first folder or `host?key=*`, and
    the addresses under which pages are known that were `read`.
    """

    def __init__(self, parts: Iterable[str] = (), read: Iterable[str] = ()) -> None:
        self.parts = set(parts)
        self._known: dict[str, str] = {}
        self._evidence: OrderedDict[str, Evidence] = OrderedDict()
        self.learn(read)

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
        self._count_pages(visit)
        article, altered = visit.kind == "article", recorded.altered
        for name, value, bare in _parts(visit.url):
            if name in self.parts or not (holds := _holds(visit, name)):
                continue
            evidence = self._evidence.setdefault(name, Evidence())
            self._evidence.move_to_end(name)
            evidence.compare(bare, value, holds, altered=altered, article=article)
            if evidence.is_enough("?" in name):
                self.parts.add(name)
                return name
        self._bound()
        return None

    @property
    def held(self) -> int:
        """How much is remembered of the parts that may vary."""
        return sum(evidence.held for evidence in self._evidence.values())

    def _forget(self, url: str) -> None:
        """A page that is gone is not known by its address any more."""
        bare = self._bare(url)
        if self._known.get(bare) == url:
            del self._known[bare]

    def _count_pages(self, visit: Visit) -> None:
        """Take note of the values that a page names, of the parts for which it matters."""
        suspected = {name for name, each in self._evidence.items() if each.is_suspected}
        suspected -= self.parts
        if not suspected:
            return
        own = {part.value for part in _parts(visit.url)}
        named = {(part.name, part.value) for link in visit.links for part in _parts(link.url)}
        for name, value in named:
            if name in suspected and value not in own:
                self._evidence[name].name(value)

    def _bound(self) -> None:
        """Forget the parts that were met longest ago."""
        held = self.held
        while len(self._evidence) > MOST_PARTS or held > MOST_HELD:
            held -= self._evidence.popitem(last=False)[1].held

    def _bare(self, url: str) -> str:
        for name in self.parts:
            url = _without(url, name)
        return url


class _Part(NamedTuple):
    """A part of an address: its name, its value here, and the address without it."""

    name: str
    value: str
    bare: str


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
    if _MAY_VARY.search(url, 8):
        address = urlsplit(url)
        yield from _folders(address)
        yield from _pairs(address)


def _folders(address: SplitResult) -> Iterator[_Part]:
    """Yield the folders that look like a code; the last name is the page's own."""
    folders = address.path.split("/")
    for number, folder in enumerate(folders[1:-1], 1):
        if _CODE.fullmatch(folder):
            path = "/".join((*folders[:number], "*", *folders[number + 1 :]))
            name = f"{address.netloc}{'/*' * number}/"
            yield _Part(name, folder, address._replace(path=path).geturl())


def _pairs(address: SplitResult) -> Iterator[_Part]:
    """Yield the values of the query but those that number the pages of a list."""
    pairs = address.query.split("&") if address.query else []
    for number, pair in enumerate(pairs):
        key, _, value = pair.partition("=")
        if value and key.lower() not in PAGE_KEYS:
            query = "&".join(pairs[:number] + pairs[number + 1 :])
            name = f"{address.netloc}?{key}=*"
            yield _Part(name, value, address._replace(query=query).geturl())
