"""What a list page tells of its links: which page is next, which is a section, how old each is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import Any

from cleaners.dates import has_date, parse_date
from cleaners.dom import Document
from cleaners.tree.nodes import Node, around, attribute, within
from crawler.discovery.addresses import numbered
from crawler.discovery.asking import asked_links
from crawler.discovery.links import address_of, base_of, text_of
from crawler.discovery.scripted import stated_links, written_links
from crawler.discovery.views import is_view, narrows, newest_archive
from pipelines.corpus import Link

_NEXT = re.compile(
    r"[\W_]*+(下[一1]?[页頁]|后一?[页頁]|next( page)?|older( posts)?)[\W_]*|(?=[\W_]*[>»›])[\W_]*+",
    re.IGNORECASE,
)
_PAGER = re.compile(
    r"[\W_]*+((上|下|前|后|首|尾|末|第)[一1]?[页頁]|最(前|后|末)一?[页頁]|第?\s*+\d{1,4}\s*+[页頁]?|[页頁]?[上下]一[页頁]?"
    r"|prev(ious)?( page)?|next( page)?|first|last|older( posts)?|newer( posts)?)?[\W_]*",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?i)/(tags?|so|search|keywords?)([/_.-]|$)|[?&](tag|q|kw|wd|keywords?)=")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<=/)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])(?=/)")
_LAST_NUMBER = re.compile(r"\d{1,12}")
_SOME = 5
"""So many different days or numbers tell in which order entries stand."""

_ENTRY, _ENTRY_LEVELS = 200, 3
"""An entry of a list has at most so many characters beside its link, so many levels above it."""


def annotated(links: Sequence[Link], document: Document, url: str) -> tuple[Link, ...]:
    """Return the links of a list page with what the page tells of each."""
    nodes = dict[str, list[Node]]()
    base = base_of(document, url)
    stated = (stated_links, written_links, asked_links)
    for href, node in chain(document.links, *(find(document) for find in stated)):
        if address := address_of(base, href, document.encoding):
            nodes.setdefault(_path(address), []).append(node)
    following = _following(links, nodes, url)
    newest = newest_archive(link.url for link in links)
    named = [
        replace(
            link,
            next=link.next or link.url in following,
            section=link.section
            or (
                _is_section(link.url, nodes.get(_path(link.url), []), link.url == newest)
                and not narrows(link.url, url)
            ),
            dated=_dated(link, nodes.get(_path(link.url), [])),
        )
        for link in links
    ]
    return _with_bounds(_with_newest(named, url))


def _path(address: str) -> str:
    """http or https, with or without www: one page."""
    return address.split("/", 3)[-1]


def _following(links: Sequence[Link], nodes: dict[str, list[Node]], url: str) -> set[str]:
    """Return the next page by what its link says, else the one with the next number."""
    others = [link for link in links if link.kind != "article"]
    said = {
        link.url
        for link in others
        if any(says_next(node) for node in nodes.get(_path(link.url), []))
    }
    stem, number = numbered(url)
    return said or {link.url for link in others if numbered(link.url) == (stem, number + 1)}


def says_next(node: Node) -> bool:
    """Tell whether a link says that it leads to the next page of a list."""
    said = text_of(node) or attribute(node, "title") or attribute(node, "value")
    return attribute(node, "rel") == "next" or (len(said) < 20 and bool(_NEXT.fullmatch(said)))


def _is_section(url: str, nodes: Sequence[Node], newest: bool) -> bool:
    if _TAG.search(url) or (is_view(url) and not newest):
        return False
    return any(_is_named(node, url) and not _is_piece(node) for node in nodes)


def _is_piece(node: Node) -> bool:
    """Tell whether an element has more of the same list brought when it is clicked."""
    return "href" not in node.attributes and any(
        name.startswith("data-") for name in node.attributes
    )


def _is_named(node: Node, url: str) -> bool:
    """Tell whether a link has a name of its own, which further pages of a list have not.

    A picture may be one, but that on a link to a numbered page is an arrow.
    """
    said = text_of(node) or attribute(node, "title") or attribute(node, "alt")
    if not said:
        picture = node.tag == "area" or bool(within(node, "img"))
        return picture and numbered(url)[1] == 1
    return len(said) >= 20 or not _PAGER.fullmatch(said)


def _dated(link: Link, nodes: Sequence[Node]) -> date | None:
    """Return the day an article was published, or before: by its address, else its entry."""
    if link.kind != "article":
        return None
    if day := url_date(link.url):
        return day
    return max((day for node in nodes if (day := _entry_date(node))), default=None)


def url_date(url: str) -> date | None:
    """Return the day that an address names, or the last day of the month it names."""
    path = "/" + url.split("/", 3)[-1]
    if found := _DAY.search(path):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.search(path):
        year, month = int(found[1]), int(found[2])
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _entry_date(node: Node) -> date | None:
    """Return the date that stands in a link's entry, beside the link's own text."""
    for text in _beside(node):
        if has_date(text) and (moment := parse_date(text)):
            return moment.date()
    return None


def _beside(node: Node) -> Iterator[str]:
    """Yield the text of the nodes around a link without its own, as far as the entry goes."""
    own, entry = node.text(), around(node)
    for _ in range(_ENTRY_LEVELS):
        if entry is None or _holds_three_links(entry):
            return
        text = entry.text()
        if len(text) > len(own) + _ENTRY:
            return
        yield text.replace(own, " ", 1)
        entry = around(entry)


def _holds_three_links(entry: Node) -> bool:
    """Stops at the third: what is no entry may hold thousands."""
    links = (node for node in entry.traverse() if node.tag == "a")
    return next(islice(links, 2, None), None) is not None


def _with_newest(links: Sequence[Link], url: str) -> list[Link]:
    """Where the oldest come first, have the last page looked at in every run: new ones come there.

    So it is where the days, or without any the numbers, of the entries only rise.
    """
    entries = [link for link in links if link.kind == "article"]
    folder = url[: url.rfind("/") + 1]
    pages = [link.url for link in links if link.kind != "article" and link.url.startswith(folder)]
    last = max(pages, key=lambda page: numbered(page)[1], default=url)
    if numbered(last)[1] <= numbered(url)[1] or not _rises(entries):
        return list(links)
    return [replace(link, newest=True) if link.url == last else link for link in links]


def _rises(entries: Sequence[Link]) -> bool:
    marks: list[Any] = [link.dated for link in entries]
    if None in marks:
        marks = [int((_LAST_NUMBER.findall(link.url) or "0")[-1]) for link in entries]
    return len(set(marks)) >= _SOME and marks == sorted(marks)


def _with_bounds(links: Sequence[Link]) -> tuple[Link, ...]:
    """Give further pages of a list whose newest come first the date of its newest entry."""
    days = [link.dated for link in links if link.kind == "article"]
    known = [day for day in days if day]
    newest = max(known, default=None)
    if newest is None or len(known) < len(days) or (known[-1] == newest > min(known)):
        return tuple(links)
    return tuple(replace(link, dated=newest) if link.is_further else link for link in links)
