"""How many speeches a second are stored with all indexes, and what takes the time.

    python -m benchmarks.store [--texts 100000] [--length 2000] [--seed 1]

Generated texts (benchmarks/prose.py), of which one in twenty is the same as one before and one in
ten a copy with a tenth of it written anew, are recorded as an ingest does: visits of pages, 500
in a transaction, indexed by the thousand. Counted is what `Corpus` does, to the end of
indexing; making the texts is not.
"""

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.prose import Prose
from cleaners.model import Page, Speech
from pipelines import prepared
from pipelines.corpus import Visit
from pipelines.duplicates import choice, copies
from pipelines.searching import index
from pipelines.sqlite import SqliteCorpus
from pipelines.visits import ledger

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 500
KEPT = 5_000  # texts that others are copies of
SAME, NEAR = 0.05, 0.1

PARTS: dict[str, list[tuple[Any, str]]] = {
    "exact": [(prepared, "content_hash")],
    "near": [(copies, "settle"), (choice, "enter")],
    "ledger": [(ledger, "settle"), (ledger, "same_pages")],
    "search": [(index, "add_batch")],
}
TABLES = {  # what the names of its tables begin with
    "exact": ("sqlite_autoindex_speeches",),
    "near": ("sketch", "parts", "ties"),
    "ledger": ("pages", "sqlite_autoindex_pages"),
    "search": ("speeches_fts", "titles_fts"),
    "texts": ("speeches",),
}


class Watch:
    """CPU and clock seconds spent inside blocks, in all and in the parts of the work."""

    def __init__(self) -> None:
        self.cpu = self.clock = 0.0
        self.parts: dict[str, float] = defaultdict(float)

    @contextmanager
    def running(self) -> Iterator[None]:
        cpu, clock = time.process_time(), time.perf_counter()
        yield
        self.cpu += time.process_time() - cpu
        self.clock += time.perf_counter() - clock

    def over(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return work(*args, **options)
            finally:
                self.parts[part] += time.process_time() - began

        return timed


def texts(prose: Prose, seed: int, length: int) -> Iterator[Speech]:
    """Yield speeches without end, some of them copies of one of the first 5,000."""
    chance = random.Random(seed)
    kept: list[Speech] = []
    while True:
        kind = chance.random() if kept else 1.0
        if kind < SAME:
            speech = chance.choice(kept)
        elif kind < SAME + NEAR:
            speech = Speech(prose.title(), prose.copy(chance.choice(kept).body))
        else:
            speech = Speech(prose.title(), prose.text(length))
        if len(kept) < KEPT:
            kept.append(speech)
        yield speech


def visit(number: int, speech: Speech) -> Visit:
    url = f"http://www.example.com/a/{number}.html"
    page = Page(url, speech.body.encode(), "utf-8", NOW)
    return Visit(url, "example", 1, NOW, "article", "fetched", pages=(page,), result=speech)


def fill(corpus: SqliteCorpus, options: argparse.Namespace, watch: Watch) -> None:
    made = texts(Prose(options.seed), options.seed, options.length)
    for first in range(0, options.texts, BATCH):
        numbers = range(first, min(first + BATCH, options.texts))
        visits = [visit(number, next(made)) for number in numbers]
        with watch.running():
            corpus.record_all(visits)
            corpus.index(least=index.BATCH)
        if numbers[-1] % 10_000 == 9_999:
            print(
                f"{numbers[-1] + 1:>9,}: {watch.cpu / numbers[-1] * 1000:.3f} ms each", flush=True
            )
    with watch.running():
        corpus.index()


def tell(corpus: SqliteCorpus, watch: Watch, count: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    query = "SELECT match, count(*) FROM sightings GROUP BY match"
    found = ", ".join(f"{n:,} {match}" for match, n in corpus.connection.execute(query))
    print(f"{count:,} texts ({found}): {count / watch.clock:,.0f}/s by the clock,")
    print(f"{count / watch.cpu:,.0f}/s by CPU time, peak memory {peak:.0f} MB. Of the CPU time:")
    rest = watch.cpu - sum(watch.parts.values())
    for part, spent in [*watch.parts.items(), ("columns, sightings", rest)]:
        print(f"  {part:20} {spent / count * 1000:.3f} ms each, {spent / watch.cpu:.0%}")
    sizes = bytes_of_parts(corpus.connection)
    told = ", ".join(f"{part} {size / count:,.0f}" for part, size in sizes.items())
    print(f"Bytes on the disk for each: {told}")


def bytes_of_parts(connection: sqlite3.Connection) -> dict[str, int]:
    sizes: dict[str, int] = defaultdict(int)
    for name, size in connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
        part = next((part for part, names in TABLES.items() if name.startswith(names)), "others")
        sizes[part] += size
    return sizes


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--length", type=int, default=2_000, help="characters of each")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    watch = Watch()
    for part, functions in PARTS.items():
        for module, name in functions:
            setattr(module, name, watch.over(part, getattr(module, name)))
    with tempfile.TemporaryDirectory() as folder, SqliteCorpus(Path(folder) / "c.db") as corpus:
        corpus.hold()
        fill(corpus, options, watch)
        tell(corpus, watch, options.texts)


if __name__ == "__main__":
    main()
