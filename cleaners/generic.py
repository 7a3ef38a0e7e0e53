"""Without a profile: which block of a page is its text, and what kind of page it is."""

import re
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
_BEFORE_TITLE = 0.2
_FRAGMENT = 0.3


def find_body(reading: Reading, title_at: int | None) -> tuple[Block, list[Line]] | None:
    """The block that holds the text and its lines without furniture; None on an empty page.

    Every line has a value: its length when it reads as text, minus its length when it is
    links; fragments and lines above the title (`title_at`, a line number) count less. The
    body is the block with the largest sum, then the innermost one that loses no sentence.
    """
    for trust in (True, False):
        values = [
            _value(line, number, reading, title_at, trust)
            for number, line in enumerate(reading.lines)
        ]
        sums = [0.0, *accumulate(values)]
        best = max(reading.blocks, key=lambda b: sums[b.end] - sums[b.start], default=None)
        if best is not None and sums[best.end] - sums[best.start] >= 30:
            break
    if best is None or not reading.lines:
        return None
    best = _innermost(reading, best, sums, values)
    return best, _kept(reading, best, trust)


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
    if found is None:
        return "list" if len(items) >= 5 else "other"
    block, lines = found
    inside = sum(_is_item(line) for line in reading.lines[block.start : block.end])
    text = sum(line.plain for line in lines if _reads_as_text(line))
    linked = sum(line.linked for line in items)
    address = _address(url)
    return _weigh(text, linked, len(items), inside, len(lines), address, title_at is not None)


def _weigh(
    text: int, linked: int, items: int, inside: int, lines: int, address: int, titled: bool
) -> Kind:
    if inside >= 5 and inside * 4 >= lines and text < 60 * inside:
        return "list"
    if text >= 400 and address >= 0:
        return "article"
    needed = 40 if titled and address > 0 else 120 if titled else 200
    if text >= max(needed - 100 * (address > 0), 0.25 * linked if address <= 0 else 0, 1):
        return "article"
    return "list" if items >= 5 else "other"


def _address(url: str) -> int:
    path = re.sub(r"^\w+://[^/]*", "", url) if url else ""
    if not url:
        return 0
    if _ARTICLE_URL.search(path) and not re.search(r"(?:index|list)[\w-]*\.s?html?$", path):
        return 1
    return -1 if path in {"", "/"} or _LIST_URL.search(path.partition("?")[0]) else 0


def _is_item(line: Line) -> bool:
    return line.linked >= 8 and line.linked * 2 > line.plain + line.linked


def _reads_as_text(line: Line) -> bool:
    return line.linked * 2 <= line.plain and (
        len(line.text) >= 20 or bool(_SENTENCE.search(line.text))
    )


def _value(line: Line, number: int, reading: Reading, title_at: int | None, trust: bool) -> float:
    length = line.plain + line.linked
    hint = reading.blocks[line.block].hint if trust and line.block >= 0 else 0
    if line.linked > 0.4 * length:
        return -float(min(line.linked, 60))
    if hint == -2 or is_furniture(line.text) or is_cut(line.text):
        return -0.3 * length
    value = length * (1.0 if _reads_as_text(line) else _FRAGMENT)
    if is_meta(line.text):
        return 0.0
    if title_at is not None and number < title_at:
        value *= _BEFORE_TITLE
    return value * (0.3 if hint == -1 else 1.2 if hint == 1 else 1.0)


def _innermost(reading: Reading, block: Block, sums: list[float], values: list[float]) -> Block:
    blocks = reading.blocks
    index = next(number for number, candidate in enumerate(blocks) if candidate is block)
    while True:
        inside = _heaviest_child(reading, index, sums)
        if inside is None:
            return blocks[index]
        child = blocks[inside]
        outside = [*range(blocks[index].start, child.start), *range(child.end, blocks[index].end)]
        if any(values[n] > 0 and _is_sentence(reading.lines[n]) for n in outside):
            return blocks[index]
        index = inside


def _heaviest_child(reading: Reading, index: int, sums: list[float]) -> int | None:
    outer = reading.blocks[index]
    best, weight = None, 0.6 * (sums[outer.end] - sums[outer.start])
    for number in range(index + 1, len(reading.blocks)):
        child = reading.blocks[number]
        if child.start >= outer.end and child.end > outer.end:
            break
        if child.parent == index and sums[child.end] - sums[child.start] > weight:
            best, weight = number, sums[child.end] - sums[child.start]
    if best is not None and reading.blocks[best].element.tag in {"p", "li", "td", "h1", "h2", "h3"}:
        return best if reading.blocks[best].element.tag == "td" else None
    return best


def _is_sentence(line: Line) -> bool:
    return len(line.text) >= 8 and not is_breadcrumb(line.text)


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
        named = trust and block.hint == -2 and body.hint != -2 and plain < 0.4 * total
        links = (
            linked > plain
            and len(lines) >= 3
            and not any(_ATTACHMENT.search(x.text) for x in lines)
        )
        if named or links:
            dropped.update(range(block.start, block.end))
    return dropped
