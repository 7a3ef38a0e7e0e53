"""A parsed page, and what is read from it: once, however many ask."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from cleaners import selectors
from cleaners.blocks import Elements, Reading, read
from cleaners.body import Body, find_body
from cleaners.bombs import LIBXML_ATTRIBUTES, bomb
from cleaners.head import Head, head_of
from cleaners.kinds import Kind, judge
from cleaners.libxml import libxml_tree, written
from cleaners.nodes import Node, attribute, tree_of
from cleaners.rules import Selectors
from cleaners.tables import join_rows
from cleaners.titles import Title, title_of

_MARK = "data-yanlu-found"
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:")


@dataclass
class Document:
    """A parsed page.

    `text` is the decoded source, `damaged` the number of its characters that could not be
    read.
    """

    tree: Node = field(repr=False)
    encoding: str
    text: str = field(repr=False)
    damaged: int = 0

    @cached_property
    def reading(self) -> Reading:
        return join_rows(read(self.tree))

    @property
    def elements(self) -> Elements:
        return self.reading.elements

    @cached_property
    def xpath_tree(self) -> HtmlElement:
        """The page as libxml2 reads it, for the selectors of profiles."""
        source = self.text.encode("utf-8", "replace")
        refused = bomb(source, source.count(b"<"), LIBXML_ATTRIBUTES)
        return libxml_tree(b"" if refused else source)

    @cached_property
    def head(self) -> Head:
        return head_of(self.elements)

    @cached_property
    def title(self) -> Title:
        return title_of(self.head, self.reading)

    @cached_property
    def body(self) -> Body | None:
        return find_body(self.reading, self.title.line)

    @cached_property
    def links(self) -> list[tuple[str, Node]]:
        """The links that lead to other pages, as written, and their elements, in order."""
        found = ((attribute(node, "href").strip(), node) for node in self.elements["a"])
        return [(href, node) for href, node in found if href and not href.startswith(_NO_PAGE)]

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {}

    def kind(self, url: str) -> Kind:
        """What the page is at an address: `article` (one text), `list` (links to texts), `other`.

        Weighs the text found against the lines that are links, and what the address looks like.
        """
        if url not in self._kinds:
            self._kinds[url] = judge(self.reading, self.body, self.title.line, url)
        return self._kinds[url]

    def drop(self, unwanted: Selectors) -> None:
        """Take nodes out of the tree; what was read from it is read again when asked for."""
        if unwanted:
            selectors.remove(self.xpath_tree, unwanted)
            self.tree = tree_of(written(self.xpath_tree))
            for name in ("reading", "head", "title", "body", "links", "_kinds"):
                self.__dict__.pop(name, None)

    def read_in(self, wanted: Selectors) -> tuple[list[Reading], str]:
        """What the elements of the first selector that finds any hold, and that selector."""
        found, selector = selectors.nodes(self.xpath_tree, wanted) if wanted else ([], "")
        if not found:
            return [], ""
        for number, element in enumerate(found):
            element.set(_MARK, str(number))
        marked = tree_of(written(self.xpath_tree)).css(f"[{_MARK}]")
        nodes = {attribute(node, _MARK): node for node in marked}
        return [
            join_rows(read(nodes[str(n)])) for n in range(len(found)) if str(n) in nodes
        ], selector
