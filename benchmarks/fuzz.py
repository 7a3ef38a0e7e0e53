"""Damaged pages through the cleaners: which raise, which take long, which eat memory.

    python -m benchmarks.fuzz [--pages 200000] [--data FOLDER] [--seed 0] [--failures FOLDER]

Mutates pages of the bundled sample site and, with --data, those of a folder as
`benchmarks.extraction` reads it. The same seed makes the same pages. Failing ones are written
to the folder of --failures; the exit code is 1 when there are any.
"""

import argparse
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.damage import LARGEST, MUTATIONS
from benchmarks.gold import load
from cleaners import Speech, clean_html
from cleaners.dom import Unparsable, parse
from crawler.discovery.further import further_page
from crawler.discovery.links import page_links
from crawler.profile import Discover
from crawler.sample.expected import load_expected
from crawler.sample.site import render

SLOWEST = 2.0
BATCH = 250
ADDRESS = "http://a.cn/2020/1.html"  # a crawl asks for no other kind
URLS = (ADDRESS, "http://a.cn/list/", "", "http://a.cn/x?id=1", "http://[/", "::")
CHARSETS = (None, "utf-8", "gbk", "big5", "latin-1", "utf-16", "utf-7", "x", "hex", "\udcff")


@dataclass(frozen=True)
class Failure:
    number: int
    why: str
    body: bytes


@dataclass(frozen=True)
class Batch:
    """What one batch of pages gave: results by name, the slowest page's seconds, peak memory."""

    results: Counter[str]
    slowest: float
    peak: int
    failures: list[Failure]


def mutated(pages: list[bytes], seed: int, number: int) -> tuple[bytes, str, str | None]:
    """Return the page of that number with an address and a charset; the same for each seed."""
    rng = random.Random(f"{seed} {number}")
    body = rng.choice(pages)
    for mutation in rng.choices(MUTATIONS, k=rng.randrange(1, 5)):
        body = mutation(rng, body)[:LARGEST]
    return body, rng.choice(URLS), rng.choice(CHARSETS)


def read(body: bytes, url: str, charset: str | None) -> str:
    """Take a page through all that a crawl does with it and return the result's name."""
    found = clean_html(body, url, charset=charset)
    try:
        document = parse(body, charset)
    except Unparsable as error:
        return error.name
    page_links(document, ADDRESS, ("a.cn",), Discover())
    further_page(document, ADDRESS)
    return "speech" if isinstance(found, Speech) else found.reason


def run_batch(pages: list[bytes], seed: int, start: int, count: int) -> Batch:
    results: Counter[str] = Counter()
    slowest, failures = 0.0, []
    for number in range(start, start + count):
        body, url, charset = mutated(pages, seed, number)
        began = time.process_time()
        try:
            results[read(body, url, charset)] += 1
        except Exception:
            results["exception"] += 1
            failures.append(Failure(number, f"{url} {charset}\n{traceback.format_exc()}", body))
        took = time.process_time() - began
        slowest = max(slowest, took)
        if took > SLOWEST:
            failures.append(Failure(number, f"{url} {charset}\n{took:.1f} s", body))
    return Batch(results, slowest, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, failures)


_PAGES: list[bytes] = []


def keep(pages: list[bytes]) -> None:
    _PAGES[:] = pages


def run_kept(seed: int, count: int, start: int) -> Batch:
    return run_batch(_PAGES, seed, start, min(BATCH, count - start))


def sample_pages() -> list[bytes]:
    articles = load_expected()["articles"].values()
    return [render(path).body for article in articles for path in article["pages"]]


def batches(pages: list[bytes], seed: int, count: int) -> Iterator[Batch]:
    """Yield the results of `count` pages, in batches, from all cores."""
    with ProcessPoolExecutor(initializer=keep, initargs=(pages,)) as pool:
        yield from pool.map(partial(run_kept, seed, count), range(0, count, BATCH))


def write(failures: list[Failure], folder: Path) -> None:
    for failure in failures:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{failure.number}.html").write_bytes(failure.body)
        (folder / f"{failure.number}.txt").write_text(ascii(failure.why), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    pages = sample_pages()
    if options.data:
        pages += [page.body for page in load(options.data)]
    console = Console(stderr=True)
    done = track(
        batches(pages, options.seed, options.pages),
        "mutated pages", total=-(-options.pages // BATCH),
        console=console, disable=not console.is_terminal,
    )  # fmt: skip
    total = list(done)
    failures = [failure for batch in total for failure in batch.failures]
    write(failures, options.failures)
    show(options.seed, total, failures)
    sys.exit(bool(failures))


def show(seed: int, total: list[Batch], failures: list[Failure]) -> None:
    results: Counter[str] = Counter()
    for batch in total:
        results += batch.results
    print(f"{results.total()} mutated pages, seed {seed}: {dict(results.most_common())}")
    print(f"slowest {max(batch.slowest for batch in total):.2f} s of CPU time")
    print(f"memory at most {max(batch.peak for batch in total) / 1024:.0f} MB a process")
    for failure in failures[:20]:
        print(f"page {failure.number}: {failure.why.strip().splitlines()[-1]}")
    print(f"{len(failures)} failures")


if __name__ == "__main__":
    main()
