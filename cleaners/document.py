"""A parsed page, and what is read from it: once, however many ask."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from cleaners import selectors
from cleaners.blocks import Reading, read
from cleaners.body import Body, find_body
from cleaners.elements import Elements, elements_of
from cleaners.head import Head, head_of
from cleaners.kinds import Kind, judge
from cleaners.rules import Selectors
from cleaners.tables import join_rows
from cleaners.titles import Title, title_of

_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:")


@dataclass
class Document:
    """A parsed page.

    `text` is the decoded source, `damaged` the number of its characters that could not be
    read, and `lost` tells that the tree does not hold all of the page.
    """

    tree: HtmlElement = field(repr=False)
    encoding: str
    text: str = field(repr=False)
    damaged: int = 0
    lost: bool = False

    @cached_property
    def reading(self) -> Reading:
        return join_rows(read(self.tree))

    @cached_property
    def elements(self) -> Elements:
        return elements_of(self.tree)

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
    def links(self) -> list[tuple[str, HtmlElement]]:
        """The links that lead to other pages, as written, and their elements, in order."""
        found = ((node.get("href", "").strip(), node) for node in self.elements["a"])
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
        selectors.remove(self.tree, unwanted)
        if unwanted:
            for name in ("reading", "elements", "head", "title", "body", "links", "_kinds"):
                self.__dict__.pop(name, None)
