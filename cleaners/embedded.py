"""What a page holds for machines but does not show: texts for its script, and its day."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement

from cleaners.blocks import read
from cleaners.dates import parse_date
from cleaners.elements import Elements
from cleaners.text import has_stop, paragraphs

# datePublished as schema.org names it, pubDate as Baidu does.
_DAY = re.compile(r'"(?:datePublished|pubDate)"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_LARGEST, _SHORTEST, _DEEPEST = 1_000_000, 60, 6
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))


def embedded_lines(tree: HtmlElement) -> tuple[list[str], str]:
    """The lines of the longest text that a page only carries, and where; none without one.

    Looks at articleBody in JSON-LD (https://schema.org/articleBody) and at HTML in <textarea>.
    """
    found = [(text, "JSON-LD articleBody") for text in _declared(tree)]
    found += [(text, "textarea") for text in _areas(tree)]
    text, origin = max(found, key=lambda each: len(each[0]), default=("", ""))
    lines = _lines(text)
    return (lines, origin) if sum(map(len, lines)) >= _SHORTEST else ([], "")


def embedded_day(elements: Elements) -> tuple[datetime | None, str]:
    """The time that JSON-LD or the first <time datetime=…> declares, and which of them."""
    for script in _data(elements["script"]):
        if found := _DAY.search(script):
            return parse_date(found[1]), "JSON-LD"
    for element in elements["time"]:
        if said := element.get("datetime"):
            return parse_date(said), "time datetime"
    return None, ""


def _data(scripts: Iterable[HtmlElement]) -> Iterator[str]:
    for script in scripts:
        if script.get("type") == "application/ld+json" and script.text:
            yield script.text[:_LARGEST]


def _declared(tree: HtmlElement) -> Iterator[str]:
    for script in _data(tree.iter("script")):
        if "articleBody" in script:
            try:
                # Line breaks inside strings are no JSON, but what many sites write.
                yield from _bodies(json.loads(script, strict=False), 0)
            except (ValueError, RecursionError):
                continue


def _bodies(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        text = value.get("articleBody")
        if isinstance(text, str):
            yield text
        for inside in value.values():
            yield from _bodies(inside, depth + 1)
    elif isinstance(value, list):
        for inside in value:
            yield from _bodies(inside, depth + 1)


def _areas(tree: HtmlElement) -> Iterator[str]:
    for area in tree.iter("textarea"):
        text = (area.text or "")[:_LARGEST]
        if "<" in text and has_stop(text):
            yield text


def _lines(text: str) -> list[str]:
    if "<" not in text:
        return paragraphs(text, preformatted=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    return [] if tree is None else [line.text for line in read(tree).lines]
