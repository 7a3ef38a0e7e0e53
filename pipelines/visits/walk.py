"""The walk down a list: which pages are sections, where news ends, what a date or lastmod tells.

What is news to a list page is what the ledger learnt of since the run that read it last, wherever
it learnt it and whatever became of later runs: a run that dies in the middle of a walk leaves
nothing for the next one to miss.
"""

import json
import sqlite3
from collections.abc import Sequence

from pipelines.corpus import Link, Visit
from pipelines.storage.database import stamp
from pipelines.visits.revisit import after

LEVELS = 3
"""A start page, the sections it names, and those that they name: calendars go on without end."""

EMPTY = 4
"""Known articles that a page without any counts for: three such pages end a walk."""

BELIEVED, BELIEVED_SHARE = 20, 0.5
"""A sitemap that calls more than so many known pages and more than that share of them newer than
we have them is written anew for each request; its pages come when their time comes."""

# What its own run found after it had read the page is older and stands further down, if it
# stands in that list at all: a box of articles by chance is no news. In a long run it may be new.
KNOWS_UNTIL = """
CASE state WHEN 'fetched' THEN max(read_at, coalesce((
    SELECT min(finished_at, strftime('%Y-%m-%dT%H:%M:%fZ', started_at, '+6 hours'))
    FROM runs WHERE id = run_id), '')) ELSE read_at END
"""
"""SQL: until when what was found is known to a list page."""

# CROSS JOIN keeps the order (sqlite.org/optoverview.html): SQLite would walk the whole ledger
# and look through all of the links for each of its pages.
_KNOWN = """
SELECT count(*) FROM json_each(:urls) CROSS JOIN pages ON site = :site AND url = value
WHERE found_at <= :knows_until
"""
_ARTICLES = """
SELECT value FROM json_each(:urls) CROSS JOIN pages ON site = :site AND url = value
WHERE kind = 'article'
"""
# A list that moved is woken where it is now.
_GO_ON = """
UPDATE pages SET due_at = :at, known_before = :known
WHERE site = :site AND run_id <> :run_id AND state IN ('fetched', 'rejected', 'gone')
    AND url IN (:url, (SELECT reason FROM pages WHERE site = :site AND url = :url
        AND state = 'moved'))
"""
_SECTION = """
UPDATE pages SET section = :level,
    due_at = CASE WHEN kind = 'list' AND state = 'fetched' THEN fetched_at ELSE due_at END
WHERE site = :site AND url = :url AND (section = 0 OR section > :level)
"""
_DATED = """
UPDATE pages SET dated = ? WHERE site = ? AND url = ? AND state = 'found' AND dated IS NULL
"""
_LIST_DATED = "UPDATE pages SET dated = ? WHERE site = ? AND url = ? AND kind <> 'article'"
_NEWER = """
SELECT url, json_extract(value, '$[1]'), json_extract(value, '$[2]'),
    json_extract(value, '$[1]') > coalesce(modified, fetched_at)
FROM json_each(:told) CROSS JOIN pages ON site = :site AND url = json_extract(value, '$[0]')
WHERE fetched_at NOT NULL AND kind <> 'part'
"""
_MODIFIED = """
UPDATE pages SET modified = :modified, dated = max(coalesce(dated, ''), :day),
    due_at = CASE WHEN :due AND state IN ('fetched', 'rejected', 'gone') THEN :at ELSE due_at END
WHERE site = :site AND url = :url
"""


def dates(link: Link) -> tuple[str | None, str | None]:
    """Return as text the day a link is known to be no newer than, and its lastmod."""
    days = [day for day in (link.dated, link.modified and link.modified.date()) if day]
    latest = max(days).isoformat() if days else None
    return latest, stamp(link.modified) if link.modified else None


def turned_out(connection: sqlite3.Connection, visit: Visit, links: Sequence[Link]) -> list[Link]:
    """Return those of the links that promised no article and turned out to be one."""
    urls = json.dumps([link.url for link in links])
    known = connection.execute(_ARTICLES, {"site": visit.site, "urls": urls})
    articles = {url for (url,) in known}
    return [link for link in links if link.url in articles]


