"""How fast the reading room answers.

    python -m benchmarks.room [--documents 10000] [--characters 2000] [--requests 40] [--keep FILE]

Fills a corpus with generated speeches of ten sites, six categories and twelve years, a tenth of
them at a second address, starts `scrapy browse` as a user does, and asks for its pages over one
connection. Times are a visitor's, in milliseconds: the first request of a kind after the start,
then the others. CPU is what the server itself used for a request on average: other work on the
machine does not change it. --keep leaves the corpus, and takes it up again.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.copies import Writer
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts
from pipelines.corpus import Link
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import writing
from pipelines.tables import speeches

START = datetime.now(UTC) - timedelta(days=40)
CATEGORIES = ("发言稿", "讲话稿", "心得体会", "工作总结", "述职报告", None)
BATCH = 500
LEAST = 3  # of each kind: a first request, and two whose times can be compared


def fill(corpus: SqliteCorpus, count: int, characters: int, console: Console) -> None:
    """Store and index so many speeches of about this length, and as many pages of the ledger."""
    writer = Writer([text.body for text in manuscripts().values()], seed=1)
    began = time.perf_counter()
    for first in track(range(0, count, BATCH), "storing", console=console):
        at = START + timedelta(days=40) * (first / count)
        for site in {f"site{number % 10}" for number in range(first, first + BATCH)}:
            links = [Link(f"http://{site}/{n}.html", "article") for n in range(first, first + 50)]
            corpus.find(site, links, 1, at)
        with writing(corpus.connection, corpus.path):
            for number in range(first, min(first + BATCH, count)):
                speech, site = written(writer, number, characters), f"site{number % 10}"
                url = f"http://{site}/{number}.html"
                speeches.enter(corpus.connection, speech, url, site, at)
                if number % 10 == 0:
                    url = f"http://other/{number}.html"
                    speeches.enter(corpus.connection, speech, url, "other", at)
        corpus.index()
    console.print(f"stored and indexed {count / (time.perf_counter() - began):,.0f} speeches/s")


def written(writer: Writer, number: int, characters: int) -> Speech:
    paragraphs: list[str] = []
    size = 0
    while size < characters:
        paragraphs.append("".join(writer.sentence() for _ in range(4)))
        size += len(paragraphs[-1])
    published = datetime(2012 + number % 12, 1 + number % 11, 1 + number % 28, tzinfo=UTC)
    category = CATEGORIES[number % len(CATEGORIES)]
    return Speech(paragraphs[0][:20], "\n".join(paragraphs), published, category=category)


@contextmanager
def browsing(corpus: Path) -> Iterator[tuple[HTTPConnection, int]]:
    """Give a connection to a reading room of its own, and the number of its process."""
    program = Path(sys.executable).with_name("scrapy")
    process = subprocess.Popen(
        [program, "browse", "--port", "0"],
        env=os.environ | {"YANLU_CORPUS": f"sqlite:///{corpus.absolute()}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[2]
        yield HTTPConnection(urlsplit(address).netloc), process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def words(bodies: Sequence[str], size: int) -> list[str]:
    """Return a word of that many letters out of each text."""
    chance, found = random.Random(size), list[str]()
    for body in bodies:
        while True:
            at = chance.randrange(len(body) - size)
            if (word := body[at : at + size]).isalpha():
                break
        found.append(word)
    return found


def kinds(corpus: SqliteCorpus, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the kinds of pages with the addresses that are asked for."""
    chosen = "SELECT id, body FROM speeches ORDER BY id % 7919, id LIMIT ?"
    ids, bodies = zip(*corpus.connection.execute(chosen, (count,)), strict=True)
    yield "home", ["/"] * count
    for size in (1, 2, 4, 8):
        asked = [f"/search?q={quote(word)}" for word in words(bodies, size)]
        yield f"search, {size} characters", asked
    asked = [f"/search?q={quote(word)}&category={quote('发言稿')}" for word in words(bodies, 2)]
    yield "search within a category", asked
    yield "all speeches", ["/search"] * count
    narrowed = [f"/search?category={quote('讲话稿')}&year={2012 + n % 12}" for n in range(count)]
    yield "all of a category and year", narrowed
    yield "all of a site", [f"/search?site=site{n % 10}" for n in range(count)]
    yield "a speech", [f"/speech/{number}" for number in ids]
    yield (
        "two side by side",
        [f"/diff/{one}/{other}" for one, other in zip(ids, ids[1:] + ids[:1], strict=True)],
    )
    yield "sites", ["/sites"] * count
    yield "a site", [f"/site?name=site{n % 10}" for n in range(count)]
    yield "runs", ["/runs"] * count
    yield "Datasette: speeches", ["/corpus/speeches"] * count


def timed(connection: HTTPConnection, address: str) -> float:
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    return 1000 * (time.perf_counter() - began)


def cpu(process: int) -> float:
    """Return the CPU time of a process so far in milliseconds, as Linux tells it."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--characters", type=int, default=2_000)
    parser.add_argument("--requests", type=int, default=40, help="of each kind")
    parser.add_argument("--keep", type=Path, help="the corpus, made when it is not there")
    options = parser.parse_args()
    if min(options.documents, options.requests) < LEAST or options.characters < 1:
        parser.error(f"at least {LEAST} --documents and --requests, and 1 of --characters")
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        file = options.keep or Path(folder) / "corpus.db"
        with SqliteCorpus(file) as corpus:
            if not corpus.counts()["speeches"]:
                fill(corpus, options.documents, options.characters, console)
            count = corpus.counts()["speeches"]
            asked = list(kinds(corpus, options.requests))
        table = Table(title=f"{count:,} speeches, milliseconds")
        for name in ("page", "first", "median", "p95", "worst", "CPU"):
            table.add_column(name, justify="left" if name == "page" else "right")
        with browsing(file) as (connection, process):
            for kind, addresses in asked:
                before = cpu(process)
                first, *rest = (timed(connection, address) for address in addresses)
                used = (cpu(process) - before) / len(addresses)
                median, p95 = statistics.median(rest), statistics.quantiles(rest, n=20)[-1]
                shown = (f"{value:,.0f}" for value in (first, median, p95, max(rest), used))
                table.add_row(kind, *shown)
        console.print(table)


if __name__ == "__main__":
    main()
