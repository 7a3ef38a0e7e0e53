"""What is asked of the nodes of a page's tree, beside what lexbor tells of them itself."""

from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

TEXT = "-text"
"""The tag of a node of text."""


class Node(Protocol):
    """A node of a page's tree, as lexbor has it.

    `tag` is in lower case, and begins with a hyphen for what is no element. `text_content` is
    that of a node of text; `text` gives all the text of an element. Two nodes are one where
    their `mem_id` is: == compares what they hold. An attribute without a value has None.
    """

    @property
    def mem_id(self) -> int: ...
    @property
    def tag(self) -> str: ...
    @property
    def tag_id(self) -> int: ...
    @property
    def is_text_node(self) -> bool: ...
    @property
    def is_empty_text_node(self) -> bool: ...
    @property
    def text_content(self) -> str: ...
    @property
    def attributes(self) -> Mapping[str, str | None]: ...
    @property
    def parent(self) -> "Node | None": ...
    @property
    def first_child(self) -> "Node | None": ...
    @property
    def next(self) -> "Node | None": ...
    @property
    def prev(self) -> "Node | None": ...
    def text(self, *, separator: str = "") -> str: ...
    def iter(self) -> "Iterator[Node]": ...
    def traverse(
        self, *, include_text: bool = False, skip_empty: bool = False
    ) -> "Iterator[Node]": ...
    def css(self, query: str) -> "list[Node]": ...
    def decompose(self) -> None: ...


def tree_of(source: bytes) -> Node:
    """The <html> element of a page in UTF-8; on an empty page, one without content.

    Raises MemoryError when there is not enough of it.
    """
    try:
        return cast(Node, LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS).root)
    except SelectolaxError as error:  # it fails at nothing else
        raise MemoryError from error


def knows(selector: str) -> bool:
    """True for CSS that lexbor can read."""
    try:
        tree_of(b"").css(selector)
    except SelectolaxError:
        return False
    return True


def is_element(node: Node) -> bool:
    """False for a text, a comment and the like."""
    return not (node.tag or "-").startswith("-")


def is_blank(node: Node) -> bool:
    """True for a text of spaces, and for what is neither element nor text."""
    return not is_element(node) and not (node.text_content or "").strip()


def attribute(node: Node, name: str) -> str:
    """The value of an attribute; "" when it has none, or is not there."""
    return node.attributes.get(name) or ""


def within(node: Node, tag: str) -> list[Node]:
    """The elements below a node that have a tag, in order."""
    return [inside for inside in node.css(tag) if inside.mem_id != node.mem_id]


def texts_in(node: Node) -> Iterator[str]:
    """The texts below a node, in order."""
    for inside in node.traverse(include_text=True, skip_empty=True):
        if inside.tag == TEXT:
            yield inside.text_content


def after(node: Node) -> Iterator[Node]:
    """What stands behind a node in the same element: elements and texts, in order."""
    following = node.next
    while following is not None:
        yield following
        following = following.next


def before(node: Node) -> Iterator[Node]:
    """What stands before a node in the same element, the nearest first."""
    preceding = node.prev
    while preceding is not None:
        yield preceding
        preceding = preceding.prev


def around(node: Node) -> Node | None:
    """The element that holds a node; None for <html>."""
    parent = node.parent
    return None if parent is None or parent.tag == "-document" else parent
