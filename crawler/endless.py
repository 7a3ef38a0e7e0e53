"""Lists without end: a next page behind each, which names nothing that an earlier one did not."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urljoin

from crawler.addresses import normalise, numbered
from pipelines.corpus import Visit

IDLE = 10
"""Pages of a list in a row that name nothing new to it: there is no more to come."""

MOST = 200_000
"""Addresses that are remembered over all lists; those of the latest lists stay."""

_HREF = re.compile(rb"(?i)<a\b[^>]{0,500}?\shref\s*=\s*[\"']?([^\"'\s>]{1,2083})")


class EndlessLists:
    """What the pages of each list have named in this run, at any address, also of other sites.

    A list of which all is known is no such list: what counts is what its own pages named.
    """

    def __init__(self) -> None:
        self._named: OrderedDict[str, set[int]] = OrderedDict()
        self._idle: dict[str, int] = {}
        self._remembered = 0

    def ends(self, visit: Visit) -> str | None:
        """Take note of a page that was read; return its list, `list_of`, when that has no more."""
        own = list_of(visit.url)
        if not visit.pages or not any(
            (link.next or link.level) and list_of(link.url) == own for link in visit.links
        ):
            return None
        named = self._named.setdefault(own, set())
        self._named.move_to_end(own)
        before = len(named)
        new = [address for address in _addresses(visit) if hash(address) not in named]
        named.update(map(hash, new))
        self._forget(len(named) - before)
        is_idle = before > 0 and all(_is_beside(address, visit.url, own) for address in new)
        self._idle[own] = self._idle.get(own, 0) + 1 if is_idle else 0
        return own if self._idle[own] >= IDLE else None

    def _forget(self, more: int) -> None:
        self._remembered += more
        while self._remembered > MOST:
            oldest, named = self._named.popitem(last=False)
            self._idle.pop(oldest, None)
            self._remembered -= len(named)


def list_of(url: str) -> str:
    """Return what the addresses of a list's pages have in common."""
    return numbered(url)[0].removesuffix("?[]")


def _addresses(visit: Visit) -> Iterator[str]:
    written = (href.decode("latin-1") for href in _HREF.findall(visit.pages[0].body))
    return chain(dict.fromkeys(link.url for link in visit.links), dict.fromkeys(written))


def _is_beside(address: str, url: str, own: str) -> bool:
    """Tell whether an address leads to another page of the same list, or nowhere."""
    try:
        whole = normalise(urljoin(url, address))
    except ValueError:
        return True
    return whole is None or list_of(whole) == own
