"""What a profile's selectors find in a tree."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from lxml import etree
from lxml.html import HtmlElement

from cleaners.dates import parse_date
from cleaners.facts.labels import tag_words
from cleaners.metadata import Metadata
from cleaners.rules import Rules, Selectors, xpath
from cleaners.text import normalize_line
from cleaners.tree.nodes import Node, knows

_FIELDS = ("published", "source", "speaker", "category", "tags", "views")
_LABEL = re.compile(
    r"^\s*(?:发布|文章|信息|稿件)?(?:时间|日期|来源|作者|发布人|编辑|推荐访问|标签|关键词|栏目|分类)\s{0,3}[:：]\s{0,3}"
)
_NUMBER = re.compile(r"\d{1,9}")
_STRUCTURE = re.compile(r"[/>+~:(*\\]")


class Trees(Protocol):
    """A page as both parsers have it: lexbor's tree is at hand, libxml2's made when asked for."""

    @property
    def tree(self) -> Node: ...
    @property
    def xpath_tree(self) -> HtmlElement: ...


@lru_cache(maxsize=1024)
def is_plain(selector: str) -> bool:
    """True for CSS that finds the same in both trees, of tags, classes, ids and attributes.

    The others are XPath, or ask how elements stand to one another: browsers and lexbor put a
    <tbody> into each table, libxml2 and the Scrapy shell do not.
    """
    return not _STRUCTURE.search(selector) and knows(selector)


def nodes(page: Trees, selector: str) -> list[Node]:
    """The elements that a plain selector finds, in order."""
    return list({node.mem_id: node for node in page.tree.css(selector)}.values())


def elements(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements of libxml2's tree that any selector finds, in order."""
    return [node for node in _matches(tree, selector) if isinstance(node, HtmlElement)]


def text(page: Trees, selectors: Selectors) -> tuple[str, str]:
    """The text of the first node of the first selector that finds some, and that selector."""
    for selector in selectors:
        for found in _texts(page, selector):
            return found, selector
    return "", ""


def remove(tree: HtmlElement, selectors: Selectors) -> None:
    """Take what selectors find out of libxml2's tree; the text behind it stays."""
    for selector in selectors:
        for node in elements(tree, selector):
            if node.getparent() is not None:
                node.drop_tree()


def fields(page: Trees, rules: Rules) -> Metadata:
    """What a profile's selectors tell of a text, besides its title and body."""
    said = Metadata()
    for name in _FIELDS:
        for selector in getattr(rules.extract, name):
            value = _typed(name, list(_texts(page, selector)))
            said.offer(name, value, f"profile selector {selector}")
    return said


def _typed(name: str, texts: list[str]) -> object:
    if name == "tags":
        return tag_words(" ".join(_LABEL.sub("", found) for found in texts))
    first = texts[0] if texts else ""
    if name == "published":
        return parse_date(first)
    if name == "views":
        number = _NUMBER.search(first)
        return int(number[0]) if number else None
    return _LABEL.sub("", first)


def _texts(page: Trees, selector: str) -> Iterator[str]:
    if is_plain(selector):
        texts = [node.text() for node in nodes(page, selector)]
    else:
        texts = [_text(node) for node in _matches(page.xpath_tree, selector)]
    yield from filter(None, map(normalize_line, texts))


def _text(node: object) -> str:
    return "".join(map(str, node.itertext())) if isinstance(node, etree._Element) else str(node)


def _matches(tree: HtmlElement, selector: str) -> list[object]:
    found = tree.xpath(xpath(selector))
    return list(found) if isinstance(found, list) else [found]
