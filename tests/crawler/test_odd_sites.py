"""Sites that move, break off, loop and lie: nothing is lost, nothing goes on without end."""

import gzip
import json
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawler.odd_site import Answer, article, listing, redirect, serve, text_of


@pytest.fixture
def site():
    with serve() as server:
        yield server


@pytest.fixture
def crawl(yanlu, site):
    def run(*words):
        result = yanlu.crawl("generic", f"{site.url}/", *words)
        assert "Traceback" not in result.err
        return result.returncode

    return run


@pytest.fixture
def bodies(yanlu, site):
    """The text of each sighting, by path."""

    def read():
        rows = yanlu.query(
            "SELECT g.url, s.body FROM sightings g JOIN speeches s ON s.id = g.speech_id"
        )
        return {url.removeprefix(site.url): body for url, body in rows}

    return read


@pytest.fixture
def state(yanlu, site):
    def read(path):
        return yanlu.query(
            "SELECT state, reason, due_at FROM pages WHERE url = ?", site.url + path
        )[0]

    return read


@pytest.fixture
def make_due(yanlu):
    """Let the time pass after which failed pages are wanted again."""

    def run():
        connection = sqlite3.connect(yanlu.corpus)
        with connection:
            connection.execute("UPDATE pages SET due_at = found_at WHERE due_at IS NOT NULL")
        connection.close()

    return run


def whole(*numbers):
    return "\n".join("\n".join(text_of(number)) for number in numbers)


def test_a_page_that_moved_for_good(site, crawl, bodies, state):
    site.pages = {
        "/": listing("/a/1001.html"),
        "/a/1001.html": redirect("/b/2001.html", 301),
        "/b/2001.html": article(1),
    }
    assert crawl() == 0
    assert crawl() == 0
    assert bodies() == {"/b/2001.html": whole(1)}
    assert state("/a/1001.html") == ("moved", f"{site.url}/b/2001.html", None)
    assert site.asked["/a/1001.html"] == site.asked["/b/2001.html"] == 1


def test_a_redirect_that_ends_hides_nothing_for_ever(site, crawl, bodies, make_due):
    site.pages = {
        "/": listing("/a/1001.html", "/a/1002.html"),
        "/a/1001.html": redirect("/busy.html"),
        "/a/1002.html": article(2),
        "/busy.html": Answer("<html><body><p>系统繁忙，请稍后再试</p></body></html>"),
    }
    crawl()
    site.pages["/a/1001.html"] = article(1)
    make_due()
    assert crawl() == 0
    assert bodies()["/a/1001.html"] == whole(1)


def test_the_pages_of_an_article_are_one_speech(site, crawl, bodies):
    site.pages = {
        "/": listing("/a/1001.html", "/a/1001_2.html"),
        "/a/1001.html": article(
            1, links='<a href="1001_2.html">下一页</a><a href="/a/9.html">关于某事的讲话稿一篇</a>'
        ),
        "/a/1001_2.html": article(1, text_of(2)),
        "/a/9.html": article(9),
    }
    assert crawl() == 0
    assert bodies() == {"/a/1001.html": whole(1, 2), "/a/9.html": whole(9)}


def test_a_further_page_that_leads_back_ends_the_article(site, crawl, bodies):
    site.pages = {
        "/": listing("/a/1001.html"),
        "/a/1001.html": article(1, links='<a href="1001_2.html">下一页</a>'),
        "/a/1001_2.html": redirect("/a/1001.html"),
    }
    assert crawl() == 0
    assert bodies() == {"/a/1001.html": whole(1)}
    assert site.asked.total() <= 6


