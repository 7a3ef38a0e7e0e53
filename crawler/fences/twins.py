"""Articles that a site shows at two addresses: in print, for telephones, by an older program.

Learnt from what was read: where the articles of two forms of address with the same number were
the same text each time, the next one of the second form need not be asked for.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from cleaners.model import Speech
from pipelines.corpus import Visit

ENOUGH = 5
"""Articles that must have been the same at two forms of address, and none different."""

MOST = 20_000
"""Articles that are remembered, the latest."""

MOST_BEFORE = 200_000
"""Addresses of earlier runs that are remembered, those of them that may be spelled otherwise."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z%])\d{2,}(?![0-9A-Za-z])")
_OF_MICROSOFT = re.compile(r"(?i)\.(aspx?|ashx)$")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_DAY = re.compile(r"(19|20)\d\d([-/_]?\d{1,2}){1,2}")


class Twins:
    """What is known of two forms of address, article by article; `before` tells, when it is
    asked, the addresses that earlier runs read.
    """

    def __init__(self, before: Callable[[], Iterable[str]] = tuple) -> None:
        self._before: dict[str, str] | None = None
        self._tell_before = before
        self._read: dict[str, dict[str, tuple[str, int]]] = {}
        self._alike: dict[frozenset[str], int] = {}
        self._spelled: dict[str, str] = {}

    def settle(self, visit: Visit) -> None:
        """Take note of an article that was read: which other forms show the same text."""
        if visit.kind != "article" or not isinstance(visit.result, Speech):
            return
        url = visit.pages[0].url if visit.pages else visit.url
        for address in {visit.url, url}:
            self._learn(address, hash(visit.result.body))

    def _learn(self, url: str, text: int) -> None:
        self._spelled[spelling(url)] = url
        if len(self._spelled) > MOST:
            del self._spelled[next(iter(self._spelled))]
        number, form = form_of(url)
        if not number:
            return
        others = self._read.setdefault(number, {})
        for other, (_, its_text) in others.items():
            if other != form:
                pair = frozenset((form, other))
                count = self._alike.get(pair, 0)
                self._alike[pair] = count + 1 if its_text == text and count >= 0 else -1
        others[form] = url, text
        if len(self._read) > MOST:
            del self._read[next(iter(self._read))]

    def spelled(self, url: str) -> str | None:
        """Return at which other spelling of its address a page was read, None if at none."""
        same = spelling(url)
        read = self._spelled.get(same) or self._read_before(url, same)
        return read if read != url else None

    def _read_before(self, url: str, same: str) -> str | None:
        if not has_spellings(url):
            return None
        if self._before is None:
            read = islice(filter(has_spellings, self._tell_before()), MOST_BEFORE)
            self._before = {spelling(each): each for each in read}
        return self._before.get(same)

    def of(self, url: str) -> str | None:
        """Return where the article of an address was read already, None if nothing tells so."""
        if read := self.spelled(url):
            return read
        number, form = form_of(url)
        for other, (address, _) in self._read.get(number, {}).items():
            if self._alike.get(frozenset((form, other)), 0) >= ENOUGH:
                return address
        return None


def spelling(url: str) -> str:
    """Return what is one for all spellings of an address: with or without its last slash, in any
    order of its query's keys, with capitals in its escapes or not, and in capitals as a whole or
    not where the server is one of Microsoft's, which sees no difference.
    """
    if "%" in url:
        url = _ESCAPE.sub(lambda escape: escape[0].upper(), url)
    path, mark, query = url.partition("?")
    if "&" in query:
        query = "&".join(sorted(filter(None, query.split("&")), key=_key))
    same = path.rstrip("/") + mark + query
    return same.lower() if _OF_MICROSOFT.search(path) else same


def _key(pair: str) -> str:
    return pair.partition("=")[0]


def has_spellings(url: str) -> bool:
    """Tell whether an address may be spelled in other ways than with a last slash."""
    return "&" in url or "%" in url or _OF_MICROSOFT.search(url.partition("?")[0]) is not None


@lru_cache(1024)  # the one that is asked for is read soon
def form_of(url: str) -> tuple[str, str]:
    """Return an article's number in its address, and the address without it and without days.

    Other numbers stay: that of a section, in which another article may have the same number.
    """
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    last = f"{name}?{parts.query}" if parts.query else name
    numbers = list(_NUMBER.finditer(last))
    if not numbers:
        return "", url
    number = numbers[-1]
    rest = f"{last[: number.start()]}#{last[number.end() :]}"
    return number[0], f"{parts.netloc}{_DAY.sub('D', folder)}/{rest}"
