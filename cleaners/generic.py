"""Without a profile: which block of a page is its text, and what kind of page it is."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal

from cleaners.blocks import Block, Line, Reading, read
from cleaners.boilerplate import is_breadcrumb, is_cut, is_furniture, is_meta
from cleaners.dom import Document
from cleaners.titles import title_of

Kind = Literal["article", "list", "other"]

_SENTENCE = re.compile(r"[，。；：！？、,;!?…]")
_ATTACHMENT = re.compile(r"附件|附表|附录|\.(?:docx?|pdf|xlsx?|zip|rar|wps|pptx?)\b", re.I)
_LIST_URL = re.compile(
    r"/(?:index|list|default|more)?(?:[_-]?\d{1,4}){0,2}(?:\.(?:s?html?|aspx?|php|jsp))?$|list|/page/",
    re.I,
)
_ARTICLE_URL = re.compile(
    r"\d{4,}\.s?html?$|/20\d{2}[/-]?\d{2}|content|article|detail|/\d+\.html?$|[?&](?:a?id|tid)=\d+",
    re.I,
)
_TEXT_TAGS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "blockquote", "pre"])
_BEFORE_TITLE = 0.2
_FRAGMENT = 0.3
_CUT = -100.0
# How far the hints of class names are believed, and the value a body must have for it: names
# mislead on a few sites, but without them footers and comments read as texts too.
_TRUST = ((-3, 30.0), (-2, 30.0), (0, 300.0), (-3, 1.0))
# That many lines each below a link that leads on are the beginnings of other articles.
_TEASERS = 3


def find_body(reading: Reading, title_at: int | None) -> tuple[Block, list[Line]] | None:
    """The block that holds the text and its lines without furniture; None on an empty page.

    Every line has a value: its length when it reads as text, minus its length when it is
    links; fragments and lines above the title (`title_at`, a line number) count less. The
    body is the block with the largest sum, then the innermost one that loses no sentence.
    """
    if not reading.lines or not reading.blocks:
        return None
    for lowest, least in _TRUST:
        values = _values(reading, title_at, lowest)
        sums = [0.0, *accumulate(values)]
        best = max(reading.blocks, key=lambda b: sums[b.end] - sums[b.start])
        if sums[best.end] - sums[best.start] >= least:
            best = _innermost(reading, best, sums, values)
            return best, _kept(reading, best, lowest < 0)
    return None


def page_kind(document: Document, url: str) -> Kind:
    """What a page is: `article` (one text), `list` (links to texts), `other` (neither).

    Weighs the text found against the lines that are links, and what the address looks like.
    Leaves the tree as it is.
    """
    reading = read(document.tree)
    title = title_of(document.tree, reading)
    return judge(reading, title.line, url)


def judge(reading: Reading, title_at: int | None, url: str) -> Kind:
    """As `page_kind`, for a page already read, with the number of its title's line."""
    found = find_body(reading, title_at)
    items = [line for line in reading.lines if _is_item(line)]
    address = _address(url)
    if address > 0 and (title_at is not None or len(items) < 5):
        otherwise: Kind = "article"
    else:
        otherwise = "list" if len(items) >= 5 else "other"
    if found is None:
        return otherwise
    block, lines = found
    titled = title_at is not None and (address > 0 or len(reading.lines[title_at].text) >= 8)
    if _is_index(reading.lines[block.start : block.end], titled):
        return "list"
    text = sum(line.plain for line in lines if _reads_as_text(line))
    linked = sum(line.linked for line in items)
    return "article" if text >= _needed(linked, address, titled) else otherwise


def _needed(linked: int, address: int, titled: bool) -> float:
    """How many characters of text make an article, given what else speaks for one."""
    if titled:
        return (300, 40, 0)[address + 1]
    return (max(400, linked), max(100, 0.25 * linked), max(30, 0.1 * linked))[address + 1]


def _is_index(lines: list[Line], titled: bool) -> bool:
    """True for a block of links, or of links each with the beginning of what it leads to."""
    texts = [
        number for number, line in enumerate(lines) if _reads_as_text(line) and len(line.text) >= 30
    ]
    items = sum(map(_is_item, lines))
    if items >= 5 and items * 4 >= len(lines) and sum(lines[n].plain for n in texts) < 60 * items:
        return True
    led = sum(number > 0 and _is_item(lines[number - 1]) for number in texts)
    return led > (1 if titled else 0) and led * 5 >= len(texts) * 3


def _address(url: str) -> int:
    path = re.sub(r"^\w+://[^/]*", "", url) if url else ""
    if not url:
        return 0
    if _ARTICLE_URL.search(path) and not re.search(r"(?:index|list)[\w-]*\.s?html?$", path):
        return 1
    return -1 if path in {"", "/"} or _LIST_URL.search(path.partition("?")[0]) else 0


def _is_item(line: Line) -> bool:
    return line.linked >= 6 and line.linked * 2 > line.plain + line.linked


def _reads_as_text(line: Line) -> bool:
    return line.linked * 2 <= line.plain and (
        len(line.text) >= 20 or bool(_SENTENCE.search(line.text))
    )


