"""The visible text of a tree as lines in reading order, and the blocks that hold them."""

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from cleaners.hints import hint
from cleaners.text import paragraphs
from cleaners.visible import UNREAD, UNSEEN, hides, longest, unfolded, unfolds

_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav
    ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCK, _BREAK, _LINK, _SKIP = 1, 2, 3, 4
_KINDS = (
    dict.fromkeys(UNREAD, _SKIP)
    | dict.fromkeys(_BLOCKS.split(), _BLOCK)
    | {"br": _BREAK, "a": _LINK}
)


@dataclass(slots=True)
class Line:
    """One line of visible text: `plain` and `linked` count its characters outside and inside
    links, `links` its links; `block` is the index of the innermost block that holds it."""

    text: str
    plain: int
    linked: int
    links: int
    block: int
    tag: str


@dataclass(slots=True)
class Block:
    """A block element with the range of lines it holds.

    `hint` is the nearest one of the block and those around it (see `hint`); furniture stays.
    """

    element: HtmlElement
    tag: str
    parent: int
    start: int
    end: int
    hint: int


@dataclass(slots=True)
class Reading:
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def read(tree: HtmlElement) -> Reading:
    """The visible lines of a page, and the blocks that hold any.

    Hidden nodes and anti-copy noise are left out, unless one of them holds more text than
    all that is visible, or the rest of a text behind a button that unfolds it: such a body is
    shown by a script.
    """
    reading, hidden = _walk(tree)
    if not hidden:
        return reading
    visible = sum(line.plain for line in reading.lines)
    found = longest(hidden, max(visible, 200))
    if found is None and any(unfolds(line.text) for line in reading.lines):
        found = unfolded(hidden)
    return reading if found is None else _walk(tree, found)[0]


def _walk(tree: HtmlElement, shown: HtmlElement | None = None) -> tuple[Reading, list[HtmlElement]]:
    """One walk over a tree: what it reads, and the hidden nodes left out; `shown` is none.

    Every element passes here twice: what is written out and not called saves half of the time
    that reading a page takes.
    """
    lines, blocks, hidden = list[Line](), list[Block](), list[HtmlElement]()
    chunks, kinds, opened = list[str](), list[int](), [-1]
    linked = links = depth = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            tag, get = element.tag, element.get
            kind, style, name = _KINDS.get(tag, 0), get("style"), get("class")
            if (
                kind == _SKIP
                or (style and hides(style))
                or name in UNSEEN
                or get("hidden") is not None
            ) and (kind == _SKIP or (element is not shown and tag != "body")):
                if kind != _SKIP:
                    hidden.append(element)
                walker.skip_subtree()
                kinds.append(0)
                continue
            if kind == _LINK and get("href") is None and (get("name") or get("id")):
                kind = 0  # it marks a place
            kinds.append(kind)
            text = element.text
            if kind == _LINK:
                depth += 1
                links += 1
            elif kind:
                if chunks:
                    _end_line(chunks, linked, links, opened[-1], blocks, lines)
                    linked = 0
                links = 0
                if kind == _BLOCK:
                    own, parent, start = hint(tag, name, get("id")), opened[-1], len(lines)
                    above = blocks[parent].hint if parent >= 0 else 0
                    if above <= -2 or own <= -2:
                        own = above if above < own else own
                    opened.append(len(blocks))
                    blocks.append(Block(element, tag, parent, start, start, own or above))
        else:
            kind = kinds.pop()
            text = element.tail if kinds else None  # behind the tree is none of its text
            if kind == _LINK:
                depth -= 1
            elif kind == _BLOCK:
                if chunks:
                    _end_line(chunks, linked, links, opened[-1], blocks, lines)
                    linked = 0
                links = 0
                block = blocks[opened.pop()]
                block.end = len(lines)
                if block.end == block.start:  # the last one: those inside it went before
                    blocks.pop()
        if text and (chunks or not text.isspace()):
            chunks.append(text)
            if depth:
                linked += len(text.strip())
    if chunks:
        _end_line(chunks, linked, links, -1, blocks, lines)
    return Reading(lines, blocks), hidden


def _end_line(
    chunks: list[str], linked: int, links: int, index: int, blocks: list[Block], lines: list[Line]
) -> None:
    """One line, or more where `　　` begins a new paragraph inside it."""
    tag = blocks[index].tag if index >= 0 else ""
    whole = chunks[0] if len(chunks) == 1 else "".join(chunks)
    share = linked and _share(chunks, linked)
    for text in paragraphs(whole, preformatted=tag == "pre"):
        length = len(text)
        within = round(length * share) if share else 0
        lines.append(Line(text, length - within, within, links, index, tag))
    chunks.clear()


def _share(chunks: list[str], linked: int) -> float:
    return 1.0 if len(chunks) == 1 else linked / sum([len(text.strip()) for text in chunks])
