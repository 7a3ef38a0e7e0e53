"""Pages of a list that its pager leaves out, or that only a script would write."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from crawler.discovery.addresses import numbered

_DIGITS = re.compile(r"\d+")
_VALUE = r"\s*(\d{1,6}|[A-Za-z_]\w{0,30})\s*"
_NAME, _ENDING = r"\s*[\"']([\w-]{1,40})[\"']\s*", r"\s*[\"']\.?(s?html?|php|aspx?|jsp)[\"']"
# createPageHTML(count, current, "index", "shtml") of TRS WCM counts from 0; its kin, which say
# where the pager goes first, createPageHTML("div", count, current, "index", "shtml"), from 1.
_CALL = re.compile(
    rf"[Pp]age\w{{0,30}}\((\s*[\"'][\w-]{{1,40}}[\"']\s*,)?{_VALUE},{_VALUE},{_NAME},{_ENDING}"
)
# The same written out: "index" + "_" + nextPage + "." + "html"
_WRITTEN = re.compile(
    r"([A-Za-z][\w-]{0,40}?)(?:[\"']\s*\+\s*\\?[\"'])?_\\?[\"']\s*\+\s*nextPage\s*\+"
    r"\s*[\"']\.(?:[\"']\s*\+\s*[\"'])?(s?html?|php|aspx?|jsp)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"_\d{1,6}\.\w+$")
_COUNTED = (
    re.compile(r"(?i)\bvar\s+n?(?:count_?page|page_?count)\s*=\s*(\d{1,6})"),
    re.compile(r"(?i)\bvar\s+n?(?:current_?page|curr_?index|page_?index)\s*=\s*(\d{1,6})"),
)


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


def scripted_page(url: str, script: str) -> str | None:
    """Return the next page of a list whose pager a script writes, None if it has no next one.

    Such a script says how many pages there are, which one this is, and how their files are
    called: `createPageHTML(3, 0, "index", "shtml")` on the first of index.shtml, index_1.shtml
    and index_2.shtml.
    """
    if call := _CALL.search(script):
        place, *values, name, ending = call.groups()
        count, here = (_number(value, script) for value in values)
        from_one = place is not None
    elif written := _WRITTEN.search(script):
        name, ending, from_one = *written.groups(), False
        count, here = (_first(pattern, script) for pattern in _COUNTED)
    else:
        return None
    if count is None or here is None:
        return None
    last = count if from_one or (here == 1 and not _NUMBERED.search(url)) else count - 1
    return urljoin(url, f"{name}_{here + 1}.{ending}") if here < last else None


def _number(value: str, script: str) -> int | None:
    if value.isdecimal():
        return int(value)
    return _first(re.compile(rf"\b{value}\s*=\s*(\d{{1,6}})\b"), script)


def _first(pattern: re.Pattern[str], script: str) -> int | None:
    found = pattern.search(script)
    return int(found[1]) if found else None


def following_page(url: str) -> str | None:
    """Return an address with its page number one higher, None if it has no number."""
    number = numbered(url)[1]
    return _renumbered(url, number, number + 1)


def _renumbered(url: str, number: int, new: int) -> str | None:
    places = [found for found in _DIGITS.finditer(url) if found[0] == str(number)]
    renumbered = f"{url[: places[-1].start()]}{new}{url[places[-1].end() :]}" if places else url
    return renumbered if numbered(renumbered) == (numbered(url)[0], new) else None
