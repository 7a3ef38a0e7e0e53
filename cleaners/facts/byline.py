"""Who wrote a text, where only a class or an attribute beside its title tells it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from cleaners.facts.names import account_name, clean_name, is_person
from cleaners.metadata import Metadata
from cleaners.text import normalize_line
from cleaners.tree.blocks import Reading
from cleaners.tree.nodes import Node, around, attribute, is_element, texts_in, within

_CLASS = re.compile(
    r"(?<![a-z])(?:author[-_]?(?:name|info[-_]?name)?|auth(?:i|or)|by-?line|nick[-_]?name|user[-_]?name"
    r"|profile_nickname|meta_nickname|meta_text|read-?name|writer|poster|reporter|zuozhe)(?![a-z])",
    re.I,
)
_AROUND = re.compile(r"meta|info|auth", re.I)
# Where a link to an account leads.
_USER = re.compile(
    r"(?:^|[/.])(?:user(?:s|home)?|author|space|u|people|profile|member|blog)[/=-](?!log|reg|index|center|message)"
    r"(?:[a-z]{1,8}[/=-])?[\w%.-]{1,40}/?$|//(?:space|user|u)\.[\w.-]{3,60}/\w{2,40}/?$|[?&](?:uid|userid|author)=\w|space-uid-\d",
    re.I,
)
# An account that is a paper of its own, as on WeChat.
_OUTLET = re.compile("profile|meta_nick|media", re.I)
# On WeChat a name's, a day's or a place's.
_OF_ANY = "meta_text"
# So many short lines below the title, and above it, are looked at up to the first paragraph, in
# blocks of so few lines, and so many elements of a block.
_LINES, _SHORT, _SMALL, _ELEMENTS, _LONGEST = 6, 60, 4, 8, 24

_ABOVE = 8
_ADDRESS = 200
_ENDS, _PROSE = frozenset("。！？"), 20
_STAFF = re.compile("^(?:作者|文)\\s?[:：/]\\s?")
# Signs of a font of icons: Unicode's area for private use.
_ICON = re.compile("[\ue000-\uf8ff]")


def from_byline(reading: Reading, title_at: int | None, into: Metadata) -> Metadata:
    """Fill the speaker from an element that is named as the author's, where nothing else told
    one: below the title or above it, as in a forum."""
    if (into.speaker and into.source) or title_at is None:
        return into
    below = range(title_at + 1, title_at + _LINES)
    above = range(max(0, title_at - _ABOVE), title_at)
    for numbers in (below, above):
        for element in _beside(reading, numbers):
            if not (_says_author(element) or (numbers is below and _leads_to_user(element))):
                continue
            if _OF_ANY in _named(element):
                named = _first(element) if is_person(_first(element)) else ""
                into.offer("speaker", clean_name(named), _origin(element))
            elif _OUTLET.search(_named(element)):
                into.offer("source", clean_name(_first(element)), _origin(element))
            elif name := account_name(_text(element)) or _person_in(element):
                into.offer("speaker", name, _origin(element))
                return into
    return into


def from_microdata(tree: Node, into: Metadata) -> Metadata:
    """Fill the speaker from the first element that schema.org's microdata call the author."""
    for found in tree.css('[itemprop="author"]')[:1]:
        named = next(iter(found.css('[itemprop="name"]')), found)
        name = attribute(named, "content") or normalize_line(named.text())
        into.offer("speaker", account_name(_STAFF.sub("", name)), "itemprop author")
    return into


def _beside(reading: Reading, numbers: range) -> Iterator[Node]:
    seen = {-1}
    for line in reading.lines[numbers.start : numbers.stop]:
        if line.text[-1] in _ENDS and len(line.text) >= _PROSE:
            return
        if line.block not in seen and len(line.text) <= _SHORT:
            seen.add(line.block)
            block = reading.blocks[line.block]
            if block.end - block.start <= _SMALL:
                yield from islice(filter(is_element, block.element.traverse()), _ELEMENTS)


def _says_author(element: Node) -> bool:
    said = element.attributes
    name = said.get("class")
    if name == "name" and (parent := around(element)) is not None:
        return _AROUND.search(attribute(parent, "class")) is not None
    return (name is not None and _is_class(name)) or said.get("itemprop") == "author"


def _person_in(element: Node) -> str | None:
    """The first words in an element, where they are a person's name: what follows describes him."""
    first = _first(element)
    return first if is_person(first) else None


def _leads_to_user(element: Node) -> bool:
    return element.tag == "a" and _USER.search(attribute(element, "href")[:_ADDRESS]) is not None


@lru_cache(maxsize=4096)
def _is_class(name: str) -> bool:
    return _CLASS.search(name) is not None


def _first(element: Node) -> str:
    """The first words in an element: what stands behind an account's name describes it."""
    return next((text for x in texts_in(element) if (text := normalize_line(x))), "")


def _named(element: Node) -> str:
    return attribute(element, "class") or "author"


def _origin(element: Node) -> str:
    return f"element named {_named(element)}"


def _text(element: Node) -> str:
    """The words of an element, or of the first link in it: beside that stands who he is."""
    linked = (text for link in within(element, "a") if (text := normalize_line(link.text())))
    found = next(linked, "") or normalize_line("".join(islice(texts_in(element), _ELEMENTS)))
    return _ICON.sub("", found[:_LONGEST]).strip()
