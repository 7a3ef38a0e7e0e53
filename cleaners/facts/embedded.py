"""What a page holds for machines but does not show: texts for its script, and its day."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

from cleaners.dates import SHANGHAI, parse_date
from cleaners.facts.names import is_person
from cleaners.facts.parted import parted_text
from cleaners.text import has_stop, paragraphs
from cleaners.tree.blocks import Elements, read
from cleaners.tree.nodes import Node, attribute, tree_of, within

# datePublished as schema.org names it, pubDate as Baidu does.
_DAY = re.compile(r'"(?:datePublished|pubDate)"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_AUTHOR = re.compile(
    r'"author"\s{0,4}:\s{0,4}[\[{\s]{0,6}"@type"\s{0,4}:\s{0,4}"Person"\s{0,4},\s{0,4}"name"\s{0,4}:\s{0,4}"([^"]{2,30})"'
)
# The names under which pages built by a script hand it the day and the text.
_SCRIPT_DAY = re.compile(
    r"(?<![\w.])(?:publish(?:ed)?_?(?:time|date|at)|pub_?(?:time|date)|ptime|release_?(?:time|date)"
    r"|(?:ori_?)?create_?time|news_?(?:time|date))[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
    r"((?:19|20)\d\d[-/年]\d{1,2}[-/月]\d{1,2}[^\"'<,}]{0,16}|1\d{9}(?:\d{3})?(?!\d))",
    re.I,
)
# What those names hold, in lower case and without underscores.
_DAY_NAMES = (
    b"publishtime", b"publishdate", b"publishat", b"publishedtime", b"publisheddate",
    b"publishedat", b"pubtime", b"pubdate", b"ptime", b"releasetime", b"releasedate",
    b"createtime", b"newstime", b"newsdate",
)  # fmt: skip
_SCRIPT_TEXT = re.compile(
    r"[\"'](?:content|article_?(?:body|content)|body|content_?html|html|detail|text)[\"']\s{0,3}:\s{0,3}"
    r"\"((?:[^\"\\]|\\.){200,}+)\"",
    re.I | re.S,
)
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_LARGEST, _SHORTEST, _DEEPEST = 1_000_000, 60, 6
# One text among many of its length is an entry of a list.
_LONGEST_OF = 2


def embedded_lines(tree: Node, *, scripts: bool = False) -> tuple[list[str], str]:
    """The lines of the longest text that a page only carries, and where; none without one.

    Looks at articleBody in JSON-LD (https://schema.org/articleBody) and at HTML in <textarea>;
    with `scripts`, at what other scripts hold under names like "content", too.
    """
    found = [(text, "JSON-LD articleBody") for text in _declared(tree)]
    found += [(text, "script") for text in _carried(within(tree, "script"))] if scripts else []
    found += [(text, "textarea") for text in _areas(tree)]
    if scripts and not found:
        found = [(parted_text(within(tree, "script")), "script")]
    text, origin = max(found, key=lambda each: len(each[0]), default=("", ""))
    lines = _lines(text.encode("utf-8", "replace").decode())  # \ud800 alone is no character
    return (lines, origin) if sum(map(len, lines)) >= _SHORTEST else ([], "")


def embedded_day(elements: Elements) -> tuple[datetime | None, str]:
    """The time that JSON-LD or the first <time datetime=…> declares, and which of them."""
    for script in _data(elements["script"]):
        if found := _DAY.search(script):
            return parse_date(found[1]), "JSON-LD"
    for element in elements["time"]:
        if said := attribute(element, "datetime"):
            return parse_date(said), "time datetime"
    return None, ""


def embedded_author(elements: Elements) -> tuple[str | None, str]:
    """The person whom JSON-LD names as the author (https://schema.org/author), and where."""
    for script in _data(elements["script"]):
        if (found := _AUTHOR.search(script)) and is_person(found[1]):
            return found[1], "JSON-LD"
    return None, ""


def script_day(scripts: Iterable[Node]) -> tuple[datetime | None, str]:
    """The time that a script of the page holds under a name like publishTime: as a date, or in
    seconds or milliseconds since 1970."""
    for script in _scripts(scripts):
        if _names_a_day(script) and (found := _SCRIPT_DAY.search(script)):
            told = found[1]
            return _since_1970(told) if told.isdigit() else parse_date(told), "script"
    return None, ""


def _names_a_day(script: str) -> bool:
    plain = script.encode("utf-8", "replace").lower().replace(b"_", b"")  # twice as fast as text
    return any(name in plain for name in _DAY_NAMES)


def _since_1970(told: str) -> datetime:
    seconds = int(told[:10])
    return datetime(1970, 1, 1, 8, tzinfo=SHANGHAI) + timedelta(seconds=seconds)


def _scripts(scripts: Iterable[Node]) -> Iterator[str]:
    """The scripts of a page, those in percent-encoding decoded."""
    for script in scripts:
        text = script.text()[:_LARGEST]
        yield unquote(text) if text.lstrip()[:3].upper() == "%7B" else text


def _carried(scripts: Iterable[Node]) -> list[str]:
    """The longest text that the scripts hold, unless others of them are nearly as long."""
    texts = {match[1] for script in _scripts(scripts) for match in _SCRIPT_TEXT.finditer(script)}
    ranked = sorted(texts, key=len, reverse=True)
    if not ranked or (len(ranked) > 1 and len(ranked[1]) * _LONGEST_OF > len(ranked[0])):
        return []
    plain = _HEX.sub(r"\\u00\1", ranked[0]).replace("\\'", "'")
    try:
        text = json.loads(f'"{plain}"', strict=False)
    except ValueError:
        return []
    return [text] if has_stop(text) else []


def _data(scripts: Iterable[Node]) -> Iterator[str]:
    for script in scripts:
        if attribute(script, "type") == "application/ld+json":
            yield script.text()[:_LARGEST]


def _declared(tree: Node) -> Iterator[str]:
    for script in _data(within(tree, "script")):
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


def _areas(tree: Node) -> Iterator[str]:
    for area in within(tree, "textarea"):
        text = area.text()[:_LARGEST]
        if "<" in text and has_stop(text):
            yield text


def _lines(text: str) -> list[str]:
    if "<" not in text:
        return paragraphs(text, preformatted=True)
    return [line.text for line in read(tree_of(text.encode("utf-8", "replace"))).lines]
