"""The visible text of a tree as lines in reading order, and the blocks that hold them."""

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from cleaners.hints import hint
from cleaners.text import paragraphs
from cleaners.visible import UNREAD, is_hidden, text_length

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
    if reader.largest_hidden is None:
        return reader.reading
    visible = sum(line.plain for line in reader.reading.lines)
    if reader.largest <= max(visible, 200):
        return reader.reading
    again = _Reader(shown=reader.largest_hidden)
    again.walk(tree)
    return again.reading


class _Reader:
    """One walk over a tree; `shown` is a hidden node to read all the same."""

    def __init__(self, shown: HtmlElement | None = None) -> None:
        self.reading = Reading()
        self.shown = shown
        self.largest = 0
        self.largest_hidden: HtmlElement | None = None
        self._chunks: list[str] = []
        self._plain = self._linked = self._links = self._depth = 0
        self._open: list[int] = [-1]

    def walk(self, tree: HtmlElement) -> None:
        walker = etree.iterwalk(tree, events=("start", "end"))
        skipped = None
        for event, element in walker:
            kind = _KINDS.get(element.tag)
            if event == "end":
                if kind and element is not skipped:
                    self._leave(kind)
                text = element.tail if element is not tree else None
            elif kind == _SKIP or (is_hidden(element) and self._leaves_out(element)):
                walker.skip_subtree()
                skipped = element
                continue
            else:
                if kind:
                    self._enter(element, kind)
                text = element.text
            if text and (self._chunks or not text.isspace()):
                self._add(text)
        self._flush()

    def _leaves_out(self, hidden: HtmlElement) -> bool:
        if hidden.tag == "body" or hidden is self.shown:
            return False
        length = text_length(hidden)
        if length > self.largest:
            self.largest, self.largest_hidden = length, hidden
        return True

    def _enter(self, element: HtmlElement, kind: int) -> None:
        if kind == _LINK:
            self._depth += 1
            self._links += 1
        else:
            self._flush()
            if kind == _BLOCK:
                self._begin(element)

    def _begin(self, element: HtmlElement) -> None:
        blocks, parent = self.reading.blocks, self._open[-1]
        above = blocks[parent].hint if parent >= 0 else 0
        own = hint(element.tag, element.get("class", ""), element.get("id", ""))
        if above <= -2 or own <= -2:
            own = min(above, own)
        start = len(self.reading.lines)
        self._open.append(len(blocks))
        blocks.append(Block(element, parent, start, start, own or above))

    def _leave(self, kind: int) -> None:
        if kind == _LINK:
            self._depth -= 1
        elif kind == _BLOCK:
            self._flush()
            self.reading.blocks[self._open.pop()].end = len(self.reading.lines)

    def _add(self, text: str) -> None:
        self._chunks.append(text)
        if self._depth:
            self._linked += len(text.strip())
        else:
            self._plain += len(text.strip())

    def _flush(self) -> None:
        if self._chunks:
            self._end_line()
        self._links = 0

    def _end_line(self) -> None:
        """One line, or more where `　　` begins a new paragraph inside it."""
        index = self._open[-1]
        tag = self.reading.blocks[index].element.tag if index >= 0 else ""
        share = self._linked / (self._plain + self._linked)
        for text in paragraphs("".join(self._chunks), preformatted=tag == "pre"):
            linked = round(len(text) * share) if share else 0
            line = Line(text, len(text) - linked, linked, self._links, index, tag)
            self.reading.lines.append(line)
        self._chunks.clear()
        self._plain = self._linked = 0
