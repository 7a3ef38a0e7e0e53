"""A crawl of 100,000 pages on loopback: does it stay as fast and as small as it began?

    python -m benchmarks.soak [--pages 100000] [--alike]

The texts have words of their own, as speeches have. With `--alike` all share four fifths with one
another: the dearest site to store, and one that a crawl takes for a trap unless it is told not to.
Prints pages a second, CPU and resident memory, of the crawler and of its readers, for each tenth.
Four times a second one page is read in this process, too: what that takes tells how fast the
machine is meanwhile, which on a shared one changes by half within minutes. Ends with 1 unless
memory at the end is at most 50 MiB above that after the first tenth and 400 MiB in all, and the
last tenth is, beside that page, at least 0.9 times as fast as the first.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.big_site import article_page, serve
from benchmarks.crawl import ROOT, SETTINGS, family_bytes
from benchmarks.site_server import SiteServer
from cleaners import clean_html
from crawler.workers.processes import descendants

MOST_GROWTH, MOST_MEMORY, LEAST_SPEED = 50 << 20, 400 << 20, 0.9
TENTHS = 10
EVERY = 0.25
"""Seconds between two looks at how fast the machine is: 1 % of a core."""
PAGE = article_page(1, own_words=True).encode()


@dataclass(frozen=True)
class Mark:
    """The state after so many pages; `reader_bytes` are those of the child processes, `cpu` is
    what all of them have used, in seconds; `taken` the seconds of CPU that one page took here since
    the state before.
    """

    pages: int
    seconds: float
    cpu: float
    crawler_bytes: int
    reader_bytes: int
    taken: float

    @property
    def bytes(self) -> int:
        return self.crawler_bytes + self.reader_bytes


def soak(pages: int, folder: Path, *, alike: bool = False) -> list[Mark]:
    """Crawl a site of so many pages; return the state at the beginning and after each tenth."""
    with serve(pages, own_words=not alike) as server:
        process = start(server.url, folder)
        try:
            marks = watch(process, server, pages)
        finally:
            process.terminate()
            process.wait(timeout=60)
    if process.returncode or len(marks) <= TENTHS:
        sys.exit(
            f"the crawl ended with exit code {process.returncode} after {marks[-1].pages} pages"
        )
    return marks


def start(url: str, folder: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Begin to crawl into a folder, as fast as can be."""
    environment = os.environ | {
        "YANLU_CORPUS": f"sqlite:///{folder}/corpus.db",
        "YANLU_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
    }
    never = {"MAX_FRUITLESS_PAGES": str(10**9)}
    settings = [
        word for name, value in (SETTINGS | never).items() for word in ("-s", f"{name}={value}")
    ]
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    command = [scrapy, "crawl", "generic", "-a", f"url={url}", *settings]
    return subprocess.Popen(command, cwd=ROOT, env=environment, **options)


def watch(process: subprocess.Popen[bytes], server: SiteServer, pages: int) -> list[Mark]:
    marks, taken, looked = list[Mark](), [read_page()], time.monotonic()
    while process.poll() is None:
        if time.monotonic() > looked + EVERY:
            taken.append(read_page())
            looked = time.monotonic()
        if len(server.requests) >= (len(marks) * pages // TENTHS or 1):
            marks.append(mark(process.pid, len(server.requests), statistics.median(taken)))
            taken = taken[-1:]
            print(told(marks), flush=True)
        time.sleep(0.05)
    return marks


def read_page() -> float:
    """Return the seconds of CPU that it takes to read one page."""
    before = time.thread_time()
    clean_html(PAGE, "http://www.example.com/a/1.html")
    return time.thread_time() - before


def mark(pid: int, pages: int, taken: float) -> Mark:
    resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    cpu = cpu_seconds(pid) + sum(map(cpu_seconds, descendants(pid)))
    return Mark(pages, time.monotonic(), cpu, resident, family_bytes(pid) - resident, taken)


def cpu_seconds(pid: int) -> float:
    """Return the CPU that a process has used so far, 0 when it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(marks: list[Mark]) -> str:
    now, speed = marks[-1], rate(marks, len(marks) - 1)
    cost = cpu_cost(marks, len(marks) - 1) * 1000
    return (
        f"{now.pages:7,} pages, {speed:4.0f}/s, {cost:5.2f} ms of CPU a page"
        f" (one read here {now.taken * 1000:4.2f}),"
        f" {now.bytes >> 20:4} MiB"
        f" (crawler {now.crawler_bytes >> 20}, readers {now.reader_bytes >> 20})"
    )


def rate(marks: list[Mark], tenth: int) -> float:
    """Return the pages a second of the n-th tenth, from 1."""
    if not tenth:
        return 0.0
    before, after = marks[tenth - 1], marks[tenth]
    return (after.pages - before.pages) / (after.seconds - before.seconds)


def cpu_cost(marks: list[Mark], tenth: int) -> float:
    """Return the seconds of CPU that a page of the n-th tenth took."""
    if not tenth:
        return 0.0
    before, after = marks[tenth - 1], marks[tenth]
    return (after.cpu - before.cpu) / (after.pages - before.pages)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--alike", action="store_true", help="texts that share four fifths")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        marks = soak(options.pages, Path(folder), alike=options.alike)
    growth = marks[TENTHS].bytes - marks[1].bytes
    most = max(each.bytes for each in marks)
    by_clock = rate(marks, TENTHS) / rate(marks, 1)
    machine = marks[1].taken / marks[TENTHS].taken
    speed = by_clock / machine
    print(
        f"grown by {growth / 2**20:.0f} MiB since the first tenth, {most >> 20} MiB at most;"
        f" the last tenth {by_clock:.2f} times as fast as the first, the machine {machine:.2f}"
        f" times: {speed:.2f}; by CPU {cpu_cost(marks, 1) / cpu_cost(marks, TENTHS) / machine:.2f}"
    )
    sys.exit(growth > MOST_GROWTH or most > MOST_MEMORY or speed < LEAST_SPEED)


if __name__ == "__main__":
    main()
