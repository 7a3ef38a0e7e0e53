"""Runs after the first: what they ask for, what they find, what they keep."""

import json
import signal
import sqlite3
import threading
from collections import Counter

import pytest

from benchmarks.big_site import article_page, article_path, whole_page
from benchmarks.big_site import serve as serve_big
from benchmarks.site_server import serving
from pipelines.visits.sections import FEW
from tests.crawler.odd_site import Answer, article, listing, serve, text_of

PER_PAGE = 5
SHARE = 0.03


def test_a_second_run_over_a_thousand_unchanged_articles_costs_next_to_nothing(
    yanlu, record_property
):
    """The server sends neither ETag nor Last-Modified."""
    with serve_big(1048) as server:
        assert yanlu.crawl("generic", server.url).returncode == 0
        first = len(server.requests)
        assert yanlu.query("SELECT count(*) FROM speeches")[0][0] >= 998
        assert yanlu.crawl("generic", server.url).returncode == 0
        second = len(server.requests) - first
    record_property("requests", (first, second))
    print(f"{first} requests, then {second}: {second / first:.2%}")
    assert second <= SHARE * first


@pytest.mark.parametrize("sections", [50, 200])
def test_so_it_is_with_many_sections(yanlu, record_property, sections):
    each = 1000 // sections
    lists = {f"/jh{s}/": range(s * each, s * each + each) for s in range(sections)}
    pages = {article_path(k): article_page(k) for k in range(1000)}
    pages |= {path: whole_page("讲话稿", entries_of(numbers)) for path, numbers in lists.items()}
    menu = "".join(f'<a href="{path}">讲话稿{path}</a>' for path in lists)
    pages |= {"/": whole_page("讲话网", menu + entries_of(range(0, 1000, each)))}
    with serving({path: page.encode() for path, page in pages.items()}) as server:
        assert yanlu.crawl("generic", server.url).returncode == 0
        first = len(server.requests)
        assert yanlu.crawl("generic", server.url).returncode == 0
        second = len(server.requests) - first
    record_property("requests", (first, second))
    print(f"{first} requests, then {second}: {second / first:.2%}")
    assert first >= 1000 + sections
    assert second <= SHARE * first


def entries_of(numbers):
    return "".join(
        f'<li><a href="{article_path(k)}">在第{k}次会议上的讲话</a> 2024-01-01</li>'
        for k in numbers
    )


class Section:
    """A site of one section: so many articles, newest first, some pinned on every page."""

    def __init__(self, site):
        self.site, self.shown, self.pinned = site, [], []
        self.write(*range(1, 31))

    def write(self, *numbers, at=0):
        """Publish articles, the newest first, at the top of the list or further down."""
        self.shown[at:at] = sorted(numbers, reverse=True)
        self.site.pages |= {path_of(n): article(n) for n in numbers}
        self.show()

    def show(self):
        pages = [self.shown[k : k + PER_PAGE] for k in range(0, len(self.shown), PER_PAGE)]
        for number, page in enumerate(pages, 1):
            self.site.pages[f"/jh/list_1_{number}.html"] = page_of(
                [*self.pinned, *page], number, len(pages)
            )
        self.site.pages["/jh/"] = page_of([*self.pinned, *pages[0]], 1, len(pages))
        self.site.pages["/"] = Answer(
            '<html><title>某网</title><body><a href="/jh/">讲话稿</a></body></html>'
        )

    def lists_asked(self):
        asked = Counter(path for path in self.site.asked.elements() if "/jh/" in path)
        self.site.asked.clear()
        return asked


def path_of(number):
    return f"/a/{20240101 + number // 28}/{1000 + number}.html"


def page_of(numbers, page, last):
    entries = "".join(
        f'<li><a href="{path_of(n)}">在第{n}次会议上的讲话</a> 2024-{n % 12 + 1:02}-01</li>'
        for n in numbers
    )
    pager = "".join(f'<a href="/jh/list_1_{n}.html">{n}</a>' for n in range(1, last + 1))
    if page < last:
        pager += f'<a href="/jh/list_1_{page + 1}.html">下一页</a>'
    return Answer(f"<html><title>讲话稿</title><body><ul>{entries}</ul>{pager}</body></html>")


@pytest.fixture
def site():
    with serve() as server:
        yield server


@pytest.fixture
def section(site):
    return Section(site)


@pytest.fixture
def crawl(yanlu, site):
    def run(*words):
        result = yanlu.crawl("generic", f"{site.url}/", *words)
        assert (result.returncode, result.err) == (0, "")
        return json.loads(yanlu.run("report", "--json").out)["report"]

    return run


