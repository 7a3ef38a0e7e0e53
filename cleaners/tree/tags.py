"""What kinds of elements there are, by their tags."""

from cleaners.tree.nodes import TEXT as _TEXT
from cleaners.tree.nodes import Node
from cleaners.tree.visible import UNREAD

BLOCK, LINK, TOLD, SKIP, BREAK, EMPTY, TEXT = 1, 2, 3, 4, 5, 6, 7
"""Kinds: its text is its own lines, a link, told beside the text, not read, a line's end, empty,
a text itself."""
_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav
    ol p pre section summary table tbody td tfoot th thead tr ul
"""
# What authors call custom elements that hold paragraphs, besides.
_CUSTOM = """
    block card cell col column container content heading item list page panel para paragraph quote
    root row tab title view wrap wrapper
"""
_CALLED, _MOST_TAGS = frozenset((_BLOCKS + _CUSTOM).split()), 1_000


class _Kinds(dict[str, int]):
    """The kinds of elements by their tags; a custom one is a block when the last part of its name
    is called as one: <ne-p>, <my-card>. Instructions like <?xml:namespace …/> have no tag."""

    def __missing__(self, tag: str | None) -> int:
        if tag is None:
            return EMPTY
        kind = BLOCK if "-" in tag and tag.rpartition("-")[2] in _CALLED else 0
        if len(self) < _MOST_TAGS:
            self[tag] = kind
        return kind


_KINDS = _Kinds(
    dict.fromkeys(UNREAD, SKIP)
    | dict.fromkeys(_BLOCKS.split(), BLOCK)
    | dict.fromkeys(("base", "link", "meta", "time"), TOLD)
    | dict.fromkeys(("img", "style", "svg", "math", "wbr", "-comment", "-doctype"), EMPTY)
    | {"br": BREAK, "a": LINK, _TEXT: TEXT}
)
_MOST_NUMBERS = 1_000
KNOWN: dict[int, tuple[int, str]] = {}
"""The kinds and tags by lexbor's own numbers, as they are met: half as dear as a tag's name."""


def told(node: Node) -> tuple[int, str]:
    """The kind and the tag of a node; a custom element's number is good for its own tree only."""
    tag = node.tag
    found = _KINDS[tag], tag
    if node.tag_id < _MOST_NUMBERS:
        KNOWN[node.tag_id] = found
    return found


HEADINGS = frozenset(["h1", "h2", "h3"])
"""Those that head a text or a section of it; further ones are set by taste."""
