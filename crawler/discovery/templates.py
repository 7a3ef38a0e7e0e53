"""Lists whose entries come as data: a script puts the number of each into a template of an address.

`href="/a/' + x.id + '.html"`, `/a/${x.id}.html` or `/a/{{x.id}}.html`, and what the page asks
for, together tell where the articles are.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

from cleaners.dom import Document
from crawler.discovery.addresses import is_host_of, normalise
from crawler.discovery.asking import Ask, asked
from crawler.discovery.handlers import LEADS, NUMBER, TEXT
from crawler.discovery.links import base_of
from crawler.discovery.literals import literal
from crawler.discovery.pagers import following_page
from crawler.discovery.scripted import scripts
from crawler.discovery.sitemaps import Entry

_ITEM = r"[\w$]{1,40}(?:\.[\w$]{1,40}|\[\w{1,20}\]){0,3}"
_TEMPLATES = (
    re.compile(
        rf"{LEADS}({TEXT}{{0,200}})[\"'`]\s{{0,9}}\+\s{{0,9}}{_ITEM}"
        rf"(?:\.([\w$]{{1,40}})(?![\w$.[(])|\[(?=[\"'\d])[\"']?([\w$]{{1,40}})[\"']?\])"
        rf"(?:\s{{0,9}}\+\s{{0,9}}[\"'`]({TEXT}{{0,100}}))?"
    ),
    re.compile(
        rf"{LEADS}({TEXT}{{1,200}})(?:\$\{{|\{{\{{|<%=)\s{{0,9}}(?:{_ITEM}\.)?([\w$]{{1,40}})"
        rf"()\s{{0,9}}(?:%>|\}}\}}?)({TEXT}{{0,100}})"
    ),
)
_HINTS = ("{{", "<%=", ":href")
_DATA = re.compile(r"[=(:]\s{0,9}(?=\[\s{0,9}[\[{]\s{0,9}[\"'\w$]|\{\s{0,9}\")")
_MOST, _LONGEST = 5, 100_000
_TITLE = re.compile(r"(?i)\w{0,20}(?:title|name|subject|text|label)")
_ADDRESS = re.compile(
    r"(?:(?:https?:/|\.{0,2})/[^\s<>{}\"']{1,500}|[\w-][\w/.-]{0,200}\.\w{2,5}(?:\?[^\s<>{}\"']{0,200})?)"
)
_CALLED = re.compile(
    rb"(?s)\s{0,9}+(?:/\*\*/)?\s{0,9}+[\w.$]{1,60}+\(([\[{].*[\]}])\)\s{0,9};?\s{0,9}"
)


class Template(NamedTuple):
    """An address but for the value of a `key`."""

    before: str
    key: str
    after: str


def templates(document: Document) -> tuple[Template, ...]:
    """Return the templates of addresses that a page's scripts fill in, each once."""
    text = scripts(document)
    if any(hint in document.text for hint in _HINTS):
        text += document.text[:_LONGEST]
    return _templates(text)


@lru_cache(maxsize=1)  # what a list names, its data and what it asks for are all told by them
def _templates(text: str) -> tuple[Template, ...]:
    found = (
        Template(match[1], match[2] or match[3], match[4] or "")
        for pattern in _TEMPLATES
        for match in islice(pattern.finditer(text), _MOST)
    )
    return tuple(dict.fromkeys(found))


def asked_data(document: Document, url: str, domains: tuple[str, ...]) -> Ask | None:
    """Return what a page asks for to have the data of its list, what has a page's number first;
    None if it has no template for them, or asks for nothing on its site.
    """
    if not templates(document):
        return None
    found = []
    for ask in asked(document):
        address = normalise(urljoin(base_of(document, url), ask.url))
        if address and address != url and is_host_of(address.split("/", 3)[2], domains):
            found.append(ask._replace(url=address))
    numbered = (ask for ask in found if following_page(ask.url))
    return next(numbered, found[0] if found else None)


def own_data(script: str) -> list[bytes]:
    """Return the data that stand in a page's script: `var list = [{"id": 7, "title": "…"}]`."""
    found, decoder = [], json.JSONDecoder()
    for place in islice(_DATA.finditer(script), _MOST):
        with suppress(ValueError, RecursionError):
            written = literal(script, place.end())
            _, end = decoder.raw_decode(written)
            found.append(written[:end].encode())
    return found


def filled(body: bytes, wanted: tuple[Template, ...]) -> list[Entry]:
    """Return the entries that data, JSON or JSONP, makes of the templates, in its order."""
    try:
        data = json.loads(without_call(body))
    except (ValueError, RecursionError):
        return []
    found = islice(_filled(data, wanted), _LONGEST)
    return list({entry.url: entry for entry in found}.values())


def without_call(body: bytes) -> bytes:
    """Return the JSON in JSONP, which is the call of a function; what is none as it is."""
    called = _CALLED.fullmatch(body)
    return called[1] if called else body


def _filled(data: Any, wanted: tuple[Template, ...]) -> Iterator[Entry]:
    for record in _records(data):
        titles = (str(value) for key, value in record.items() if _TITLE.fullmatch(str(key)))
        title = max(titles, key=len, default="")
        for before, key, after in wanted:
            value = record.get(key)
            fits = NUMBER if before else _ADDRESS
            if title and isinstance(value, str | int) and fits.fullmatch(str(value)):
                yield Entry(f"{before}{value}{after}", title)


def _records(data: Any) -> Iterator[dict[Any, Any]]:
    """Yield the objects in JSON, in order."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += reversed(value.values())
        elif isinstance(value, list):
            if value and all(isinstance(each, str | int) for each in value):
                yield _row(value)
            waiting += reversed(value)


def _row(values: list[Any]) -> dict[str, Any]:
    """Return what stands in a row as an object: its values by number, the longest that is not
    ASCII as its title.
    """
    names = (value for value in values if isinstance(value, str) and not value.isascii())
    return {str(n): value for n, value in enumerate(values)} | {
        "title": max(names, key=len, default="")
    }
