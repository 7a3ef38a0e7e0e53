"""What a page gives: its kind, its links, its further page, its speech. Pure; runs in a child."""

from dataclasses import dataclass

from cleaners import clean_documents
from cleaners.dom import Document, Unparsable, parse
from cleaners.generic import page_kind
from cleaners.model import Page, Rejected, Speech
from cleaners.rules import TemplateMemory
from crawler.links import declared_kind, further_page, page_links
from crawler.profile import SiteProfile
from pipelines.corpus import Kind, Link


@dataclass(frozen=True, slots=True)
class Reading:
    """One page read. `result` is None while a `further` page of the article is to come."""

    kind: Kind
    links: tuple[Link, ...] = ()
    further: str | None = None
    result: Speech | Rejected | None = None


def read(
    pages: tuple[Page, ...], profile: SiteProfile, domains: tuple[str, ...], *, last: bool = False
) -> Reading:
    """Read the newest of an article's pages so far; clean all of them when it is the last.

    `last` says that no further page is wanted, whatever the page announces.
    """
    page = pages[-1]
    try:
        document = parse(page.body, page.charset)
    except Unparsable as error:
        return Reading("other", result=Rejected("unparsable", str(error)))
    kind: Kind = "article" if len(pages) > 1 else _kind(document, page.url, profile)
    links = page_links(document.tree, page.url, domains, profile.discover)
    if kind != "article":
        return Reading(kind, links)
    further = further_page(document.tree, page.url)
    if further in {p.url for p in pages}:
        further = None
    if further and not last:
        return Reading(kind, links, further)
    documents = [*(parse(p.body, p.charset) for p in pages[:-1]), document]
    result = clean_documents(
        documents, pages[0].url, profile.rules, TemplateMemory(), complete=further is None
    )
    return Reading(kind, links, result=result)


def _kind(document: Document, url: str, profile: SiteProfile) -> Kind:
    return declared_kind(url, profile.discover) or page_kind(document, url)
