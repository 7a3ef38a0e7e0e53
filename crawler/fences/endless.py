"""Lists without end: a next page behind each, which names nothing that an earlier one did not."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urljoin

from crawler.discovery.addresses import normalise, numbered
from pipelines.corpus import Visit
from pipelines.visits.branches import shape

IDLE = 10
"""Pages of a list in a row that name nothing new to it: there is no more to come."""

MOST = 100_000
"""Addresses that are remembered over all lists; those of the latest lists stay."""

_HREF = re.compile(rb"(?i)<a\b[^<>]{0,500}?\shref\s*=\s*[\"']?([^\"'\s>]{1,2083})")


class EndlessLists:
    """What the pages of each list have named in this run, at any address, also of other sites.

    A list of which all is known is no such list: what counts is what its own pages named.
    """

    def __init__(self) -> None:
        self._named: OrderedDict[str, set[int]] = OrderedDict()
        self._next: dict[str, str] = {}
        self._idle: dict[str, int] = {}
        self._remembered = 0

    def ends(self, visit: Visit) -> str | None:
        """Take note of a page that was read; return its list when that has no more."""
        own = self.list_of(visit.url)
        self._next.pop(visit.url, None)
        following = _following(visit)
        self._next |= dict.fromkeys(following, own)
        goes_on = following or any(
            (link.level or link.next) and self.list_of(link.url) == own for link in visit.links
        )
        if visit.kind == "article" or not visit.pages or not goes_on:
            return None
        named = self._named.setdefault(own, set())
        self._named.move_to_end(own)
        before = len(named)
        new = [address for address in _addresses(visit) if hash(address) not in named]
        named.update(map(hash, new))
        self._forget(len(named) - before)
        is_idle = before > 0 and all(
            (whole := _whole(address, visit.url)) is None
            or whole in following
            or list_of(whole) == own
            for address in new
        )
        self._idle[own] = self._idle.get(own, 0) + 1 if is_idle else 0
        return own if self._idle[own] >= IDLE else None

    def list_of(self, url: str) -> str:
        """Return the list that a page belongs to: that of the page whose next one it is."""
        return self._next.get(url) or list_of(url)

    def _forget(self, more: int) -> None:
        self._remembered += more
        while self._remembered > MOST:
            oldest, named = self._named.popitem(last=False)
            self._idle.pop(oldest, None)
            self._remembered -= len(named)


def list_of(url: str) -> str:
    """Return what the addresses of a list's pages have in common but their number."""
    return numbered(url)[0].removesuffix("?[]")


def _following(visit: Visit) -> set[str]:
    """Return the next page of a list where it is sure to be one: `»` may lead to sections, too."""
    following = {link.url for link in visit.links if link.next}
    sure = len(following) == 1 and any(
        url.partition("?")[0] == visit.url.partition("?")[0] or shape(url) == shape(visit.url)
        for url in following
    )
    return following if sure else set()


def _addresses(visit: Visit) -> Iterator[str]:
    written = (href.decode("latin-1") for href in _HREF.findall(visit.pages[0].body))
    return chain(dict.fromkeys(link.url for link in visit.links), dict.fromkeys(written))


def _whole(address: str, page: str) -> str | None:
    try:
        return normalise(urljoin(page, address))
    except ValueError:
        return None