def test_a_cut_article_is_kept_and_completed_later(site, crawl, bodies, state, make_due, yanlu):
    site.pages = {
        "/": listing(
            "/a/1001.html", "/a/1002.html", "/a/1003.html", "/a/1004.html", "/a/1005.html"
        ),
        "/a/1001.html": article(1, links='<a href="1001_2.html">下一页</a>'),
        "/a/1001_2.html": Answer("", 500),
        **{f"/a/100{n}.html": article(n) for n in (2, 3, 4, 5)},
    }
    assert crawl("-s", "RETRY_ENABLED=False") == 0
    assert bodies()["/a/1001.html"] == whole(1)
    assert state("/a/1001.html")[:2] == ("failed", "part_http_500")
    site.pages["/a/1001_2.html"] = article(1, text_of(8))
    make_due()
    assert crawl() == 0
    assert bodies()["/a/1001.html"] == whole(1, 8)
    assert yanlu.query("SELECT count(*), min(complete) FROM speeches") == [(5, 1)]
    assert "1 found" in yanlu.run("search", text_of(8)[0]).out


def test_an_error_that_passes_is_not_the_end(site, crawl, bodies, make_due):
    site.pages = {"/": listing("/a/1001.html", "/a/1002.html"), "/a/1002.html": article(2)}
    for answer in (Answer("", 200), Answer("", 304), Answer("<p>forbidden</p>", 403)):
        site.pages["/a/1001.html"] = answer
        crawl()
        make_due()
    site.pages["/a/1001.html"] = article(1)
    assert crawl() == 0
    assert bodies()["/a/1001.html"] == whole(1)


def test_lists_that_overlap_leave_nothing_out(site, crawl, bodies):
    """The second section shows the same articles for eight pages, then one of its own."""
    first = [f"/a/{1000 + n}.html" for n in range(16)]
    site.pages = {path: article(n) for n, path in enumerate([*first, "/a/3000.html"])}
    for section in (1, 2):
        for page in range(1, 10):
            further = f"/list_{section}_{page + 1}.html"
            shown = first[2 * page - 2 : 2 * page] or ["/a/3000.html"][: section - 1]
            site.pages[f"/list_{section}_{page}.html"] = listing(*shown, further)
    site.pages["/"] = listing("/list_1_1.html", "/list_2_1.html")
    assert crawl() == 0
    assert len(bodies()) == 17


def test_a_trap_of_articles_ends_and_is_named(site, crawl, yanlu):
    def trap(handler):
        number = int(handler.path[5:9])
        return article(1, links=f'<a href="/cal/{number + 1}.html">下一天的全部讲话内容</a>')

    site.pages = {"/": listing("/cal/1001.html")}
    site.pages |= {f"/cal/{number}.html": trap for number in range(1001, 3000)}
    crawl("-s", "MAX_FRUITLESS_PAGES=40")
    assert site.asked.total() < 90
    report = json.loads(yanlu.run("report", "--json").out)["report"]
    assert [trap.rpartition("/cal/")[2] for trap in report["traps"]] == ["#.html"]
    assert "trap" in yanlu.run("report").out


def test_a_trap_holds_back_nothing_else(site, crawl, bodies):
    """Ever new lists of ever new addresses of one article; another list is longer than that."""

    def trap(handler):
        number = int(handler.path.rpartition("_")[2].removesuffix(".html"))
        shown = (f"/copy/{number * 10 + n}.html" for n in range(10))
        return listing(*shown, f"/days_{number + 1}.html")

    site.pages = {f"/days_{number}.html": trap for number in range(100, 300)}
    site.pages |= {f"/copy/{number}.html": article(1) for number in range(1000, 3000)}
    for number in range(1, 31):
        shown = [f"/a/{1000 + 10 * number + n}.html" for n in range(2)]
        site.pages[f"/list_{number}.html"] = listing(*shown, f"/list_{number + 1}.html")
        site.pages |= {path: article(int(path[3:7])) for path in shown}
    site.pages["/"] = listing("/days_100.html", "/list_1.html")
    assert crawl("-s", "MAX_FRUITLESS_PAGES=60") == 0
    assert sum(path.startswith("/a/") for path in bodies()) == 60
    assert sum(path.startswith(("/days", "/copy")) for path in site.asked) <= 60 + 6 + 16
    site.asked.clear()
    assert crawl("-s", "MAX_FRUITLESS_PAGES=60") == 0
    assert not [path for path in site.asked if path.startswith("/copy")]


