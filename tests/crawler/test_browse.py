"""scrapy browse: the pages in a real headless Chromium, their JSON, and the command itself."""

import json
import os
import re
import signal
import socket
import sqlite3
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

from cleaners.model import Page, Speech
from crawler.console import COULD_NOT_RUN, GOOD
from crawler.headless.chromium import executable
from crawler.web import pages, wording
from crawler.web.room import Room
from pipelines.archive import PageArchive
from pipelines.corpus import LISTS, VARIES, VIEWS, WHOLE, Fence
from pipelines.sqlite import SqliteCorpus
from tests.crawler.conftest import Yanlu
from tests.crawler.reading_room import ARTICLE, HARM, HOSTILE_SITE, JAVASCRIPT, NOW, fill
from tests.pipelines.test_division import THREE

expect.set_options(timeout=30_000)  # ms


@contextmanager
def browsing(yanlu, *words):
    """Give the address of a reading room that runs as a user runs it; it must end well."""
    process = yanlu.start("browse", "--port", "0", *words)
    try:
        line = process.stdout.readline()
        found = re.match(r"Reading room: (http://\S+)/ ", line)
        if not found:
            process.kill()
            pytest.fail(f"{line}{process.stderr.read()}")
        yield found[1]
        process.send_signal(signal.SIGINT)
        _, process.err = process.communicate(timeout=60)
        assert (process.returncode, process.err) == (GOOD, "")
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    yanlu = Yanlu(tmp_path_factory.mktemp("room"))
    fill(yanlu.folder)
    return yanlu


@pytest.fixture(scope="module")
def room(filled):
    with browsing(filled) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    """Go on only where there is a browser; in CI there has to be one."""
    if executable() is None:
        if os.environ.get("CI"):
            pytest.fail("needs Chromium: apt-get install chromium", pytrace=False)
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        yield browser
        browser.close()


@contextmanager
def opened(chromium, room, width=1100, expected=()):
    """Give a page that must ask nobody but the room, open no dialog and have no complaints."""
    complaints, dialogs, requests = [], [], []
    page = chromium.new_page(base_url=room, viewport={"width": width, "height": 800})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("requestfinished", lambda request: requests.append(request.url))
    try:
        yield page
        said = [line for line in complaints if not any(word in line for word in expected)]
        assert (said, dialogs) == ([], [])
        assert {urlsplit(url).netloc for url in requests} == {urlsplit(room).netloc}
    finally:
        page.close()


@pytest.fixture
def page(chromium, room):
    with opened(chromium, room) as page:
        yield page


def get(room, path):
    """Return status, headers and text of an answer."""
    try:
        with urlopen(room + path, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


@contextmanager
def urlopen_as(room, host):
    connection = HTTPConnection(urlsplit(room).netloc, timeout=60)
    connection.request("GET", "/", headers={"Host": host})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def value(room, path):
    status, _, text = get(room, path)
    assert status == 200, text
    return json.loads(text)


def number(filled, title):
    """The speech of that title that came last."""
    return filled.query("SELECT max(id) FROM speeches WHERE title = ?", title)[0][0]


def test_home_shows_the_corpus_at_a_glance(page, filled):
    page.goto("/")
    facts = page.locator(".facts b").all_inner_texts()
    assert facts[0] == str(filled.query("SELECT count(*) FROM speeches")[0][0])
    assert facts[2] == "3"
    assert page.locator("svg.bars rect").count() >= 9
    assert page.get_by_role("link", name="发言稿").is_visible()
    expect(page.locator("table")).to_contain_text("异常")


def test_a_word_is_searched_for_narrowed_and_read(page):
    page.goto("/")
    page.locator("input[name=q]").fill("改革开放")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".count b").first).to_have_text("45")
    expect(page.locator(".hit mark").first).to_be_visible()
    assert set(page.locator(".hit mark").all_inner_texts()) == {"改革开放"}
    page.locator(".facet").get_by_role("link", name="心得体会").click()
    expect(page.locator(".count b").first).to_have_text("15")
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".speech mark").first).to_have_text("改革开放")
    expect(page.locator(".body p").first).to_have_text("同志们：")


