"""How fast and how right a search is, beside SQLite's LIKE on the same corpus.

    python -m benchmarks.search [--documents 1000000] [--queries 100] [--keep FILE]

Fills a corpus with short generated texts, indexes it, then asks for the first ten hits of words
of 1, 2, 3, 4 and 8 characters and of two words, all cut out of the texts. Times are of one
process and warm; LIKE scans the same table in the same run. Recall and precision are against
LIKE, over the queries of which every match was counted. --keep leaves the corpus, and takes it
up again.
"""

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.copies import Writer
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts
from pipelines import speeches
from pipelines.database import writing
from pipelines.sqlite import SqliteCorpus

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 1_000
LIKES = 5
KINDS = {"1": (1,), "2": (2,), "3": (3,), "4": (4,), "8": (8,), "2 + 2": (2, 2)}
MOST = 10**9


def fill(corpus: SqliteCorpus, count: int, console: Console) -> None:
    """Add so many texts of one to three sentences, about 60 characters each."""
    writer = Writer([text.body for text in manuscripts().values()], seed=1)
    began = time.perf_counter()
    for first in track(range(0, count, BATCH), "storing", console=console):
        with writing(corpus.connection, corpus.path):
            for number in range(first, min(first + BATCH, count)):
                sentences = [writer.sentence() for _ in range(1 + number % 3)]
                speech = Speech(sentences[0][:20], "".join(sentences))
                speeches.enter(corpus.connection, speech, f"http://a/{number}", "a", NOW)
    stored = time.perf_counter()
    corpus.index()
    print(f"stored {count / (stored - began):,.0f}/s", end=", ")
    print(f"indexed {count / (time.perf_counter() - stored):,.0f}/s")


def words(corpus: SqliteCorpus, lengths: tuple[int, ...], chance: random.Random) -> list[str]:
    """Return words of these lengths out of one text, all of them letters."""
    (newest,) = corpus.connection.execute("SELECT max(id) FROM speeches").fetchone()
    while True:
        row = corpus.connection.execute(
            "SELECT body FROM speeches WHERE id >= ?", (chance.randint(1, newest),)
        ).fetchone()
        starts = [chance.randrange(max(1, len(row[0]) - size)) for size in lengths]
        found = [row[0][at : at + size] for at, size in zip(starts, lengths, strict=True)]
        if "".join(found).isalpha() and [*map(len, found)] == [*lengths]:
            return found


def like(corpus: SqliteCorpus, asked: list[str], limit: int = MOST) -> set[int]:
    conditions = " AND ".join("(title || char(10) || body) LIKE ?" for _ in asked)
    rows = corpus.connection.execute(
        f"SELECT id FROM speeches WHERE {conditions} LIMIT {limit}", [f"%{word}%" for word in asked]
    )
    return {speech_id for (speech_id,) in rows}


def measure(corpus: SqliteCorpus, kind: str, count: int, table: Table) -> None:
    chance = random.Random(kind)
    asked = [words(corpus, KINDS[kind], chance) for _ in range(count)]
    times = []
    for query in asked:
        began = time.perf_counter()
        corpus.search(" ".join(query))
        times.append(time.perf_counter() - began)
    scans, right, found, wanted, whole = [], 0, 0, 0, 0
    for query in asked[:LIKES]:
        began = time.perf_counter()
        truth = like(corpus, query)
        scans.append(time.perf_counter() - began)
        results = corpus.search(" ".join(query), limit=MOST)
        ids = {hit.id for hit in results.hits}
        if results.exact:
            whole += 1
            right, found, wanted = right + len(ids & truth), found + len(ids), wanted + len(truth)
    median, scan = statistics.median(times), statistics.median(scans)
    table.add_row(
        kind,
        f"{median * 1000:.2f}",
        f"{statistics.quantiles(times, n=20)[-1] * 1000:.2f}",
        f"{scan * 1000:,.0f}",
        f"{scan / median:,.0f}",
        f"{right / wanted:.3f}" if wanted else "–",
        f"{right / found:.3f}" if found else "–",
        f"{whole} of {LIKES}",
    )


def index_share(corpus: SqliteCorpus) -> float:
    """Return the bytes of the index over those of the texts."""
    (index,) = corpus.connection.execute(
        "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%_fts_%'"
    ).fetchone()
    (text,) = corpus.connection.execute(
        "SELECT sum(length(CAST(title || body AS BLOB))) FROM speeches"
    ).fetchone()
    return float(index / text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--keep", type=Path, help="the corpus, made when it is not there")
    options = parser.parse_args()
    console = Console()
    with (
        tempfile.TemporaryDirectory() as folder,
        SqliteCorpus(options.keep or Path(folder) / "corpus.db") as corpus,
    ):
        if not corpus.counts()["speeches"]:
            fill(corpus, options.documents, console)
        table = Table(title=f"first ten of {corpus.counts()['speeches']:,} texts, ms")
        for name in ("characters", "median", "p95", "LIKE", "×", "recall", "precision", "of"):
            table.add_column(name, justify="right")
        for kind in KINDS:
            measure(corpus, kind, options.queries, table)
        console.print(table)
        try:
            console.print(f"index / text: {index_share(corpus):.2f}")
        except Exception as error:
            console.print(f"index / text: not measured ({error})")


if __name__ == "__main__":
    main()
