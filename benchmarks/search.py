"""How fast and how right a search is, beside SQLite's LIKE on the same corpus.

    python -m benchmarks.search [--documents 1000000] [--queries 100] [--keep FILE]

Fills a corpus with short generated texts, indexes it, then asks for the first ten hits of words
of 1, 2, 3, 4 and 8 characters and of two words, all cut out of the texts. Times are CPU time of a
warm process, which other work on the machine does not change; LIKE scans the same table in the
same run. Recall and precision are against LIKE, over all hits of the first few queries of each
kind; where there are more than 10,000, of which a search looks at no more, over as many. Their
totals, if they are said to be exact, are compared with LIKE's. --keep leaves the corpus, and takes
it up again.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.copies import Writer
from crawler.sample.manuscripts import manuscripts
from pipelines.searching.candidates import EXAMINED
from pipelines.searching.grams import fold
from pipelines.searching.texts import spellings
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import writing

BATCH = 1_000
LOW = range(161, 255)
SPEECH = """
INSERT INTO speeches (id, content_hash, title, tags, url, site, quality, complete, characters,
    added_at, outline, body)
VALUES (?, ?, ?, '[]', ?, 'a', 1.0, 1, ?, '2026-01-01T00:00:00.000Z', '[]', ?)
"""
SIGHTING = """
INSERT INTO sightings (url, speech_id, site, match, similarity, seen_at)
VALUES (?, ?, 'a', 'first', 1.0, '2026-01-01T00:00:00.000Z')
"""
LIKES = 5
KINDS = {"1": (1,), "2": (2,), "3": (3,), "4": (4,), "8": (8,), "2 + 2": (2, 2)}
MOST = 10**9


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """Yield texts of 60 to 150 characters, none like another: a chain of characters learnt from
    the sample site, with names of characters as unequally frequent as words are (Mandelbrot).
    """
    writer = Writer([text.body for text in manuscripts().values()], seed)
    letters = [bytes((a, b)).decode("gb2312", "ignore") for a in range(176, 248) for b in LOW]
    letters = [letter for letter in letters if letter]
    writer.chance.shuffle(letters)
    weights = [*accumulate(1 / (rank + 20) for rank in range(len(letters)))]
    for _ in range(count):
        size, written = writer.chance.randint(60, 120), ""
        while len(written) < size:
            name = writer.chance.choices(
                letters, cum_weights=weights, k=writer.chance.randint(2, 4)
            )
            written += "".join(name) + writer.sentence()
        yield written[:150]


def fill(corpus: SqliteCorpus, count: int, console: Console) -> None:
    """Add so many texts to the tables and the index, without looking for copies among them:
    `benchmarks.dedup` and `benchmarks.store` measure that.
    """
    made = enumerate(texts(count), 1)
    began = time.perf_counter()
    for _ in track(range(0, count, BATCH), "storing", console=console):
        rows = [
            (number, number.to_bytes(32, "big"), text[:20], f"http://a/{number}", len(text), text)
            for number, text in islice(made, BATCH)
        ]
        with writing(corpus.connection, corpus.path):
            corpus.connection.executemany(SPEECH, rows)
            corpus.connection.executemany(SIGHTING, [(row[3], row[0]) for row in rows])
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


def like(corpus: SqliteCorpus, asked: list[str]) -> set[int]:
    conditions = " AND ".join("(title || char(10) || body) LIKE ?" for _ in asked)
    return _ids(corpus, conditions, [f"%{word}%" for word in asked])


def holding(corpus: SqliteCorpus, asked: list[str]) -> set[int]:
    """Return the texts that hold the words, as LIKE does, but in traditional characters, too."""
    ways = [spellings(word) or [word] for word in map(fold, asked)]
    held = ("(title || char(10) || body) LIKE ?" for _ in chain.from_iterable(ways))
    conditions = " AND ".join(f"({' OR '.join(islice(held, len(way)))})" for way in ways)
    return _ids(corpus, conditions, [f"%{word}%" for word in chain.from_iterable(ways)])


def _ids(corpus: SqliteCorpus, conditions: str, values: list[str]) -> set[int]:
    rows = corpus.connection.execute(f"SELECT id FROM speeches WHERE {conditions}", values)
    return {speech_id for (speech_id,) in rows}


class Measured(NamedTuple):
    """Seconds of each search and scan; matches found, found rightly, and wanted; totals that were
    exact, and of these the wrong ones."""

    searches: list[float]
    scans: list[float]
    found: int
    right: int
    wanted: int
    exact: int
    wrong: int


def measured(corpus: SqliteCorpus, kind: str, count: int) -> Measured:
    chance = random.Random(kind)
    asked = [words(corpus, KINDS[kind], chance) for _ in range(count)]
    searches, scans = list[float](), list[float]()
    found = right = wanted = exact = wrong = 0
    for query in asked:
        began = time.process_time()
        results = corpus.search(" ".join(query))
        searches.append(time.process_time() - began)
        if len(scans) == LIKES:
            continue
        began = time.process_time()
        like(corpus, query)
        scans.append(time.process_time() - began)
        truth = holding(corpus, query)
        exact, wrong = (
            exact + results.exact,
            wrong + (results.exact and results.total != len(truth)),
        )
        whole = corpus.search(" ".join(query), limit=MOST)
        ids = {hit.id for hit in whole.hits}
        found, right = found + len(ids), right + len(ids & truth)
        wanted += min(len(truth), max(EXAMINED, len(ids)))
    return Measured(searches, scans, found, right, wanted, exact, wrong)


def row(kind: str, it: Measured) -> tuple[str, ...]:
    median, scan = statistics.median(it.searches), statistics.median(it.scans)
    return (
        kind,
        f"{median * 1000:.2f}",
        f"{statistics.quantiles(it.searches, n=20)[-1] * 1000:.2f}",
        f"{scan * 1000:,.0f}",
        f"{scan / median:,.0f}",
        f"{it.right / it.wanted:.3f}",
        f"{it.right / it.found:.3f}",
        f"{it.exact} of {len(it.scans)}" + f", {it.wrong} wrong" * (it.wrong > 0),
    )


def together(all_of_them: Sequence[Measured]) -> Measured:
    searches = [*chain.from_iterable(it.searches for it in all_of_them)]
    scans = [*chain.from_iterable(it.scans for it in all_of_them)]
    return Measured(searches, scans, *map(sum, zip(*[it[2:] for it in all_of_them], strict=True)))


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
        table = Table(title=f"first ten of {corpus.counts()['speeches']:,} texts, ms CPU")
        for name in (
            "characters",
            "median",
            "p95",
            "LIKE",
            "×",
            "recall",
            "precision",
            "exact totals",
        ):
            table.add_column(name, justify="right")
        done: list[Measured] = []
        for kind in KINDS:
            done.append(measured(corpus, kind, options.queries))
            table.add_row(*row(kind, done[-1]))
        table.add_row(*row("all", together(done)))
        console.print(table)
        try:
            console.print(f"index / text: {index_share(corpus):.2f}")
        except Exception as error:
            console.print(f"index / text: not measured ({error})")


if __name__ == "__main__":
    main()
