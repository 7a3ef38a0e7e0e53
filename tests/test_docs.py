"""The documents say what is so: commands, make targets, links and settings that they name exist."""

import re
from pathlib import Path

import pytest

from crawler import settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "data/README.md")
]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
OURS = {file.stem for file in (ROOT / "crawler" / "commands").glob("[a-z]*.py")}
SCRAPYS = {"list", "shell", "fetch"}


@pytest.fixture(params=DOCUMENTS, ids=lambda file: file.name)
def text(request):
    return request.param.read_text(encoding="utf-8")


def test_commands_exist(text):
    assert set(re.findall(r"\bscrapy ([a-z]+)\b", text)) <= OURS | SCRAPYS


def test_make_targets_exist(text):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=[^a-z]*(?:#|`|$))", text, flags=re.M)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(document):
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_settings_that_the_readme_names_exist():
    names = re.findall(r"`([A-Z][A-Z_]{4,})`", (ROOT / "README.md").read_text(encoding="utf-8"))
    for name in names:
        setting = name.removeprefix("YANLU_")
        assert hasattr(settings, setting), name


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in OURS - {"sample"}:
        assert f"scrapy {name}" in readme
