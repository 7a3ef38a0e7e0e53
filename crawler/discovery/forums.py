"""Threads of forums: their first page is the article, what follows are answers to it."""

import re
from urllib.parse import urlsplit, urlunsplit

_STATIC = re.compile(r"(?i)(?<=/)thread-(\d+)-(\d+)-\d+(?=\.html$)")  # thread, page, page of list
_SCRIPT = r"/(?:read|viewthread|showtopic|topic)\.php\?"
_DYNAMIC = re.compile(
    rf"(?i){_SCRIPT}tid=\d|\A(?>.*?(?:[?&]mod=viewthread(?=&)|{_SCRIPT})).*&tid=\d"
)
_PAGE = re.compile(r"(?i)(page|extra|ordertype)=.*")


def thread_of(url: str) -> str | None:
    """Return the address of a thread's first page, None if a normal address is of no thread.

    What Discuz and phpwind add to say from which page of which list a reader came, goes.
    """
    if _STATIC.search(url):
        return _STATIC.sub(r"thread-\1-1-1", url)
    if not _DYNAMIC.search(url):
        return None
    parts = urlsplit(url)
    pairs = (pair for pair in parts.query.split("&") if not _PAGE.fullmatch(pair))
    return urlunsplit(parts._replace(query="&".join(pairs)))
