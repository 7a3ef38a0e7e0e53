"""What a profile's selectors find in a tree."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from cleaners.dates import parse_date
from cleaners.metadata import Metadata, tag_words
from cleaners.rules import Rules, Selectors, xpath
from cleaners.text import normalize_line

_FIELDS = ("published", "source", "speaker", "category", "tags", "views")
_LABEL = re.compile(
    r"^\s*(?:发布|文章|信息|稿件)?(?:时间|日期|来源|作者|发布人|编辑|推荐访问|标签|关键词|栏目|分类)\s{0,3}[:：]\s{0,3}"
)
_NUMBER = re.compile(r"\d{1,9}")


def nodes(tree: HtmlElement, selectors: Selectors) -> tuple[list[HtmlElement], str]:
    """The elements of the first selector that finds any, and that selector."""
    for selector in selectors:
        found = [node for node in _matches(tree, selector) if isinstance(node, etree._Element)]
        if found:
            return found, selector
    return [], ""


def text(tree: HtmlElement, selectors: Selectors) -> tuple[str, str]:
    """The text of the first node of the first selector that finds some, and that selector."""
    for selector in selectors:
        for found in _texts(tree, selector):
            return found, selector
    return "", ""


def remove(tree: HtmlElement, selectors: Selectors) -> None:
    """Take the nodes of every selector out of a tree; the text behind them stays."""
    for selector in selectors:
        for node in _matches(tree, selector):
            if isinstance(node, HtmlElement) and node.getparent() is not None:
                node.drop_tree()


def fields(tree: HtmlElement, rules: Rules) -> Metadata:
    """What a profile's selectors tell of a text, besides its title and body."""
    said = Metadata()
    for name in _FIELDS:
        for selector in getattr(rules.extract, name):
            value = _typed(name, list(_texts(tree, selector)))
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


def _texts(tree: HtmlElement, selector: str) -> Iterator[str]:
    for node in _matches(tree, selector):
        raw = "".join(map(str, node.itertext())) if isinstance(node, etree._Element) else str(node)
        if found := normalize_line(raw):
            yield found


def _matches(tree: HtmlElement, selector: str) -> list[object]:
    found = tree.xpath(xpath(selector))
    return list(found) if isinstance(found, list) else [found]
