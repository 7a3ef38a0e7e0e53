"""Visits of a run: what the site's pages gave, as its corpus keeps it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from cleaners.model import Page, Rejected, Speech
from crawler.outcomes import OLDER, Outcome, due_at, of_result
from crawler.reading import Reading
from pipelines.corpus import DuePage, Kind, Link, Visit
from pipelines.visits.revisit import Revisit


@dataclass(frozen=True, slots=True)
class Visits:
    """Makes the visits of one run; it takes no articles from before the day `since`."""

    site: str
    run_id: int
    revisit: Revisit
    since: date | None

    def of(
        self,
        page: DuePage,
        outcome: Outcome,
        kind: Kind | None = None,
        *,
        url: str | None = None,
        **gave: Any,
    ) -> Visit:
        """Return the visit of a page, whose other fields are what it `gave`."""
        at, kind = datetime.now(UTC), kind or page.kind
        return Visit(
            url=url or page.url,
            site=self.site,
            run_id=self.run_id,
            at=at,
            kind=kind,
            state=outcome.state,
            reason=outcome.reason,
            due_at=due_at(outcome, kind, page.failures, at),
            revisit=self.revisit,
            branch=page.branch,
            **gave,
        )

    def of_reading(
        self,
        page: DuePage,
        parts: tuple[Page, ...],
        reading: Reading,
        links: tuple[Link, ...],
        outcome: Outcome | None = None,
    ) -> Visit:
        """Return the visit of a page that was read, which came in parts."""
        result, dated = reading.result, published_on(reading.result)
        if page.dated is None and dated and self.since and dated < self.since:
            result, outcome = Rejected(OLDER, f"published on {dated}"), None
        pages = _kept(parts, reading)
        return self.of(
            page,
            outcome or of_result(result),
            reading.kind,
            url=pages[0].url,
            links=links,
            pages=pages,
            result=result,
            dated=dated,
            cleaner=reading.cleaner,
            prepared=reading.prepared,
        )


def _kept(parts: tuple[Page, ...], reading: Reading) -> tuple[Page, ...]:
    """Return the pages as the ledger has them: of a list the first alone, and no validators if
    data filled it, since these may be new when it is not.
    """
    first = parts[0]
    if reading.kind == "list":
        parts = (replace(first, etag=None, last_modified=None) if parts[1:] else first,)
    return (replace(parts[0], url=reading.canonical),) if reading.canonical else parts


def published_on(result: Speech | Rejected | None) -> date | None:
    """Return the day on which a speech was published, None if it is not known."""
    published = result.published if isinstance(result, Speech) else None
    return published.date() if published else None
