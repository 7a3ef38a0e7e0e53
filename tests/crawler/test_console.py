"""Commands on odd terminals and from odd places."""

import runpy
import sys

import pytest

from crawler import settings
from crawler.sample.server import serve
from pipelines.storage.places import open_corpus
from tests.crawler.conftest import ROOT, Yanlu


@pytest.fixture(scope="module")
def searchable(tmp_path_factory):
    """A corpus that is only read."""
    yanlu = Yanlu(tmp_path_factory.mktemp("searchable"))
    with serve() as server:
        assert yanlu.crawl("mingyue", f"{server.url}/").returncode == 0
    return yanlu


def test_a_terminal_that_is_not_utf_8(searchable):
    env = searchable.environment | {"PYTHONIOENCODING": "ascii"}
    result = searchable.run("search", "园区", env=env)
    assert (result.returncode, result.err) == (0, "")
    assert "\\u56ed" in result.out


@pytest.mark.parametrize(
    "query", ["“", "a AND (b", "🙂", "园" * 3000, "'; DROP TABLE speeches; --"]
)
def test_any_string_can_be_searched(searchable, query):
    result = searchable.run("search", "--", query)
    assert (result.returncode, result.err) == (0, "")
    assert "found" in result.out


NO_SITE = "no speech of {} in the corpus; {}\n0 found, 0 shown\n"
NO_CATEGORY = "no speech of the category {} in the corpus; {}\n0 found, 0 shown\n"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("园区 site:mingyeu", NO_SITE.format("mingyeu", "did you mean mingyue?")),
        ("龘 OR category:发言搞", NO_CATEGORY.format("发言搞", "did you mean 发言稿?")),
        ("龘 -category:发言搞", "0 found, 0 shown\n"),
        ("龘 category:发言稿", "0 found, 0 shown\n"),
    ],
)
def test_a_name_in_a_query_that_the_corpus_does_not_have_is_said_so(searchable, query, told):
    assert searchable.run("search", "--", query).out == told


def test_a_site_that_the_corpus_does_not_have_is_said_so(searchable):
    result = searchable.run("search", "园区", "--site", "typo")
    assert result.out == NO_SITE.format("typo", "there is only mingyue")
    assert searchable.run("search", "龘", "--site", "mingyue").out == "0 found, 0 shown\n"


def test_a_relative_corpus_counts_from_the_project_wherever_one_stands(yanlu):
    place = ROOT / "data" / "test-of-places"
    env = yanlu.environment | {"YANLU_CORPUS": "sqlite:///data/test-of-places/corpus.db"}
    try:
        open_corpus(env["YANLU_CORPUS"], root=ROOT).close()
        result = yanlu.run("search", "园区", env=env, cwd=ROOT / "docs")
        assert (result.returncode, result.out) == (0, "0 found, 0 shown\n")
    finally:
        for file in place.iterdir():
            file.unlink()
        place.rmdir()


def test_list_shows_the_users_own_sites(yanlu):
    (yanlu.folder / "mysite.toml").write_text("")
    result = yanlu.run("list", "-s", f"PROFILES_DIRS={yanlu.folder}")
    assert result.out.split() == ["generic", "mingyue", "mysite"]


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["search", "发言"], "crawler.commands.search"),
        (["-h"], "crawler.commands"),
        (["settings"], "crawler.commands"),
        (["../console"], "crawler.commands"),
    ],
)
def test_a_command_is_loaded_alone(monkeypatch, words, loaded):
    monkeypatch.setattr(sys, "argv", ["scrapy", *words])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert runpy.run_path(settings.__file__)["COMMANDS_MODULE"] == loaded
