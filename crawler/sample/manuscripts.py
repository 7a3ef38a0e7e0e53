"""The texts of the sample site, read from articles/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).parent / "articles"
CST = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Category:
    """One column of the site; `charset` is what its bytes are in, `declared` how they say so."""

    slug: str
    name: str
    number: int
    charset: str
    declared: str
    pinned: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One article as the editors would have it; `parts` is the number of pages it is cut into."""

    number: int
    category: Category
    title: str
    published: datetime
    paragraphs: tuple[str, ...] = field(repr=False)
    tags: tuple[str, ...] = ()
    source: str | None = None
    speaker: str | None = None
    views: int | None = None
    parts: int = 1
    duplicate_of: str | None = None
    near_copy_of: str | None = None

    @property
    def path(self) -> str:
        return self.part_path(1)

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)

    def part_path(self, part: int) -> str:
        """The path of one of its pages, counted from 1."""
        suffix = f"_{part}" if part > 1 else ""
        return f"/{self.category.slug}/{self.published:%Y%m%d}/{self.number}{suffix}.html"

    def part(self, part: int) -> tuple[str, ...]:
        """The paragraphs of one of its pages, counted from 1."""
        count = len(self.paragraphs)
        return self.paragraphs[count * (part - 1) // self.parts : count * part // self.parts]


@cache
def categories() -> tuple[Category, ...]:
    """The columns of the site, in the order of its navigation."""
    read = [tomllib.loads(path.read_text("utf-8"))["category"] for path in ARTICLES.glob("*.toml")]
    made = [Category(**{**row, "pinned": tuple(row["pinned"])}) for row in read]
    return tuple(sorted(made, key=lambda category: category.number))


@cache
def manuscripts() -> Mapping[str, Manuscript]:
    """Every article by its path, columns in order, newest first."""
    made: dict[str, Manuscript] = {}
    for category in categories():
        content = tomllib.loads((ARTICLES / f"{category.slug}.toml").read_text("utf-8"))
        for row in content["manuscript"]:
            article = _manuscript(row, category, made)
            made[article.path] = article
    order = sorted(made.values(), key=lambda it: it.published, reverse=True)
    return {it.path: it for it in sorted(order, key=lambda it: it.category.number)}


def of_category(category: Category) -> tuple[Manuscript, ...]:
    """The articles of a column, newest first."""
    return tuple(it for it in manuscripts().values() if it.category == category)


def _manuscript(
    row: dict[str, Any], category: Category, earlier: Mapping[str, Manuscript]
) -> Manuscript:
    original = row.get("duplicate_of") or row.get("near_copy_of")
    paragraphs = earlier[original].paragraphs if original else tuple(row["body"].split("\n"))
    return Manuscript(
        number=row["number"],
        category=category,
        title=row["title"],
        published=row["published"].replace(tzinfo=CST),
        paragraphs=_altered(tuple(filter(None, map(str.strip, paragraphs))), row),
        tags=tuple(row["tags"]),
        source=row.get("source"),
        speaker=row.get("speaker"),
        views=row.get("views"),
        parts=row.get("parts", 1),
        duplicate_of=row.get("duplicate_of"),
        near_copy_of=row.get("near_copy_of"),
    )


def _altered(paragraphs: tuple[str, ...], row: Mapping[str, Any]) -> tuple[str, ...]:
    """A near copy: words replaced as `swap` says, the paragraphs numbered in `drop` left out."""
    kept = [line for number, line in enumerate(paragraphs) if number not in row.get("drop", ())]
    for old, new in row.get("swap", ()):
        kept = [line.replace(old, new) for line in kept]
    return tuple(kept)
