"""The visible text of a tree as lines in reading order, and the blocks that hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cleaners.text import is_normal, paragraphs
from cleaners.tree.hints import SAYS, hint
from cleaners.tree.nodes import Node
from cleaners.tree.tags import BLOCK, BREAK, KNOWN, LINK, SKIP, TEXT, TOLD, told
from cleaners.tree.visible import HOLDS, UNSEEN, hides, longest, unfolded, unfolds

_ELEMENTS = ("a", "area", "base", "link", "meta", "rel", "script", "time", "title")

Elements = Mapping[str, Sequence[Node]]


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

    element: Node
    tag: str
    parent: int
    start: int
    end: int
    hint: int


@dataclass(slots=True)
class Reading:
    """The lines of a tree, the blocks that hold any, and its elements that tell of it beside.

    `elements` has those by their tag, in order, hidden or not: `a` (with `area`), `base`,
    `link`, `meta`, `script`, `time` and `title`, an empty list where there is none; `rel` has
    the links that have one.
    """

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    elements: Elements = field(default_factory=dict)


def read(tree: Node) -> Reading:
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
    if found is None and unfolds(line.text for line in reading.lines):
        found = unfolded(hidden)
    return reading if found is None else _walk(tree, found)[0]


def _walk(tree: Node, shown: Node | None = None) -> tuple[Reading, list[Node]]:
    """One walk over a tree: what it reads, and the hidden nodes left out; `shown` is none.

    Every node passes here: what is written out and not called saves half of the time that
    reading a page takes.
    """
    lines, blocks, hidden = list[Line](), list[Block](), list[Node]()
    elements: dict[str, list[Node]] = {tag: [] for tag in _ELEMENTS}
    elements["area"] = elements["a"]
    chunks, within, opened = list[str](), list[tuple[Node, int]](), [-1]
    length = linked = links = depth = 0
    bared, known = 0 if shown is None else shown.mem_id, KNOWN.get
    node = tree
    while True:
        kind, tag = known(node.tag_id) or told(node)
        if kind == TEXT:
            if chunks or not node.is_empty_text_node:
                text = node.text_content
                size = len(text.strip())
                if size or chunks:
                    chunks.append(text)
                    length += size
                    if depth:
                        linked += size
            following = node.next
        elif kind >= SKIP and node.mem_id != bared:
            if kind == SKIP:
                if tag in HOLDS:
                    hidden.append(node)
                _collect(node, tag, elements)
            elif kind == BREAK:
                if chunks:
                    _end_line(chunks, linked / length, links, opened[-1], blocks, lines)
                    length = linked = 0
                links = 0
            following = node.next if within else None
        else:
            said = node.attributes
            if (
                said
                and (
                    "hidden" in said
                    or said.get("class") in UNSEEN
                    or ("style" in said and (style := said["style"]) and hides(style))
                )
                and tag != "body"
                and node.mem_id != bared
            ):
                hidden.append(node)
                _collect(node, tag, elements)
                following = node.next if within else None
            else:
                if kind == LINK:
                    elements["a"].append(node)
                    if "rel" in said:
                        elements["rel"].append(node)
                    if "href" not in said and (said.get("name") or said.get("id")):
                        kind = 0  # it marks a place
                    else:
                        depth += 1
                        links += 1
                elif kind == TOLD:
                    elements[tag].append(node)
                elif kind:
                    if chunks:
                        _end_line(chunks, linked / length, links, opened[-1], blocks, lines)
                        length = linked = 0
                    links = 0
                    kind = BLOCK  # whatever is shown
                    own = hint(tag, said.get("class"), said.get("id")) if said or tag in SAYS else 0
                    parent, start = opened[-1], len(lines)
                    above = blocks[parent].hint if parent >= 0 else 0
                    if own > 1:
                        own = 1
                    elif above <= -2 or own <= -2:
                        own = above if above < own else own
                    opened.append(len(blocks))
                    blocks.append(Block(node, tag, parent, start, start, own or above))
                within.append((node, kind))
                following = node.first_child
        while following is None:
            if not within:
                if chunks:
                    _end_line(chunks, linked / length, links, -1, blocks, lines)
                return Reading(lines, blocks, elements), hidden
            node, kind = within.pop()
            if kind == LINK:
                depth -= 1
            elif kind == BLOCK:
                if chunks:
                    _end_line(chunks, linked / length, links, opened[-1], blocks, lines)
                    length = linked = 0
                links = 0
                block = blocks[opened.pop()]
                block.end = len(lines)
                if block.end == block.start:  # the last one: those inside it went before
                    blocks.pop()
            if within:  # behind the tree is none of its text
                following = node.next
        node = following


def _collect(node: Node, tag: str, elements: dict[str, list[Node]]) -> None:
    """Add what a node that is not read, and those in it, tell beside the text."""
    if tag == "script":
        elements[tag].append(node)
        return
    for inside in node.traverse():
        if (found := elements.get(inside.tag)) is not None:
            found.append(inside)
            if inside.tag == "a" and "rel" in inside.attributes:
                elements["rel"].append(inside)


def _end_line(
    chunks: list[str], share: float, links: int, index: int, blocks: list[Block], lines: list[Line]
) -> None:
    """One line, or more where `　　` begins a new paragraph inside it; `share` is that in links."""
    tag = blocks[index].tag if index >= 0 else ""
    whole = "".join(chunks)
    chunks.clear()
    text = whole.strip()
    if is_normal(text) and tag != "pre":
        within = round(len(text) * share) if share else 0
        lines.append(Line(text, len(text) - within, within, links, index, tag))
        return
    for text in paragraphs(whole, preformatted=tag == "pre"):
        length = len(text)
        within = round(length * share) if share else 0
        lines.append(Line(text, length - within, within, links, index, tag))