@pytest.fixture
def days_pass(yanlu):
    """Everything that happened, happened so many days earlier."""

    def run(days):
        connection = sqlite3.connect(yanlu.corpus)
        with connection:
            for table, columns in {
                "pages": ("found_at", "fetched_at", "due_at", "read_at"),
                "runs": ("started_at", "finished_at"),
                "sightings": ("seen_at", "first_seen_at"),
            }.items():
                for name in columns:
                    connection.execute(
                        f"UPDATE {table} SET {name} ="
                        f" strftime('%Y-%m-%dT%H:%M:%fZ', {name}, '-{days} days')"
                    )
        connection.close()

    return run


def test_lists_are_walked_as_far_as_there_is_news_and_all_of_them_in_time(
    section, crawl, days_pass
):
    section.pinned = [3, 4, 5, 6, 7]
    section.show()
    assert crawl()["new"] == 30
    section.lists_asked()

    assert crawl()["new"] == 0
    assert section.lists_asked() == {"/jh/": 1}

    section.write(*range(31, 43))
    assert crawl()["new"] == 12
    asked = {"/jh/", *(f"/jh/list_1_{n}.html" for n in (2, 3, 4))}
    come_into_being = {f"/jh/list_1_{n}.html" for n in (7, 8, 9)}
    assert set(section.lists_asked()) == asked | come_into_being

    section.write(50, at=28)
    assert crawl()["new"] == 0
    days_pass(31)
    section.lists_asked()
    assert crawl()["new"] == 1
    assert len(section.lists_asked()) >= 9


def test_articles_that_promise_nothing_end_the_walk_once_they_are_known(site, crawl):
    """Short titles, addresses that say nothing: that they are articles the ledger knows."""
    names = [f"/jh/{chr(97 + n // 26)}{chr(97 + n % 26)}x.html" for n in range(60)]
    site.pages = {name: article(n + 1) for n, name in enumerate(names)}
    for number in range(1, 7):
        shown = "".join(f'<li><a href="{n}">述职</a></li>' for n in names[10 * number - 10 :][:10])
        further = f'<a href="/jh/list_1_{number + 1}.html">下一页</a>' if number < 6 else ""
        site.pages[f"/jh/list_1_{number}.html"] = Answer(f"<ul>{shown}</ul>{further}</html>")
    site.pages["/"] = Answer('<html><body><a href="/jh/list_1_1.html">讲话</a></body></html>')
    crawl()
    assert set(names) <= set(site.asked)
    site.asked.clear()
    crawl()
    assert site.asked.total() <= 4


def test_a_site_in_frames_tells_its_news(site, crawl, yanlu):
    """A home page that leads on, frames, and a menu that a script writes."""
    menu = 'document.write("<a href=\\"jh.htm\\">讲话</a>")'
    shells = {
        "/": '<meta http-equiv="refresh" content="0; url=main.htm">',
        "/main.htm": '<frameset><frame src="left.htm"><frame src="right.htm"></frameset>',
        "/left.htm": f"<body><script>{menu}</script></body>",
        "/right.htm": "<body><p>欢迎光临</p></body>",
    }
    site.pages = {path: Answer(f"<html>{body}</html>") for path, body in shells.items()}
    for numbers in (range(1001, 1006), range(1001, 1008)):
        site.pages |= {f"/a/{n}.html": article(n) for n in numbers}
        site.pages["/jh.htm"] = listing(*(f"/a/{n}.html" for n in numbers))
        crawl()
        assert yanlu.query("SELECT count(*) FROM speeches") == [(len(numbers),)]


def test_news_of_many_sections_is_found(site, crawl, days_pass):
    """At once when the home page tells of it, else when its section has its turn."""
    lists = {f"/jh{s}/": [path_of(s)] for s in range(45)}

    def run(day):
        site.pages |= {path: listing(*shown) for path, shown in lists.items()}
        box = "".join(f'<a href="{path_of(7 * day % 45)}">在第{7 * day % 45}次会议上的讲话</a>')
        menu = "".join(f'<a href="{path}">讲话稿{path}</a>' for path in lists)
        news = "".join(f'<a href="{path_of(n)}">在第{n}次会议上的讲话</a>' for n in home)
        site.pages["/"] = Answer(f"<html><body>第{day}天{menu}{box}{news}</body></html>")
        site.asked.clear()
        report = crawl()
        days_pass(1)
        asked = {path for path in site.asked if path in lists}
        assert report["sections_left"] == 45 - len(asked)
        return report["new"], len(asked)

    home = []
    site.pages = {path_of(n): article(n) for n in range(48)}
    assert run(1) == (45, 45)
    assert run(2) == (0, FEW)
    lists["/jh3/"].insert(0, path_of(45))
    home, lists["/jh40/"][:0] = [46], [path_of(46), path_of(47)]
    assert run(3) == (3, 45)
    lists["/jh9/"].insert(0, path_of(48))
    site.pages[path_of(48)] = article(48)
    assert sum(run(day)[0] for day in (4, 5, 6)) == 1


