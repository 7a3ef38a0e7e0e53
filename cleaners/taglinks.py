"""The links of a page that stand behind a label for tags: 标签：饮水 讲话, 推荐访问：…."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from cleaners.metadata import LINE_OF_TAGS, Metadata
from cleaners.text import normalize_line

_WORDS = ("标签", "推荐访问", "推荐搜索", "关键", "热词", "tag", "Tag", "TAG")
_LABEL = re.compile(
    r"(?:^|[\s|｜·【\[（(])(?:推荐访问|推荐搜索|(?:本文|文章|相关)?标签|(?:本文|文章)?关键[词字]|(?:相关)?热词(?:搜索)?"
    r"|tags?)\s?(?:[】\]]\s?[:：]?|[:：])\s*$",
    re.I,
)
_OTHER_LABEL = re.compile(r"[:：]\s*$")
_UNREAD = frozenset(["script", "style", "title", "option", "textarea"])
_LONGEST, _MOST, _LEVELS = 20, 12, 3


def from_tag_links(tree: HtmlElement, lines: Sequence[str], into: Metadata) -> Metadata:
    """Set the tags to the links behind a label that one of the lines around a text shows.

    A line alone does not tell where one tag ends when nothing stands between the links.
    """
    by_line = into.origins.get("tags") == LINE_OF_TAGS
    alone = not into.tags and any(len(line) <= _LONGEST and _LABEL.search(line) for line in lines)
    if (by_line or alone) and (found := _linked_tags(tree, _words_of(lines))):
        into.tags = found
        into.origins["tags"] = "links behind a label"
    return into


def _words_of(lines: Sequence[str]) -> tuple[str, ...]:
    begin = "\n".join(line[:_LONGEST] for line in lines)
    return tuple(word for word in _WORDS if word in begin)


@cache
def _texts_with(words: tuple[str, ...]) -> Callable[[HtmlElement], Any]:
    """What finds the texts of a tree with one of some words: each asked for takes its time."""
    return etree.XPath(
        f"/descendant::text()[{' or '.join(f'contains(., {word!r})' for word in words)}]"
    )


def _linked_tags(tree: HtmlElement, words: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of the links behind the first label for tags that has any; empty for none.

    Labels have one of the `words`, all of `_WORDS`.
    More than twelve are a cloud of the site's tags, and none of the page's.
    """
    for text in _texts_with(words)(tree) if words else ():
        holder = text.getparent()
        if holder is None or holder.tag in _UNREAD or not _LABEL.search(text[-40:]):
            continue
        found = tuple(dict.fromkeys(_behind(holder, tail=text.is_tail)))
        if found:
            return found if len(found) <= _MOST else ()
    return ()


def _behind(element: HtmlElement, *, tail: bool) -> list[str]:
    """The texts of the links behind a label, in its element or beside it or one around it."""
    if not tail and (own := list(element.iter("a"))):
        return list(_texts(own))
    parts = element.itersiblings() if tail else _beside(element)
    return list(_texts(_links(parts)))


def _beside(element: HtmlElement) -> Iterator[HtmlElement]:
    """What stands behind an element with a label and nothing else, or behind one around it."""
    for _ in range(_LEVELS):
        if element.getnext() is not None or (element.tail or "").strip():
            yield from element.itersiblings()
            return
        parent = element.getparent()
        if parent is None or len(parent) > 1:
            return
        element = parent


def _links(parts: Iterator[HtmlElement]) -> Iterator[HtmlElement]:
    """The links of the first element that holds some and of those alike next to it."""
    first = None
    for part in parts:
        links = [part] if part.tag == "a" else list(part.iter("a"))
        if first is None and links:
            first = part.tag
        if first is not None and part.tag != first:
            return
        yield from links
        if len(links) > 1 or _OTHER_LABEL.search(part.tail or ""):
            return


def _texts(links: Iterable[HtmlElement]) -> Iterator[str]:
    for link in links:
        text = normalize_line("".join(map(str, link.itertext()))).strip("# ")
        if 0 < len(text) <= _LONGEST:
            yield text
