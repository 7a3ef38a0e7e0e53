"""Hosts that are slow, away or annoyed: they get their rest, and no page is lost."""

import json
import socket
import sqlite3
import threading
import time

import pytest

from tests.crawler.odd_site import Answer, article, listing, serve

ONE = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
PATHS = [f"/a/100{n}.html" for n in range(1, 7)]


class Log:
    """What was asked for and when, and how many requests were ever open at once."""

    def __init__(self):
        self.asked, self.open, self.most, self.lock = [], 0, 0, threading.Lock()

    def of(self, page):
        def answer(handler):
            with self.lock:
                self.asked.append((handler.path, time.monotonic()))
                self.open += 1
                self.most = max(self.most, self.open)
            try:
                return page(handler) if callable(page) else page
            finally:
                with self.lock:
                    self.open -= 1

        return answer

    @property
    def paths(self):
        return [path for path, _ in self.asked]


@pytest.fixture
def site():
    with serve() as server:
        server.pages = {"/": listing(*PATHS)}
        server.pages |= {path: article(n) for n, path in enumerate(PATHS)}
        yield server


@pytest.fixture
def crawl(yanlu, site):
    def run(*words):
        log = Log()
        site.asked.clear()
        pages, site.pages = site.pages, {path: log.of(page) for path, page in site.pages.items()}
        result = yanlu.crawl("generic", f"{site.url}/", *ONE, *words)
        site.pages = pages
        assert "Traceback" not in result.err
        result.log = log
        return result

    return run


def report(yanlu):
    ((outcome, kept),) = yanlu.query("SELECT outcome, report FROM runs ORDER BY id DESC LIMIT 1")
    return outcome, json.loads(kept)


def at_first(fault, then, times=1):
    """A page that is faulty so many times, then what it should be."""
    left = [fault] * times

    def page(handler):
        answer = left.pop() if left else then
        return answer(handler) if callable(answer) else answer

    return page


def drop(handler):
    raise ConnectionResetError


def stored(yanlu):
    return yanlu.query("SELECT count(*) FROM speeches")[0][0]


def let_the_rest_end(yanlu):
    connection = sqlite3.connect(yanlu.corpus)
    with connection:
        connection.execute("UPDATE hosts SET rests_until = since")
        connection.execute("UPDATE pages SET due_at = found_at WHERE due_at IS NOT NULL")
    connection.close()


def test_retry_after_is_waited_for_and_the_page_comes_in_the_same_run(yanlu, site, crawl):
    busy = Answer("", 429, {"Retry-After": "1"})
    site.pages[PATHS[1]] = at_first(busy, article(1))
    result = crawl()
    assert result.returncode == 0
    assert stored(yanlu) == 6
    paths, times = zip(*result.log.asked, strict=True)
    limited = paths.index(PATHS[1])
    assert times[limited + 1] - times[limited] > 0.5
    assert paths[-1] == PATHS[1]
    outcome, run = report(yanlu)
    assert (outcome, run["rests"], run["resting"]) == ("good", 1, {})
    assert yanlu.query("SELECT * FROM hosts") == []


def test_a_long_rest_ends_the_run_and_the_next_ones_until_it_is_over(yanlu, site, crawl):
    busy = Answer("", 429, {"Retry-After": "3600"})
    site.pages[PATHS[1]] = at_first(busy, article(1))
    assert crawl().returncode == 0
    assert site.asked.total() == 4  # robots.txt, the list, a page, and the one that said 429
    assert report(yanlu)[0] == "resting"
    waiting = yanlu.query("SELECT count(*) FROM pages WHERE state = 'found' AND failures = 0")
    assert waiting == [(4,)]
    ((host, reason, strikes),) = yanlu.query("SELECT host, reason, strikes FROM hosts")
    assert (f"http://{host}", reason, strikes) == (site.url, "http_429", 1)
    again = crawl()
    assert again.returncode == 0
    assert "rests until" in again.err
    assert site.asked.total() == 0
    assert report(yanlu)[0] == "resting"
    let_the_rest_end(yanlu)
    assert crawl().returncode == 0
    assert stored(yanlu) == 6
    assert yanlu.query("SELECT * FROM hosts") == []


