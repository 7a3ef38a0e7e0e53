"""The Corpus protocol: what a store of speeches, sightings, pages and runs must do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any, Protocol

from cleaners.model import Speech
from cleaners.rules import TemplateMemory
from pipelines.corpus import (
    DuePage,
    Fence,
    HostRest,
    Link,
    Recorded,
    Results,
    Sighting,
    Sort,
    Visit,
)
from pipelines.selection import EVERYTHING, Selection


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
        self, site: str, links: Sequence[Link], run_id: int, at: datetime, *, due: bool = False
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

    def wake_sections(self, site: str, at: datetime, share: float) -> None:
        """Make due the sections of a site that a run which begins at `at` looks at: all when they
        are few, or no more than `share` of its articles, else so many, those first that most
        likely have news. News on a start page or in a sitemap makes all of them due.
        """
        ...

    def resting_sections(self, site: str, run_id: int, at: datetime) -> int:
        """Return how many sections of a site a run has left for later ones."""
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
        """Leave a trap alone for a while; `url`: where that was noticed. What was found in it is
        put off by `put_off_some`.
        """
        ...

    def put_off_some(
        self, site: str, now: datetime, spared: Set[str] = frozenset(), after: str = ""
    ) -> str | None:
        """Have what was found in traps and never asked for wait, among the next addresses of a
        site; return the last of them, None when no more are left. `spared`: shapes that a trap
        that is a whole branch does not take in.
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
        """Return the speeches that a query means (see `pipelines.searching.syntax.parse`).

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
