"""One page at many addresses: a wall where articles should be, a site that knows no 404."""

import re
from array import array
from collections import OrderedDict, deque
from typing import NamedTuple, TypeVar

from cleaners.model import Page, Rejected, Speech
from crawler.fences.twins import form_of
from crawler.fences.walls import WALLS
from pipelines.corpus import Kind

T = TypeVar("T")

IN_A_ROW = 3
"""Articles of different numbers, read one after the other, that have one short text between them:
it is none of theirs."""

OTHERS = 5
"""Links that make a list another one, though but for its digits it reads like the first."""

ENOUGH = 5
"""Addresses at which one list may stand (`/`, `/index.php`, `/?from=menu`)."""

MOST = 5_000
"""Pages that are remembered, the latest."""

DOUBTFUL = 250
"""Characters: no wall says more, and so short a text is kept only when the next one is another."""

_DIGITS, _SHORT = b"0123456789", 2_000
_REFRESH = re.compile(rb"(?i)http-equiv\s{0,9}=\s{0,9}[\"']?refresh[^<>]{1,200}url\s{0,9}=")
_HREF = re.compile(rb"(?i)\shref\s*=\s*[\"']?([^\"'\s>]+)")
_CHANGING = re.compile(r"[0-9A-Za-z][0-9A-Za-z:./_-]{5,}")
"""What a wall says anew each time: the number of the event, the visitor's address, the time."""


class _Seen(NamedTuple):
    """Where a page came, why it is no article, and where its links lead (hashes)."""

    url: str
    reason: str
    links: "array[int]"


class Alike:
    """What the pages of a run were, so far as to know one again at another address."""

    def __init__(self) -> None:
        self._lists: OrderedDict[int, set[str]] = OrderedDict()
        self._pages: OrderedDict[int, _Seen] = OrderedDict()
        self._row: deque[tuple[int, str]] = deque(maxlen=IN_A_ROW)
        self._walls: OrderedDict[int, None] = OrderedDict()

    def judge(
        self, page: Page, promised: Kind, kind: Kind, result: Speech | Rejected | None
    ) -> Rejected | None:
        """Return why a page is not what its address promised, None if it may well be.

        Where an article should be, it is no page that came as a list before; a list is not known
        at ENOUGH other addresses.
        """
        url, body = page.url, page.body
        whole = hash(body if _sends_on(body) else body.translate(None, _DIGITS))
        seen = self._pages.get(whole)
        reads = seen or kind != "article"
        links = frozenset(map(hash, _HREF.findall(body))) if reads else frozenset()
        if seen and len(links.difference(seen.links)) >= OTHERS:
            seen = None
        if "article" in (promised, kind) and seen and seen.url != url:
            return Rejected(seen.reason, f"the page that came at {seen.url}")
        if isinstance(result, Speech):
            self._row.append((_text(result), form_of(url)[0] or url))
            self._mind_row(result)
        elif kind != "article" and body:
            reason = result.reason if isinstance(result, Rejected) else ""
            reason = reason if reason in WALLS else "soft_404"
            _remember(self._pages, whole, _Seen(url, reason, array("q", links)))
            return self._judge_list(url, hash((whole, links)))
        return None

    def wall(self, result: Speech | Rejected | None) -> Rejected | None:
        """Return why a text is no article's: so many in a row had it."""
        if isinstance(result, Speech) and _text(result) in self._walls:
            return Rejected("same_text", f"the text of {IN_A_ROW} articles in a row")
        return None

    def is_open(self, result: Speech | Rejected | None) -> bool:
        """Tell whether the next articles may show that a text is a wall's."""
        if not isinstance(result, Speech) or len(result.body) > DOUBTFUL:
            return False
        text = _text(result)
        return self._row[-1][0] == text not in self._walls

    def _judge_list(self, url: str, page: int) -> Rejected | None:
        addresses = self._lists.get(page, set())
        if url not in addresses and len(addresses) >= ENOUGH:
            return Rejected("soft_404", f"the same page at {ENOUGH} other addresses")
        _remember(self._lists, page, addresses | {url})
        return None

    def _mind_row(self, speech: Speech) -> None:
        texts, numbers = (set(each) for each in zip(*self._row, strict=True))
        if len(texts) == 1 and len(numbers) == IN_A_ROW and len(speech.body) <= DOUBTFUL:
            _remember(self._walls, texts.pop(), None)


def _sends_on(body: bytes) -> bool:
    """Tell whether a page does no more than send its readers on: where to is all it says."""
    return len(body) < _SHORT and _REFRESH.search(body) is not None


def _text(speech: Speech) -> int:
    text = speech.body
    return hash((speech.title, _CHANGING.sub("", text) if len(text) <= DOUBTFUL else text))


def _remember(kept: "OrderedDict[int, T]", key: int, value: T) -> None:
    kept[key] = value
    if len(kept) > MOST:
        kept.popitem(last=False)
