"""The links of a page that stand behind a label for tags: 标签：饮水 讲话, 推荐访问：…."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cleaners.facts.labels import LINE_OF_TAGS
from cleaners.metadata import Metadata
from cleaners.text import normalize_line
from cleaners.tree.nodes import TEXT, Node, after, around, is_blank, is_element, within

_WORDS = ("标签", "推荐访问", "推荐搜索", "关键", "热词", "tag", "Tag", "TAG")
_LABEL = re.compile(
    r"(?:^|[\s|｜·【\[（(])(?:推荐访问|推荐搜索|(?:本文|文章|相关)?标签|(?:本文|文章)?关键[词字]|(?:相关)?热词(?:搜索)?"
    r"|tags?)\s?(?:[】\]]\s?[:：]?|[:：])\s*$",
    re.I,
)
_OTHER_LABEL = re.compile(r"[:：]\s*$")
_UNREAD = frozenset(["script", "style", "title", "option", "textarea"])
_LONGEST, _MOST, _LEVELS = 20, 12, 3


def from_tag_links(tree: Node, lines: Sequence[str], into: Metadata) -> Metadata:
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


def _linked_tags(tree: Node, words: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of the links behind the first label for tags that has any; empty for none.

    Labels have one of the `words`, all of `_WORDS`.
    More than twelve are a cloud of the site's tags, and none of the page's.
    """
    for text in _texts_with(tree, words) if words else ():
        found = tuple(dict.fromkeys(_texts(_behind(text))))
        if found:
            return found if len(found) <= _MOST else ()
    return ()


def _texts_with(tree: Node, words: tuple[str, ...]) -> Iterator[Node]:
    """The texts of a tree that end with a label that has one of some words."""
    has_word = re.compile("|".join(words)).search
    for node in tree.traverse(include_text=True, skip_empty=True):
        if not (node.is_text_node and has_word(node.text_content)):
            continue
        holder = around(node)
        if holder and holder.tag not in _UNREAD and _LABEL.search(node.text_content[-40:]):
            yield node


def _behind(label: Node) -> list[Node]:
    """The links behind a label, in its element or beside it or one around it."""
    holder = around(label)
    if holder is None or label.prev is not None:
        return list(_links(after(label)))
    return within(holder, "a") or list(_links(_beside(holder)))


def _beside(element: Node) -> Iterator[Node]:
    """What stands behind an element with a label and nothing else, or behind one around it."""
    for _ in range(_LEVELS):
        if following := [each for each in after(element) if not is_blank(each)]:
            yield from following
            return
        holder = around(element)
        if holder is None or sum(map(is_element, holder.iter())) > 1:
            return
        element = holder


def _links(parts: Iterable[Node]) -> Iterator[Node]:
    """The links of the first element that holds some and of those alike next to it."""
    first, passed, several = "", False, False
    for part in parts:
        if part.tag == TEXT:
            if passed and _OTHER_LABEL.search(part.text_content):
                return
        elif is_element(part):
            if several:
                return
            passed = True
            links = [part] if part.tag == "a" else within(part, "a")
            first = first or (part.tag if links else "")
            if first and part.tag != first:
                return
            yield from links
            several = len(links) > 1


def _texts(links: Iterable[Node]) -> Iterator[str]:
    for link in links:
        text = normalize_line(link.text()).strip("# ")
        if 0 < len(text) <= _LONGEST:
            yield text
