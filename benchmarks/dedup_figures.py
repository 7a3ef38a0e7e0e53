"""What was found among documents with known copies, compared with what is known: recall and
precision, for benchmarks/dedup.py.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.copies import Document
from pipelines.duplicates.relation import Relation

Found = list[tuple[int, int, Relation]]
"""Pairs of documents by number, and what the first is to the second."""


class Clusters:
    """Which documents are copies of each other, by their lowest number."""

    def __init__(self, count: int) -> None:
        self.first = list(range(count))

    def of(self, number: int) -> int:
        while self.first[number] != number:
            number = self.first[number]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.of(one), self.of(other)))
        self.first[other] = one

    def pairs(self) -> list[tuple[int, int]]:
        """Return all pairs of copies."""
        members: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.first)):
            members[self.of(number)].append(number)
        return [pair for numbers in members.values() for pair in combinations(numbers, 2)]


@dataclass
class Figures:
    """`recall` by kind, of copies by each way they were altered; `named`: joined texts and first
    pages found to be that, not copies; `precision` of all pairs said to have text in common."""

    recall: dict[str, float]
    named: float
    precision: float


def judged(documents: Sequence[Document], found: Found) -> Figures:
    """Compare what was found with what is known.

    A copy is found when it comes into one cluster with its original, directly or by others; a
    joined text or first page when it, or a copy of it, is related to the original or to a copy.
    """
    clusters = Clusters(len(documents))
    for one, other, relation in found:
        if relation == "near":
            clusters.join(one, other)
    linked = {
        (clusters.of(whole), clusters.of(part))
        for one, other, relation in found
        for whole, part in as_part(one, other, relation)
    }
    originals = {d.group: clusters.of(n) for n, d in enumerate(documents) if d.kind == "original"}
    hits: dict[str, list[bool]] = defaultdict(list)
    for number, document in enumerate(documents):
        mine = clusters.of(number)
        if document.kind == "copy":
            for name in ("copies", *document.ways, f"ways: {len(document.ways)}"):
                hits[name].append(mine == originals[document.group])
        for group in document.parts:
            hits["named"].append((mine, originals[group]) in linked)
            hits["joined"].append(hits["named"][-1] or mine == originals[group])
        if document.part_of is not None:
            hits["named"].append((originals[document.part_of], mine) in linked)
            hits["first page"].append(hits["named"][-1] or mine == originals[document.part_of])
    named = hits.pop("named")
    recall = {name: sum(them) / len(them) for name, them in sorted(hits.items())}
    return Figures(recall, sum(named) / len(named), precision(documents, found, clusters))


def precision(documents: Sequence[Document], found: Found, clusters: Clusters) -> float:
    pairs = clusters.pairs()
    pairs += [(one, other) for one, other, relation in found if relation != "near"]
    right = sum(bool(documents[one].groups & documents[other].groups) for one, other in pairs)
    return right / max(len(pairs), 1)


def as_part(one: int, other: int, relation: Relation) -> list[tuple[int, int]]:
    """Return the pair as (whole, part), if it is one."""
    if relation == "contains":
        return [(one, other)]
    return [(other, one)] if relation == "part of" else []
