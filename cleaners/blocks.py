"""The visible text of a tree as lines in reading order, and the blocks that hold them."""

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from cleaners.hints import hint
from cleaners.text import paragraphs
from cleaners.visible import UNREAD, UNSEEN, hides, longest

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
    parent: int
    start: int
    end: int
    hint: int


@dataclass(slots=True)
class Reading:
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def read(tree: HtmlElement) -> Reading:
    """The visible lines of a page.

    Hidden nodes and anti-copy noise are left out, unless one of them holds more text than
    all that is visible: such a body is shown by a script.
    """
    reader = _Reader()
    reader.walk(tree)
    if not reader.hidden:
        return reader.reading
    visible = sum(line.plain for line in reader.reading.lines)
    largest = longest(reader.hidden, max(visible, 200))
    if largest is None:
        return reader.reading
    again = _Reader(shown=largest)
    again.walk(tree)
    return again.reading


class _Reader:
    """One walk over a tree; `hidden` are the nodes it left out, `shown` is one to read."""

    def __init__(self, shown: HtmlElement | None = None) -> None:
        self.reading = Reading()
        self.hidden: list[HtmlElement] = []
        self._shown = shown
        self._chunks: list[str] = []
        self._linked = self._links = 0
        self._open: list[int] = [-1]

    def walk(self, tree: HtmlElement) -> None:
        """Every element passes here twice: what is written out here and not called saves half
        of the time that reading a page takes."""
        chunks, kinds, depth = self._chunks, list[int](), 0
        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                tag, get = element.tag, element.get
                kind, style, name = _KINDS.get(tag, 0), get("style"), get("class")
                unseen = name in UNSEEN or get("hidden") is not None or (style and hides(style))
                if kind == _SKIP or (unseen and self._leaves_out(element)):
                    walker.skip_subtree()
                    kinds.append(0)
                    continue
                kinds.append(kind)
                if kind == _LINK:
                    depth += 1
                    self._links += 1
                elif kind:
                    if chunks:
                        self._end_line()
                    self._links = 0
                    if kind == _BLOCK:
                        self._begin(element, hint(tag, name or "", get("id") or ""))
                text = element.text
            else:
                kind = kinds.pop()
                if kind == _LINK:
                    depth -= 1
                elif kind == _BLOCK:
                    if chunks:
                        self._end_line()
                    self._links = 0
                    self.reading.blocks[self._open.pop()].end = len(self.reading.lines)
                text = element.tail if kinds else None  # behind the tree is none of its text
            if text and (chunks or not text.isspace()):
                chunks.append(text)
                if depth:
                    self._linked += len(text.strip())
        if chunks:
            self._end_line()

    def _leaves_out(self, element: HtmlElement) -> bool:
        if element.tag == "body" or element is self._shown:
            return False
        self.hidden.append(element)
        return True

    def _begin(self, element: HtmlElement, own: int) -> None:
        blocks, opened = self.reading.blocks, self._open
        parent, start = opened[-1], len(self.reading.lines)
        above = blocks[parent].hint if parent >= 0 else 0
        if above <= -2 or own <= -2:
            own = min(above, own)
        opened.append(len(blocks))
        blocks.append(Block(element, parent, start, start, own or above))

    def _end_line(self) -> None:
        """One line, or more where `　　` begins a new paragraph inside it."""
        chunks, lines, index = self._chunks, self.reading.lines, self._open[-1]
        tag = self.reading.blocks[index].element.tag if index >= 0 else ""
        for text in paragraphs("".join(chunks), preformatted=tag == "pre"):
            linked = self._linked and round(len(text) * self._share())
            lines.append(Line(text, len(text) - linked, linked, self._links, index, tag))
        chunks.clear()
        self._linked = 0

    def _share(self) -> float:
        alone = len(self._chunks) == 1
        return 1.0 if alone else self._linked / sum(len(text.strip()) for text in self._chunks)