def test_pages_of_results_hold_each_hit_once(page):
    page.goto("/search?q=改革开放")
    seen = page.locator(".hit h2").all_inner_texts()
    while page.locator("a[rel=next]").count():
        page.goto(page.locator("a[rel=next]").get_attribute("href"))
        seen += page.locator(".hit h2").all_inner_texts()
    assert len(seen) == len(set(seen)) == 45


def test_behind_the_last_page_there_is_nothing(room):
    found = value(room, f"/search.json?q={quote('改革开放')}&page=4")
    assert (found["pages"], found["hits"]) == (3, [])
    text = get(room, f"/search?q={quote('改革开放')}&page=9")[2]
    assert "没有这么多页" in text
    assert re.search(r'rel="prev" href="[^"]*page=3"', text)


def test_a_query_that_cannot_be_read_is_explained(page):
    page.goto('/search?q="改革开放')
    expect(page.locator(".note")).to_have_text('引号没有闭合："改革开放。已按原样查找。')


def test_contents_lead_to_the_headings(page, filled):
    page.goto(f"/speech/{number(filled, '在全县工作会议上的讲话')}")
    contents = page.locator(".contents a")
    assert contents.all_inner_texts() == [
        "一、认清形势，坚定信心", "（一）抓项目", "二、真抓实干，务求实效",
    ]  # fmt: skip
    contents.last.click()
    expect(page.locator(":target")).to_have_text("二、真抓实干，务求实效")


def test_versions_are_compared_side_by_side(page, filled):
    page.goto(f"/speech/{number(filled, '在全县工作会议上的讲话')}")
    page.locator("#versions").get_by_role("link", name="对照").click()
    expect(page.locator(".diff del")).to_have_text(["三十"])
    expect(page.locator(".diff ins")).to_have_text(["四十二"])
    page.locator(".diff .head a").first.click()
    expect(page.locator(".note")).to_contain_text("这是旧版")


def test_copies_are_compared_side_by_side(page, filled):
    page.goto(f"/speech/{number(filled, '任务分工之1')}")
    page.locator("#copies").get_by_role("link", name="对照").click()
    expect(page.locator(".diff del").first).to_be_visible()
    assert set(page.locator(".diff del").all_inner_texts()) == {"秘书处"}
    expect(page.locator(".diff ins").first).to_be_visible()
    assert set(page.locator(".diff ins").all_inner_texts()) == {"办公室"}


def test_of_copies_one_is_listed_unless_all_are_asked_for(page):
    page.goto("/search?q=第1项工作")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator(".hit")).to_contain_text("另有 1 份近似")
    page.get_by_role("link", name="近似的都列出").click()
    expect(page.locator(".hit")).to_have_count(2)


def test_the_archived_page_is_shown_and_can_do_nothing(chromium, room, filled):
    blocked = ("Content Security Policy", "sandboxed", "net::ERR")
    with opened(chromium, room, expected=blocked) as page:
        page.goto(f"/speech/{number(filled, '在全县工作会议上的讲话')}")
        page.locator(".raw summary").click()
        text = page.frame_locator(".raw iframe").locator("#text")
        assert text.inner_text() == "原来的正文，镕。"
        assert page.locator(".raw iframe").get_attribute("sandbox") == ""
        frame = page.locator(".raw iframe").get_attribute("src")
        assert get(room, frame)[1]["content-security-policy"].startswith("sandbox; default-src")
        page.goto(frame)  # by itself, too
        page.wait_for_timeout(200)
        assert urlsplit(page.url).path == urlsplit(frame).path


