"""robots.txt, as sites really have it."""

import sqlite3
import time

import pytest

from crawler.pacing.robots import LONGEST, read
from tests.crawler.odd_site import Answer, article, listing, redirect, serve


@pytest.fixture
def site():
    with serve() as server:
        server.pages = {
            "/": listing("/a/1001.html", "/%E8%AE%B2%E8%AF%9D/2.html", "/b/3.html"),
            "/a/1001.html": article(1),
            "/%E8%AE%B2%E8%AF%9D/2.html": article(2),
            "/b/3.html": article(3),
        }
        yield server


def crawl(yanlu, site):
    result = yanlu.crawl("generic", f"{site.url}/", "-s", "RETRY_ENABLED=False")
    assert "Traceback" not in result.err
    return result


RULES = "User-agent: *\nDisallow: /讲话/\nDisallow: /b\n"


@pytest.mark.parametrize(
    "body", [RULES.encode(), RULES.encode("gbk"), b"\xef\xbb\xbf" + RULES.encode()]
)
def test_a_chinese_path_is_forbidden_and_no_other(yanlu, site, body):
    site.pages["/robots.txt"] = Answer(body)
    assert crawl(yanlu, site).returncode == 0
    assert set(site.asked) - {"/sitemap.xml"} == {"/robots.txt", "/", "/a/1001.html"}
    assert yanlu.query("SELECT count(*) FROM pages WHERE reason = 'robots'") == [(2,)]


@pytest.mark.parametrize("status", [404, 403, 410, 429])
def test_a_site_without_one_allows_all(yanlu, site, status):
    site.pages["/robots.txt"] = Answer("", status)
    assert crawl(yanlu, site).returncode == 0
    assert len(site.asked) == 6  # with /sitemap.xml


def test_five_redirects_are_followed(yanlu, site):
    for hop in range(5):
        path = f"/hop{hop}" if hop else "/robots.txt"
        site.pages[path] = redirect(f"/hop{hop + 1}")
    site.pages["/hop5"] = Answer("User-agent: *\nDisallow: /b\n")
    assert crawl(yanlu, site).returncode == 0
    assert "/a/1001.html" in site.asked
    assert "/b/3.html" not in site.asked


def test_a_site_that_cannot_say_forbids_all(yanlu, site):
    site.pages["/robots.txt"] = Answer("", 503)
    result = crawl(yanlu, site)
    assert result.returncode == 2
    assert "robots_http_503" in result.err
    assert set(site.asked) == {"/robots.txt"}


def test_what_it_said_within_a_day_still_holds(yanlu, site):
    site.pages["/robots.txt"] = Answer("\ufeffUser-agent: *\nDisallow: /\nAllow: /$\n")
    assert crawl(yanlu, site).returncode == 2
    site.pages["/robots.txt"] = Answer("", 500)
    site.asked.clear()
    crawl(yanlu, site)
    assert set(site.asked) == {"/robots.txt", "/"}
    archive = sqlite3.connect(yanlu.folder / "pages.db")
    with archive:
        archive.execute("UPDATE captures SET fetched_at = '2020-01-01T00:00:00.000Z'")
    archive.close()
    site.asked.clear()
    assert crawl(yanlu, site).returncode == 2
    assert set(site.asked) == {"/robots.txt"}


def test_its_crawl_delay_is_kept(yanlu, site):
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 1\n")
    times = []

    def noted(answer):
        def note(handler):
            times.append(time.monotonic())
            return answer

        return note

    site.pages |= {path: noted(page) for path, page in site.pages.items() if path != "/robots.txt"}
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert len(times) == 4
    assert times[-1] - times[1] > 1  # two pauses


def test_half_a_megabyte_is_read(yanlu, site):
    site.pages["/robots.txt"] = Answer("#" * 600_000 + "\nUser-agent: *\nDisallow: /\n")
    assert crawl(yanlu, site).returncode == 0


def test_half_a_rule_at_the_end_of_a_long_file_is_none():
    rules = "User-agent: *\nDisallow: /b\n"
    body = (rules + "#" * (LONGEST - len(rules) - 14) + "\nDisallow: /a-long-path\n").encode()
    assert len(body) > LONGEST
    assert not read(body).can_fetch("http://a.cn/b", "x")
    assert read(body).can_fetch("http://a.cn/a", "x")
