"""Lines that the sample site repeats, worded in no rule: learnt while crawling, then gone."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from crawler.sample.expected import load_expected
from crawler.sample.server import serve
from crawler.sample.site import render
from tests.crawler.conftest import Yanlu

ARTICLES = load_expected()["articles"]
LINE = "秋水共长天一色，笔下有乾坤。"
TITLED = "读罢《{title}》，不妨再看看别的佳作。"
EDITOR = b'<p class="editor">'


def with_lines(path, article):
    """The page with the two lines where its text ends, in its own encoding."""
    response = render(path)
    added = f"<p>{LINE}</p><p>{TITLED.format(title=article['title'])}</p>"
    encoding = "gb18030" if "责任编辑".encode("gb18030") in response.body else "utf-8"
    return replace(response, body=response.body.replace(EDITOR, added.encode(encoding) + EDITOR))


def add_lines(server):
    for article in ARTICLES.values():
        for page in article["pages"]:
            server.overrides[page] = with_lines(page, article)


def bodies(yanlu):
    rows = yanlu.query(
        "SELECT s.url, p.id, p.body, p.content_hash FROM sightings s"
        " JOIN speeches p ON p.id = s.speech_id"
    )
    return {urlsplit(url).path: rest for url, *rest in rows}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    yanlu = Yanlu(tmp_path_factory.mktemp("recleaned"))
    with serve() as server:
        add_lines(server)
        assert yanlu.crawl("mingyue", f"{server.url}/").returncode == 0
        yanlu.before = bodies(yanlu)
        yanlu.dry = yanlu.run("reclean", "--dry-run")
        yanlu.after_dry = bodies(yanlu)
        yanlu.done = yanlu.run("reclean", "--site", "mingyue")
        yanlu.again = yanlu.crawl("mingyue", f"{server.url}/")
    return yanlu


def test_the_lines_were_text_for_all_rules(crawled):
    assert sum(LINE in body for _, body, _ in crawled.before.values()) > 50


def test_a_dry_run_says_what_would_change_and_changes_nothing(crawled):
    assert crawled.dry.returncode == 0
    assert "texts would change" in crawled.dry.out
    assert crawled.after_dry == crawled.before


@pytest.mark.parametrize("path", ARTICLES)
def test_after_reclean_the_lines_are_gone_and_no_other(crawled, path):
    assert bodies(crawled)[path][1] == ARTICLES[path]["body"]


def test_it_says_what_the_site_repeats(crawled):
    assert (crawled.done.returncode, crawled.done.err) == (0, "")
    assert f"the site repeats: {LINE}" in crawled.done.out
    assert TITLED.format(title="〈title〉") in crawled.done.out


def test_a_speech_keeps_its_id_and_search_finds_its_new_text(crawled):
    before, after = crawled.before, bodies(crawled)
    kept = [path for path in after if after[path][0] == before[path][0]]
    assert len(kept) >= len({text for _, text, _ in after.values()})
    assert crawled.run("search", "秋水共长天一色").out.startswith("0 found")
    hits = crawled.run("search", "工业园区", "--json").out.splitlines()
    assert any(json.loads(hit)["url"].endswith("/1001.html") for hit in hits)


def test_index_and_table_agree(crawled):
    assert crawled.query("SELECT count(*) FROM speeches") == crawled.query(
        "SELECT count(*) FROM speeches_fts WHERE speeches_fts MATCH '\"的\" *'"
    )
    crawled.query("INSERT INTO speeches_fts (speeches_fts) VALUES ('integrity-check')")


def test_again_changes_nothing(crawled):
    out = crawled.run("reclean").out
    assert ", 0 texts changed, 0 only in their fields, 0 are now" in out
    assert f"the site repeats: {LINE}" in out


def test_the_next_crawl_reads_with_what_was_learnt(crawled):
    assert crawled.again.returncode == 0
    with serve() as server:
        add_lines(server)
        assert crawled.crawl("mingyue", f"{server.url}/").returncode == 0
    assert not [body for _, body, _ in bodies(crawled).values() if LINE in body]


def test_a_site_that_is_not_there_is_said_in_one_line(crawled):
    result = crawled.run("reclean", "--site", "nowhere")
    assert (result.returncode, result.out) == (1, "")
    assert result.err == "yanlu: no speech of nowhere in the corpus; there are mingyue\n"


def test_export_masks_when_asked_to(crawled, tmp_path):
    path = tmp_path / "speeches.jsonl"
    assert crawled.run("export", path, "--mask-personal").returncode == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == load_expected()["totals"]["without_near_copies"]
