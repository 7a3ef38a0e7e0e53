"""Lines that the sample site repeats, worded in no rule: learnt while crawling, then gone."""

import json
import random
import shutil
import signal
import time
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from crawler.sample.expected import load_expected
from crawler.sample.server import serve
from crawler.sample.site import render
from tests.crawler.conftest import Yanlu
from tests.crawler.odd_site import article as odd_article

ARTICLES = load_expected()["articles"]
LINE = "秋水共长天一色，笔下有乾坤。"
TITLED = "《{title}》，秋水长天共此时。"
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
    assert result.err == "yanlu: no speech of nowhere in the corpus; there is only mingyue\n"


def test_export_masks_when_asked_to(crawled, tmp_path):
    path = tmp_path / "speeches.jsonl"
    assert crawled.run("export", path, "--mask-personal").returncode == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == load_expected()["totals"]["without_near_copies"]


CHANGED = "SELECT count(*) FROM speeches WHERE body NOT LIKE '%会议已经讲过%'"


def unlike(number):
    """An article that shares no words with others but in one line."""
    letters = random.Random(number)
    lines = ["".join(chr(letters.randrange(0x4E00, 0x9FA5)) for _ in range(80)) for _ in range(3)]
    return odd_article(number, [*(f"{line}。" for line in lines), "这一点会议已经讲过。"])


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A corpus of 250 articles, and a profile by which today's cleaning takes a line of each."""
    folder = tmp_path_factory.mktemp("many")
    lines = [
        json.dumps({"html": unlike(n).body, "url": f"http://a.cn/{n}.html"}) for n in range(250)
    ]
    (folder / "many.jsonl").write_text("\n".join(lines))
    (folder / "a.cn.toml").write_text("[clean]\ndrop_lines = '会议已经讲过'\n")
    yanlu = Yanlu(folder)
    yanlu.done = yanlu.run("ingest", folder / "many.jsonl")
    return yanlu


def copy_of(yanlu, folder):
    for name in ("corpus.db", "pages.db", "a.cn.toml"):
        shutil.copy(yanlu.folder / name, folder / name)
    return Yanlu(folder)


def recleaned(yanlu, *words):
    return yanlu.run("reclean", "-s", f"PROFILES_DIRS={yanlu.folder}", *words)


def contents(yanlu):
    return yanlu.query(
        "SELECT url, title, body, quality, cleaner_version FROM speeches ORDER BY id"
    )


def test_each_speech_says_which_cleaning_it_went_through(many, tmp_path):
    yanlu = copy_of(many, tmp_path)
    ((before,),) = yanlu.query("SELECT DISTINCT cleaner_version FROM speeches")
    assert "250 articles, 0 texts" not in recleaned(yanlu).out
    ((after,),) = yanlu.query("SELECT DISTINCT cleaner_version FROM speeches")
    assert before and after and before != after
    assert before.split(".")[0] == after.split(".")[0]
    assert yanlu.query("SELECT DISTINCT cleaner_version FROM sightings") == [(after,)]
    again = recleaned(yanlu)
    assert again.out.startswith("a.cn: 0 articles, 0 texts changed")
    assert "through today's cleaning already: 250" in again.out
    assert recleaned(yanlu, "--all").out.startswith("a.cn: 250 articles, 0 texts changed")


def test_the_largest_changes_are_shown(many, tmp_path):
    yanlu = copy_of(many, tmp_path)
    before = contents(yanlu)
    shown = recleaned(yanlu, "--dry-run", "--diff", "2").out.splitlines()
    assert "250 texts would change" in shown[0]
    heads = [line for line in shown if line.startswith("http://a.cn/")]
    assert len(heads) == 2
    gone = [line for line in shown if line.startswith("  - ")]
    assert len(gone) >= 2
    assert all("会议已经讲过" in line or line.startswith("  - published") for line in gone)
    assert contents(yanlu) == before


def test_kill_9_leaves_no_article_half_done(many, tmp_path):
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    whole, killed = copy_of(many, tmp_path / "whole"), copy_of(many, tmp_path / "killed")
    assert recleaned(whole).returncode == 0
    words = ("reclean", "-s", f"PROFILES_DIRS={killed.folder}", "--workers", 1)
    for least in (1, 150):
        process = killed.start(*words)
        while process.poll() is None and killed.query(CHANGED)[0][0] < least:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert set(contents(killed)) <= {*contents(many), *contents(whole)}
        killed.query("INSERT INTO speeches_fts (speeches_fts) VALUES ('integrity-check')")
    done = recleaned(killed)
    assert done.returncode == 0
    assert int(done.out.split(": ")[1].split()[0]) < 250
    assert contents(killed) == contents(whole)
    assert killed.run("search", "会议已经讲过").out.startswith("0 found")
