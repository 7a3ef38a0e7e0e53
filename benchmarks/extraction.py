"""How well and how fast `cleaners.clean_html` reads article pages, beside its peers.

    python -m benchmarks.extraction --data FOLDER [--peers] [--worst 20] [--diff]

FOLDER holds `*.jsonl.gz`, one page a line: id, url, html_b64, gold_text, gold_title, gold_date
(YYYY-MM-DD); a null gold is not scored. The score of a page is the F1 of the multisets of
character 4-grams, white space removed. Peers: see benchmarks/peers.txt.
"""

import argparse
import difflib
import gc
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html
from rich.console import Console
from rich.table import Table

from benchmarks.gold import GoldPage, Score, load, score, share
from benchmarks.peers import Extracted, Extractor, installed, yanlu
from cleaners.decode import decode

_ROUNDS = 3
_CACHED = type(lru_cache(len))


def forget() -> None:
    """Empty all caches of functions, ours and the peers': a page is read once in real life."""
    for each in gc.get_objects():
        if isinstance(each, _CACHED):
            each.cache_clear()


def pages_per_second(pages: Sequence[GoldPage], extract: Extractor) -> float:
    """Return the median rate, in CPU time of this process, of rounds that begin anew."""
    rates = []
    for _ in range(_ROUNDS):
        forget()
        began = time.process_time()
        for page in pages:
            try:
                extract(page.body, page.url)
            except Exception:
                continue
        rates.append(len(pages) / (time.process_time() - began))
    return statistics.median(rates)


def bare_lxml(pages: Sequence[GoldPage]) -> float:
    """Return the rate of lxml alone on what our own decoder made of the pages beforehand.

    From the raw bytes lxml stops early at a wrong charset, which would count as speed.
    """
    parser = html.HTMLParser(encoding="utf-8")
    texts = [
        replace(page, body=decode(page.body).text.encode("utf-8", "replace")) for page in pages
    ]

    def parse_only(body: bytes, url: str) -> Extracted:
        html.document_fromstring(body, parser=parser)
        return Extracted("")

    return pages_per_second(texts, parse_only)


def table_of(title: str, rows: dict[str, list[Score]], rates: dict[str, float]) -> Table:
    table = Table(title=title, title_justify="left", box=None)
    for column in ("", "P", "R", "F1", "≥ .95", "title", "date", "failed", "empty", "pages/s"):
        table.add_column(column, justify="right" if column else "left")
    for name, scores in rows.items():
        means = [
            statistics.mean(getattr(s, part) for s in scores)
            for part in ("precision", "recall", "f1")
        ]
        table.add_row(
            name,
            *(f"{mean:.4f}" for mean in means),
            share(s.f1 >= 0.95 for s in scores),
            share(s.title for s in scores),
            share(s.date for s in scores),
            str(sum(s.failed for s in scores)),
            str(sum(not s.got.text.strip() for s in scores)),
            f"{rates[name]:.0f}",
        )
    return table


def show_worst(console: Console, scores: list[Score], count: int, diff: bool) -> None:
    console.print("\nour worst pages")
    for s in sorted(scores, key=lambda s: s.f1)[:count]:
        place = f"{s.page.set} {s.page.name} {s.page.url}"
        console.print(f"{s.f1:.3f} P {s.precision:.2f} R {s.recall:.2f} {place}", markup=False)
        if diff:
            show_difference(console, s)


def show_difference(console: Console, s: Score) -> None:
    gold, got = (text.split("\n") for text in ((s.page.text or ""), s.got.text))
    for line in difflib.unified_diff(gold, got, "gold", "ours", lineterm="", n=0):
        if line[:1] in "+-" and not line.startswith(("+++", "---")) and line[1:].strip():
            console.print(
                f"    {'lost' if line[0] == '-' else 'kept wrongly'}: {line[1:120]}", markup=False
            )


def show_by_host(console: Console, scores: list[Score]) -> None:
    hosts: dict[str, list[float]] = {}
    for s in scores:
        hosts.setdefault(urlsplit(s.page.url).hostname or s.page.name, []).append(s.f1)
    means = sorted(statistics.mean(values) for values in hosts.values())
    console.print(
        f"\n{len(means)} hosts: mean of host means {statistics.mean(means):.4f},"
        f" lowest tenth from {means[0]:.3f} to {means[len(means) // 10]:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", action="store_true", help="measure the installed peers, too")
    parser.add_argument("--worst", type=int, default=15, help="how many of our worst pages to name")
    parser.add_argument("--diff", action="store_true", help="and what they lost or kept wrongly")
    options = parser.parse_args()
    extractors = {"yanlu": yanlu} | (installed() if options.peers else {})
    pages = load(options.data)
    console = Console(width=120, highlight=False)
    scores: dict[str, list[Score]] = {name: [] for name in extractors}
    for name in sorted({page.set for page in pages}):
        measure_set(console, name, [page for page in pages if page.set == name], extractors, scores)
    real = {
        name: [s for s in all_scores if not s.page.set.startswith("sim_")]
        for name, all_scores in scores.items()
    }
    gold = [s.page for s in real["yanlu"]]
    console.print(
        table_of(f"\nall real pages with gold ({len(gold)})", real, rates_of(gold, extractors))
    )
    show_by_host(console, real["yanlu"])
    show_worst(console, real["yanlu"], options.worst, options.diff)


def measure_set(
    console: Console,
    name: str,
    pages: list[GoldPage],
    extractors: dict[str, Extractor],
    scores: dict[str, list[Score]],
) -> None:
    """Score one set's pages and print its table; pages without gold are only timed."""
    gold = [page for page in pages if page.text]
    rates = rates_of(pages, extractors)
    rates_text = f"lxml parses the decoded text of {bare_lxml(pages):.0f} pages/s"
    if not gold:
        found = sum(bool(yanlu(page.body, page.url).text) for page in pages)
        told = ", ".join(f"{peer} {rate:.0f}" for peer, rate in rates.items())
        console.print(
            f"\n{name}: {len(pages)} pages without gold, {found} read as articles;"
            f" pages/s {told}; {rates_text}"
        )
        return
    rows = {peer: [score(page, extract) for page in gold] for peer, extract in extractors.items()}
    for peer, found_scores in rows.items():
        scores[peer] += found_scores
    console.print(table_of(f"\n{name} ({len(gold)} pages; {rates_text})", rows, rates))


def rates_of(pages: list[GoldPage], extractors: dict[str, Extractor]) -> dict[str, float]:
    return {name: pages_per_second(pages, extract) for name, extract in extractors.items()}


if __name__ == "__main__":
    main()
