"""Lists without end, and addresses that are another with each answer, come to an end early."""

import json
import re
from datetime import UTC, datetime

import pytest

from cleaners.model import Page, Speech
from crawler.fences.endless import IDLE, EndlessLists
from crawler.fences.evidence import ENOUGH
from crawler.fences.varying import Varying
from pipelines.corpus import Link, Recorded, Visit
from tests.crawler.odd_site import Answer, article, serve, text_of

NOW = datetime(2024, 1, 1, tzinfo=UTC)
ARTICLES = range(1001, 1037)
PER_PAGE = 12
PAGES = (Page("http://a.cn/", b""),)
LAST = len(ARTICLES) // PER_PAGE


def list_page(list_name, number, entries, body=b""):
    links = [Link(f"http://a.cn/a/{n}.html", "article") for n in entries]
    links.append(Link(f"http://a.cn/{list_name}_{number + 1}.html", "list", level=True, next=True))
    url = f"http://a.cn/{list_name}_{number}.html"
    return Visit(url, "a", 1, NOW, "list", "fetched", links=tuple(links), pages=(Page(url, body),))


def ended(lists, *visits):
    return [lists.ends(visit) for visit in visits][-1]


@pytest.mark.parametrize("behind", [lambda n: [], lambda n: [n % 5], lambda n: [4]])
def test_a_list_has_ended_when_its_pages_name_nothing_new(behind):
    lists = EndlessLists()
    pages = [list_page("list_1", n, [n]) for n in range(5)]
    idle = [list_page("list_1", n, behind(n)) for n in range(5, 5 + IDLE)]
    assert ended(lists, *pages, *idle[:-1]) is None
    assert ended(lists, idle[-1]) == "a.cn/list_1.html"


def test_a_list_is_known_by_its_next_pages_too():
    """Their addresses may count articles, not pages."""
    lists, urls = EndlessLists(), [f"http://a.cn/b?start={20 * n}" for n in range(30)]
    for n, url in enumerate(urls[:-1]):
        links = (Link(f"http://a.cn/a/{min(n, 9)}.html", "article"), Link(urls[n + 1], next=True))
        found = lists.ends(Visit(url, "a", 1, NOW, "list", "fetched", (), links=links, pages=PAGES))
        assert lists.list_of(urls[n + 1]) == "a.cn/b?[('start', '0')]"
        assert (found is not None) is (n >= 9 + IDLE)


def test_an_arrow_to_another_section_makes_no_list():
    lists, named = EndlessLists(), [f"http://a.cn/{name}/" for name in ("x", "y")]
    links = tuple(Link(url, "list", next=True) for url in named)
    lists.ends(Visit("http://a.cn/", "a", 1, NOW, "list", "fetched", links=links, pages=PAGES))
    assert [lists.list_of(url) for url in named] == ["a.cn/x/", "a.cn/y/"]


def test_a_list_of_known_articles_goes_on():
    lists = EndlessLists()
    for list_name in ("list_1", "list_2"):
        assert not any(lists.ends(list_page(list_name, n, [n])) for n in range(3 * IDLE))


def test_a_list_of_files_and_of_articles_elsewhere_goes_on():
    lists = EndlessLists()
    for n in range(3 * IDLE):
        body = f"<a class=x href='http://b.cn/{n}.html'>…</a><a href=list_1_{n + 1}.html>2</a>"
        assert lists.ends(list_page("list_1", n, [], body.encode())) is None


def read(url, text):
    return Visit(url, "a", 1, NOW, "article", "fetched", result=Speech("t", text))


def listed(url, *names):
    links = tuple(Link(name, "article") for name in names)
    return Visit(url, "a", 1, NOW, "list", "fetched", links=links)


def settled(varying, *visits):
    found = [varying.settle(visit, Recorded(None, 0)) for visit in visits]
    return [part for part in found if part]


def answers(first, last, text="text {}"):
    """Articles and a list, each at another address in each answer."""
    for n in range(first, last):
        yield read(f"http://a.cn/s{n:08x}/{n % 3}.html", text.format(n % 3))
        own, other = f"http://a.cn/s{n:08x}9/", f"http://a.cn/s{n:08x}5/"
        yield listed(own, *(f"{other}{each}.html" for each in range(3)))


def test_a_session_in_the_path_says_nothing_of_the_page():
    varying = Varying()
    assert settled(varying, *answers(0, 3 + ENOUGH)) == ["a.cn/*/"]
    varying.learn(["http://a.cn/s00000001/1.html", "http://a.cn/s00000009/1.html"])
    assert varying.known("http://a.cn/s12345678/1.html") == "http://a.cn/s00000001/1.html"
    assert varying.known("http://a.cn/s12345678/7.html") == "http://a.cn/s12345678/7.html"
    assert varying.known("http://a.cn/s12345679/7.html") == "http://a.cn/s12345678/7.html"


def test_a_page_that_is_gone_is_wanted_at_its_next_address():
    varying = Varying(["a.cn?r=*"], ["http://a.cn/1.html?r=5"])
    gone = Visit("http://a.cn/1.html?r=5", "a", 1, NOW, "article", "gone")
    settled(varying, gone)
    assert varying.known("http://a.cn/1.html?r=6") == "http://a.cn/1.html?r=6"


