"""What files give: pages as a site sent them, and texts and records that say what they are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from cleaners import clean, clean_text
from cleaners.dates import parse_date
from cleaners.decode import decode
from cleaners.model import Article, Heading, Page, Rejected, Speech
from cleaners.rules import Rules, TemplateMemory
from cleaners.speech.quality import Signals

TOLD = 0
"""The status of what no server answered: a text, or a JSON object with a text or a page in it."""

MOST_BYTES = 10 << 20
"""Of one page, text or record; as a crawl takes."""

_OURS = frozenset(
    ("text", "title", "url", "urls", "quality", "complete", "characters", "outline", "signals")
)
_NAMES = {
    "title": ("title", "headline", "标题"),
    "published": ("published", "date", "publish_date", "published_at", "pubdate", "time", "日期"),
    "source": ("source", "publisher", "来源"),
    "speaker": ("speaker", "author", "作者"),
    "category": ("category", "section", "栏目"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A page of a file. `site`: the file says where it is from. `own`: the address that the page
    gives as its own; `page.url` is then only where the file was.
    """

    page: Page
    site: str | None = None
    own: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Something in a file that is no page to read, by reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in a file, or all of it, that cannot be read: where, and why in words."""

    place: str
    reason: str


def read_told(page: Page, rules: Rules, memory: TemplateMemory) -> Speech | Rejected:
    """The speech of a page that no server answered: a text or a JSON object.

    A record of our own exports comes back as it is. In any other its text or page is cleaned,
    and what it says of it is taken: its title before ours, the rest where we found none.
    Reasons for `Rejected`: those of `clean`, and `no_text`.
    """
    record = as_record(page.body)
    if record is None:
        return _titled(clean_text(decode(page.body, page.charset).text), page.url)
    if record.keys() >= _OURS:
        return _exported(record)
    said = _said(record)
    text, html = record.get("text"), record.get("html")
    if isinstance(text, str) and text.strip():
        return _filled(clean_text(text, title=said["title"] or ""), said)
    if isinstance(html, str) and html.strip():
        body = html.encode("utf-8", "replace")
        return _filled(clean(Article((Page(page.url, body, "utf-8"),)), rules, memory), said)
    return Rejected("no_text", "a record without text and html")


def as_record(body: bytes) -> dict[str, Any] | None:
    """The JSON object that a body is, None when it is none; half a character in it is `?`."""
    if body.lstrip()[:1] != b"{":
        return None
    try:
        found = json.loads(body)
        if b"\\ud" in body.lower():  # an escaped surrogate, which may have no pair
            found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def said_when(record: Mapping[str, Any]) -> datetime | None:
    """When a record says it came: of an export of ours, when it came into that corpus."""
    try:
        found = datetime.fromisoformat(str(record.get("added_at", "")))
    except ValueError:
        return None
    return found if found.tzinfo else None


def is_export(record: Mapping[str, Any]) -> bool:
    """Tell whether `scrapy export` wrote a record."""
    return record.keys() >= _OURS


def _exported(record: Mapping[str, Any]) -> Speech | Rejected:
    quality, text = record["quality"], record["text"]
    try:
        if not (isinstance(text, str) and text.strip() and 0 <= quality <= 1):
            raise ValueError("no text, or a quality that is none")
        return Speech(
            title=_word(record, "title") or "",
            body=text,
            published=_aware(record["published"]) if record["published"] else None,
            tags=tuple(map(str, record["tags"])),
            views=record["views"],
            outline=tuple(Heading(**heading) for heading in record["outline"]),
            salutation=tuple(record["salutation"]) if record["salutation"] else None,
            closing=tuple(record["closing"]) if record["closing"] else None,
            quality=float(quality),
            signals=Signals(**record["signals"]) if record["signals"] else None,
            complete=bool(record["complete"]),
            source=_word(record, "source"),
            speaker=_word(record, "speaker"),
            category=_word(record, "category"),
            occasion=_word(record, "occasion"),
            place=_word(record, "place"),
        )
    except (KeyError, TypeError, ValueError) as error:
        return Rejected("bad_record", f"{type(error).__name__}: {error}")


def _word(record: Mapping[str, Any], name: str) -> str | None:
    return None if record.get(name) is None else str(record[name])


def _aware(text: str) -> datetime | None:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else parse_date(text)


def _titled(found: Speech | Rejected, url: str) -> Speech | Rejected:
    """A text without a title of its own takes its file's name."""
    if isinstance(found, Rejected) or found.title:
        return found
    return replace(found, title=PurePosixPath(unquote(urlsplit(url).path)).stem)


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of its text, also under `metadata`, as datatrove writes it."""
    inner = record.get("metadata")
    known = {**inner, **record} if isinstance(inner, dict) else record
    said: dict[str, Any] = {
        name: next((v.strip() for key in keys if isinstance(v := known.get(key), str)), None)
        for name, keys in _NAMES.items()
    }
    said["published"] = parse_date(said["published"]) if said["published"] else None
    tags, views = known.get("tags"), known.get("views")
    tags = tags if isinstance(tags, list) else []
    said["tags"] = tuple(tag for tag in tags if isinstance(tag, str))
    said["views"] = views if isinstance(views, int) and views >= 0 else None
    return said


def _filled(found: Speech | Rejected, said: Mapping[str, Any]) -> Speech | Rejected:
    if isinstance(found, Rejected):
        return found
    new = {name: value for name, value in said.items() if value and not getattr(found, name)}
    return replace(found, **new)
