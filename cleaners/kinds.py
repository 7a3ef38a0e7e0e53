"""What a page is: one text, a list of links to texts, or neither."""

import re
from itertools import accumulate
from typing import Literal

from cleaners.dates import has_date
from cleaners.lines.entries import is_item, reads_as_text
from cleaners.lines.furniture import is_furniture
from cleaners.place.body import Body
from cleaners.text import has_stop
from cleaners.tree.blocks import Line, Reading

Kind = Literal["article", "list", "other"]

_LIST_URL = re.compile(
    r"(?:(?<!\d{3})|(?<=/(?:19|20)\d\d))/$|/(?:index|default|more)(?:[_-]?\d{1,4}){0,2}(?:\.(?:s?html?|aspx?|php|jsp))?$|list|/page/",
    re.I,
)
_ARTICLE_URL = re.compile(
    r"(?<!\d)\d{4,}+\.s?html?$|/20\d{2}[/-]?\d{2}|(?:content|article|detail).{0,200}[^/]$"
    r"|/\d{1,9}\.html?$|[?&](?:a?id|tid)=\d",
    re.I,
)
_INDEX_URL = re.compile(r"(?:index|list)[\w-]{0,20}\.s?html?$", re.I)
# 何志远，男，汉族，1970年5月生
_PERSON = re.compile(r"([\u3400-\u9fff·]{2,12})[，,]\s?[男女][，,]")
# What its writer or its matter heads, and no text: 某某专栏, 学习教育专题.
_COLUMN = re.compile("(?:专[栏题辑区]|频道|栏目|目录|文集)$")
_HAN = re.compile("[\u3400-\u9fff]")
_ORIGIN = re.compile(r"^\w{1,9}://[^/]*")
_HOME = re.compile(r"^\w{1,9}://[^/]*/?(?:\?|$)|/(?:index|default)[^/]*$")
# What the first page of a site says.
_GREETS = re.compile("欢迎您[！!]?$|^欢迎(?:访问|光临|来到)|welcome to", re.I)
_ITEMS, _TITLE, _EXCERPT, _PER_ITEM = 5, 8, 30, 60
# A text this long before the links of a block, or between them, is an article with links.
_GREETED = 100
_BEFORE_ITEMS, _BETWEEN_ITEMS = 60, 150
_VERSES, _VERSE, _DATED = 8, 3, 40
# How many characters of text make an article, for addresses that look like a list's, like
# neither, like an article's: with a title shown on the page, and without one.
_WITH_TITLE = (150, 40, 0)
_WITHOUT = ((400, 1.0), (100, 0.25), (30, 0.1))


def judge(reading: Reading, found: Body | None, title_at: int | None, url: str) -> Kind:
    """What a page is, from its lines, its body, the number of its title's line, its address."""
    items = [line for line in reading.lines if is_item(line)]
    address = _address(url)
    if found is None:
        return _without_text(len(items), address, title_at)
    block, lines = found
    titled = title_at is not None and (address > 0 or _names_a_text(reading, title_at))
    inside = reading.lines[block.start : block.end]
    may_own = titled and address >= 0
    little = len(items) >= _ITEMS or sum(line.plain for line in lines) < _GREETED
    if titled and little and _GREETS.search(reading.lines[title_at or 0].text):
        return _without_text(len(items), -1, title_at)
    if _is_index(inside, titled) and not (may_own and _has_text_of_its_own(inside)):
        return "list"
    listed = len(items) if titled else 2 * len(items)
    if address < 0 and listed < _ITEMS and not _HOME.search(url):
        address = 0  # /posts/name/ with nothing listed, or /about/ with hardly a link
    if titled and len(items) >= _ITEMS and _COLUMN.search(reading.lines[title_at or 0].text):
        address = -1
    least = _needed(sum(line.linked for line in items), address, titled)
    if not least or sum(line.plain for line in lines if reads_as_text(line)) >= least:
        return "article"
    if titled and _tells_of_person(lines, reading.lines[title_at or 0].text):
        return "article"
    if address > 0 and _are_verses(lines):
        return "article"
    return _without_text(len(items), address, title_at)