def _values(reading: Reading, title_at: int | None, lowest: int) -> list[float]:
    """The value of every line; hints above `lowest` are believed (-3: all, 0: none)."""
    lines = reading.lines
    teasers = {
        n for n in range(1, len(lines)) if _is_item(lines[n - 1]) and _reads_as_text(lines[n])
    }
    if len(teasers) < _TEASERS:
        teasers.clear()
    values = []
    for number, line in enumerate(lines):
        hint = reading.blocks[line.block].hint if line.block >= 0 else 0
        believed = hint if lowest == -3 or (lowest == -2 and hint == -3) else 0
        value = 0.0 if number == title_at else _value(line, believed)
        if number in teasers:
            value = -abs(value)
        before = title_at is not None and number < title_at and value > 0
        values.append(value * _BEFORE_TITLE if before else value)
    return values


def _value(line: Line, hint: int) -> float:
    length = line.plain + line.linked
    if is_cut(line.text):
        return _CUT
    if line.linked > 0.4 * length:
        return -float(min(line.linked, 60))
    if hint <= -2 or is_furniture(line.text):
        return -0.3 * length
    if is_meta(line.text):
        return 0.0
    value = length * (1.0 if _reads_as_text(line) else _FRAGMENT)
    return value * (0.3 if hint == -1 else 1.2 if hint == 1 else 1.0)


def _innermost(reading: Reading, block: Block, sums: list[float], values: list[float]) -> Block:
    index = next(number for number, other in enumerate(reading.blocks) if other is block)
    while (inside := _heaviest_child(reading, index, sums)) is not None:
        leaf = reading.blocks[inside + 1 : inside + 2]
        single = not leaf or leaf[0].parent != inside
        parts = _siblings(reading, index, inside)
        if any(_belongs(reading, part, values, single) for part in parts):
            break
        index = inside
    return reading.blocks[index]


def _heaviest_child(reading: Reading, index: int, sums: list[float]) -> int | None:
    outer = reading.blocks[index]
    wanted = 0.6 * (sums[outer.end] - sums[outer.start])
    for number in _children(reading, index):
        child = reading.blocks[number]
        if sums[child.end] - sums[child.start] > wanted and child.element.tag not in _TEXT_TAGS:
            return number
    return None


def _children(reading: Reading, index: int) -> Iterator[int]:
    end = reading.blocks[index].end
    for number in range(index + 1, len(reading.blocks)):
        if reading.blocks[number].start >= end and reading.blocks[number].parent < index:
            return
        if reading.blocks[number].parent == index:
            yield number


def _siblings(reading: Reading, index: int, inside: int) -> Iterator[range]:
    """The parts of a block beside one of its children: other children, and text between."""
    outer, chosen = reading.blocks[index], reading.blocks[inside]
    at = outer.start
    for number in _children(reading, index):
        child = reading.blocks[number]
        if child.start > at:
            yield range(at, child.start)
        if child is not chosen:
            yield range(child.start, child.end)
        at = max(at, child.end)
    yield range(at, outer.end)


def _belongs(reading: Reading, part: range, values: list[float], single: bool) -> bool:
    """True when lines beside a body are more of it: a paragraph, or a block of sentences
    without the dates that stand between the entries of a list. Beside a body that is a
    `single` paragraph, one line is enough."""
    if sum(values[number] for number in part) <= 0:
        return False
    lines = [reading.lines[number] for number in part]
    if sum(is_meta(line.text) for line in lines) >= _TEASERS:
        return False
    texts = [
        len(line.text)
        for number, line in zip(part, lines, strict=True)
        if _is_text(line, values[number])
    ]
    alone = single or all(line.tag in _TEXT_TAGS for line in lines)
    return bool(texts) and (alone or len(texts) >= 3 or sum(texts) >= 80)


def _is_text(line: Line, value: float) -> bool:
    return (
        len(line.text) >= 8 and bool(_SENTENCE.search(line.text)) and value > 0.5 * len(line.text)
    )


def _kept(reading: Reading, body: Block, trust: bool) -> list[Line]:
    """The lines of a body without the blocks inside it that are furniture or lists of links."""
    dropped = _dropped_ranges(reading, body, trust)
    lines = []
    for number in range(body.start, body.end):
        line = reading.lines[number]
        if number in dropped or (_is_link_line(line) and not _ATTACHMENT.search(line.text)):
            continue
        lines.append(line)
    return lines


def _is_link_line(line: Line) -> bool:
    return line.linked > 0.8 * (line.plain + line.linked) and (line.linked >= 4 or line.links > 1)


def _dropped_ranges(reading: Reading, body: Block, trust: bool) -> set[int]:
    total = sum(line.plain for line in reading.lines[body.start : body.end]) or 1
    dropped: set[int] = set()
    for block in reading.blocks:
        if (
            block is body
            or block.start < body.start
            or block.end > body.end
            or block.start == block.end
        ):
            continue
        lines = reading.lines[block.start : block.end]
        plain, linked = sum(x.plain for x in lines), sum(x.linked for x in lines)
        named = trust and block.hint <= -2 and body.hint > -2 and plain < 0.4 * total
        links = (
            linked > plain
            and len(lines) >= 3
            and not any(_ATTACHMENT.search(x.text) for x in lines)
        )
        if named or links:
            dropped.update(range(block.start, block.end))
    return dropped
