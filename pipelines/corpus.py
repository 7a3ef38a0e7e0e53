"""The Corpus protocol: what a store of speeches, sightings, pages and runs must do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, Protocol

from cleaners.model import Page, Rejected, Speech
from cleaners.rules import TemplateMemory
from pipelines.prepared import Prepared
from pipelines.revisit import Revisit
from pipelines.selection import EVERYTHING, Selection

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
    `pipelines.branches`.
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


class Corpus(Protocol):
    """Speeches, sightings, the page ledger and runs. Every writing method is one transaction."""

    def open_run(self, site: str, at: datetime, reads: str = "") -> int:
        """Record that a run began and return its id; `reads` tells how it reads pages."""
        ...

    def interrupted(self, site: str, after: datetime) -> datetime | None:
        """Return when the first run began of those that were killed since the last that ended,
        no earlier than `after`; None when there is none.
        """
        ...

    def close_run(
        self, run_id: int, at: datetime, outcome: str, exit_code: int, report: Mapping[str, Any]
    ) -> None:
        """Record how a run ended; `report` is kept as JSON."""
        ...

    def find(
        self, site: str, links: Iterable[Link], run_id: int, at: datetime, *, due: bool = False
    ) -> int:
        """Enter addresses in the ledger; return how many it did not know.

        With `due`, those it knows are due again at `at`, whatever became of them before.
        """
        ...

    def wake(self, site: str, at: datetime, *, everything: bool) -> None:
        """Make list pages and what was no article due at `at`, or `everything` but further pages
        of articles and what moved; their validators are forgotten, so that all of it comes.
        Traps are left alone no longer.
        """
        ...

    def due(
        self,
        site: str,
        run_started: datetime,
        now: datetime,
        limit: int,
        max_depth: int,
        *,
        resumed: datetime | None = None,
        since: date | None = None,
    ) -> list[DuePage]:
        """Return pages due now that this run has not tried yet, oldest due first, then found.

        `max_depth` leaves out pages that are more than so many pages away from the last page
        that led to a new article: a calendar without end, say. A run that goes on where one was
        killed, `resumed` when that began, leaves out what that one has read, unless it became
        due afterwards. `since` leaves out what is known to be older.
        """
        ...

    def read_as(self, site: str, urls: Sequence[str]) -> str | None:
        """Return the first of the addresses that was read as an article, None if none was."""
        ...

    def older(self, site: str, since: date, now: datetime) -> int:
        """Return how many articles that are due now are known to be older than `since`."""
        ...

    def record(self, visit: Visit) -> Recorded:
        """Keep all of one visit: page states, links found, and the speech, if there is one.

        A link not known yet enters the ledger as `found`, due at once, at depth 0 when the
        visit found any new article link, else one deeper than the visited page. A list page
        with news on it makes the next one due. When an article's text has changed, its sighting
        moves to the new speech; the old one stays, and what stood there before is a version.
        """
        ...

    def record_all(self, visits: Iterable[Visit]) -> list[Recorded]:
        """Do as `record` for each of the visits, one after the other, in one transaction."""
        ...

    def fence(self, site: str, fenced: Fence, url: str, at: datetime) -> None:
        """Leave alone for a while what was found in a trap and never asked for; `url`: where
        that was noticed.
        """
        ...

    def fences(self, site: str, now: datetime) -> list[Fence]:
        """Return the traps that are left alone now."""
        ...

    def put_off(self, site: str, urls: Iterable[str], until: datetime) -> None:
        """Have pages that were found and never asked for wait until then."""
        ...

    def too_deep(self, site: str, run_id: int, max_depth: int) -> str | None:
        """Return a page that a run found and that is left out for its depth, None without any."""
        ...

    def addresses(self, site: str) -> list[str]:
        """Return the addresses of pages that were read, in the order in which they were found."""
        ...

    def fruitful(self, site: str) -> frozenset[str]:
        """Return the shapes of the addresses where the site showed texts first."""
        ...

    def rest(self, resting: HostRest, at: datetime) -> None:
        """Keep that a host is left alone for a while, whichever site's crawl asks for it."""
        ...

    def recover(self, host: str) -> None:
        """Keep that a host answers again."""
        ...

    def rest_of(self, host: str) -> HostRest | None:
        """Return the latest rest of a host that has not answered well since, else None."""
        ...

    def add(self, speech: Speech, url: str, site: str, seen_at: datetime) -> Sighting:
        """Store a speech, or one more sighting of it when the corpus has its text already."""
        ...

    def index(self, *, least: int = 1) -> int:
        """Bring the search index up to date, if so many speeches wait for it or more; return how
        many were indexed.
        """
        ...

    async def index_some(self, most: int) -> None:
        """Bring so many waiting speeches into the search index while the event loop goes on.

        Nothing else may be done with this object meanwhile, and other writers wait 0.3 ms for each.
        """
        ...

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        site: str | None = None,
        sort: Sort = "relevance",
        near: bool = False,
    ) -> Results:
        """Return the speeches that a query means (see `pipelines.syntax.parse`).

        Of copies one, with `near` all. By relevance those with all words in the title come
        first, by date the latest ones; the first `offset` are passed over. Raises ValueError
        when there is nothing to search for.
        """
        ...

    def speeches(self, chosen: Selection = EVERYTHING) -> Iterator[Mapping[str, Any]]:
        """Yield speeches as rows by id, all of one state of the corpus: their columns, tags and
        outline decoded, `copies`, how many other copies there are, and `urls`, the addresses that
        hold the text today (none when all of them have changed).
        """
        ...

    def newest_change(self) -> int:
        """Return the number of the last change of a speech; numbers only grow."""
        ...

    def changed(self, chosen: Selection, after: int, through: int) -> Iterator[Mapping[str, Any]]:
        """Yield, in that order, the speeches whose last change has a number in (after, through].

        New, changed in text or in what is known of it, no longer at any address, or chosen
        to stand for its copies, or not any more (`copy_of` then tells who does).
        """
        ...

    def has_speeches(self, site: str) -> bool:
        """Tell whether a speech was ever seen on that site."""
        ...

    def memory(self, site: str) -> TemplateMemory:
        """Return the lines that the site repeats over its articles, as learnt so far."""
        ...

    def run(self, site: str | None = None) -> Mapping[str, Any] | None:
        """Return the newest run (of that site) as a row, its report decoded."""
        ...

    def counts(self, site: str | None = None) -> Mapping[str, int]:
        """Return how many `speeches`, `sightings` and `pages` there are, and pages by state.

        A state that no page is in has no key.
        """
        ...

    def close(self) -> None: ...
