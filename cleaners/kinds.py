"""What a page is: one text, a list of links to texts, or neither."""

import re
from typing import Literal

from cleaners.lines.entries import is_item, reads_as_text
from cleaners.place.body import Body
from cleaners.place.indexes import ITEMS, begins_texts, has_text_of_its_own, is_dated_text, is_index
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
_TITLE, _GREETED, _VERSES, _VERSE = 8, 100, 8, 3
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
    little = len(items) >= ITEMS or sum(line.plain for line in lines) < _GREETED
    if titled and little and _GREETS.search(reading.lines[title_at or 0].text):
        return _without_text(len(items), -1, title_at)
    if is_index(inside, titled) and not (may_own and has_text_of_its_own(inside)):
        below = reading.lines[title_at or 0 : block.end]
        return "article" if may_own and address > 0 and is_dated_text(below) else "list"
    named = title_at is not None and len(reading.lines[title_at].text) >= _TITLE
    if (address < 0 or not (address or named)) and begins_texts(inside):
        return "list"
    listed = len(items) if titled else 2 * len(items)
    if address < 0 and listed < ITEMS and not _HOME.search(url):
        address = 0  # /posts/name/ with nothing listed, or /about/ with hardly a link
    if titled and len(items) >= ITEMS and _COLUMN.search(reading.lines[title_at or 0].text):
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
    if address > 0 and (title_at is not None or items < ITEMS):
        return "article"
    return "list" if items >= ITEMS else "other"


def _needed(linked: int, address: int, titled: bool) -> float:
    if titled:
        return _WITH_TITLE[address + 1]
    least, share = _WITHOUT[address + 1]
    return max(least, share * linked)


def _are_verses(lines: list[Line]) -> bool:
    """True for a body that is one element, its many short lines parted by line breaks alone."""
    one = len(lines) >= _VERSES and len({line.block for line in lines}) == 1
    return one and all(line.plain >= _VERSE and not line.linked for line in lines)


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
