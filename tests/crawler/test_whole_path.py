"""Fetch, archive, clean, dedupe, store, search, export: on the sample site, by the commands."""

import csv
import gzip
import json
from urllib.parse import urlsplit

import pytest

from crawler.sample.expected import load_expected
from crawler.sample.server import serve
from tests.crawler.conftest import FAST, Yanlu

EXPECTED = load_expected()
ARTICLES = EXPECTED["articles"]
FIELDS = ("title", "body", "published", "category", "source", "speaker", "views")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A corpus crawled once, with the server's log of the first and of a second crawl."""
    yanlu = Yanlu(tmp_path_factory.mktemp("crawled"))
    with serve() as server:
        first = yanlu.crawl("mingyue", f"{server.url}/")
        asked = server.requests
        before = yanlu.query("SELECT count(*) FROM sightings")
        server.forget_requests()
        second = yanlu.crawl("mingyue", f"{server.url}/")
        yanlu.first, yanlu.asked = first, asked
        yanlu.second, yanlu.asked_again, yanlu.sightings_before = second, server.requests, before
        yield yanlu


def stored(yanlu):
    """The corpus' speeches by the path of each sighting."""
    rows = yanlu.query(
        "SELECT s.url, p.id, p.title, p.body, p.published, p.category, p.source, p.speaker,"
        " p.views, p.tags FROM sightings s JOIN speeches p ON p.id = s.speech_id"
    )
    names = ("id", "title", "body", "published", "category", "source", "speaker", "views", "tags")
    return {
        urlsplit(row[0])._replace(scheme="", netloc="").geturl(): dict(
            zip(names, row[1:], strict=True)
        )
        for row in rows
    }


def test_a_good_run_is_quiet_and_says_so(crawled):
    assert (crawled.first.returncode, crawled.first.out, crawled.first.err) == (0, "", "")
    assert list((crawled.folder / "logs").glob("mingyue-*.log"))


@pytest.mark.parametrize("path", ARTICLES)
def test_every_article_is_stored_whole_and_clean(crawled, path):
    wanted, got = ARTICLES[path], stored(crawled)[path]
    assert got["body"] == wanted["body"]
    copies = [article for article in ARTICLES.values() if article["body"] == wanted["body"]]
    assert got["title"] in {article["title"] for article in copies}
    if len(copies) == 1:
        assert got["published"] == wanted["published"]
        assert got["category"] == wanted["category"]
        assert json.loads(got["tags"]) == wanted["tags"]
        for name in ("source", "speaker", "views"):
            assert got[name] == wanted[name]


def test_an_exact_copy_is_one_more_sighting(crawled):
    found = stored(crawled)
    for path, article in ARTICLES.items():
        if original := article["duplicate_of"]:
            assert found[path]["id"] == found[original]["id"]
    assert crawled.query("SELECT count(*) FROM speeches") == [
        (EXPECTED["totals"]["distinct_texts"],)
    ]


def test_what_is_no_speech_is_not_stored(crawled):
    found = stored(crawled)
    for paths in EXPECTED["not_speeches"].values():
        assert not found.keys() & set(paths)
    assert not [path for path in found if path.startswith((EXPECTED["trap"], "/admin"))]


def test_what_robots_forbid_is_never_asked_for(crawled):
    assert not set(crawled.asked) & set(EXPECTED["never_fetched"])


def test_a_calendar_without_end_ends(crawled):
    assert 1 <= sum(path.startswith(EXPECTED["trap"]) for path in crawled.asked) <= 25


def test_no_page_is_asked_for_twice(crawled):
    assert len(crawled.asked) == len(set(crawled.asked))


def test_a_second_run_adds_nothing_and_asks_for_lists_only(crawled):
    assert crawled.second.returncode == 0
    assert crawled.query("SELECT count(*) FROM sightings") == crawled.sightings_before
    asked = {urlsplit(path).path for path in crawled.asked_again}
    pages = {page for article in ARTICLES.values() for page in article["pages"]}
    assert not asked & pages
    report = json.loads(crawled.run("report", "mingyue", "--json").out)["report"]
    assert (report["new"], report["same"]) == (0, 0)


