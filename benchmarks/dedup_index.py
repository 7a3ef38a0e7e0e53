"""What it takes to look up and enter in an index of many documents: `benchmarks.dedup --index`."""

import resource
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pipelines.duplicates import copies, likenesses
from pipelines.duplicates.sketch import SAMPLED, Sketch

BATCH = 1000
CACHE_MB = 256


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_MB * 1024}")
    connection.executescript(copies.TABLES)
    return connection


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