def has_news(
    connection: sqlite3.Connection, visit: Visit, articles: Sequence[Link], knows_until: str | None
) -> bool:
    """Tell whether a page shows an article that it cannot have known."""
    if visit.kind == "article" or not visit.pages or not knows_until:
        return True
    urls = json.dumps([link.url for link in articles])
    (known,) = connection.execute(
        _KNOWN, {"site": visit.site, "urls": urls, "knows_until": knows_until}
    ).fetchone()
    return int(known) < len(articles)


def go_on(connection: sqlite3.Connection, visit: Visit, news: bool, known: int) -> None:
    """Make the next page due, unless enough known articles in a row say there is no news on it."""
    if visit.revisit is None or visit.kind != "list" or not visit.pages:
        return
    if not news and known >= visit.revisit.known:
        return
    woken = {
        "at": stamp(visit.at),
        "known": 0 if news else known,
        "site": visit.site,
        "run_id": visit.run_id,
    }
    connection.executemany(_GO_ON, [woken | {"url": link.url} for link in visit.links if link.next])


def name_sections(connection: sqlite3.Connection, visit: Visit, level: int) -> None:
    """Have the lists that a section of a level names looked at as sections, too.

    Frames, and where a page sends its readers, are of its own level. So is the last page of a
    list whose oldest come first; a page that turns out not to be the last is a section no more.
    """
    if not 0 < level <= LEVELS or visit.kind == "article":
        return
    lists = [link for link in visit.links if link.kind != "article"]
    behind = [link for link in lists if link.newest and link.next]
    if behind and _is_unread(connection, visit.site, behind[0].url):
        _end_section(connection, visit, level)
    else:
        lists = [link for link in lists if link not in behind or link.section]
    named = [
        link for link in lists if (link.section or link.newest) and (link.level or level < LEVELS)
    ]
    levels = ((level if link.level else level + 1, link.url) for link in named)
    connection.executemany(
        _SECTION, [{"site": visit.site, "level": below, "url": url} for below, url in levels]
    )


def _is_unread(connection: sqlite3.Connection, site: str, url: str) -> bool:
    query = "SELECT 1 FROM pages WHERE site = ? AND url = ? AND fetched_at IS NULL"
    return connection.execute(query, (site, url)).fetchone() is not None


def _end_section(connection: sqlite3.Connection, visit: Visit, level: int) -> None:
    if level > 1 and visit.revisit is not None:
        again = stamp(after(visit.at, visit.revisit.sweep))
        query = "UPDATE pages SET section = 0, due_at = ? WHERE site = ? AND url = ?"
        connection.execute(query, (again, visit.site, visit.url))


def hand_on(connection: sqlite3.Connection, visit: Visit, level: int) -> None:
    """Where a section moved to is one of its level."""
    if level:
        section = {"site": visit.site, "level": level, "url": visit.reason}
        connection.execute(_SECTION, section)


def mind_dates(connection: sqlite3.Connection, visit: Visit) -> None:
    """Keep what a list or a sitemap tells of the age of pages that are known."""
    if visit.kind == "article":
        return
    told = [(link.dated.isoformat(), visit.site, link.url) for link in visit.links if link.dated]
    connection.executemany(_DATED, told)
    further = [link for link in visit.links if link.is_further]
    connection.executemany(
        _LIST_DATED,
        [(link.dated and link.dated.isoformat(), visit.site, link.url) for link in further],
    )
    _mind_modified(connection, visit)


def _mind_modified(connection: sqlite3.Connection, visit: Visit) -> None:
    told = [
        (link.url, stamp(link.modified), link.modified.date().isoformat())
        for link in visit.links
        if link.modified
    ]
    if not told:
        return
    known = connection.execute(_NEWER, {"site": visit.site, "told": json.dumps(told)}).fetchall()
    newer = [row for row in known if row[3]]
    due = not (len(newer) > BELIEVED and len(newer) > BELIEVED_SHARE * len(known))
    values = {"at": stamp(visit.at), "site": visit.site, "due": due}
    connection.executemany(
        _MODIFIED,
        [values | {"url": url, "modified": at, "day": day} for url, at, day, _ in newer],
    )