def test_hostile_text_is_text(page, filled):
    harmful = number(filled, HARM)
    page.goto(f"/speech/{harmful}")
    expect(page.locator(".speech h1")).to_have_text(HARM)
    expect(page.locator(".body")).to_contain_text("{{ 7*7 }}")
    expect(page.locator(".seen")).to_contain_text(JAVASCRIPT)
    for link in page.locator("a").all():
        assert re.match(r"/|#|http", link.get_attribute("href"))
    page.locator(".chips a").first.click()
    expect(page.locator(".hit h2")).to_have_text([HARM])
    for path in ("/", "/search?q=恶意", "/sites", f"/site?name={quote(HOSTILE_SITE)}", "/runs",
                 "/run/1", f"/diff/{harmful}/1", "/corpus/speeches?_sort_desc=id",
                 f"/search?q={quote(HARM)}&site={quote(HOSTILE_SITE)}"):  # fmt: skip
        page.goto(path)
        assert page.locator("script, iframe, svg[onload], img[onerror]").count() == 0, path


PAGES = (
    "/", "/search", "/search?q=改革", "/speech/1", "/diff/1/2", "/sites", "/site?name=甲站",
    "/runs", "/run/1", "/corpus", "/corpus/speeches", "/corpus/pages", "/corpus/sites",
)  # fmt: skip


def test_a_run_tells_what_was_wrong_with_it(page):
    page.goto("/run/1")
    expect(page.locator(".problem")).to_contain_text("起始页取不到")
    expect(page.locator(".note")).to_contain_text("/calendar/")
    expect(page.locator(".facts")).to_contain_text("1 分 5 秒")


@pytest.mark.parametrize(
    "fence",
    [Fence(VIEWS, "a/tags"), Fence(LISTS, "a/list_#.html"), Fence(VARIES, "a/*/"),
     Fence("a/rili/#.html", WHOLE), Fence("", WHOLE)],
)  # fmt: skip
def test_traps_are_told_in_chinese(fence):
    said = wording.trap(str(fence)).replace(fence.branch or "-", "").replace(fence.shape, "")
    assert not re.search(r"[a-z]", said)


def test_a_phone_scrolls_in_one_direction(chromium, room, filled):
    long = (f"/speech/{number(filled, HARM)}", f"/search?q={'长' * 300}")
    with opened(chromium, room, width=375) as page:
        for path in (*PAGES, *long):
            page.goto(path)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 375, path


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_json(room, path):
    path, _, query = quote(path, safe="/?=").partition("?")
    found = value(room, ("/.json" if path == "/" else f"{path}.json") + f"?{query}")
    assert isinstance(found, dict)
    _, headers, html = get(room, f"{path}?{query}")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "<script" not in html
    away = set(re.findall(r'(?:src|href)="(?:https?:)?//([^/"]*)', html))
    assert away <= {urlsplit(room).netloc, "a.example", "b.example"}


def test_json_tells_all_of_a_speech(room, filled):
    found = value(room, f"/speech/{number(filled, '在全县工作会议上的讲话')}.json")
    assert found["sightings"][0]["url"] == ARTICLE
    assert [text["current"] for text in found["versions"][0]["texts"]] == [0, 1]
    assert found["outline"][0][:2] == [1, "一、认清形势，坚定信心"]
    assert len(found["content_hash"]) == 64
    found = value(room, "/search.json?q=改革&size=3".replace("改革", quote("改革")))
    assert (found["total"], found["exact"], len(found["hits"])) == (45, True, 3)
    assert {one["value"] for one in found["facets"]["category"]} == {
        "发言稿", "讲话稿", "心得体会",
    }  # fmt: skip


def test_without_a_query_all_speeches_are_listed_and_narrowed(room):
    site, category = quote("甲站"), quote("发言稿")
    assert value(room, f"/search.json?site={site}")["total"] == 46
    assert value(room, f"/search.json?site={site}&category={category}&year=2018")["total"] == 5
    dated = value(room, "/search.json?sort=date&size=60")["hits"]
    days = [hit["published"] or "" for hit in dated]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "query", ["“", "a AND (b", "🙂", "%ff%00", "园" * 3000, "'; DROP TABLE speeches; --", "-", "()"]
)
def test_any_string_can_be_searched(room, query):
    text = query if query.startswith("%") else quote(query)
    assert get(room, f"/search?q={text}")[0] == 200


