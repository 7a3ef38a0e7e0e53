"""A text that a page hands its script in parts, as Next.js, Draft.js and Quill do."""

import json
from collections.abc import Iterable, Iterator

from cleaners.text import has_stop
from cleaners.tree.nodes import Node, attribute

_NAMES = ("text", "content", "value", "html", "insert", "children")
_MARKS = ('"text"', '"content"', '"value"', '"html"', '"insert"')
# What has one of these is an entry of a list, that leads to its text.
_OF_ENTRIES = frozenset(["title", "url", "slug", "link", "href", "headline", "summary"])
_LARGEST, _SHORTEST, _PARTS, _DEEPEST, _WITHIN = 1_000_000, 150, 3, 12, 4


def parted_text(scripts: Iterable[Node]) -> str:
    """The longest text that JSON in scripts holds as a list of parts, a line each, or "".

    A part is an object with the text under "text", "content", "value", "html" or "insert", or
    with such objects as its "children". Two lists of about one length are no article's.
    """
    texts = sorted({text for script in scripts for text in _texts(script)}, key=len, reverse=True)
    alone = len(texts) == 1 or (len(texts) > 1 and len(texts[1]) * 2 <= len(texts[0]))
    return texts[0] if alone else ""


def _texts(script: Node) -> Iterator[str]:
    told = script.text()[:_LARGEST]
    if attribute(script, "type") != "application/json" or not any(x in told for x in _MARKS):
        return
    try:
        yield from _lists(json.loads(told, strict=False), 0)
    except (ValueError, RecursionError):
        return


def _lists(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        parts = [_words(each, 0) for each in value if isinstance(each, dict)]
        told = [part for part in parts if part.strip()]
        text = ("" if _is_delta(value) else "\n").join(told)
        if len(told) >= _PARTS and len(text) >= _SHORTEST and has_stop(text):
            yield text
            return
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from _lists(each, depth + 1)


def _is_delta(value: list[object]) -> bool:
    return any(isinstance(each, dict) and "insert" in each for each in value)


def _words(part: object, depth: int) -> str:
    """The words of a part; none of an entry that leads to a text."""
    if isinstance(part, str):
        return part
    if depth > _WITHIN or not isinstance(part, (dict, list)):
        return ""
    if isinstance(part, list):
        return "".join(_words(each, depth + 1) for each in part)
    if not _OF_ENTRIES.isdisjoint(part):
        return ""
    return "".join(_words(part[name], depth + 1) for name in _NAMES if name in part)