def test_a_site_that_only_rests_is_a_bad_run(yanlu, site, crawl):
    site.pages["/"] = Answer("", 503, {"Retry-After": "3600"})
    result = crawl()
    assert result.returncode == 2
    assert "http_503" in result.err
    assert set(site.asked) == {"/robots.txt", "/"}
    assert site.asked["/"] == 1


def test_pages_that_fail_or_hang_come_again_after_the_others(yanlu, site, crawl):
    """A connection that was kept open and drops is opened anew at once: so it drops twice."""

    asked, again = [], threading.Event()

    def hang(handler):
        """Until it is asked for again."""
        asked.append(handler)
        if len(asked) > 1:
            again.set()
        again.wait(60)
        return article(5)

    faults = {
        PATHS[0]: at_first(drop, article(0), times=2),
        PATHS[2]: at_first(Answer("", 503, {"Retry-After": "1"}), article(2)),
        PATHS[4]: at_first(Answer("", 504), article(4)),
        PATHS[5]: hang,
    }
    site.pages |= faults
    site.pages["/"] = listing(*PATHS, "/a/2000.html")
    site.pages["/a/2000.html"] = article(6)
    result = crawl("-s", "PATIENCE=2", "-s", "DOWNLOAD_TIMEOUT=60")
    assert result.returncode == 0
    assert stored(yanlu) == 7
    assert set(result.log.paths[-4:]) == set(faults)
    assert report(yanlu)[1]["rests"] == 0


def test_never_two_requests_at_once(yanlu, site, crawl):
    def slow(page):
        def answer(handler):
            time.sleep(0.05)
            return page

        return answer

    site.pages["/robots.txt"] = Answer("User-agent: *\nAllow: /\n")
    site.pages = {path: slow(page) for path, page in site.pages.items()}
    assert crawl().log.most == 1
    assert stored(yanlu) == 6


def test_one_page_that_always_fails_costs_only_itself(yanlu, site, crawl):
    site.pages[PATHS[0]] = Answer("", 503, {"Retry-After": "3600"})
    assert crawl().returncode == 0
    assert stored(yanlu) == 5
    assert site.asked[PATHS[0]] == 1
    assert yanlu.query("SELECT * FROM hosts") == []


def test_many_pages_failing_in_a_row_rest_the_host_and_the_healthy_ones_arrive(yanlu, site, crawl):
    for path in PATHS[:3]:
        site.pages[path] = at_first(Answer("", 503), site.pages[path])
    assert crawl().returncode == 0
    assert stored(yanlu) == 6
    assert report(yanlu)[1]["rests"] == 1


def test_a_host_that_is_away_is_asked_less_and_less(yanlu):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    strikes = []
    for _ in range(2):
        assert yanlu.crawl("generic", url).returncode == 2
        strikes += yanlu.query("SELECT strikes FROM hosts WHERE reason = 'connection_refused'")
    assert strikes[0] < strikes[1]


def test_robots_txt_that_drops_forbids_all_and_is_asked_for_again_in_time(yanlu, site, crawl):
    site.pages["/robots.txt"] = drop
    result = crawl()
    assert result.returncode == 2
    assert "robots_connection_lost" in result.err
    assert set(site.asked) == {"/robots.txt"}
    site.pages["/robots.txt"] = at_first(Answer("", 503), Answer("User-agent: *\nDisallow: /b"))
    assert crawl().returncode == 0
    assert site.asked["/robots.txt"] == 2
    assert stored(yanlu) == 6


def test_ctrl_c_during_a_rest_waits_for_nothing(yanlu, site):
    site.pages[PATHS[1]] = Answer("", 429, {"Retry-After": "50"})
    process = yanlu.start(
        "crawl", "generic", "-a", f"url={site.url}/", *ONE, "-s", "DOWNLOAD_DELAY=0"
    )
    end = time.monotonic() + 60
    while not site.asked[PATHS[1]] and time.monotonic() < end:
        time.sleep(0.05)
    process.terminate()
    process.communicate(timeout=45)
    assert process.returncode == 0
    assert site.asked.total() == 4
