"""What a query asks for, as a tree: which texts it means."""

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from pipelines.searching.grams import fold
from pipelines.searching.texts import Text


@lru_cache(maxsize=65_536)
def plain(value: str) -> str:
    """Return the value of a field as it is compared: folded, single spaces between its words."""
    return " ".join(fold(value).split())


def says(column: str, said: str | None, values: AbstractSet[str], *, whole: bool) -> bool:
    """Tell whether a column says one of these `plain` values, or with `whole` is one; `tags` and
    `sites` are JSON lists, of which one is meant.
    """
    if column in ("tags", "sites"):
        return not values.isdisjoint(map(plain, json.loads(said or "[]")))
    folded = plain(said or "")
    return folded in values if whole else any(value in folded for value in values)


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word or phrase, anywhere in title and body, or in the title alone."""

    text: str
    title_only: bool = False

    def means(self, text: Text) -> bool:
        return self.count(text) > 0

    def count(self, text: Text) -> int:
        return text.count(self.text, title_only=self.title_only)


@dataclass(frozen=True, slots=True)
class Field:
    """A `plain` value of a column; of `tags`, one of them is meant, of `site` any that shows it.

    With `whole`, nothing else may stand in the column.
    """

    column: str
    value: str
    whole: bool = False

    def means(self, text: Text) -> bool:
        return self.says(text.said[self.column])

    def says(self, said: str | None) -> bool:
        return says(self.column, said, {self.value}, whole=self.whole)


@dataclass(frozen=True, slots=True)
class Years:
    """Published in these years, the first and the last included."""

    first: int
    last: int

    def condition(self) -> str:
        """Return it as SQL; times are ISO 8601 text, so they compare as text."""
        return f"published BETWEEN '{self.first:04}' AND '{self.last + 1:04}'"

    def means(self, text: Text) -> bool:
        published = text.said["published"]
        return bool(published) and self.first <= int(published[:4]) <= self.last


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"

    def means(self, text: Text) -> bool:
        return not self.part.means(text)


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Node", ...]

    def means(self, text: Text) -> bool:
        return all(part.means(text) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Node", ...]

    def means(self, text: Text) -> bool:
        return any(part.means(text) for part in self.parts)


Node = Word | Field | Years | Not | All | Either


def columns_of(node: Node) -> Iterator[str]:
    """Yield the columns that must be known to tell whether a speech is meant."""
    if isinstance(node, Field):
        yield node.column
    elif isinstance(node, Years):
        yield "published"
    elif isinstance(node, Not):
        yield from columns_of(node.part)
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from columns_of(part)


def wanted(node: Node) -> Iterator[Node]:
    """Yield the parts that a text must have, or may; not those it must not have."""
    if isinstance(node, All | Either):
        for part in node.parts:
            yield from wanted(part)
    elif not isinstance(node, Not):
        yield node


def words_of(node: Node) -> Iterator[Word]:
    """Yield the words that a text is wanted for, as written."""
    return (part for part in wanted(node) if isinstance(part, Word))