def test_a_text_now_and_then_does_not_save_a_trap(site, crawl, yanlu):
    def trap(handler):
        number = int(handler.path[5:9])
        link = f'<a href="/cal/{number + 1}.html">下一天的全部讲话内容</a>'
        return article(1 if number % 30 else number, links=link)

    site.pages = {"/": listing("/cal/1001.html")}
    site.pages |= {f"/cal/{number}.html": trap for number in range(1001, 2000)}
    crawl("-s", "MAX_FRUITLESS_PAGES=40")
    assert site.asked.total() < 70
    assert json.loads(yanlu.run("report", "--json").out)["report"]["traps"]


def test_an_address_with_and_without_its_last_slash_is_asked_for_once(site, crawl, bodies):
    paths = [f"/a/{number}" for number in range(1001, 1006)]
    site.pages = {"/": listing(*paths, *(f"{path}/" for path in paths))}
    site.pages |= {way: article(int(way[3:7])) for path in paths for way in (path, f"{path}/")}
    assert crawl() == 0
    assert len(bodies()) == 5
    assert sum(path.startswith("/a/") for path in site.asked) == 5


def test_a_list_that_a_script_asks_for_is_read(site, crawl, bodies):
    page = "<html><body><div id=list></div><script>{}</script></body></html>"
    counted = "$.getJSON('/api/list?c=1&page=' + page, show)"
    site.pages = {"/": Answer(page.format(f"function load(page) {{ {counted} }}"))}
    for number in (1, 2):
        rows = [{"title": "讲话", "url": f"/a/{10 * number + n + 1000}.html"} for n in range(3)]
        site.pages[f"/api/list?c=1&page={number}"] = Answer(
            json.dumps({"rows": rows}), headers={"Content-Type": "application/json"}
        )
        site.pages |= {row["url"]: article(int(row["url"][3:7])) for row in rows}
    assert crawl() == 0
    assert len(bodies()) == 6
    site.pages["/"] = Answer(page.format("$.ajax({url: '/api/delete?id=1', type: 'POST'})"))
    assert crawl() == 2
    assert "/api/delete?id=1" not in site.asked


def test_a_changed_profile_reads_unchanged_lists_again(site, yanlu):
    tag = {"ETag": '"same"'}

    def unless_known(answer):
        return lambda handler: (
            Answer("", 304, tag)
            if handler.headers["If-None-Match"]
            else Answer(answer.body, 200, tag)
        )

    site.pages = {
        "/": unless_known(listing("/a/1001.html", "/a/1002.html")),
        "/a/1001.html": article(1),
        "/a/1002.html": article(2),
    }
    profile = yanlu.folder / "own.toml"
    words = ("-s", f"PROFILES_DIRS={yanlu.folder}")
    stored = "SELECT count(*) FROM speeches"
    profile.write_text("[discover]\nignore = '1002'\n")
    assert yanlu.crawl("own", f"{site.url}/", *words).returncode == 0
    assert yanlu.query(stored) == [(1,)]
    assert yanlu.crawl("own", f"{site.url}/", *words).returncode == 0
    profile.write_text("")
    assert yanlu.crawl("own", f"{site.url}/", *words).returncode == 0
    assert yanlu.query(stored) == [(2,)]


