"""Sitemaps and feeds as bytes: which pages they name, and when each last changed."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from itertools import islice
from typing import NamedTuple

from lxml import etree

from cleaners.dates import parse_date
from cleaners.decode import decode

MOST_ENTRIES = 50_000
"""Entries that are read of one file: no valid sitemap has more (sitemaps.org)."""

LONGEST = 20 * 1024 * 1024
"""Bytes that a packed file is unpacked to; what follows is left."""

GZIP = b"\x1f\x8b"
_FIRST = re.compile(r"<[A-Za-z_]")
_ROOT = re.compile(r"(?i)<(?:[\w-]+:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]")
_PAGE = re.compile(r"(?i)<html\b")
_LEADS = re.compile(r"https?://|/")
_BEGINNINGS = re.compile(
    rb"(?i)<\?xml|<!--|<!doctype(?!\s+html)|https?://|<([\w-]+:)?(urlset|sitemapindex|rss|feed|rdf)"
)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://\S+")
_ENTRIES = {"url", "sitemap", "item", "entry"}
_DATES = ("lastmod", "updated", "modified", "pubDate", "date", "published")


class Entry(NamedTuple):
    """What a sitemap or a feed names, as written; `nested` is a further sitemap."""

    url: str
    title: str = ""
    date: str = ""
    nested: bool = False


def entries(body: bytes, charset: str | None = None) -> list[Entry] | None:
    """Return what a sitemap, RSS or Atom feed names, packed or not; None for any other file.

    Broken XML gives what stands before the break, a list of addresses one a line is a sitemap
    too, and so is XML with another root whose entries are addresses. Declarations of entities
    and all else before the root element are not looked at.
    """
    body = _unpacked(body)[:LONGEST]
    if not _BEGINNINGS.match(body[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")):
        return None
    text = decode(body, charset).text.lstrip("\ufeff")
    if (first := _FIRST.search(text)) and _ROOT.match(text, first.start()):
        whole = text[first.start() : text.rfind(">") + 1]  # not half an address at the end
        return list(islice(_read(whole), MOST_ENTRIES))
    if first and text.startswith("<?xml") and not _PAGE.match(text, first.start()):
        whole = text[first.start() : text.rfind(">") + 1]
        found = list(islice(_read(whole, bare=True), MOST_ENTRIES))
        return found if found and all(_LEADS.match(entry.url) for entry in found) else None
    lines = [line.strip() for line in islice(text.splitlines(), MOST_ENTRIES) if line.strip()]
    plain = lines and all(_ADDRESS.fullmatch(line) for line in lines[:-1] or lines)
    return [Entry(line) for line in lines] if plain else None


def moment(date: str) -> datetime | None:
    """Return a date as a sitemap (W3C) or a feed (RFC 822) writes it, aware; None if it is none."""
    try:
        found = parsedate_to_datetime(date)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError):
        return parse_date(date)


def _unpacked(body: bytes) -> bytes:
    """Return a gzip body unpacked, once or twice, as far as it goes; any other as it is."""
    for _ in range(2):
        if not body.startswith(GZIP):
            break
        try:
            body = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, LONGEST)
        except zlib.error:
            break
    return body


def _read(text: str, *, bare: bool = False) -> Iterator[Entry]:
    """Yield what a file names; `bare`: also an address that stands in an entry by itself."""
    source = _BARE_AMPERSAND.sub("&amp;", _CONTROL.sub("", text)).encode("utf-8", "replace")
    steps = etree.iterparse(
        BytesIO(source),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    with suppress(etree.XMLSyntaxError):
        for _, node in steps:
            if (name := _name(node)) in _ENTRIES:
                if entry := _entry(node, name, bare):
                    yield entry
                _forget(node)


def _entry(node: etree._Element, name: str, bare: bool) -> Entry | None:
    texts: dict[str, str] = {}
    for child in node:
        key, text = _name(child), (child.text or "").strip()
        if key == "link" and (href := child.get("href")):
            if child.get("rel", "alternate") != "alternate":
                continue
            text = href.strip()
        if text:
            texts.setdefault(key, text)
    url = texts.get("loc") or texts.get("link") or texts.get("guid") or texts.get("id") or ""
    url = url or (node.text or "").strip() * bare
    date = next((texts[key] for key in _DATES if key in texts), "")
    return Entry(url, texts.get("title", ""), date, name == "sitemap") if url else None


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]


def _forget(node: etree._Element) -> None:
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]
