"""How well and how fast copies are found, beside MinHash with LSH in one run.

    python -m benchmarks.dedup [--documents 8000] [--seed 1] [--peers] [--data FOLDER]
    python -m benchmarks.dedup --index 1000000
    python -m benchmarks.dedup --list FOLDER

Documents with known copies are made from a seed (benchmarks/copies.py); with --data, of the gold
texts in FOLDER/*.jsonl.gz. --list names the pairs found among those and FOLDER/**/*.html, to be
judged by reading. Every method gives candidates, which the same check then judges. Peers:
datasketch and rensa, see benchmarks/dedup-peers.txt. Times are CPU time of this process.
"""

import argparse
import gzip
import json
import resource
import sqlite3
import tempfile
import time
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.copies import Document, Original, make
from cleaners import Speech, clean_html
from pipelines import clusters, copies, likenesses
from pipelines.fingerprint import content_hash, letters
from pipelines.relation import Relation, relate
from pipelines.sketch import SAMPLED, Sketch, Text

PERMUTATIONS = 128
BATCH = 1000
CACHE_MB = 256

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


class Yanlu:
    name = "yanlu"

    def __init__(self, path: Path) -> None:
        self.connection = opened(path)

    def run(self, documents: Sequence[Document]) -> Found:
        found: Found = []
        read = reader(documents)
        for start in range(0, len(documents), BATCH):
            self.connection.execute("BEGIN IMMEDIATE")
            for number in range(start, min(start + BATCH, len(documents))):
                found += self.add(number, documents[number], read)
            self.connection.execute("COMMIT")
        return found

    def add(self, number: int, document: Document, read: Callable[[int], Text]) -> Found:
        text = Text(document.title, document.body)
        related = likenesses.related(self.connection, text, read)
        likenesses.enter(self.connection, number, text.sketch)
        near = {one.cluster for one in related if one.relation == "near"}
        if near:
            clusters.join(self.connection, near | {number})
        return [(number, one.speech_id, one.relation) for one in related]


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


def reader(documents: Sequence[Document]) -> Callable[[int], Text]:
    return lambda number: Text(documents[number].title, documents[number].body)


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_MB * 1024}")
    connection.executescript(copies.TABLES)
    return connection


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


def synthetic(count: int, seed: int) -> Iterable[Sketch]:
    """Yield sketches as of texts of 300 to 6,000 letters without anything in common."""
    chance = np.random.default_rng(seed)
    for letters_ in np.exp(chance.normal(np.log(1500), 0.6, count)).clip(300, 6000).astype(int):
        grams = chance.integers(0, 2**64, letters_ - 4, dtype=np.uint64)
        yield Sketch(int(letters_), np.sort(grams)[:SAMPLED])


def measure_index(count: int, seed: int, folder: Path) -> None:
    """Fill an index of so many documents; tell time and bytes for each at the end of it."""
    connection = opened(folder / "index.db")
    made, last = [], 0
    for number, one in enumerate(synthetic(count, seed), 1):
        made.append(one)
        if len(made) == BATCH or number == count:
            began, busy = time.perf_counter(), time.process_time()
            connection.execute("BEGIN IMMEDIATE")
            for at, each in enumerate(made, last + 1):
                likenesses.candidates(connection, each)
                likenesses.enter(connection, at, each)
            connection.execute("COMMIT")
            spent = (time.perf_counter() - began) / len(made) * 1000
            busy = (time.process_time() - busy) / len(made) * 1000
            last, made = number, []
            if number % (count // 10) < BATCH:
                told = f"{spent:.2f} ms each in the last batch, {busy:.2f} of them CPU"
                print(f"{number:>9,} documents: {told}", flush=True)
    (rows,) = connection.execute("SELECT count(*) FROM sketch_keys").fetchone()
    size = (folder / "index.db").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows / count:.1f} rows and {size / count:,.0f} bytes a document; peak {peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true", help="measure the installed peers, too")
    parser.add_argument("--data", type=Path, help="make copies of these real texts")
    parser.add_argument("--list", type=Path, help="list the pairs in these real texts instead")
    parser.add_argument("--index", type=int, help="measure an index of so many documents instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.list:
            list_pairs(options.list, Path(folder))
        elif options.index:
            measure_index(options.index, options.seed, Path(folder))
        else:
            compare(options, Path(folder))


def compare(options: argparse.Namespace, folder: Path) -> None:
    originals = real_texts(options.data) if options.data else []
    documents = make(options.documents, options.seed, originals)
    length = sum(len(document.body) for document in documents) / len(documents)
    print(f"{len(documents):,} documents of {length:,.0f} characters, seed {options.seed}")
    ours = Yanlu(folder / "index.db")
    methods: list[Yanlu | Peer] = [ours, *(peers() if options.peers else [])]
    for method in methods:
        began = time.process_time()
        found = method.run(documents)
        rate = len(documents) / (time.process_time() - began)
        figures = judged(documents, found)
        print(f"\n{method.name}: {rate:,.0f} documents/s, precision {figures.precision:.4f},")
        print(", ".join(f"{name} {share:.3f}" for name, share in figures.recall.items()))
        print(f"joined texts and first pages named as such: {figures.named:.3f}")
    (rows,) = ours.connection.execute("SELECT count(*) FROM sketch_keys").fetchone()
    print(f"\nyanlu: {rows / len(documents):.1f} rows a document")


def peers() -> list[Peer]:
    made: list[Peer] = []
    if find_spec("datasketch"):
        made += [Datasketch(0.5), Datasketch(0.9), Datasketch(0.5, batch=False)]
    if find_spec("rensa"):
        made.append(Rensa(0.5))
    return made


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


def list_pairs(pages: Path, folder: Path) -> None:
    """Print the pairs found among different texts, those that share least first."""
    texts = {
        content_hash(text): (name, title, text)
        for name, title, text in [*gold_texts(pages), *saved_pages(pages)]
    }
    documents = [Document("page", 0, title, text) for _, title, text in texts.values()]
    names = [name for name, _, _ in texts.values()]
    found = pairs_told(len(documents), Yanlu(folder / "index.db").run(documents))
    told = [(relate(*map(reader(documents), pair))[::-1], pair) for pair in found]
    for (share, relation), pair in sorted(told):
        print(f"{share:.3f} {relation}")
        for number in pair:
            print(f"      {documents[number].title[:60]} | {names[number]}")
    print(f"{len(documents)} different texts, {len(found)} pairs")


def pairs_told(count: int, found: Found) -> list[tuple[int, int]]:
    """Return all pairs in one cluster, and wholes with their parts."""
    clusters = Clusters(count)
    for one, other, relation in found:
        if relation == "near":
            clusters.join(one, other)
    parts = [(one, other) for one, other, relation in found if relation != "near"]
    return parts + clusters.pairs()


def shares_little(one: set[str], other: set[str]) -> bool:
    return len(one & other) < 0.1 * min(len(one), len(other))


def five_grams(text: str) -> set[str]:
    plain = letters(text)
    return {plain[at : at + 5] for at in range(len(plain) - 4)}


if __name__ == "__main__":
    main()