@pytest.mark.parametrize(
    "args", ["page=0", "page=-1", "page=9999999", "size=0", "size=x", "year=二"]
)
def test_odd_addresses_are_read_as_well_as_can_be(room, args):
    assert get(room, f"/search?q=a&{quote(args, safe='=')}")[0] == 200


def test_sql_of_strangers_is_refused_and_ours_is_answered(room):
    status, _, text = get(room, "/corpus?sql=select+1")
    assert (status, "scrapy browse --sql" in text) == (403, True)
    assert get(room, "/corpus.json?sql=select+1")[0] == 403
    assert get(room, "/corpus/speeches?_where=1")[0] == 403
    assert get(room, "/corpus.db")[0] in (403, 404)
    assert get(room, "/static/../plugin.py")[0] == 404
    for name in value(room, "/corpus.json")["queries"]:
        assert value(room, f"/corpus/{name['name']}.json?site=x")["rows"] is not None


@pytest.mark.parametrize(
    "path", ["/nothing", "/speech/999", "/speech/x", "/run/99", "/diff/1/999", "/site?name=x",
             f"/page/{'0' * 64}", "/corpus/nothing", "/elsewhere/speeches", "/corpus/speeches/999"]
)  # fmt: skip
def test_what_is_not_there_is_said_in_chinese(room, path):
    status, headers, text = get(room, path)
    assert status == 404
    assert "没有这一页" in text
    assert "not found" not in text
    assert "content-security-policy" in headers


def test_what_comes_in_while_one_reads_is_found(yanlu):
    search = f"/search.json?q={quote('龙井茶')}"
    with SqliteCorpus(yanlu.corpus) as corpus, browsing(yanlu) as room:
        assert value(room, search)["total"] == 0
        corpus.add(Speech("新来的", "刚刚收进来的稿件，讲龙井茶。"), "http://n/1", "新站", NOW)
        assert value(room, search)["total"] == 1


def test_a_visitor_who_leaves_ends_no_server(room):
    host, port = urlsplit(room).netloc.split(":")
    for _ in range(5):
        with socket.create_connection((host, int(port))) as visitor:
            visitor.sendall(b"GET /corpus/speeches HTTP/1.1\r\nHost: a\r\n\r\n")
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert get(room, "/")[0] == 200


def test_sql_can_be_allowed_and_only_reads(filled):
    with browsing(filled, "--sql", "--time-limit", "200") as room:
        assert value(room, "/corpus.json?sql=select+count(*)+from+runs&_shape=arrays")["rows"] == [
            [2]
        ]
        assert get(room, "/corpus.json?sql=delete+from+speeches")[0] == 400
        endless = (
            "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
        )
        status, _, text = get(room, f"/corpus.json?sql={quote(endless)}")
        assert (status, "time limit" in text) == (400, True)


def test_a_name_that_a_stranger_gave_this_machine_is_refused(room):
    for host, status in (("evil.example:80", 403), ("localhost", 200), ("", 403)):
        with urlopen_as(room, host) as answer:
            assert answer.status == status, host


def test_datasette_tells_nothing_of_the_machine(room, filled):
    for path in ("/-/databases.json", "/-/settings", "/-/threads", "/-/allow-debug", "/-/logout"):
        assert get(room, path)[0] == 404
    assert str(filled.folder) not in get(room, "/corpus.json")[2]


@pytest.mark.parametrize(
    "path", ["ingested_files", "ingested_files.json", "ingested_files/a,b.json", "ingest_queue",
             "_sqlite_migrations.json", "sqlite_master.json", "speeches_fts_data.json"]
)  # fmt: skip
def test_tables_that_only_programs_read_are_refused(room, path):
    assert get(room, f"/corpus/{path}")[0] in (403, 404)


