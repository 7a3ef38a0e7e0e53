"""Pages with their gold texts, and how near a reading comes to them."""

import base64
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers import Extracted, Extractor

SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class GoldPage:
    name: str
    set: str
    url: str
    body: bytes = field(repr=False)
    text: str | None = field(repr=False)
    title: str | None
    date: str | None


@dataclass(frozen=True)
class Score:
    """What one extractor made of one page; `title` and `date` None: not scored."""

    page: GoldPage = field(repr=False)
    got: Extracted = field(repr=False)
    precision: float
    recall: float
    f1: float
    title: bool | None
    date: bool | None
    failed: bool


def load(folder: Path) -> list[GoldPage]:
    pages = []
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            pages += [gold_page(file.name.partition(".")[0], json.loads(line)) for line in lines]
    return pages


def gold_page(name: str, row: dict[str, str]) -> GoldPage:
    return GoldPage(
        row["id"],
        name,
        row["url"] or "",
        base64.b64decode(row["html_b64"]),
        row.get("gold_text"),
        row.get("gold_title"),
        row.get("gold_date"),
    )


def four_grams(text: str) -> Counter[str]:
    plain = SPACE.sub("", text)
    return (
        Counter(plain[at : at + 4] for at in range(max(1, len(plain) - 3))) if plain else Counter()
    )


def agreement(gold: str, got: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the 4-grams, 0 to 1."""
    wanted, found = four_grams(gold), four_grams(got)
    common = (wanted & found).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / found.total(), common / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def score(page: GoldPage, extract: Extractor) -> Score:
    failed = False
    try:
        got = extract(page.body, page.url)
    except Exception:  # a peer's failure is a figure, not the end of the benchmark
        got, failed = Extracted(""), True
    precision, recall, f1 = agreement(page.text or "", got.text)
    return Score(
        page,
        got,
        precision,
        recall,
        f1,
        None if page.title is None else SPACE.sub("", got.title) == SPACE.sub("", page.title),
        None if page.date is None else got.date == page.date,
        failed,
    )


def share(values: Iterable[bool | None]) -> str:
    scored = [value for value in values if value is not None]
    return f"{sum(scored) / len(scored):.2f}" if scored else "–"
