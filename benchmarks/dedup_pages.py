"""Real texts for benchmarks/dedup.py: to make copies of, and to look for pairs in."""

import gzip
import json
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.copies import Original
from benchmarks.dedup_peers import five_grams
from cleaners import Speech, clean_html


def real_texts(folder: Path) -> list[Original]:
    """Return titles and paragraphs of the gold texts that share nothing to speak of."""
    kept: list[tuple[Original, set[str]]] = []
    for _, title, text in gold_texts(folder):
        body = [line for line in text.split("\n") if line.strip()]
        grams = five_grams(text)
        if len(body) > 5 and all(shares_little(grams, other) for _, other in kept):
            kept.append(((title, body), grams))
    return [original for original, _ in kept]


def gold_texts(folder: Path) -> Iterable[tuple[str, str, str]]:
    """Yield name, title and text of every page with gold."""
    for name, row in pages(folder):
        if row.get("gold_text"):
            yield name, row.get("gold_title") or "", row["gold_text"]


def saved_pages(folder: Path) -> Iterable[tuple[str, str, str]]:
    """Yield name, title and text of every page without gold, and saved page, that is an article."""
    files = [str(file.relative_to(folder)) for file in sorted(folder.rglob("*.html"))]
    saved = [(name, (folder / name).read_bytes()) for name in files]
    without = [(name, row) for name, row in pages(folder) if not row.get("gold_text")]
    for name, page in [*saved, *((name, b64decode(row["html_b64"])) for name, row in without)]:
        found = clean_html(page, f"http://www.example.com/{name}")
        if isinstance(found, Speech):
            yield name, found.title, found.body


def pages(folder: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield f"{file.stem} {row['id']}", row


def shares_little(one: set[str], other: set[str]) -> bool:
    return len(one & other) < 0.1 * min(len(one), len(other))
