"""Lists whose further pages only a form brings: walked when the list is read, as one visit."""

from dataclasses import replace

from scrapy import FormRequest

from crawler.discovery.postbacks import Form
from pipelines.contract import Corpus
from pipelines.corpus import CorpusError, DuePage, Link, Visit

MOST = 200
"""Pages of one list that are asked for by its form in one run."""


def post(form: Form, visit: Visit, pages: int) -> FormRequest:
    """Return the request for the next page of a list, as its form would send it; `pages` of it
    came by the form so far.
    """
    return FormRequest(
        form.url,
        formdata=list(form.fields),
        dont_filter=True,
        priority=1,
        cb_kwargs={"visit": visit, "pages": pages + 1},
    )


def leads_on(corpus: Corpus, page: DuePage, visit: Visit, named: tuple[Link, ...]) -> bool:
    """Tell whether what a page of a list `named` makes its next one worth asking for: an article
    that the list has not named, and in a list that was read before one that was not read.
    """
    known = {link.url for link in visit.links}
    new = [link.url for link in named if link.kind == "article" and link.url not in known]
    try:
        return any(page.new or not corpus.read_as(visit.site, (url,)) for url in new)
    except CorpusError:  # what records the visit tells of it
        return False


def with_more(visit: Visit, named: tuple[Link, ...]) -> Visit:
    """Return the visit of a list with what a further page of it names."""
    known = {link.url for link in visit.links}
    more = (link for link in named if link.url not in known)
    return replace(visit, links=(*visit.links, *more))
