"""MinHash with LSH, of datasketch and of rensa, as benchmarks/dedup.py runs them."""

from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec

from benchmarks.copies import Document
from benchmarks.dedup_figures import Clusters, Found
from pipelines.duplicates.relation import relate
from pipelines.duplicates.sketch import Text
from pipelines.fingerprint import letters

PERMUTATIONS = 128


class Peer:
    """A peer's index in memory: `look_up` gives candidates for a set of 5-grams and enters it."""

    name: str

    def look_up(self, number: int, grams: set[str]) -> Iterable[int]:
        raise NotImplementedError

    def run(self, documents: Sequence[Document]) -> Found:
        read, clusters = reader(documents), Clusters(len(documents))
        found: Found = []
        for number, document in enumerate(documents):
            text = Text(document.title, document.body)
            for other in self.look_up(number, five_grams(document.body)):
                if clusters.of(other) == clusters.of(number):
                    continue
                relation, _ = relate(text, read(other))
                if relation not in ("form", "unrelated"):
                    found.append((number, other, relation))
                if relation == "near":
                    clusters.join(number, other)
        return found


class Datasketch(Peer):
    """`batch` False: each gram by itself, as its manual shows it."""

    def __init__(self, threshold: float, *, batch: bool = True) -> None:
        from datasketch import MinHash, MinHashLSH

        self.name = f"datasketch {threshold:.1f}{'' if batch else ' as in its manual'}"
        self.batch = batch
        self.make = MinHash
        self.index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)

    def look_up(self, number: int, grams: set[str]) -> Iterable[int]:
        made = self.make(num_perm=PERMUTATIONS)
        if self.batch:
            made.update_batch([gram.encode() for gram in grams])
        else:
            for gram in grams:
                made.update(gram.encode())
        found: Iterable[int] = self.index.query(made)
        self.index.insert(number, made, check_duplication=False)
        return found


class Rensa(Peer):
    def __init__(self, threshold: float) -> None:
        from rensa import RMinHash, RMinHashLSH

        self.name = f"rensa {threshold:.1f}"
        self.make = RMinHash
        self.index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=32)

    def look_up(self, number: int, grams: set[str]) -> Iterable[int]:
        made = self.make(num_perm=PERMUTATIONS, seed=42)
        made.update(list(grams))
        found: Iterable[int] = self.index.query(made)
        self.index.insert(number, made)
        return found


def peers() -> list[Peer]:
    made: list[Peer] = []
    if find_spec("datasketch"):
        made += [Datasketch(0.5), Datasketch(0.9), Datasketch(0.5, batch=False)]
    if find_spec("rensa"):
        made.append(Rensa(0.5))
    return made


def reader(documents: Sequence[Document]) -> Callable[[int], Text]:
    return lambda number: Text(documents[number].title, documents[number].body)


def five_grams(text: str) -> set[str]:
    plain = letters(text)
    return {plain[at : at + 5] for at in range(len(plain) - 4)}
