"""What the links of a page say of it by their `rel`: category, tags, author.

https://microformats.org/wiki/rel-tag and https://html.spec.whatwg.org/#linkTypes; WordPress and
its kin write them on every article.
"""

from collections.abc import Iterable, Iterator

from cleaners.facts.names import person_name
from cleaners.metadata import Metadata
from cleaners.text import normalize_line
from cleaners.tree.nodes import Node, around, attribute

# More of them are those of the whole site: a cloud of tags.
_MOST_TAGS, _LONGEST = 12, 30


def from_relations(links: Iterable[Node], into: Metadata) -> Metadata:
    """Fill category, tags and speaker where nothing else told them; `links` have a `rel`."""
    if into.category and into.tags and into.speaker:
        return into
    related = [
        (set(rel.lower().split()), node) for node in links if (rel := attribute(node, "rel"))
    ]
    for words, node in related:
        if {"category", "tag"} <= words:
            into.offer("category", _text(node), "link rel=category")
        elif "author" in words:
            into.offer("speaker", person_name(_text(node)), "link rel=author")
    tags = dict.fromkeys(_beside([node for words, node in related if words == {"tag"}]))
    if len(tags) <= _MOST_TAGS:
        into.offer("tags", tuple(tags), "links rel=tag")
    return into


def _beside(nodes: list[Node]) -> Iterator[str]:
    """The texts of the first link and of those in the same element, or in one like it beside."""
    places = [_place(node) for node in nodes]
    for node, place in zip(nodes, places, strict=True):
        if place == places[0] and (text := _text(node)):
            yield text


def _place(node: Node) -> tuple[int, str]:
    """The element around the one that holds a link, as a number, and the tag of that one."""
    parent = around(node)
    above = parent and around(parent)
    return (above.mem_id if above else 0, parent.tag if parent else "")


def _text(node: Node) -> str:
    return normalize_line(node.text())[:_LONGEST].strip("# ")
