"""Imports run one way: crawler -> pipelines -> cleaners; Scrapy stays at the edge."""

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "cleaners": {"pipelines", "crawler", "scrapy", "sqlite3", "sqlite_utils", "socket", "requests"},
    "pipelines": {"crawler", "scrapy"},
    "crawler": set(),
}
SCRAPY_MAY_APPEAR = {Path("pipelines/steps.py")}
MODULES = [file for package in FORBIDDEN for file in sorted((ROOT / package).rglob("*.py"))]


def imported(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: write imports in full"
            yield node.module


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_one_way(file):
    place = file.relative_to(ROOT)
    forbidden = FORBIDDEN[place.parts[0]]
    if place in SCRAPY_MAY_APPEAR:
        forbidden = forbidden - {"scrapy"}
    assert not {name.partition(".")[0] for name in imported(file)} & forbidden


def test_the_parts_that_the_client_fixed_are_there():
    for name in ("crawler", "pipelines", "cleaners", "scrapy.cfg", "tests", "data"):
        assert (ROOT / name).exists()


def test_every_module_is_in_a_folder_of_the_design():
    assert {file.relative_to(ROOT).parts[0] for file in MODULES} == set(FORBIDDEN)


@pytest.mark.parametrize("file", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda f: f.stem)
def test_benchmarks_can_be_started(file):
    importlib.import_module(f"benchmarks.{file.stem}")
