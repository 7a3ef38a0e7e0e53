"""The values that go into a corpus and come out of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from cleaners.model import Page, Rejected, Speech
from pipelines.prepared import Prepared
from pipelines.visits.revisit import Revisit

Kind = Literal["list", "article", "part", "other"]
"""What a page is, or, before it is fetched, what its address promises."""

State = Literal["found", "fetched", "rejected", "moved", "gone", "refused", "failed"]
"""found: never fetched. fetched: read, and what it gave is kept. rejected: read, but not an
article. moved: redirected to the page named in `reason`. gone: 404 or 410. refused: robots, a
guard or the site forbids it. failed: tried, will be tried again at `due_at`."""

Match = Literal["first", "same", "near"]
"""first: the corpus did not have this text. same: it did, exactly. near: it had a copy of it."""


Sort = Literal["relevance", "date"]


class CorpusError(Exception):
    """The corpus cannot be used; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address found on a page, and what it promises to be.

    `level`: it continues the page it was found on (the next page of a list) and is no deeper.
    `modified`: when it last changed, aware, if a sitemap or a feed says so. `next`: it is the
    page that follows in the same list. `section`: it may be a list of its own, no further page
    and no tag. `newest`: it is the last page of a list whose oldest entries come first. `dated`:
    what it shows was published on that day or before.
    """

    url: str
    kind: Kind = "other"
    level: bool = False
    modified: datetime | None = None
    next: bool = False
    section: bool = False
    newest: bool = False
    dated: date | None = None

    @property
    def is_further(self) -> bool:
        """Whether it is a further page of the list it was found on, newest entries first."""
        return self.next or (self.level and not self.section and not self.newest)


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page of the ledger whose time has come; `new` if it was never asked for.

    `etag` and `last_modified` are there when it was read: what is not modified need not come.
    `dated`: it is known to be no newer than that day. `branch`: of the site, see
    `pipelines.visits.branches`.
    """

    url: str
    kind: Kind
    failures: int
    new: bool
    etag: str | None
    last_modified: str | None
    dated: date | None = None
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One address settled: what was fetched, and what it gave.

    `pages` are all pages of an article in reading order (their ledger rows are settled
    together, the further ones as `part`), one page otherwise, none when nothing came back or
    nothing had changed (304): validators and hash then stay as they are. `due_at` None: never
    again; it holds for the first page, parts are never due by themselves. With `revisit`, the
    ledger says when a page that was `fetched` is due again. `dated`: the day an article says it
    was published. `cleaner` names the cleaning that `result` went through, `branch` the one of the
    site that it was found in; `prepared` is made of `result`. All times are aware.
    """

    url: str
    site: str
    run_id: int
    at: datetime
    kind: Kind
    state: State
    reason: str = ""
    due_at: datetime | None = None
    revisit: Revisit | None = None
    dated: date | None = None
    cleaner: str | None = None
    branch: str = ""
    pages: tuple[Page, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    result: Speech | Rejected | None = field(default=None, repr=False)
    prepared: Prepared | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a speech was seen and how its text matched this time (1.0: exactly).

    `replaced`: the speech that stood there before.
    """

    url: str
    site: str
    speech_id: int
    match: Match
    similarity: float
    seen_at: datetime
    replaced: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What `Corpus.record` did: the sighting, if a speech came in, and how many links were new,
    how many of them articles.

    `new_text`: the site had not shown that text at another address before. `altered`: but one
    that it is an altered copy of.
    """

    sighting: Sighting | None
    new_links: int
    new_articles: int = 0
    new_text: bool = False
    altered: bool = False


@dataclass(frozen=True, slots=True)
class HostRest:
    """A host in trouble: why, how many rests in a row it has had, until when it is left alone."""

    host: str
    reason: str
    strikes: int
    until: datetime


WHOLE = "*"
"""In the place of a shape: all of a branch."""

VIEWS = "views"
"""In the place of a branch: other views of the same articles, by tag, day or order. The shape is
then what all of one kind have in common."""

LISTS = "lists"
"""In the place of a branch: a list whose pages go on without end, which is then the shape."""

VARIES = "varies"
"""In the place of a branch: one page at many addresses. The shape is then the part of them that
varies."""

GROWS = "grows"
"""In the place of a branch: the site makes up pages as it is asked. The shape is WHOLE."""


class Fence(NamedTuple):
    """A branch of a site and the shape of the addresses in it that are a trap, or WHOLE."""

    branch: str
    shape: str

    def __str__(self) -> str:
        if self.branch == VIEWS:
            return f"views of known articles at {self.shape}"
        if self.branch == LISTS:
            return f"pages without end of the list {self.shape}"
        if self.branch == VARIES:
            return f"one page at many addresses, {self.shape}"
        if self.branch == GROWS:
            return "pages that lead to ever more pages, under new names"
        if self.shape != WHOLE:
            return self.shape
        return f"all from {self.branch} on" if self.branch else "the whole site"


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result; `snippet` is plain text, `marks` the (start, end) of matches in it.

    `copies`: how many other copies of the speech the corpus has.
    """

    id: int
    title: str
    url: str
    site: str
    published: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """Hits of a search, best first; `total` counts all matches (at least, if not `exact`).

    `note` says in one line what was wrong with the query, if it was searched for as typed. `ids`
    are the speeches of all matches that were ranked, best first.
    """

    hits: tuple[Hit, ...]
    total: int
    exact: bool
    note: str = ""
    ids: tuple[int, ...] = field(default=(), repr=False)