def test_a_list_that_moved_is_read_though_it_did_not_change(site, crawl, bodies):
    def at_new_place(handler):
        known = handler.headers["If-Modified-Since"]
        return Answer("", 304) if known else listing("/a/1001.html", "/a/1002.html")

    dated = {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    site.pages = {
        "/": Answer(listing("/a/1001.html").body, 200, dated),
        "/a/1001.html": article(1),
        "/a/1002.html": article(2),
    }
    assert crawl() == 0
    site.pages |= {"/": redirect("/new/", 301), "/new/": at_new_place}
    assert crawl() == 0
    assert set(bodies()) == {"/a/1001.html", "/a/1002.html"}


def test_a_redirect_loop_is_called_one(site, crawl, state):
    site.pages = {
        "/": listing("/a/1001.html", *(f"/a/100{n}.html" for n in range(2, 8))),
        "/a/1001.html": redirect("/a/1001.html?x=1"),
        "/a/1001.html?x=1": redirect("/a/1001.html"),
        **{f"/a/100{n}.html": article(n) for n in range(2, 8)},
    }
    assert crawl() == 0
    assert state("/a/1001.html")[:2] == ("failed", "redirect_loop")


def test_a_redirect_off_the_site_is_refused_and_asked_for_less_and_less(site, crawl, state):
    with serve() as other:
        site.pages = {
            "/": listing("/a/1001.html", "/a/1002.html"),
            "/a/1001.html": redirect(f"{other.url}/secret"),
            "/a/1002.html": article(2),
        }
        assert crawl() == 0
        assert other.asked.total() == 0
    was, reason, due = state("/a/1001.html")
    assert (was, reason) == ("refused", "offsite")
    assert datetime.fromisoformat(due) > datetime.now(UTC) + timedelta(hours=20)


def test_a_page_that_holds_up_its_parser_is_one_page_lost(site, yanlu):
    """A pattern that backtracks without end, on one page only; the setting comes as text."""
    (yanlu.folder / "slow.toml").write_text("[clean]\ndrop_lines = '^(甲+)+乙$'\n")
    site.pages = {
        "/": listing("/a/1001.html", "/a/1002.html"),
        "/a/1001.html": article(1, [*text_of(1), "甲" * 60]),
        "/a/1002.html": article(2),
    }
    result = yanlu.crawl(
        "slow", f"{site.url}/", "-s", f"PROFILES_DIRS={yanlu.folder}", "-s", "PARSE_TIMEOUT=2"
    )
    assert result.returncode == 2
    assert yanlu.query("SELECT state, reason FROM pages WHERE url LIKE '%1001%'") == [
        ("failed", "parser_stuck")
    ]
    assert yanlu.query("SELECT count(*) FROM speeches") == [(1,)]


def test_titles_cannot_command_a_terminal(site, crawl, yanlu):
    hostile = article(1).body.replace("在第1次会议上的讲话", "讲话&#27;[31m&#155;31m之一次会议")
    site.pages = {"/": listing("/a/1001.html"), "/a/1001.html": Answer(hostile)}
    assert crawl() == 0
    out = yanlu.run("search", "讲话").out
    assert "\x1b" not in out
    assert "\x9b" not in out


def test_a_page_over_10_mb_is_left_alone(site, crawl, state):
    site.pages = {
        "/": listing("/a/1001.html", *(f"/a/100{n}.html" for n in range(2, 7))),
        "/a/1001.html": Answer("<p>" + "很长的讲话" * 800_000),
        **{f"/a/100{n}.html": article(n) for n in range(2, 7)},
    }
    assert crawl("-s", "RETRY_ENABLED=False") == 0
    assert state("/a/1001.html")[:2] == ("failed", "too_large")


def test_redirects_out_of_the_web_lead_nowhere(site, crawl, bodies):
    site.pages = {
        "/": listing("/a/1001.html", "/a/1002.html", "/a/1003.html"),
        "/a/1001.html": redirect("file:///etc/passwd"),
        "/a/1002.html": redirect("data:text/html,<p>讲话稿全文</p>"),
        "/a/1003.html": article(3),
    }
    crawl()
    assert set(bodies()) == {"/a/1003.html"}


def test_no_port_is_open_while_a_crawl_runs(site, yanlu):
    """Neither telnet nor remote control: the crawler listens nowhere."""

    asked, looked = threading.Event(), threading.Event()

    def slow(handler):
        asked.set()
        looked.wait(30)
        return article(1)

    site.pages = {"/": listing("/a/1001.html"), "/a/1001.html": slow}
    process = yanlu.start("crawl", "generic", "-a", f"url={site.url}/", "-s", "DOWNLOAD_DELAY=0")
    assert asked.wait(60)
    inodes = set()
    for fd in Path(f"/proc/{process.pid}/fd").iterdir():
        target = str(fd.readlink())
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[9] for row in rows if row[3] == "0A"}
    looked.set()
    process.communicate(timeout=60)
    assert inodes
    assert not inodes & listening


