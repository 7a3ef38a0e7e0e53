"""What a page gives: its kind, its links, its further page, its speech. Pure; runs in a child."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cleaners import clean_documents
from cleaners.dom import Document, Unparsable, parse
from cleaners.model import Page, Rejected, Speech
from cleaners.rules import TemplateMemory
from crawler.discovery.addresses import numbered
from crawler.discovery.asking import Ask, Sent
from crawler.discovery.canonical import canonical
from crawler.discovery.entries import annotated
from crawler.discovery.further import further_page
from crawler.discovery.links import list_links, page_links
from crawler.discovery.listings import (
    data_links,
    filled_links,
    listed_links,
    with_following,
)
from crawler.discovery.pageforms import next_form, without_guesses
from crawler.discovery.pagers import following_page
from crawler.discovery.postbacks import Form
from crawler.discovery.promises import (
    declared_kind,
    is_feed,
    is_list,
    is_of_many,
    is_of_one,
    names_list,
    promised_kind,
)
from crawler.discovery.scripted import is_built_by_script
from crawler.discovery.scriptfiles import joined, needed_script
from crawler.discovery.templates import asked_data
from crawler.discovery.unfollowed import unfollowed
from crawler.fences.walls import WALLS
from crawler.profile import Discover, SiteProfile
from pipelines.corpus import Kind, Link
from pipelines.prepared import Prepared

_ENTRIES = 5
"""So many articles at least are named by a list whose entries' excerpts read like an article."""

_ELSEWHERE = frozenset(("empty", "needs_script"))
"""Pages rejected for these may have it in a frame, or send their readers on by script."""

_WHOLE_PAGE = re.compile(r"(?i)<(html|head|body|!doctype)\b")
Ending = Literal["open", "cut", "whole"]
"""What an article's newest page is: perhaps followed by a further one, the last that could be
had, or the last there is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One page read. `result` is None while a `further` page of the article is to come, or the
    data that fill a list.

    `canonical` is another address of the same article, if it has one page only. `listed`: the
    page is a sitemap, a feed or the like. `cleaner` names the cleaning that it went through;
    `prepared` is made of a speech. `form` brings the next page of a list, `sent` is how a
    further page is asked for; `left`: why a list has more that is not followed.
    """

    kind: Kind
    links: tuple[Link, ...] = ()
    further: str | None = None
    result: Speech | Rejected | None = None
    canonical: str | None = None
    listed: bool = False
    cleaner: str | None = None
    prepared: Prepared | None = None
    form: Form | None = None
    sent: Sent | None = None
    left: str = ""


def read(
    pages: tuple[Page, ...],
    profile: SiteProfile,
    domains: tuple[str, ...],
    ending: Ending = "open",
    memory: TemplateMemory = TemplateMemory(),  # noqa: B008
) -> Reading:
    """Read the newest of an article's pages so far; clean all of them when it is the last."""
    pages, scripts = joined(pages)
    page = pages[-1]
    if len(pages) == 1:
        listed = listed_links(page, domains, profile.discover)
        if listed is not None:
            return Reading("list", listed, listed=True)
    try:
        if data_read := _read_with_data(pages, profile, domains, ending):
            return data_read
        newest = parse(page.body, page.charset)
        kind: Kind = "article" if len(pages) > 1 else _kind(newest, page.url, domains, profile)
        if kind != "article":
            links = _list_links(newest, page.url, domains, profile.discover)
            if ending == "open" and (asked := _asked(newest, page.url, links, domains)):
                return Reading("list", links, further=asked.url, sent=asked.sent)
            form = next_form(newest, page.url, domains)
            links = without_guesses(links, form) if form else links
            wall = _wall(newest, page.url, links, profile)
            left = unfollowed(newest, links) if form is None and wall is None else ""
            if ending == "open" and form is None:
                needed = needed_script(newest, page.url, links, left, domains, scripts)
                if needed:
                    return Reading(kind, links, further=needed)
            return Reading(kind, links, result=wall, form=form, left=left)
        if ending == "open" and (further := further_page(newest, page.url)):
            return Reading(kind, further=further)
        documents = [*(parse(p.body, p.charset) for p in pages[:-1]), newest]
    except Unparsable as error:
        return Reading("other", result=Rejected(error.name, error.reason))
    found = [
        link
        for document, p in zip(documents, pages, strict=True)
        for link in page_links(document, p.url, domains, profile.discover)
    ]
    whole = ending != "cut"
    result = clean_documents(documents, pages[0].url, profile.rules, memory, complete=whole)
    if isinstance(result, Rejected) and result.reason in _ELSEWHERE:
        found += list_links(newest, page.url, domains, profile.discover)
    elif isinstance(result, Rejected) and result.reason == "no_body":
        found += _framed(newest, page.url, domains, profile.discover)
    own = canonical(newest, page.url, domains) if len(pages) == 1 else None
    return Reading(kind, tuple(found), result=result, canonical=own)


