"""Imports run one way: crawler -> pipelines -> cleaners; Scrapy stays at the edge."""

import ast
import importlib
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "cleaners": {"pipelines", "crawler", "scrapy", "sqlite3", "sqlite_utils", "socket", "requests"},
    "pipelines": {"crawler", "scrapy"},
    "crawler": set(),
}
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
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


def folder(name):
    """The folder of a package that a module lies in: cleaners.tree for cleaners.tree.nodes."""
    parts = name.split(".")
    path = ROOT.joinpath(*parts)
    return ".".join(parts[:2]) if len(parts) > 2 or path.is_dir() else None


def test_folders_import_each_other_one_way():
    above = {}
    for file in MODULES:
        place = folder(".".join(file.relative_to(ROOT).with_suffix("").parts))
        needed = {folder(name) for name in imported(file) if name.partition(".")[0] in FORBIDDEN}
        if place:
            above.setdefault(place, set()).update(needed - {place, None})
    tuple(TopologicalSorter(above).static_order())


def test_every_folder_is_described():
    text = CONTRIBUTING.read_text("utf-8")
    described = dict(re.findall(r"^\| `(\S+)/` \| (.+) \|$", text, re.M))
    inits = [file for file in MODULES if file.stem == "__init__" and file.parent.parent != ROOT]
    assert described == {
        str(file.parent.relative_to(ROOT)): ast.get_docstring(ast.parse(file.read_text("utf-8")))
        for file in inits
    }


def test_the_parts_that_the_client_fixed_are_there():
    for name in ("crawler", "pipelines", "cleaners", "scrapy.cfg", "tests", "data"):
        assert (ROOT / name).exists()


def test_a_checkout_needs_no_installed_package_to_know_its_version():
    assert not [file for file in MODULES if 'version("yanlu")' in file.read_text("utf-8")]


def test_every_module_is_in_a_folder_of_the_design():
    assert {file.relative_to(ROOT).parts[0] for file in MODULES} == set(FORBIDDEN)


@pytest.mark.parametrize("file", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda f: f.stem)
def test_benchmarks_can_be_started(file):
    importlib.import_module(f"benchmarks.{file.stem}")
