"""What the links of a page say of it by their `rel`: category, tags, author.

https://microformats.org/wiki/rel-tag and https://html.spec.whatwg.org/#linkTypes; WordPress and
its kin write them on every article.
"""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from cleaners.metadata import Metadata
from cleaners.names import person_name
from cleaners.text import normalize_line

# More of them are those of the whole site: a cloud of tags.
_MOST_TAGS, _LONGEST = 12, 30


def from_relations(links: Iterable[HtmlElement], into: Metadata) -> Metadata:
    """Fill category, tags and speaker where nothing else told them."""
    if into.category and into.tags and into.speaker:
        return into
    related = [(set(rel.lower().split()), node) for node in links if (rel := node.get("rel"))]
    for words, node in related:
        if {"category", "tag"} <= words:
            into.offer("category", _text(node), "link rel=category")
        elif "author" in words:
            into.offer("speaker", person_name(_text(node)), "link rel=author")
    tags = dict.fromkeys(_beside([node for words, node in related if words == {"tag"}]))
    if len(tags) <= _MOST_TAGS:
        into.offer("tags", tuple(tags), "links rel=tag")
    return into


def _beside(nodes: list[HtmlElement]) -> Iterator[str]:
    """The texts of the first link and of those in the same element, or in one like it beside."""
    places = [_place(node) for node in nodes]
    for node, place in zip(nodes, places, strict=True):
        if place == places[0] and (text := _text(node)):
            yield text


def _place(node: HtmlElement) -> tuple[HtmlElement | None, str]:
    """The element around the one that holds a link, and the tag of that one."""
    parent = node.getparent()
    return (None, "") if parent is None else (parent.getparent(), parent.tag)


def _text(node: HtmlElement) -> str:
    return normalize_line("".join(map(str, node.itertext())))[:_LONGEST].strip("# ")
