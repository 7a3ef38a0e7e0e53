"""What a page says about its text: time, source, speaker, category, tags, views."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time

from cleaners.dates import parse_date
from cleaners.facts.names import clean_name, person_name
from cleaners.tree.head import Head

_META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate",
    "publish_date", "publication_date", "og:release_date", "releasedate",
    "weibo:article:create_at", "apub:time", "citation_publication_date",
    "citation_date", "dc.date", "date",
)  # fmt: skip
SPOKEN = "line with a day in brackets"
_META_SOURCES = ("contentsource", "mediaid", "source", "article:source")
_META_CATEGORIES = ("columnname", "article:section", "og:article:section")
_META_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "citation_author")
# /20121129/609.html, /201705/t20170524_209.html, /art/2021/3/8/art_12_34.html.
_URL_DATE = re.compile(
    r"/t?((?:19|20)\d\d)[-_/]?(1[0-2]|0[1-9])[-_/]?(3[01]|[12]\d|0[1-9])(?!\d)"
    r"|/((?:19|20)\d\d)/(1[0-2]|[1-9])/(3[01]|[12]\d|[1-9])(?=/)"
)


@dataclass(slots=True)
class Metadata:
    """The fields found so far, and for each the place it came from, in words; `spoken` is a day
    in brackets, which says when a speech was held where nothing tells when it was published."""

    published: datetime | None = None
    source: str | None = None
    speaker: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    views: int | None = None
    spoken: datetime | None = None
    origins: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, value: object, origin: str) -> None:
        """Set a field that has no value yet."""
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.origins[name] = origin


def from_head(head: Head, into: Metadata) -> Metadata:
    """Fill time, source, speaker and category from the page's <meta> tags."""
    said = head.meta
    for name in filter(said.get, _META_DATES):
        _offer_moment(parse_date(said[name]), f"meta {name}", into)
    for name in filter(said.get, _META_SOURCES):
        into.offer("source", clean_name(said[name]), f"meta {name}")
    for name in filter(said.get, _META_AUTHORS):
        into.offer("speaker", person_name(said[name]), f"meta {name}")
    for name in filter(said.get, _META_CATEGORIES):
        into.offer("category", clean_name(said[name]), f"meta {name}")
    return into


def _offer_moment(moment: datetime | None, origin: str, into: Metadata) -> None:
    """Set the time of publication, or add the hour to a day that is known."""
    known = into.published
    if (
        known
        and moment
        and known.date() == moment.date()
        and known.time() == time() != moment.time()
    ):
        into.published = None
    into.offer("published", moment, origin)


def from_url(url: str, into: Metadata) -> Metadata:
    """Fill the day from an address like /20121129/609.html, when nothing else told it."""
    if found := _URL_DATE.search(url):
        into.offer("published", parse_date("-".join(filter(None, found.groups()))), "address")
    return into
