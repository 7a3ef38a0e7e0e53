"""Pages of a list that its pager leaves out."""

import re
from collections.abc import Iterable

from crawler.addresses import numbered

_DIGITS = re.compile(r"\d+")


def unstated_page(url: str, pages: Iterable[str]) -> str | None:
    """Return the next page of a list that links to later ones (尾页) only, None if it does not.

    `pages` are the list's other pages that it links to. The next one's address is that of the
    nearest later page with the number exchanged.
    """
    here = numbered(url)[1]
    later = sorted((number, page) for page in pages if (number := numbered(page)[1]) > here)
    if not later or later[0][0] == here + 1:
        return None
    number, page = later[0]
    return _renumbered(page, number, here + 1)


def following_page(url: str) -> str | None:
    """Return an address with its page number one higher, None if it has no number."""
    number = numbered(url)[1]
    return _renumbered(url, number, number + 1)


def _renumbered(url: str, number: int, new: int) -> str | None:
    places = [found for found in _DIGITS.finditer(url) if found[0] == str(number)]
    renumbered = f"{url[: places[-1].start()]}{new}{url[places[-1].end() :]}" if places else url
    return renumbered if numbered(renumbered) == (numbered(url)[0], new) else None
