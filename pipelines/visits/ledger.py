"""The table `pages`, the ledger: every address found, its state, and what is due."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from cleaners.model import Page
from pipelines.corpus import Kind, Link, Visit
from pipelines.storage.database import stamp
from pipelines.visits import branches, sections, walk
from pipelines.visits.branches import branch_of, shape
from pipelines.visits.revisit import after

_FIND = """
INSERT INTO pages
    (site, url, kind, state, found_at, due_at, run_id, depth, dated, modified, branch)
VALUES (?, ?, ?, 'found', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, url) DO NOTHING
"""
_BEFORE = f"""
SELECT depth, section, known_before, revisit, read_at, body_sha256, kind, fetched_at,
    {walk.KNOWS_UNTIL}
FROM pages WHERE site = ? AND url = ?
"""
_SETTLE = """
INSERT INTO pages
    (site, url, kind, state, reason, found_at, fetched_at, due_at, run_id, failures, branch)
VALUES (:site, :url, :kind, :state, :reason, :at, :at, :due_at, :run_id,
    :state NOT IN ('fetched', 'moved'), :branch)
ON CONFLICT (site, url) DO UPDATE SET
    kind = excluded.kind, state = excluded.state, reason = excluded.reason,
    fetched_at = excluded.fetched_at, due_at = excluded.due_at, run_id = excluded.run_id,
    failures = CASE WHEN excluded.state IN ('fetched', 'moved') THEN 0 ELSE failures + 1 END
"""
_READ = """
UPDATE pages SET etag = ?, last_modified = ?, body_sha256 = ?, read_at = ?, known_before = 0
WHERE site = ? AND url = ?
"""
_TOLD = """
UPDATE pages SET revisit = coalesce(:interval, revisit),
    dated = CASE WHEN :dated IS NULL THEN dated WHEN modified IS NULL THEN :dated
        ELSE max(:dated, coalesce(dated, '')) END
WHERE site = :site AND url = :url
"""
_WAKE = """
UPDATE pages SET due_at = :at, etag = NULL, last_modified = NULL
WHERE site = :site AND kind <> 'part' AND instr(url, '#') = 0
    AND (due_at IS NOT NULL OR state <> 'moved')
    AND (:everything OR (kind IN ('list', 'other') AND state = 'fetched') OR state = 'rejected')
"""


class _Before(NamedTuple):
    """What the ledger knew of a page before it was visited."""

    depth: int = 0
    section: int = 0
    known_before: int = 0
    revisit: float | None = None
    read_at: str | None = None
    body_sha256: bytes | None = None
    kind: Kind | None = None
    fetched_at: str | None = None
    knows_until: str | None = None


def enter_links(
    connection: sqlite3.Connection,
    site: str,
    links: Sequence[Link],
    run_id: int,
    at: datetime,
    depth: int = 0,
    leads: str | None = None,
) -> int:
    """Insert the unknown ones among the links; return how many that were.

    `leads`: the branch of the site they were found in; None for addresses to begin at.
    """
    if not links:
        return 0
    found_at = stamp(at)
    before = connection.total_changes
    connection.executemany(
        _FIND,
        [
            (
                *(site, link.url, link.kind, found_at, found_at, run_id, depth),
                *walk.dates(link),
                "" if leads is None else branch_of(link.url, leads),
            )
            for link in links
        ],
    )
    return connection.total_changes - before


def find(
    connection: sqlite3.Connection,
    site: str,
    links: Sequence[Link],
    run_id: int,
    at: datetime,
    *,
    due: bool = False,
) -> int:
    """Enter addresses to begin at; return how many were not known. With `due` all are due."""
    new = enter_links(connection, site, links, run_id, at)
    if due:
        _begin_at(connection, site, links, at)
    return new


def _begin_at(
    connection: sqlite3.Connection, site: str, links: Iterable[Link], at: datetime
) -> None:
    """Make known addresses due, at depth 0, as if they had just been found: sections."""
    connection.executemany(
        "UPDATE pages SET due_at = ?, depth = 0, section = 1, dated = NULL"
        " WHERE site = ? AND url = ?",
        [(stamp(at), site, link.url) for link in links],
    )


def wake(connection: sqlite3.Connection, site: str, at: datetime, *, everything: bool) -> None:
    branches.forget(connection, site)
    connection.execute(_WAKE, {"site": site, "at": stamp(at), "everything": everything})


def settle(
    connection: sqlite3.Connection, visit: Visit, *, changed: bool = False
) -> tuple[int, int]:
    """Write the page rows of a visit and the links it found; return how many were new, and how
    many articles among them.

    `changed`: an article's text is not the one it had.
    """
    found = connection.execute(_BEFORE, (visit.site, visit.url)).fetchone()
    before = _Before(*found) if found else _Before()
    interval = _interval(visit, before, changed)
    again = _again(visit, before, interval)
    for url, kind in _addresses(visit):
        _settle_row(connection, visit, url, kind, again)
    for page in visit.pages:
        _keep_validators(connection, visit, page)
    if interval or visit.dated:
        _keep_told(connection, visit, interval)
    if visit.state == "moved":
        walk.hand_on(connection, visit, before.section)
    if _is_unpromised_news(visit, before):
        sections.wake_all(connection, visit)
    return _enter_found(connection, visit, before)


def same_pages(connection: sqlite3.Connection, visit: Visit) -> bool:
    """Tell whether each page of a visit is, byte for byte, what it was when last read."""
    query = "SELECT 1 FROM pages WHERE site = ? AND url = ? AND body_sha256 = ?"
    return bool(visit.pages) and all(
        connection.execute(
            query, (visit.site, page.url, hashlib.sha256(page.body).digest())
        ).fetchone()
        for page in visit.pages
    )


def _interval(visit: Visit, before: _Before, changed: bool) -> float | None:
    """Return the days until a page that was read is wanted again; lists have none of their own."""
    if visit.revisit is None or visit.state != "fetched" or visit.kind not in ("article", "other"):
        return None
    if visit.kind == "other" and visit.pages:
        changed = hashlib.sha256(visit.pages[0].body).digest() != before.body_sha256
    read_at = datetime.fromisoformat(before.read_at) if before.read_at else visit.at
    return visit.revisit.interval(before.revisit, changed, visit.at - read_at)


def _again(visit: Visit, before: _Before, interval: float | None) -> datetime | None:
    if interval is not None:
        return after(visit.at, interval)
    if visit.revisit is not None and visit.state == "fetched" and visit.kind == "list":
        return visit.at if before.section == 1 else after(visit.at, visit.revisit.sweep)
    return visit.due_at


def _addresses(visit: Visit) -> Iterator[tuple[str, Kind]]:
    """Yield each address the visit settles: its own, and those of an article's pages."""
    urls = [page.url for page in visit.pages]
    if visit.url not in urls:
        yield visit.url, visit.kind
    for number, url in enumerate(dict.fromkeys(urls)):
        yield url, "part" if number and visit.kind == "article" else visit.kind


