"""The title of a page, by agreement of its heading, its meta tags and its <title>."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from cleaners.blocks import Line, Reading
from cleaners.boilerplate import is_breadcrumb, is_meta
from cleaners.text import comparable, normalize_line

_PARTS = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—·•»>]+\s+|\s*--+\s*|\s*——\s*(?=[^—]{2,12}$)|-(?=[^-]{2,14}$)|\s*[<>]+\s*"
)
_NAMED = re.compile(r"title|biaoti|headline|(?<![a-z])(?:tit|bt|subject)(?![a-z])", re.I)
_HEADINGS = frozenset(["h1", "h2", "h3"])
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it came from in words, and the number of the line that shows it."""

    text: str
    origin: str
    line: int | None = None


def title_of(tree: HtmlElement, reading: Reading) -> Title:
    """The title that most of the page's evidence agrees on; empty when it has none."""
    declared = _declared(tree)
    shown = _shown(reading, [comparable(text) for text, _ in declared])
    if shown is not None:
        line = reading.lines[shown]
        return Title(
            line.text, line.tag if line.tag.startswith("h") else f"heading in {line.tag}", shown
        )
    heading = title_line(reading)
    if heading is not None:
        return Title(reading.lines[heading].text, reading.lines[heading].tag, heading)
    for text, origin in declared:
        return Title(_without_site(text, reading), origin)
    return Title("", "")


def title_line(reading: Reading) -> int | None:
    """The line of a lone <h1>, or of a heading whose class says title; None without one."""
    for wanted in ("h1", "h2"):
        found = [
            number
            for number, line in enumerate(reading.lines)
            if line.tag == wanted and _may_title(reading, line) and len(line.text) >= 4
        ]
        if len(found) == 1 or (found and wanted == "h1"):
            return found[0]
    return None


def _may_title(reading: Reading, line: Line) -> bool:
    return line.linked == 0 and line.block >= 0 and len(line.text) <= _LONGEST


def _declared(tree: HtmlElement) -> list[tuple[str, str]]:
    found = [
        (text, f"meta {name}")
        for element in tree.iter("meta")
        for name in [(element.get("property") or element.get("name") or "").lower()]
        if name in {"og:title", "articletitle", "twitter:title"}
        for text in [normalize_line(element.get("content") or "")]
        if text
    ]
    title = next(tree.iter("title"), None)
    text = normalize_line("".join(title.itertext())) if title is not None else ""
    return [*found, (text, "title")] if text else found


def _shown(reading: Reading, declared: list[str]) -> int | None:
    """The first line that is a declared title or begins one, as a heading before other lines."""
    best, rank = None, 0.0
    for number, line in enumerate(reading.lines):
        score = _agreement(reading, line, declared)
        if score > rank:
            best, rank = number, score
    return best


def _agreement(reading: Reading, line: Line, declared: list[str]) -> float:
    if not 4 <= len(line.text) <= _LONGEST or line.linked * 2 > len(line.text):
        return 0.0
    text = comparable(line.text)
    score = max((_part(text, title) for title in declared), default=0.0)
    if not score or is_meta(line.text) or is_breadcrumb(line.text):
        return 0.0
    heading = line.tag in _HEADINGS
    if score < 0.5 and not heading and not _NAMED.search(_name(reading, line)):
        return 0.0  # a site's name in its footer is a part of the title too
    return score + (0.3 if heading else 0.2 if _NAMED.search(_name(reading, line)) else 0.0)


def _part(text: str, title: str) -> float:
    if title == text:
        return 1.0
    if title.startswith(text):
        return (
            0.5 + 0.5 * len(text) / len(title)
            if len(text) >= 6 or title[len(text)] in "_-|—"
            else 0.0
        )
    return 0.4 if text in title and len(text) * 2 > len(title) else 0.0


def _name(reading: Reading, line: Line) -> str:
    element = reading.blocks[line.block].element if line.block >= 0 else None
    return "" if element is None else f"{element.get('class') or ''} {element.get('id') or ''}"


def _without_site(text: str, reading: Reading) -> str:
    """The first part of a <title> that holds the site's name behind a separator.

    A bare hyphen separates only what is short, or what the page shows as a line of its own.
    """
    parts = [part for part in _PARTS.split(text) if part]
    first, hyphen, _ = text.partition("-")
    if len(parts) < 2 and hyphen and any(line.text == first for line in reading.lines):
        return first
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 4 else text