def test_columns_that_share_articles_are_no_sessions():
    """Their names stand in the menu of each page, and each has lists of its own."""
    menu = [f"http://a.cn/column{n}/1.html" for n in range(4)]
    pages = [
        page
        for n in range(4 * ENOUGH)
        for page in (
            read(f"http://a.cn/column{n % 4}/{n // 4}.html", f"text {n // 4}"),
            listed(f"http://a.cn/column{n % 4}/list_{n}.html", *menu),
        )
    ]
    assert settled(Varying(), *pages) == []
    alike = [read(f"http://a.cn/s{n:08x}/{n % 3}.html", f"text {n % 3}") for n in range(40)]
    lists = [listed(f"http://a.cn/s{n:08x}/", f"http://a.cn/s{n:08x}/{n}.html") for n in range(9)]
    assert settled(Varying(), *alike, *lists, *alike) == []


def test_numbers_of_articles_do_not_vary():
    assert settled(Varying(), *answers(0, 40, text="{0}"), *answers(41, 60, text="other {0}")) == [
        "a.cn/*/"
    ]
    pages = [read(f"http://a.cn/show.asp?id={n}", f"text {n % 20}") for n in range(60)]
    assert settled(Varying(), *pages, *answers(0, 1)) == []


def test_what_is_remembered_of_a_query_has_a_bound(monkeypatch):
    monkeypatch.setattr("crawler.fences.varying.MOST_HELD", 500)
    varying = Varying()
    entries = [f"http://a.cn/{n}.html" for n in range(90)]
    for n in range(300):
        assert settled(varying, listed(f"http://a.cn/list?key{n}=a1b2c3", *entries)) == []
        assert varying.held <= 500
    assert settled(varying, *answers(0, 40, text="{0}")) == ["a.cn/*/"]


def test_a_key_that_only_articles_have():
    pages = [read(f"http://a.cn/s?mid={n % 5}&key=a{n:06x}", f"text {n % 5}") for n in range(40)]
    assert settled(Varying(), *pages) == ["a.cn?key=*"]
    folders = [read(f"http://a.cn/s{n:08x}/{n % 5}.html", f"text {n % 5}") for n in range(40)]
    assert settled(Varying(), *folders) == []


class Asked:
    """The pages of a site, made when they are asked for."""

    def __init__(self, answer):
        self.answer, self.count = answer, 0

    def get(self, path, missing):
        self.count += 1
        return self.answer(path, self.count) or missing


def menu(body):
    links = "".join(f"<a href='/{name}/'>{name}的讲话</a>" for name in ("empty", "wrap", "same"))
    return Answer(f"<html><head><title>讲话稿</title></head><body>{links}{body}</body></html>")


def page_of_list(name, number):
    """Page `number` of a list with a next page behind each: empty, from the start, the last."""
    shown = {"empty": number, "wrap": (number - 1) % LAST + 1, "same": min(number, LAST)}[name]
    entries = ARTICLES[(shown - 1) * PER_PAGE : shown * PER_PAGE]
    items = "".join(f"<li><a href='/a/{n}.html'>在第{n}次会议上的讲话</a></li>" for n in entries)
    return menu(f"<ul>{items}</ul>第{number}页<a href='/{name}/index_{number + 1}.html'>下一页</a>")


def endless(path, _):
    if path == "/":
        return menu("")
    if found := re.fullmatch(r"/a/(\d+)\.html", path):
        return article(int(found[1]))
    if found := re.fullmatch(r"/(empty|wrap|same)/(?:index_(\d+)\.html)?", path):
        return page_of_list(found[1], int(found[2] or 1))
    return None


def sessions(path, count):
    """The same site with a session in each link, new with each answer."""
    found = re.fullmatch(r"(?:/sid_[0-9a-f]{12})?(/.*)", path)
    name = found[1].replace("/s/", "/same/")
    page = endless(name, count) if not re.search(r"_([4-9]|\d\d)\.", name) else None
    if page is None:
        return None
    links = page.body.replace("href='/", f"href='/sid_{count * 7919:012x}/")
    return Answer(links)


@pytest.mark.parametrize(
    ("answer", "beyond", "traps", "second"),
    [
        (endless, 4 + 3 * (LAST + IDLE) + 16, 3, 9),
        (sessions, 60, 1, 6),
    ],
)
def test_all_articles_are_found_and_the_rest_ends_early(yanlu, answer, beyond, traps, second):
    with serve() as site:
        site.pages = Asked(answer)
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        bodies = yanlu.query("SELECT body FROM speeches")
        assert sorted(body for (body,) in bodies) == sorted("\n".join(text_of(n)) for n in ARTICLES)
        assert site.pages.count <= len(ARTICLES) + beyond
        report = json.loads(yanlu.run("report", "--json").out)["report"]
        assert len(report["traps"]) == traps
        site.pages.count = 0
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        assert site.pages.count <= second