def test_a_speech_is_read_though_the_archive_is_damaged(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        corpus.add(Speech("题", "正文"), "http://a.example/1", "a", NOW)
    (tmp_path / "pages.db").write_bytes(b"no database" * 200)
    with closing(Room(tmp_path / "corpus.db", tmp_path / "pages.db")) as kept:
        row, shown = pages.read(kept, {"number": "1"})
    assert (row["title"], shown["captures"]) == ("题", [])
    assert "not an SQLite database" in shown["unread"]


def test_a_speech_of_a_collection_shows_the_page_of_the_whole(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        corpus.add(THREE, "http://a.example/1", "a", NOW)
    with PageArchive(tmp_path / "pages.db") as archive:
        archive.put(Page("http://a.example/1", b"<html>", None, NOW))
    with closing(Room(tmp_path / "corpus.db", tmp_path / "pages.db")) as kept:
        row, shown = pages.read(kept, {"number": "2"})
    assert row["sightings"][0]["url"] == "http://a.example/1#1"
    assert [one.url for one in shown["captures"]] == ["http://a.example/1"]


def test_an_empty_corpus_can_be_read(yanlu):
    SqliteCorpus(yanlu.corpus).close()
    with browsing(yanlu) as room:
        for path in ("/", "/search", "/search?q=a", "/sites", "/runs", "/corpus"):
            assert get(room, path)[0] == 200, path


def test_a_taken_port_is_one_line(filled):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = filled.run("browse", "--port", port)
    assert (result.returncode, result.out) == (COULD_NOT_RUN, "")
    assert result.err == (
        f"yanlu: 127.0.0.1:{port}: Address already in use; choose another with --port or --host\n"
    )


def test_without_datasette_one_line_says_what_to_install(filled):
    blocked = filled.folder / "blocked"
    blocked.mkdir()
    missing = 'raise ModuleNotFoundError("No module named \'datasette\'", name="datasette")'
    (blocked / "datasette.py").write_text(missing)
    paths = os.pathsep.join([str(blocked), os.environ.get("PYTHONPATH", "")])
    result = filled.run("browse", env=filled.environment | {"PYTHONPATH": paths})
    assert result.returncode == COULD_NOT_RUN
    assert result.err == "yanlu: scrapy browse needs Datasette: pip install -e '.[web]'\n"


@pytest.mark.parametrize("words", [["--port", "70000"], ["--hots"]])
def test_wrong_use_is_one_line(filled, words):
    result = filled.run("browse", *words)
    assert result.returncode == COULD_NOT_RUN
    assert re.fullmatch(r"yanlu: scrapy browse: .*\(see scrapy browse --help\)\n", result.err)


def test_without_a_corpus_one_line_says_so(yanlu):
    result = yanlu.run("browse")
    assert result.returncode == COULD_NOT_RUN
    assert result.err.count("\n") == 1


def test_overviews_never_read_a_text(filled):
    """Their time must not grow with the length of the texts: their queries use indexes alone."""
    from crawler.web import overview

    connection = sqlite3.connect(filled.corpus)
    asked = []
    connection.set_trace_callback(asked.append)
    overview.overview(connection, NOW)
    connection.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    connection.close()
    reads = [step for step in plans if re.search(r"\bspeeches\b", step)]
    assert reads
    assert [step for step in reads if "COVERING INDEX" not in step] == []


def test_datasettes_own_pages_speak_chinese(room):
    for path in ("/corpus", "/corpus/pages", "/corpus/speeches?title__contains=a", "/corpus/sites",
                 "/corpus/speeches/1", "/corpus/sightings?site=nothing"):  # fmt: skip
        page = get(room, path)[2]
        shown = re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
        for english in ("Apply", "This data as", "Search:", "- column -", "Advanced export",
                        "Next page", "0 records", "Queries<", "Tables<", " rows<", "Sort by",
                        "descending", "Custom SQL", ">hide<"):  # fmt: skip
            assert english not in shown, (path, english)
    assert ">包含</option>" in get(room, "/corpus/speeches")[2]
    assert "下一页" in get(room, "/corpus/speeches?_size=2")[2]
    newest = get(room, "/corpus/speeches?_sort_desc=id")[2]
    assert ">首页</a>" in newest
    assert "按 id 降序" in newest
