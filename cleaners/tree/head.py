"""What a page says of itself where nobody reads it: its <title> and its <meta> tags."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaners.text import normalize_line
from cleaners.tree.blocks import Elements
from cleaners.tree.nodes import around, attribute


@dataclass(frozen=True, slots=True)
class Head:
    """`title` is the text of <title>; `meta` maps name (or property, itemprop) in lower case to
    content, the first one counts."""

    title: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)


def head_of(elements: Elements) -> Head:
    """Read <title> and <meta>, wherever they stand: many pages have them in the body."""
    said: dict[str, str] = {}
    for element in elements["meta"]:
        told = element.attributes
        name = told.get("property") or told.get("name") or told.get("itemprop")
        if name == "name" and (whose := around(element)) is not None:
            name = attribute(whose, "itemprop") or name  # <span itemprop="author">
        if name and name.lower() not in said:
            said[name.lower()] = normalize_line(told.get("content") or "")
    first = elements["title"][:1]
    return Head("".join(normalize_line(each.text()) for each in first), said)
