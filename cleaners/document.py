"""A parsed page, and what is read from it: once, however many ask."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from cleaners import selectors
from cleaners.facts.titles import Title, title_of
from cleaners.kinds import Kind, judge
from cleaners.place.body import Body, find_body
from cleaners.plain import title_of_text
from cleaners.rules import Selectors
from cleaners.tree.blocks import Elements, Reading, read
from cleaners.tree.bombs import LIBXML_ATTRIBUTES, bomb
from cleaners.tree.broken import ended, lightened
from cleaners.tree.counts import tags_of
from cleaners.tree.head import Head, head_of
from cleaners.tree.libxml import libxml_tree, written
from cleaners.tree.nodes import Node, attribute, tree_of
from cleaners.tree.tables import join_rows

_MARK = "data-yanlu-found"
# A page that shows less may have lost the rest to a <script/>.
_LITTLE = 200
_READ = ("xpath_tree", "reading", "head", "title", "body", "links", "_kinds")
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
    _dropped: Selectors = ()

    @cached_property
    def reading(self) -> Reading:
        reading = join_rows(read(self.tree))
        little = sum(line.plain for line in reading.lines) < _LITTLE
        if (little or self.text.startswith("<?xml")) and (whole := ended(self.text)) != self.text:
            source = whole.encode("utf-8", "replace")
            self.tree = tree_of(lightened(source, tags_of(source)))
            return join_rows(read(self.tree))
        return reading

    @property
    def elements(self) -> Elements:
        return self.reading.elements

    @cached_property
    def xpath_tree(self) -> HtmlElement:
        """The page as libxml2 reads it, for the selectors of profiles."""
        source = self.text.encode("utf-8", "replace")
        refused = bomb(source, tags_of(source).all, LIBXML_ATTRIBUTES)
        tree = libxml_tree(b"" if refused else source)
        selectors.remove(tree, self._dropped)
        return tree

    @cached_property
    def head(self) -> Head:
        return head_of(self.elements)

    @cached_property
    def title(self) -> Title:
        found = title_of(self.head, self.reading)
        return found if found.text else title_of_text(self.reading)

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
        if not unwanted:
            return
        self._dropped += unwanted
        for name in _READ:
            self.__dict__.pop(name, None)
        if not all(map(selectors.is_plain, unwanted)):
            self.tree = tree_of(written(self.xpath_tree))
            return
        for node in [node for each in unwanted for node in selectors.nodes(self, each)]:
            if node.tag != "html":
                node.decompose()

    def read_in(self, wanted: Selectors) -> tuple[list[Reading], str]:
        """What the elements of the first selector that finds any hold, and that selector."""
        for selector in wanted:
            plain = selectors.is_plain(selector)
            found = selectors.nodes(self, selector) if plain else self._found(selector)
            if found:
                return [join_rows(read(node)) for node in found], selector
        return [], ""

    def _found(self, selector: str) -> list[Node]:
        """What a selector finds in libxml2's tree, as lexbor has it."""
        found = selectors.elements(self.xpath_tree, selector)
        for element in found:
            element.set(_MARK, "")
        marked = tree_of(written(self.xpath_tree)).css(f"[{_MARK}]") if found else []
        for element in found:
            del element.attrib[_MARK]
        return marked
