"""Pagers that a widget draws (laypage, jQuery pagination): it is told how many pages there are,
and calls a function back with the one that was chosen.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from crawler.discovery.addresses import numbered
from crawler.discovery.clicks import gone_to

_WIDGET = re.compile(
    r"(?i)\b(?:laypage(?:\.render)?|\w{0,20}(?:pagina|paging|pager|page)\w{0,20})\s{0,9}\("
    r"(?:\s{0,9}(\d{1,7})\s{0,9},)?\s{0,9}\{"
)
_IS = r"[\"']?\s{0,9}:\s{0,9}[\"']?(\d{1,7}|[A-Za-z_$][\w$]{0,40})\b"
_HERE = re.compile(rf"(?i)\b(?:curr(?:ent)?(?:_?page|_?index)?|cur_?page|page_?(?:no|index)){_IS}")
_PAGES = re.compile(rf"(?i)\b(?:pages|page_?(?:count|total|num)|total_?pages?|num_?pages){_IS}")
_COUNT = re.compile(rf"(?i)\b(?:count|total(?:_?(?:size|num|count|records?))?){_IS}")
_SIZE = re.compile(rf"(?i)\b(?:limit|items_?per_?page|page_?size|per_?page){_IS}")
_GIVEN = re.compile(
    r"\bfunction\s{0,9}\(\s{0,9}([\w$]{1,40})|\(?\b([\w$]{1,40})[\w$,\s]{0,60}\)?\s{0,9}=>"
)
_FIELDS = ("", ".curr", ".current", ".currentPage", ".page", ".pageNo", ".pageNum", ".pageIndex")
_LONGEST, _MOST, _PER_PAGE = 1_500, 5, 10


def widget_page(url: str, script: str) -> str | None:
    """Return the next page of a list whose pager a widget draws, None if it has no next one.

    `laypage.render({count: 30, limit: 10, curr: 1, jump: o => location.href = '?pn=' + o.curr})`
    leads to `?pn=2`.
    """
    for widget in islice(_WIDGET.finditer(script), _MOST):
        told = script[widget.end() : widget.end() + _LONGEST]
        here = _number(_HERE, told, script)
        chosen = (numbered(url)[1] if here is None else here) + 1
        pages = _pages(told, script, widget[1])
        for address in _led_to(told, script, str(chosen)):
            number = numbered(address)[1]
            if chosen <= number <= chosen + 1 and (pages is None or number <= pages):
                return urljoin(url, address)
    return None


def _led_to(told: str, script: str, chosen: str) -> Iterator[str]:
    for plain, arrow in islice(_GIVEN.findall(told), _MOST):
        called = {f"{plain or arrow}{field}": chosen for field in _FIELDS}
        yield from gone_to(told, script, called)


def _pages(told: str, script: str, first: str | None) -> int | None:
    """Return how many pages a widget is told that there are, None if that is not known."""
    pages = _number(_PAGES, told, script)
    if pages is not None:
        return pages
    count = int(first) if first else _number(_COUNT, told, script)
    return None if count is None else -(-count // (_number(_SIZE, told, script) or _PER_PAGE))


def _number(key: re.Pattern[str], told: str, script: str) -> int | None:
    found = key.search(told)
    if not found or found[1].isdecimal():
        return int(found[1]) if found else None
    named = re.search(rf"\b{re.escape(found[1])}\s{{0,9}}=\s{{0,9}}[\"']?(\d{{1,7}})\b", script)
    return int(named[1]) if named else None
