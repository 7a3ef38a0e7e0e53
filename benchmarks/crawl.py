"""Pages per second of the full path against a bare Scrapy spider, on the same loopback site.

The bare spider fetches, parses links and yields nothing; the full path archives, cleans,
deduplicates, stores and indexes. They run in turn, several rounds, each in its own process:

    python -m benchmarks.crawl [--pages 6000] [--rounds 5] [--own-words]

The texts of the site share four fifths with one another, the dearest there are to store; with
`--own-words` they differ as speeches do. Of 2,000 pages a tenth of the time is start and end.
The bare spider keeps one core busy, the full path two: whatever else runs on a machine of two
slows the full path alone. So does the server, which is made to take little (`site_server`).
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big_site import serve

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = {"DOWNLOAD_DELAY": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": "16", "LOG_LEVEL": "ERROR"}


@dataclass(frozen=True)
class Run:
    """`rate` in pages a second, `peak` in bytes over the process and its children."""

    rate: float
    peak: int


def run_bare(url: str, folder: Path) -> Run:
    settings = [f"{name}={value}" for name, value in SETTINGS.items()]
    out, peak = watched([sys.executable, "-m", "benchmarks.bare_spider", url, *settings], folder)
    pages, seconds = map(float, out.split())
    return Run(pages / seconds, peak)


def run_full(url: str, folder: Path) -> Run:
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    settings = [word for name, value in SETTINGS.items() for word in ("-s", f"{name}={value}")]
    _, peak = watched([scrapy, "crawl", "generic", "-a", f"url={url}", *settings], folder)
    corpus = sqlite3.connect(folder / "corpus.db")
    ((text,),) = corpus.execute("SELECT report FROM runs")
    corpus.close()
    report = json.loads(text)
    return Run(report["requests"] / report["seconds"], peak)


def watched(command: list[str], folder: Path) -> tuple[str, int]:
    """Run a command to its end; return what it printed and its peak memory in bytes."""
    environment = os.environ | {
        "YANLU_CORPUS": f"sqlite:///{folder}/corpus.db",
        "YANLU_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    peaks, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peaks.append(family_bytes(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate(timeout=600)
    done.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{command[0]} ended with exit code {process.returncode}")
    return out, max(peaks)


def family_bytes(pid: int) -> int:
    """Return the resident bytes of a process and its children (Linux; elsewhere 0)."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [child for task in tasks for child in (task / "children").read_text().split()]
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    own = pages * os.sysconf("SC_PAGE_SIZE")
    return own + sum(family_bytes(int(child)) for child in children)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--own-words", action="store_true", help="texts that are no copies")
    options = parser.parse_args()
    ratios = []
    for number in range(1, options.rounds + 1):
        with serve(options.pages, own_words=options.own_words) as server:
            runs = {}
            for name, run in (("bare", run_bare), ("full", run_full)):
                with tempfile.TemporaryDirectory() as folder:
                    runs[name] = run(server.url, Path(folder))
        ratios.append(runs["full"].rate / runs["bare"].rate)
        told = ", ".join(
            f"{name} {run.rate:.0f} pages/s at {run.peak / 2**20:.0f} MiB"
            for name, run in runs.items()
        )
        print(f"round {number}: {told}, ratio {ratios[-1]:.2f}", flush=True)
    print(f"median ratio full/bare of {options.rounds} rounds: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
