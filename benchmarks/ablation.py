"""How much of the text is lost when real pages are dressed differently.

    python -m benchmarks.ablation --data FOLDER [--pages 120] [--only comments] [--worst 5]

FOLDER as for benchmarks.extraction. Each mutation (see benchmarks/mutations.py) is made to the
same pages, those whose gold text stands in one element; a line of the table tells what it costs
against the pages untouched. What is added to a page is sentences of other pages' gold, so
neither names nor wording can give it away. The same seed gives the same pages.
"""

import argparse
import random
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from rich.console import Console
from rich.table import Table

from benchmarks.extraction import show_difference
from benchmarks.gold import SPACE, GoldPage, Score, load, score, share
from benchmarks.mutations import MUTATIONS, Mutation
from benchmarks.peers import yanlu
from cleaners.decode import decode

ENOUGH, LINE = 0.95, 8


def tree_of(page: GoldPage) -> HtmlElement:
    parser = html.HTMLParser(encoding="utf-8")
    text = decode(page.body).text.encode("utf-8", "replace")
    return html.document_fromstring(text, parser=parser)


def holder(tree: HtmlElement, gold: str) -> HtmlElement | None:
    """Return the innermost element that holds the gold text; None when no one element does."""
    lines = [SPACE.sub("", line) for line in gold.split("\n")]
    lines = [line for line in lines if len(line) >= LINE]

    def held(element: HtmlElement) -> int:
        text = SPACE.sub("", "".join(element.itertext()))
        return sum(len(line) for line in lines if line in text)

    body = tree.find("body")
    if body is None or not lines or held(body) < ENOUGH * sum(map(len, lines)):
        return None
    element = body
    while True:
        children = [child for child in element if isinstance(child.tag, str)]
        least = ENOUGH * held(element)
        inside = next((child for child in children if held(child) >= least), None)
        if inside is None:
            return element if element is not body else None
        element = inside


def sentences(pages: Sequence[GoldPage]) -> list[str]:
    lines = [line.strip() for page in pages for line in (page.text or "").split("\n")]
    return [line for line in lines if 40 <= len(line) <= 160 and line.endswith("。")]


def mutated(page: GoldPage, mutation: Mutation, strange: Sequence[str]) -> GoldPage:
    """Return the page after one mutation; its charset is UTF-8 then."""
    tree = tree_of(page)
    body = holder(tree, page.text or "")
    assert body is not None
    text = mutation(tree, body, random.Random(page.name), strange)
    made = text if isinstance(text, str) else html.tostring(tree, encoding="unicode")
    return replace(page, body=made.encode("utf-8"))


def usable(pages: Sequence[GoldPage], most: int) -> list[GoldPage]:
    real = [page for page in pages if page.text and not page.set.startswith("sim_")]
    random.Random(0).shuffle(real)
    found = (page for page in real if holder(tree_of(page), page.text or "") is not None)
    return [page for page, _ in zip(found, range(most), strict=False)]


def measured(
    pages: Sequence[GoldPage], strange: Sequence[str], only: str | None
) -> Iterator[tuple[str, list[Score]]]:
    for name, mutation in MUTATIONS.items():
        if only is None or name in ("as it is", only):
            yield name, [score(mutated(page, mutation, strange), yanlu) for page in pages]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=120, help="at most so many")
    parser.add_argument("--only", choices=[*MUTATIONS], help="one mutation")
    parser.add_argument("--worst", type=int, default=0, help="so many pages that lose most, shown")
    options = parser.parse_args()
    everything = load(options.data)
    pages = usable(everything, options.pages)
    console = Console(width=120, highlight=False)
    table = Table(title=f"{len(pages)} pages", title_justify="left", box=None)
    for column in ("", "P", "R", "F1", "change", "empty", "title"):
        table.add_column(column, justify="right" if column else "left")
    base: dict[str, float] = {}
    for name, scores in measured(pages, sentences(everything), options.only):
        table.add_row(name, *row(scores, base))
        base = base or {s.page.name: s.f1 for s in scores}
        worst = sorted(scores, key=lambda s: s.f1 - base[s.page.name])[: options.worst]
        for s in worst if name != "as it is" else ():
            change = f"{base[s.page.name]:.3f} -> {s.f1:.3f}"
            console.print(f"{name}: {s.page.set} {s.page.name} {change}", markup=False)
            show_difference(console, s)
    console.print(table)


def row(scores: list[Score], base: dict[str, float]) -> list[str]:
    means = [statistics.mean(getattr(s, part) for s in scores) for part in ("precision", "recall")]
    f1 = statistics.mean(s.f1 for s in scores)
    change = f1 - statistics.mean(base.values()) if base else 0.0
    empty = str(sum(not s.got.text.strip() for s in scores))
    cells = [*(f"{mean:.4f}" for mean in means), f"{f1:.4f}", f"{change:+.4f}", empty]
    return [*cells, share(s.title for s in scores)]


if __name__ == "__main__":
    main()
