"""Every pattern over bait: does its time grow with the text, or faster?

    python -m benchmarks.patterns [--package cleaners] [--only NAME] [--bait 8] [--jobs 2]

Finds all patterns of the packages' modules (cleaners, pipelines and crawler, when none is named):
compiled ones that a module holds, and those written where they are used. Each is tried as the
code uses it (searched for, or only matched at the beginning, or as a whole) on strings that it
half matches: its own characters again and again, samples of what it matches, each of its
repetitions behind what leads to it. Four times the text
may take six times as long; what takes more is tried again on 16,000 and 64,000 characters, and
fails when that takes over twelve times as long. The exit code is 1 when a pattern fails. Prints the
slowest, too.
"""

import argparse
import ast
import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import chain
from types import ModuleType
from typing import NamedTuple

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from benchmarks.bait import Found
from benchmarks.growth import Result, try_out
from benchmarks.uses import MATCHED, SEARCHED, tree, uses

PACKAGES = ("cleaners", "pipelines", "crawler")
LIMIT = 300.0  # CPU seconds for one pattern
SHOWN = 20


class Tried(NamedTuple):
    """A pattern, where it stands, and how it is used there."""

    name: str
    pattern: Found
    uses: frozenset[str]


def patterns(packages: Sequence[str]) -> Iterator[Tried]:
    """Yield all patterns that modules of the packages hold or write out, with their names."""
    modules = [module for package in packages for module in modules_of(package)]
    for module in modules:
        for key, value in vars(module).items():
            for name, pattern in _held(f"{module.__name__}.{key}", value):
                yield Tried(name, pattern, uses(key, module, modules))
        yield from _written(module)


def modules_of(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    for _, name, _ in pkgutil.walk_packages(root.__path__, f"{package}."):
        yield importlib.import_module(name)


def _held(name: str, value: object) -> Iterator[tuple[str, Found]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list):
        for number, part in enumerate(value):
            yield from _held(f"{name}[{number}]", part)
    elif isinstance(value, dict) and not name.endswith("__"):
        for key, part in value.items():
            yield from _held(f"{name}[{key}]", part)


def _written(module: ModuleType) -> Iterator[Tried]:
    """Yield the patterns of calls like `re.sub(r"…", …)` in functions, named by their lines."""
    functions = (node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef))
    for node in chain.from_iterable(map(ast.walk, functions)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=use),
                args=[ast.Constant(value=str() | bytes() as source), *_],
            ) if use in MATCHED | SEARCHED:
                how = use if use in MATCHED else "search"
                yield Tried(
                    f"{module.__name__}:{node.lineno}", re.compile(source), frozenset({how})
                )


def chosen_patterns(packages: Sequence[str], only: str) -> list[Tried]:
    """Return each pattern once, by the first of its names that holds `only`, with all uses."""
    unique: dict[Found, Tried] = {}
    for one in patterns(packages):
        if only in one.name:
            known = unique.setdefault(one.pattern, one)
            unique[one.pattern] = known._replace(uses=known.uses | one.uses)
    return list(unique.values())


def table(results: list[Result]) -> Table:
    """Return the slowest patterns as a table, those that fail first."""
    shown = Table(box=None)
    for column in ("pattern", "ns a character", "growth", "bait"):
        shown.add_column(column, justify="left" if column in {"pattern", "bait"} else "right")
    slowest = sorted(results, key=lambda result: (not result.failed, -result.rate))
    for one in slowest[: max(SHOWN, sum(result.failed for result in results))]:
        bait = repr(one.bait.start)[-20:] + " + " if one.bait.start else ""
        shown.add_row(
            Text(one.name), f"{one.rate:,.0f}", f"{one.growth:.1f}",
            Text(bait + repr(one.bait.again)[:40]),
        )  # fmt: skip
    return shown


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--package", action="append", help="one of them; may be said again")
    options.add_argument("--only", default="", help="part of the name of the patterns to try")
    options.add_argument("--bait", type=int, default=8, help="samples of each pattern")
    options.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    chosen = options.parse_args()
    unique = chosen_patterns(chosen.package or list(PACKAGES), chosen.only)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        waiting = [
            pool.submit(try_out, one.name, one.pattern, one.uses, chosen.bait, LIMIT)
            for one in unique
        ]
        done = track(as_completed(waiting), "patterns", total=len(waiting))
        results = [future.result() for future in done]
    Console(width=120, highlight=False).print(table(results))
    failed = sum(result.failed for result in results)
    tried = sum(result.tried for result in results)
    print(f"{len(results)} patterns, {tried:,} baits, {failed} grow faster than their text")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