def test_half_a_compressed_page_is_no_page(site, crawl, bodies, state, make_due):
    whole_page = gzip.compress(article(1, text_of(1, 40)).body.encode())
    packed = {"Content-Encoding": "gzip"}
    site.pages = {
        "/": listing("/a/1001.html", *(f"/a/100{n}.html" for n in range(2, 7))),
        "/a/1001.html": Answer(whole_page[: len(whole_page) // 2], 200, packed),
        **{f"/a/100{n}.html": article(n) for n in range(2, 7)},
    }
    assert crawl() == 0
    assert state("/a/1001.html")[:2] == ("failed", "cut_off")
    site.pages["/a/1001.html"] = Answer(whole_page, 200, packed)
    make_due()
    assert crawl() == 0
    assert bodies()["/a/1001.html"] == "\n".join(text_of(1, 40))


def test_a_bomb_is_too_large(site, crawl, state):
    site.pages = {
        "/": listing("/a/1001.html", *(f"/a/100{n}.html" for n in range(2, 7))),
        "/a/1001.html": Answer(gzip.compress(b"0" * 2**25), 200, {"Content-Encoding": "gzip"}),
        **{f"/a/100{n}.html": article(n) for n in range(2, 7)},
    }
    assert crawl() == 0
    assert state("/a/1001.html")[:2] == ("failed", "too_large")


def test_a_list_of_excerpts_is_a_list(site, crawl, bodies):
    """Every entry says so much that the page reads like an article, most of all a single one's."""

    def excerpts(numbers, links=""):
        shown = "".join(
            f'<li><a href="/a/{n}.html">在第{n}次会议上的讲话</a><p>{text_of(n)[0]}</p></li>'
            for n in numbers
        )
        return Answer(f"<html><title>讲话</title><body><h1>讲话</h1><ul>{shown}</ul>{links}")

    site.pages = {f"/a/{n}.html": article(n) for n in range(1001, 1013)}
    site.pages |= {
        "/": listing("/jh/", "/2024/01/02"),
        "/jh/": excerpts(range(1001, 1007), '<a href="list_1_2.html">下一页</a>'),
        "/jh/list_1_2.html": excerpts(range(1007, 1012), '<a href="/jh/">上一页</a>'),
        "/2024/01/02": excerpts([1012]),
    }
    assert crawl() == 0
    assert set(bodies()) == {f"/a/{n}.html" for n in range(1001, 1013)}


def test_other_views_of_known_articles_come_last_and_are_left(site, crawl, bodies, yanlu):
    """A cloud of tags on every page, print forms of all articles; next day there is news."""
    numbers = range(1001, 1041)
    cloud = "".join(f'<a href="/tag/{chr(0x4E00 + n)}">标签</a>' for n in range(60))

    def show(numbers):
        site.pages["/"] = Answer(listing(*(f"/a/{n}.html" for n in numbers)).body + cloud)
        for n in numbers:
            links = f'{cloud}<a href="/p/{n}.html">打印版</a>'
            site.pages[f"/a/{n}.html"] = article(n, links=links)
            site.pages[f"/p/{n}.html"] = article(n)

    site.pages |= {
        f"/tag/%{code[0:2]}%{code[2:4]}%{code[4:6]}": listing("/a/1001.html", "/a/1002.html")
        for code in (chr(0x4E00 + n).encode().hex().upper() for n in range(60))
    }
    show(numbers)
    assert crawl() == 0
    assert {path for path in bodies() if path.startswith("/a/")} == {
        f"/a/{n}.html" for n in numbers
    }
    assert sum(path.startswith("/tag") for path in site.asked) == 20
    assert sum(path.startswith("/p/") for path in site.asked) < 30
    assert f"views of known articles at {site.url[7:]}/tag;" in yanlu.run("report").out
    site.asked.clear()
    show(range(1001, 1043))
    assert crawl() == 0
    assert {"/a/1041.html", "/a/1042.html"} <= set(bodies())
    assert site.asked.total() <= 8


def sends_on(to):
    refresh = f"<META HTTP-EQUIV='Refresh' CONTENT='0;URL={to}'>"
    return Answer(f"<html><head>{refresh}</head><body>loading</body></html>")


def test_pages_that_only_send_their_readers_on(site, crawl, bodies):
    site.pages = {"/": sends_on("index.asp"), "/index.asp": sends_on("main/")}
    site.pages["/main/"] = listing(*(f"/jump.php?u=x{n}" for n in range(1001, 1009)))
    for number in range(1001, 1009):
        site.pages[f"/jump.php?u=x{number}"] = sends_on(f"/a/{number}.html")
        site.pages[f"/a/{number}.html"] = article(number)
    assert crawl() == 0
    assert bodies() == {f"/a/{number}.html": whole(number) for number in range(1001, 1009)}


def test_a_text_in_a_frame_of_its_page(site, crawl, bodies):
    frame = (
        "<html><body><h1>在会议上的讲话</h1><p>2024-01-01</p><iframe src='/nr/{0}.htm'></iframe>"
    )
    site.pages = {"/": listing("/a/1001.html", "/a/1002.html", "/a/1003.html")}
    for number in (1001, 1002, 1003):
        site.pages[f"/a/{number}.html"] = Answer(frame.format(number))
        site.pages[f"/nr/{number}.htm"] = article(number)
    crawl()
    assert bodies() == {f"/nr/{number}.htm": whole(number) for number in (1001, 1002, 1003)}


def test_folders_that_a_server_knows_by_the_name_of_their_file_only(site, crawl, bodies):
    """As stores of files do: /col/1/index.html is there and /col/1/ is not."""
    parts = [f"/col/{k}/index.html" for k in range(1, 5)]
    site.pages["/index.html"] = listing(*parts, "/col/9/index.html")
    for number, part in enumerate(parts, 1):
        site.pages[part] = listing(f"/art/{number}/index.html", f"/art/{number}.html")
        site.pages[f"/art/{number}/index.html"] = article(number)
        site.pages[f"/art/{number}.html"] = article(number + 10)
    assert crawl() == 0
    assert len(bodies()) == 8
    assert sum(site.asked.values()) <= 18  # each of the first ones is asked for at two addresses
    assert crawl() == 0
    assert max(count for path, count in site.asked.items() if path.startswith("/art/")) == 1


def test_lists_that_differ_in_numbers_only_are_lists(site, crawl, bodies):
    """As newspapers have them, a page at /2024-05/20/node_2.htm for each page that was printed."""
    site.pages = {"/": listing(*(f"/2024-05/20/node_{n}.htm" for n in range(1, 4)))}
    for number in range(1, 4):
        articles = {f"/2024-05/20/content_{number}0{k}.htm": number * 100 + k for k in range(6)}
        site.pages[f"/2024-05/20/node_{number}.htm"] = listing(*articles)
        site.pages |= {path: article(k) for path, k in articles.items()}
    assert crawl() == 0
    assert len(bodies()) == 18