def _asked(
    document: Document, url: str, links: Sequence[Link], domains: tuple[str, ...]
) -> Ask | None:
    """Return what a list asks for to be filled, None for one that names articles itself."""
    named = any(link.kind == "article" for link in links)
    return None if named else asked_data(document, url, domains)


def _read_with_data(
    pages: tuple[Page, ...], profile: SiteProfile, domains: tuple[str, ...], ending: Ending
) -> Reading | None:
    """Read a list with the data that it asked for, which come as its further pages; None for
    the pages of an article.
    """
    first, *rest = pages
    if not rest or numbered(first.url)[0] == numbered(rest[0].url)[0]:
        return None
    document = parse(first.body, first.charset)
    asked = asked_data(document, first.url, domains)
    if not asked:
        return None
    data = [page.body for page in rest]
    found = filled_links(document, first.url, data, domains, profile.discover)
    own = _list_links(document, first.url, domains, profile.discover)
    named = {link.url: link for link in (*own, *found) if link.url != asked.url}
    further = following_page(rest[-1].url) if found else None
    wall = None if found else _wall(document, first.url, own, profile)
    links = tuple(named.values())
    left = "" if found else unfollowed(document, links)
    return Reading(
        "list", links, further if ending == "open" else None, wall, sent=asked.sent, left=left
    )


def _framed(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> list[Link]:
    """Return the frames of a page whose text may stand in one."""
    if not document.tree.css("iframe[src], frame[src]"):
        return []
    links = list_links(document, url, domains, discover)
    return [replace(link, section=False, level=False) for link in links if link.section]


def _wall(
    document: Document, url: str, links: Sequence[Link], profile: SiteProfile
) -> Rejected | None:
    """Return why what came in the place of a list names no article, None if it may be a list."""
    if any(link.kind == "article" for link in links):
        return None
    if not links and is_built_by_script(document):
        return Rejected("needs_script", "no link and no text until a script has run")
    result = clean_documents([document], url, profile.rules, TemplateMemory())
    if not isinstance(result, Rejected) or result.reason not in WALLS:
        return None
    sends_on = any(link.section and link.level and not is_feed(link.url) for link in links)
    return None if result.reason == "needs_script" and sends_on else result


def _list_links(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> tuple[Link, ...]:
    links = annotated(list_links(document, url, domains, discover), document, url)
    known = {link.url for link in links}
    data = data_links(document, url, domains, discover)
    links += tuple(link for link in data if link.url not in known)
    piece = not _WHOLE_PAGE.search(document.text)
    return with_following(url, links) if piece else links


def _is_list_after_all(
    document: Document, url: str, domains: tuple[str, ...], discover: Discover
) -> bool:
    """Tell whether what reads like an article is a list of excerpts: its address says so, and
    so does a link to another page of it.
    """
    if is_of_many(url):
        return True
    if not is_list(url) or is_of_one(url):
        return False
    links = page_links(document, url, domains, discover)
    entries = sum(link.kind == "article" for link in links)
    return entries >= _ENTRIES and any(
        (link.level or _is_second(link.url, url)) and names_list(link.url) for link in links
    )


def _is_second(url: str, first: str) -> bool:
    """Tell whether an address is that of page 2 in the folder of another."""
    folder = first[: first.rfind("/") + 1]
    return url.startswith(folder) and "/" not in url[len(folder) :] and numbered(url)[1] == 2


def _kind(document: Document, url: str, domains: tuple[str, ...], profile: SiteProfile) -> Kind:
    if declared := declared_kind(url, profile.discover):
        return declared
    kind = document.kind(url)
    if kind == "article" and _is_list_after_all(document, url, domains, profile.discover):
        return "list"
    # A section that has nothing in it yet is a list all the same.
    empty = kind == "other" and promised_kind(url, "", profile.discover) == "list"
    return "list" if empty else kind