def _names_a_text(reading: Reading, title_at: int) -> bool:
    """True for a long title, and for a short one that stands on its page but once: the name of
    a column stands in its menu or in the path to the page, too, by itself."""
    title = reading.lines[title_at].text
    if len(title) >= _TITLE:
        return True
    return not any(_names(line.text, title) for line in reading.lines if line.linked)


def _names(text: str, title: str) -> bool:
    """True for a title, or a step of a path, and not for a longer one that begins with it."""
    at = text.find(title)
    return at >= 0 and not _HAN.match(text, at + len(title))


def _tells_of_person(lines: list[Line], title: str) -> bool:
    """True for a biography of whom the title names."""
    found = (_PERSON.match(line.text) for line in lines if not line.linked)
    return any(who is not None and who[1] in title for who in found)


def _without_text(items: int, address: int, title_at: int | None) -> Kind:
    if address > 0 and (title_at is not None or items < _ITEMS):
        return "article"
    return "list" if items >= _ITEMS else "other"


def _needed(linked: int, address: int, titled: bool) -> float:
    if titled:
        return _WITH_TITLE[address + 1]
    least, share = _WITHOUT[address + 1]
    return max(least, share * linked)


def _are_verses(lines: list[Line]) -> bool:
    """True for a body that is one element, its many short lines parted by line breaks alone."""
    one = len(lines) >= _VERSES and len({line.block for line in lines}) == 1
    return one and all(line.plain >= _VERSE and not line.linked for line in lines)


def _is_index(lines: list[Line], titled: bool) -> bool:
    """True for a block of links, or of links each with the beginning of what it leads to."""
    items = sum(map(is_item, lines))
    if not items:
        return False
    long = (n for n, line in enumerate(lines) if len(line.text) >= _EXCERPT)
    texts = [number for number in long if reads_as_text(lines[number])]
    little = sum(lines[number].plain for number in texts) < _PER_ITEM * items
    if items >= _ITEMS and items * 4 >= len(lines) and little:
        return True
    led = sum(_is_led(lines, number) for number in texts)
    return led > (1 if titled else 0) and led * 5 >= len(texts) * 3


def _is_led(lines: list[Line], number: int) -> bool:
    """True for the line below a link, or the address or day below that line."""
    if number > 0 and is_item(lines[number - 1]):
        return True
    if number < 2 or not is_item(lines[number - 2]):
        return False
    return not has_stop(lines[number].text) or _dates(lines[number - 1].text)


def _dates(text: str) -> bool:
    """True for a short line with a day, as between a link and what it begins."""
    return len(text) <= _DATED and has_date(text)


def _has_text_of_its_own(lines: list[Line]) -> bool:
    """True when a text stands before the first link to something, or a longer one between two
    of them or behind the last, without the line below a link, which it may lead to."""
    items = [number for number, line in enumerate(lines) if is_item(line)]
    starts, ends = [0, *(number + 2 for number in items)], [*items, len(lines)]
    stretches = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    before = _has_text(stretches[0], _BEFORE_ITEMS)
    return before or any(_has_text(stretch, _BETWEEN_ITEMS) for stretch in stretches)


def _has_text(lines: list[Line], least: int) -> bool:
    """True when lines hold so many characters of text."""
    counted = accumulate(line.plain for line in lines if _counts(line))
    return any(seen >= least for seen in counted)


def _counts(line: Line) -> bool:
    return reads_as_text(line) and not is_furniture(line.text)


def _address(url: str) -> int:
    """1 for an address that looks like an article's, -1 like a list's, 0 like neither."""
    path = _ORIGIN.sub("", url[:500])
    if not url:
        return 0
    plain = path.partition("?")[0]
    article = _ARTICLE_URL.search(path) or _ARTICLE_URL.search(plain)
    if article and not _INDEX_URL.search(path):
        return 1
    return -1 if path in {"", "/"} or _LIST_URL.search(plain) else 0
