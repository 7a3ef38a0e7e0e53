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
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.copies import Document, make
from benchmarks.dedup_figures import Clusters, Found, judged
from benchmarks.dedup_index import BATCH, measure_index, opened
from benchmarks.dedup_pages import gold_texts, real_texts, saved_pages
from benchmarks.dedup_peers import Peer, peers, reader
from pipelines.duplicates import clusters, likenesses
from pipelines.duplicates.relation import relate
from pipelines.duplicates.sketch import Text
from pipelines.fingerprint import content_hash


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


if __name__ == "__main__":
    main()
