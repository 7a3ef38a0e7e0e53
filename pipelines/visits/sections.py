"""Which sections of a site a run looks at: all of them when there is news or they are few, else
those that most likely have some.

A section (a list that a start page names, or one of those) rests until all lists are read again,
after the `sweep`. A run that begins wakes some; news on a start page or in a sitemap wakes all. One
that is awake is due until it has been read, whatever becomes of the run that woke it.
"""

import math
import sqlite3
from datetime import datetime, timedelta

from pipelines.corpus import Visit
from pipelines.storage.database import stamp
from pipelines.visits.revisit import LATER, SOONER

FEW = 22
"""So many sections a run looks at in any case: of a small site all."""

OFTEN, SELDOM = 0.125, 7.0
"""Days that are taken to lie between two pieces of news in a section, at least and at most."""

_FIRST = 1.0
_NO_RUN = 0  # of those that runs have
_DAY = timedelta(days=1)

TABLES = """
CREATE INDEX pages_sections ON pages (site) WHERE section > 1;
"""
_SECTIONS = "site = :site AND section > 1 AND kind = 'list' AND state = 'fetched'"

_COUNTS = f"""
SELECT coalesce(sum(due_at > :at), 0), coalesce(sum(due_at <= :at), 0), max(fetched_at)
FROM pages WHERE {_SECTIONS}
"""
_ARTICLES = """
SELECT count(*) FROM (
    SELECT 1 FROM pages WHERE site = ? AND kind = 'article' AND state = 'fetched' LIMIT ?
)
"""
# The longest wait first, measured by the time that news takes there.
_WAKE_SOME = f"""
UPDATE pages SET due_at = fetched_at WHERE id IN (
    SELECT id FROM pages WHERE {_SECTIONS} AND due_at > :at AND run_id <> :run_id
    ORDER BY (julianday(:at) - julianday(fetched_at)) / coalesce(revisit, {_FIRST}) DESC, id
    LIMIT :some
)
"""
_WAKE_ALL = f"""
UPDATE pages SET due_at = fetched_at
WHERE {_SECTIONS} AND due_at > :at AND run_id <> :run_id
"""
_RESTING = f"""
SELECT count(*) FROM pages WHERE {_SECTIONS} AND due_at > :at AND run_id <> :run_id
"""
_EXPECT = "UPDATE pages SET revisit = ? WHERE site = ? AND url = ?"


def wake_some(connection: sqlite3.Connection, site: str, at: datetime, share: float) -> None:
    """Make due what a run that begins looks at: all sections if they are no more than `share` of
    the site's articles (1.0: in any case) or than a `FEW`, else so many, and as many again for
    each further day since the last was read.
    """
    now = {"site": site, "at": stamp(at), "run_id": _NO_RUN}
    asleep, awake, latest = connection.execute(_COUNTS, now).fetchone()
    if not asleep:
        return
    days = max(1.0, (at - datetime.fromisoformat(latest)) / _DAY)
    some = asleep
    if share < 1 and asleep + awake > FEW * days:
        enough = math.ceil((asleep + awake) / share) if share else 0
        (articles,) = connection.execute(_ARTICLES, (site, enough)).fetchone()
        some = int(max(FEW, share * articles) * days) - awake
    connection.execute(_WAKE_SOME, now | {"some": max(0, some)})


def wake_all(connection: sqlite3.Connection, visit: Visit) -> None:
    """Make all sections due that the run of a visit has not read yet: there is news."""
    now = {"site": visit.site, "at": stamp(visit.at), "run_id": visit.run_id}
    connection.execute(_WAKE_ALL, now)


def resting(connection: sqlite3.Connection, site: str, run_id: int, at: datetime) -> int:
    """Return how many sections a run has left for later ones."""
    now = {"site": site, "at": stamp(at), "run_id": run_id}
    (count,) = connection.execute(_RESTING, now).fetchone()
    return int(count)


def expect_news(
    connection: sqlite3.Connection,
    visit: Visit,
    before: float | None,
    waited: timedelta,
    *,
    news: bool,
) -> None:
    """Keep how many days news is likely to take in a section, from what that was `before`.

    Where there was some, others may have some, too: a `FEW` more become due.
    """
    days = between(before or _FIRST, waited, news=news)
    connection.execute(_EXPECT, (days, visit.site, visit.url))
    if news:
        more = {"at": stamp(visit.at), "run_id": visit.run_id, "some": FEW}
        connection.execute(_WAKE_SOME, more | {"site": visit.site})


def between(before: float, waited: timedelta, *, news: bool) -> float:
    """Return the days that are taken to lie between two pieces of news from now on.

    A wait that was shorter than what is expected tells less.
    """
    days = before * (SOONER if news else LATER ** min(1.0, waited / _DAY / before))
    return min(SELDOM, max(OFTEN, days))
