"""Other views of the same articles: by tag, author, day, in another order, by several facets.

A site has more of them than articles, and what they name stands in its lists as well. So they
come last, and are left alone when many in a row name nothing new.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.discovery.addresses import PAGE_KEYS
from pipelines.visits.branches import shape

_DAYS = r"/(19|20)\d\d[-/](0?[1-9]|1[0-2])([-/](0?[1-9]|[12]\d|3[01]))?"
_PATH = re.compile(
    rf"(?i)^.*?(/(tags?|author|user|keywords?|search|so)(?=[/_.-])|/archives?(?=/(19|20)\d\d)"
    rf"|/date(?=/)|(?={_DAYS}(/page/\d+)?/?$))"
)
_LAST_DAY = re.compile(
    rf"(?:{_DAYS}|/(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?)(?=(\.s?html?|\.php|\.aspx?)?/?$)"
)
_KEYS = re.compile(
    r"(?i)tags?(name|id)?|author(id)?|auth|user(id|name)?|uid|date(line)?|year|month|day|y"
    r"|order(by|type)?|sort(by)?|desc|asc|filter|digest|keywords?|key|q|kw|wd|s|search"
)
# What says which section it is, or which part of a system answers.
_ROUTES = re.compile(
    r"(?i)m|c|a|mod|act|action|do|op|r|route|option|view|(item|site|class|cat|cate|column|col|type)?id"
    r"|cate|cat|category|[cft]id|lang"
)
_COUNTS = re.compile(r"(?i)total(num|result|page)?|per_?page|page_?size")


@lru_cache(8192)
def view_of(url: str) -> str | None:
    """Return what views an address is one of, None if it is none.

    That is the host and path with the kind of view: all tags are one, all orders of one list.
    """
    if named := _named(url):
        return named
    facets = [key for key in _keys(url) if not _COUNTS.fullmatch(key)]
    more = [key for key in facets if not _ROUTES.fullmatch(key)]
    several = len(more) > 1 or (more and len(more) < len(facets))
    return f"{_path(url)}?*" if several else None


def is_view(url: str) -> bool:
    """Tell whether an address says itself that it is a view: of a tag, an author, a day."""
    return _named(url) is not None


def narrows(url: str, page: str) -> bool:
    """Tell whether an address is a view by several facets of the very list that a page shows by
    one or more. A menu names such addresses on pages of other paths as well.
    """
    here, _, facets = page.partition("?")
    return bool(facets) and url.partition("?")[0] == here and view_of(url) is not None


def newest_archive(urls: Iterable[str]) -> str | None:
    """Return the address with the latest month or day among archives by date."""
    dated = [(found[0], url) for url in urls if (found := _LAST_DAY.search(url)) and is_view(url)]
    return max(dated)[1] if dated else None


def _named(url: str) -> str | None:
    parts = urlsplit(url)
    if found := _PATH.match(parts.path):
        return f"{parts.netloc}{found[0]}"
    named = sorted(key for key in _keys(url) if _KEYS.fullmatch(key))
    return f"{_path(url)}?{named[0]}" if named else None


def _keys(url: str) -> list[str]:
    pairs = urlsplit(url).query.split("&")
    keys = (pair.partition("=")[0].lower() for pair in pairs if pair)
    return [key for key in keys if key not in PAGE_KEYS]


def _path(url: str) -> str:
    return shape(url.partition("?")[0])
