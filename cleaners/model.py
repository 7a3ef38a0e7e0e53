"""The values that pass through Yanlu: Page -> Article -> Speech or Rejected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cleaners.speech.quality import Signals


@dataclass(frozen=True, slots=True)
class Page:
    """One response, byte for byte, with what of its headers matters.

    `charset` is the one the Content-Type header declared: a hint, never believed by itself.
    """

    url: str
    body: bytes = field(repr=False)
    charset: str | None = None
    fetched_at: datetime | None = None
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The pages of one article in reading order, at least one.

    `complete` is False when a further page was announced and could not be had.
    """

    pages: tuple[Page, ...]
    complete: bool = True

    @property
    def url(self) -> str:
        return self.pages[0].url


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of a speech's outline; `start` is its offset in the body, in characters.

    `level` is 1 for 一、, 2 for （一）, 3 for 1., 4 for （1） and 5 for ①; 第一，, 首先， and
    一是 stand one below the numbered heading above them. Behind 第一部分 or 第一章, which are 1,
    each is one more. A heading belongs to the last one of a lower level.
    """

    level: int
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A cleaned text: paragraphs joined by newlines, and what its page says about it.

    `published` is aware, in Asia/Shanghai. `quality` is between 0 and 1 (see
    `cleaners.speech.quality`). `origins` tells for each field that was found where it came from,
    in words for people. `salutation` and `closing` are where in the body the speech greets
    and thanks, (start, end) in characters. `occasion` and `place`: on what meeting, where.
    `repeated` are the lines, masked, that the site's memory took out of the body.
    """

    title: str
    body: str = field(repr=False)
    published: datetime | None = None
    source: str | None = None
    speaker: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    views: int | None = None
    outline: tuple[Heading, ...] = field(default=(), repr=False)
    salutation: tuple[int, int] | None = None
    closing: tuple[int, int] | None = None
    occasion: str | None = None
    place: str | None = None
    quality: float = 1.0
    signals: Signals | None = field(default=None, repr=False)
    complete: bool = True
    origins: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeated: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that holds no article, with the reason by name (`list_page`, `no_body`, ...)."""

    reason: str
    detail: str = ""
