"""Ingest and re-clean on one core and on all, side by side: python -m benchmarks.reclean

Seconds by the clock say what happened here and now; with other work on the machine they say little.
So the CPU that each run took is told, too: what it adds on several cores is what they lose. By it,
n cores that are free take the n-th part of the CPU, or as long as the process that writes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.big_site import whole_page
from benchmarks.copies import Writer
from crawler.sample.manuscripts import manuscripts
from crawler.workers.children import cores

SCRAPY = Path(sys.executable).with_name("scrapy")


class Cost(NamedTuple):
    """Seconds by the clock, and of CPU of a command and its children."""

    wall: float
    cpu: float


def pages(count: int) -> list[dict[str, str]]:
    """Return generated articles of about 2,000 characters, none like another."""
    write = Writer([it.body for it in manuscripts().values()], 1)
    found = []
    for number in range(count):
        lines: list[str] = []
        while sum(map(len, lines)) < 2_000:
            lines.append(write.paragraph())
        body = "".join(f"<p>　　{line}</p>" for line in lines)
        page = whole_page(f"第{number}篇讲话", f'<h1>第{number}篇讲话</h1><div id="c">{body}</div>')
        found.append({"url": f"http://a.cn/{number}.html", "html": page})
    return found


def run(folder: Path, used: int, *words: str) -> Cost:
    """Run a command on so many of our cores; return what it cost."""
    ours = set(sorted(os.sched_getaffinity(0))[:used])
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [SCRAPY, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"YANLU_CORPUS": f"sqlite:///{folder / 'corpus.db'}"},
        cwd=Path(__file__).parents[1],
        preexec_fn=lambda: os.sched_setaffinity(0, ours),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(time.monotonic() - began, cpu)


def compare(count: int, rounds: int) -> None:
    """Print the costs of the best of so many rounds, the sides in turn."""
    found, most = pages(count), cores()
    with tempfile.TemporaryDirectory() as name:
        given = Path(name) / "pages.jsonl"
        given.write_text("\n".join(json.dumps(page) for page in found))
        best: dict[tuple[str, int], Cost] = {}
        for number in range(rounds):
            for used in (1, most):
                folder = Path(name) / f"{number}-{used}"
                folder.mkdir()
                taken = {"ingest": run(folder, used, "ingest", str(given))}
                taken["reclean"] = run(folder, used, "reclean", "--all")
                for what, cost in taken.items():
                    known = best.get((what, used), cost)
                    best[what, used] = Cost(*map(min, known, cost))
        for what in ("ingest", "reclean"):
            print(told(what, count, most, best[what, 1], best[what, most]))


def told(what: str, count: int, most: int, one: Cost, many: Cost) -> str:
    return (
        f"{what}: one core {one.wall:.1f} s ({count / one.wall:.0f} pages/s, CPU {one.cpu:.1f} s),"
        f" {most} cores {many.wall:.1f} s ({count / many.wall:.0f}/s, CPU {many.cpu:.1f} s):"
        f" {one.wall / many.wall:.2f} × by the clock, {most * one.cpu / many.cpu:.2f} × by CPU"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    compare(options.pages, options.rounds)


if __name__ == "__main__":
    main()