def test_raw_pages_are_kept_byte_for_byte(crawled):
    from crawler.sample.site import render
    from pipelines.archive import PageArchive

    (url,) = next(row for row in crawled.query("SELECT url FROM sightings WHERE url LIKE '%1001%'"))
    archive = PageArchive(crawled.folder / "pages.db")
    try:
        kept = archive.latest(url)
    finally:
        archive.close()
    assert kept is not None
    assert kept.body == render(urlsplit(url).path, "").body


def test_search_finds_what_is_there(crawled):
    for query in ("园", "园区", "工业园区", "贡献更多XX力量"):
        hits = [
            json.loads(line) for line in crawled.run("search", query, "--json").out.splitlines()
        ]
        assert any(hit["url"].endswith("/1001.html") for hit in hits), query
    out = crawled.run("search", "工业园区 高质量").out
    assert "在工业园区高质量发展大会上的发言材料" in out
    assert "found" in out


def test_search_says_when_there_is_nothing(crawled):
    result = crawled.run("search", "鑫鎏龘靐")
    assert (result.returncode, result.out.strip()) == (0, "0 found, 0 shown")


def test_export_has_every_speech_once(crawled, tmp_path):
    speeches = exported(crawled, tmp_path / "speeches.jsonl.gz")
    assert len(speeches) == EXPECTED["totals"]["without_near_copies"]
    assert {"id", "text", "title", "url"} <= speeches[0].keys()
    everything = exported(crawled, tmp_path / "all.jsonl.gz", "--near", "all")
    assert len({speech["id"] for speech in everything}) == EXPECTED["totals"]["distinct_texts"]
    by_text = {speech["text"] for speech in everything}
    assert by_text == {article["body"] for article in ARTICLES.values()}


def exported(crawled, path, *options):
    result = crawled.run("export", path, *options)
    assert (result.returncode, result.err) == (0, "")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_the_generic_profile_finds_the_same_articles(yanlu, sample):
    assert yanlu.crawl("generic", f"{sample.url}/").returncode == 0
    assert set(ARTICLES) <= stored(yanlu).keys()
    host = urlsplit(sample.url).netloc
    assert yanlu.query("SELECT DISTINCT site FROM speeches") == [(host,)]
    assert host in yanlu.run("report", "generic").out


def test_scrapys_own_feeds_hold_each_speech(yanlu, sample, tmp_path):
    lines, table = tmp_path / "speeches.jsonl", tmp_path / "speeches.csv"
    lines.write_text("what -O replaces")
    crawled = yanlu.crawl("mingyue", f"{sample.url}/", "-O", lines, "-O", table)
    assert (crawled.returncode, crawled.err) == (0, "")
    items = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    expected = {f"{sample.url}{path}": article for path, article in ARTICLES.items()}
    assert expected.keys() <= {item["url"] for item in items}
    for item in items:
        if item["url"] in expected:
            assert item["body"] == expected[item["url"]]["body"]
            assert item["title"] == expected[item["url"]]["title"]
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["url"] for row in csv.DictReader(file)} == {item["url"] for item in items}


def test_probe_shows_a_page_and_where_each_field_came_from(yanlu, sample, tmp_path):
    url = f"{sample.url}/fayangao/20231101/1001.html"
    shown = yanlu.run("probe", url, *FAST).out
    assert "kind: article" in shown
    assert "2023-11-01 15:22:14+08:00" in shown
    found = json.loads(yanlu.run("probe", url, *FAST, "--json", "--site", "mingyue").out)
    assert found["speech"]["body"] == ARTICLES["/fayangao/20231101/1001.html"]["body"]
    assert found["speech"]["origins"].keys() >= {"title", "body", "published"}
    page = tmp_path / "page.html"
    page.write_bytes(__import__("crawler.sample.site").sample.site.render("/fayangao/", "").body)
    assert "kind: list" in yanlu.run("probe", page, *FAST).out