def test_a_run_killed_in_mid_walk_leaves_nothing_out(section, crawl, yanlu, site):
    assert crawl()["new"] == 30
    section.write(*range(31, 48))
    reached, stay = threading.Event(), threading.Event()

    def stuck(handler):
        reached.set()
        stay.wait(20)
        return Answer("", 503)

    third, site.pages["/jh/list_1_3.html"] = site.pages["/jh/list_1_3.html"], stuck
    process = yanlu.start("crawl", "generic", "-a", f"url={site.url}/", "-s", "DOWNLOAD_DELAY=0")
    assert reached.wait(30)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    stay.set()
    site.pages["/jh/list_1_3.html"] = third
    crawl()
    assert yanlu.query("SELECT count(*) FROM speeches") == [(47,)]


def test_an_article_that_changed_is_a_new_version(section, crawl, yanlu, site, days_pass, tmp_path):
    crawl()
    days_pass(29)
    site.asked.clear()
    crawl()
    assert not any(path.startswith("/a/") for path in site.asked)

    days_pass(2)
    site.pages[path_of(7)] = article(7, [*text_of(7), *text_of(90)])
    report = crawl()
    assert (report["new"], report["changed"]) == (1, 1)
    assert yanlu.query("SELECT DISTINCT revisit FROM pages WHERE kind = 'article'") == [
        (45.0,),
        (15.0,),
    ]
    rows = yanlu.query(
        "SELECT old.body, new.body FROM versions JOIN sightings USING (site, url)"
        " JOIN speeches AS old ON old.id = versions.speech_id"
        " JOIN speeches AS new ON new.id = sightings.speech_id"
    )
    assert rows == [("\n".join(text_of(7)), "\n".join([*text_of(7), *text_of(90)]))]
    yanlu.run("export", tmp_path / "all.jsonl", "--near", "all")
    lines = map(json.loads, (tmp_path / "all.jsonl").read_text().splitlines())
    assert Counter(line["current"] for line in lines) == {True: 30, False: 1}


def test_only_what_is_wanted_since_a_day(section, crawl, yanlu, site):
    """Articles 1 to 20 are of 2023, as their list says, but for 19, which says so itself."""
    for number in range(1, 7):
        entries = "".join(
            f'<li><a href="/x/{1000 + n}.html">在第{n}次会议上的讲话</a> {day_of(n)}</li>'
            for n in range(35 - 5 * number, 30 - 5 * number, -1)
        )
        further = f'<a href="/jh/list_1_{number + 1}.html">下一页</a>' if number < 6 else ""
        page = f"<html><title>讲话稿</title><body><ul>{entries}</ul>{further}</body></html>"
        site.pages[f"/jh/list_1_{number}.html"] = Answer(page)
    site.pages |= {f"/x/{1000 + n}.html": article(n) for n in range(1, 31)}
    dated = article(19).body.replace("<div", "<p>发布时间：2023-05-01 10:00</p><div", 1)
    site.pages |= {"/x/1019.html": Answer(dated), "/jh/": site.pages["/jh/list_1_1.html"]}

    report = crawl("-a", "since=2024-01-01")
    assert (report["new"], report["older"]) == (10, 10)
    assert set(section.lists_asked()) == {"/jh/", *(f"/jh/list_1_{n}.html" for n in (2, 3, 4))}
    assert crawl("-a", "since=2024-01-01")["new"] == 0
    site.asked.clear()
    assert crawl()["new"] == 20
    assert yanlu.query("SELECT count(*) FROM speeches") == [(30,)]


def day_of(number):
    return "" if number == 19 else "2024-03-01" if number > 20 else "2023-03-01"


def test_everything_anew_without_validators(crawl, site):
    conditional = Counter()

    def page(answer):
        def answered(handler):
            known = handler.headers["If-None-Match"]
            conditional[bool(known)] += 1
            return Answer("", 304) if known else Answer(answer.body, 200, {"ETag": '"e"'})

        return answered

    section = Section(site)
    site.pages = {path: page(answer) for path, answer in site.pages.items()}
    crawl()
    first, site.asked = site.asked, Counter()
    conditional.clear()
    crawl()
    assert conditional == {True: 2}
    site.asked.clear()
    conditional.clear()
    report = crawl("-a", "full=1")
    assert (report["new"], report["same"]) == (0, 30)
    assert set(site.asked) == set(first)
    assert conditional[True] == 0
    assert section.shown


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("since=last year", "not a day such as 2024-01-01"),
        ("full=yes", "say full=1"),
        ("sinse=2024-01-01", "a site takes no argument but url, since and full"),
    ],
)
def test_a_wrong_argument_is_told(yanlu, words, complaint):
    result = yanlu.run("crawl", "generic", "-a", "url=http://127.0.0.1:1/", "-a", words)
    assert result.returncode == 1
    assert complaint in result.err
