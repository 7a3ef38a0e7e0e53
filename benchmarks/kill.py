"""kill -9 at random moments of a crawl on loopback: what is lost, what comes twice?

    python -m benchmarks.kill [--pages 1000] [--kills 50] [--seed 2026]

Each run is killed at a random moment, from its start to some pages into it, then one goes to the
end. Ends with 1 unless no speech is lost or there twice, at most 16 articles (as many as may be
in flight) are fetched again after each kill, and the corpus is whole.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.big_site import serve
from benchmarks.site_server import SiteServer
from benchmarks.soak import start

IN_FLIGHT = 16


def crawl_and_kill(server: SiteServer, folder: Path, pages: int, seconds: float) -> None:
    """Begin a crawl, and kill it so many seconds after it has asked for so many pages."""
    process = start(server.url, folder, start_new_session=True)
    wanted = len(server.requests) + pages
    while len(server.requests) < wanted and process.poll() is None:
        time.sleep(0.001)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def articles(paths: Iterable[str]) -> Counter[str]:
    return Counter(path for path in paths if path.startswith("/a/"))


def fetched_again(requests: list[str], before: int) -> int:
    """Return how many requests after the first `before` were for articles asked for by then."""
    known = articles(requests[:before])
    return sum(count for path, count in articles(requests[before:]).items() if path in known)


def torture(server: SiteServer, folder: Path, kills: int, chance: random.Random) -> list[int]:
    """Kill so many crawls, finish the next; return how many articles each fetched again."""
    again = []
    most = 2 * len(server.site) // kills
    for _ in range(kills):
        before = len(server.requests)
        crawl_and_kill(server, folder, chance.randint(0, most), chance.uniform(0, 0.05))
        again.append(fetched_again(server.requests, before))
    before = len(server.requests)
    if start(server.url, folder).wait(timeout=600):
        sys.exit("the last crawl, which was left alone, did not end well")
    print(f"{len(server.requests) - before} requests were left for the last crawl")
    return [*again, fetched_again(server.requests, before)]


def stored(folder: Path) -> tuple[int, int, str]:
    """Return how many articles were seen, how many speeches there are, and the file's health."""
    corpus = sqlite3.connect(folder / "corpus.db")
    try:
        (seen,) = corpus.execute("SELECT count(DISTINCT url) FROM sightings").fetchone()
        (speeches,) = corpus.execute("SELECT count(*) FROM speeches").fetchone()
        (health,) = corpus.execute("PRAGMA integrity_check").fetchone()
    finally:
        corpus.close()
    return seen, speeches, health


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    with serve(options.pages) as server, tempfile.TemporaryDirectory() as folder:
        again = torture(server, Path(folder), options.kills, random.Random(options.seed))
        seen, speeches, health = stored(Path(folder))
        wanted = len(articles(server.site))
    print(
        f"{options.kills} kills over {options.pages} pages: {wanted - seen} speeches lost,"
        f" {speeches - wanted} twice; fetched again {sum(again)} articles in all, at most"
        f" {max(again)} after one kill; integrity check: {health}"
    )
    good = seen == speeches == wanted and max(again) <= IN_FLIGHT and health == "ok"
    sys.exit(not good)


if __name__ == "__main__":
    main()