def _settle_row(
    connection: sqlite3.Connection, visit: Visit, url: str, kind: Kind, again: datetime | None
) -> None:
    again = again if kind != "part" else None  # its article's first page leads to it
    connection.execute(
        _SETTLE,
        {
            "site": visit.site,
            "url": url,
            "kind": kind,
            "state": visit.state,
            "reason": visit.reason,
            "at": stamp(visit.at),
            "due_at": stamp(again) if again else None,
            "run_id": visit.run_id,
            "branch": visit.branch,
        },
    )


def _keep_validators(connection: sqlite3.Connection, visit: Visit, page: Page) -> None:
    digest = hashlib.sha256(page.body).digest()
    values = (page.etag, page.last_modified, digest, stamp(visit.at), visit.site, page.url)
    connection.execute(_READ, values)


def _keep_told(connection: sqlite3.Connection, visit: Visit, interval: float | None) -> None:
    """Keep when a page is wanted again, and when an article says it was published."""
    dated = visit.dated.isoformat() if visit.dated else None
    told = {"interval": interval, "dated": dated, "site": visit.site, "url": visit.url}
    connection.execute(_TOLD, told)


def _enter_found(connection: sqlite3.Connection, visit: Visit, before: _Before) -> tuple[int, int]:
    """Enter articles first: whether one is new decides how deep all of them are.

    The next page of a list is no deeper than a page that names articles, known ones or not.
    """
    run, depth = (visit.run_id, visit.at), before.depth
    articles = [link for link in visit.links if link.kind == "article"]
    others = [link for link in visit.links if link.kind != "article"]
    level = [link for link in others if link.level or (link.next and articles)]
    deeper = [link for link in others if not (link.level or (link.next and articles))]
    entries = articles
    if before.knows_until and visit.kind == "list":
        entries = articles + walk.turned_out(connection, visit, level + deeper)
    news = walk.has_news(connection, visit, entries, before.knows_until)
    _mind_news(connection, visit, before, news=news)
    new = new_articles = enter_links(
        connection, visit.site, articles, *run, depth=0, leads=visit.branch
    )
    if new:
        depth = -1
        connection.executemany(
            "UPDATE pages SET depth = 0 WHERE site = ? AND url = ? AND depth > 0",
            [(visit.site, link.url) for link in visit.links],
        )
    new += enter_links(connection, visit.site, level, *run, depth=max(0, depth), leads=visit.branch)
    new += enter_links(connection, visit.site, deeper, *run, depth=depth + 1, leads=visit.branch)
    walk.go_on(connection, visit, news, before.known_before + (len(entries) or walk.EMPTY))
    walk.name_sections(connection, visit, before.section)
    walk.mind_dates(connection, visit)
    return new, new_articles


def _mind_news(
    connection: sqlite3.Connection, visit: Visit, before: _Before, *, news: bool
) -> None:
    """Keep how soon a section is likely to have news, of which a first reading tells nothing; have
    all sections read when a start page shows some.
    """
    is_list = visit.kind == "list" and visit.state == "fetched"
    if before.section > 1 and is_list and before.fetched_at:
        waited = visit.at - datetime.fromisoformat(before.fetched_at)
        shown = bool(visit.pages) and (news or _has_unpromised(connection, visit, before))
        sections.expect_news(connection, visit, before.revisit, waited, news=shown)
    elif before.section == 1 and news and _is_list_again(visit, before):
        sections.wake_all(connection, visit)


def _has_unpromised(connection: sqlite3.Connection, visit: Visit, before: _Before) -> bool:
    """Tell whether a list names a new page that may be an article though it does not promise it."""
    unpromising = [link for link in visit.links if link.kind == "other"]
    return walk.has_news(connection, visit, unpromising, before.knows_until)


def _is_list_again(visit: Visit, before: _Before) -> bool:
    return visit.kind != "article" and bool(visit.pages and before.knows_until)


def _is_unpromised_news(visit: Visit, before: _Before) -> bool:
    """Tell whether a new address that promised no article is one, and a start page or a sitemap
    was the first to name it.
    """
    new = before.kind == "other" and before.read_at is None
    read = visit.kind == "article" and visit.state == "fetched"
    return new and read and visit.branch == shape(visit.url)
