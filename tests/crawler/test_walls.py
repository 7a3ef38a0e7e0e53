"""A site that shows something else in the place of its articles: nothing of it is stored."""

import json
from dataclasses import replace

import pytest

from tests.crawler.odd_site import Answer, article, listing, redirect, serve

WALL = "<html><head><title>某某提示</title></head><body><p>暂不提供。{}</p></body></html>"
PATHS = [f"/a/{number}.html" for number in range(1001, 1041)]


@pytest.fixture
def site():
    with serve() as server:
        server.pages = {"/": listing(*PATHS)}
        server.pages |= {path: article(int(path[3:7])) for path in PATHS}
        yield server


@pytest.fixture
def crawl(yanlu, site):
    def run(*words):
        site.asked.clear()
        one = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "LONGEST_WAIT=0.5")
        result = yanlu.crawl("generic", f"{site.url}/", *one, *words)
        assert "Traceback" not in result.err
        result.report = json.loads(yanlu.run("report", "--json").out)["report"]
        return result

    return run


def stored(yanlu):
    return yanlu.query("SELECT url, title, body FROM speeches ORDER BY url")


def test_a_ban_that_answers_200_ends_the_run_and_is_no_speech(site, crawl, yanlu):
    def banned(handler):
        number = int(handler.path[3:7])
        reads = site.asked.total() > 12
        return Answer(WALL.format(f"编号 {number:08}")) if reads else article(number)

    site.pages |= dict.fromkeys(PATHS, banned)
    result = crawl()
    assert result.report["rejected"]["same_text"] >= 10
    assert result.report["resting"]
    assert site.asked.total() < 40
    assert 5 <= len(stored(yanlu)) <= 12
    assert not [title for _, title, _ in stored(yanlu) if title == "某某提示"]


def test_a_page_for_everything_changes_no_article(site, crawl, yanlu):
    assert crawl().returncode == 0
    before = stored(yanlu)
    notice = Answer(WALL.format("本站因故停用几天，这几天里什么也看不到，请大家过几天再来看看。"))
    site.pages = dict.fromkeys(("/", *PATHS), notice)
    result = crawl("-a", "full=1")
    assert result.returncode == 2
    assert stored(yanlu) == before
    assert yanlu.query("SELECT count(*) FROM versions") == [(0,)]


def test_a_start_page_that_is_a_wall_is_told(site, crawl, yanlu):
    site.pages = {"/": Answer("<html><title>a.cn</title><p>此域名可出售。</p></html>")}
    result = crawl()
    assert result.returncode == 2
    assert "parked" in result.err


def test_a_site_that_knows_no_404_ends(site, crawl, yanlu):
    home = listing(*PATHS[:5])
    ways = '<a href="xinwen/more.html">更多</a><a href="jianjie/us.html">关于我们大家的介绍</a>'
    home = Answer(home.body.replace("</ul>", f"</ul>{ways}"))

    class Anything(dict):
        def get(self, path, default=None):
            return super().get(path, home)

    site.pages = Anything({path: article(int(path[3:7])) for path in PATHS[:5]})
    assert crawl().returncode == 0
    assert site.asked.total() < 40
    assert len(stored(yanlu)) == 5


def test_a_gate_of_cookies_is_passed_once(site, crawl, yanlu):
    pages = dict(site.pages)

    def gate(handler):
        if "pass=1" in (handler.headers["Cookie"] or ""):
            return pages[handler.path]
        to = redirect(handler.path)
        return Answer(status=302, headers=to.headers | {"Set-Cookie": "pass=1; Path=/"})

    site.pages = dict.fromkeys(pages, gate)
    assert crawl().returncode == 0
    assert len(stored(yanlu)) == len(PATHS)
    assert site.asked.total() <= len(PATHS) + 5


GATES = {
    "reload": '<script>document.cookie="pass=1;path=/";location.reload();</script>',
    "itself": "<script>document.cookie='pass=1; path=/'; location.href=location.href</script>",
    "in parts": "<script>var c='pass='+'1';document.cookie=c+';path=/';history.go(0)</script>",
    "head": "<script>window.location.reload()</script>",
    "refresh": "<html><head><meta http-equiv=refresh content='0'></head></html>",
}


@pytest.mark.parametrize("status", [200, 521])
@pytest.mark.parametrize("shape", GATES)
def test_a_gate_of_a_script_is_passed_once(site, crawl, yanlu, shape, status):
    pages = dict(site.pages)
    headers = {"Set-Cookie": "pass=1; Path=/"} if shape in ("head", "refresh") else {}

    def gate(handler):
        if "pass=1" in (handler.headers["Cookie"] or ""):
            return pages[handler.path]
        return Answer(GATES[shape], status, headers)

    site.pages = dict.fromkeys(pages, gate)
    assert crawl().returncode == 0
    assert len(stored(yanlu)) == len(PATHS)
    assert site.asked.total() <= len(PATHS) + 5


def test_a_gate_that_never_opens_is_given_up(site, crawl, yanlu):
    def gate(handler):
        cookie = f"pass={site.asked.total()}"
        return Answer(f"<script>document.cookie='{cookie}';location.reload();</script>")

    site.pages |= dict.fromkeys(PATHS, gate)
    crawl()
    assert not stored(yanlu)
    assert site.asked.total() <= 100


@pytest.mark.parametrize("status", [404, 500])
def test_articles_under_a_status_that_denies_them(site, crawl, yanlu, status):
    site.pages |= {path: replace(article(int(path[3:7])), status=status) for path in PATHS}
    assert crawl("-s", "RETRY_ENABLED=False").returncode == 0
    assert len(stored(yanlu)) == len(PATHS)


def test_a_404_that_recommends_another_text_each_time_is_no_article(site, crawl, yanlu):
    def missing(handler):
        told = article(int(handler.path[3:7])).body
        title = "<title>出错了_某某网</title></head><body><h1>出错了</h1>"
        return Answer(title + told.partition("</h1>")[2], 404)

    site.pages |= dict.fromkeys(PATHS, missing)
    assert crawl().returncode == 2  # no speech was found
    assert not stored(yanlu)


def test_one_text_under_404_is_no_article(site, crawl, yanlu):
    site.pages |= dict.fromkeys(PATHS[:20], replace(article(1), status=404))
    assert crawl().returncode == 0
    assert len(stored(yanlu)) == 20
    site.pages |= {"/": listing("/a/2001.html", *PATHS), "/a/2001.html": site.pages[PATHS[0]]}
    crawl()
    assert len(stored(yanlu)) == 20
