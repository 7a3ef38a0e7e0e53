"""The ledger is the only truth: a crawl may die at any moment, and nothing is lost or twice."""

import json
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.big_site import serve
from tests.crawler.conftest import FAST
from tests.crawler.holding import LONGEST, held

PAGES = 320
KILLS = 10
IN_FLIGHT = 16


def crawl_words(url):
    return ("crawl", "generic", "-a", f"url={url}", *FAST)


def wait_for_requests(server, count):
    end = time.monotonic() + 60
    while len(server.requests) < count:
        assert time.monotonic() < end
        time.sleep(0.002)


def end_of(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_kill_9_at_ten_random_moments_loses_nothing(yanlu, record_property):
    """Also says how many pages were fetched again: at most those in flight at each kill."""
    chance = random.Random(2026)
    with serve(PAGES) as server:
        for _ in range(KILLS):
            count, asked = chance.randint(3, 28), len(server.requests)
            with held(server, count + IN_FLIGHT):  # it never comes to its end
                process = yanlu.start(*crawl_words(server.url), start_new_session=True)
                wait_for_requests(server, asked + count)
                process.send_signal(signal.SIGKILL)
            end_of(process)
        assert yanlu.query("PRAGMA integrity_check") == [("ok",)]
        unfinished = yanlu.query("SELECT count(*) FROM pages WHERE state = 'found'")[0][0]
        assert unfinished > 0, "every kill came after the end: the test tested nothing"
        last = yanlu.run(*crawl_words(server.url))
        articles = [path for path in server.site if path.startswith("/a/")]
        asked = Counter(path for path in server.requests if path.startswith("/a/"))
        lists = Counter(path for path in server.requests if path.startswith("/list_"))
    assert (last.returncode, last.err) == (0, "")
    assert yanlu.query("SELECT count(*), count(DISTINCT content_hash) FROM speeches") == [
        (len(articles), len(articles))
    ]
    assert yanlu.query("SELECT count(*), count(DISTINCT url) FROM sightings") == [
        (len(articles), len(articles))
    ]
    assert yanlu.query("SELECT DISTINCT url FROM pages WHERE state <> 'fetched'") in (
        [],
        [(f"{server.url}sitemap.xml",)],
    )
    refetched = sum(asked.values()) - len(articles)
    record_property("refetched", refetched)
    print(f"{KILLS} kills: {refetched} of {len(articles)} articles fetched again")
    assert set(asked) == set(articles)
    assert refetched + sum(lists.values()) - len(lists) <= KILLS * IN_FLIGHT


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_is_a_clean_stop(yanlu, number):
    with serve(PAGES) as server:
        with held(server, 40) as reached:
            process = yanlu.start(*crawl_words(server.url), start_new_session=True)
            assert reached.wait(LONGEST)
            os.killpg(process.pid, number)  # as a terminal and systemd do: its readers get it, too
        assert end_of(process) == (0, "", "")
        stopped = json.loads(yanlu.run("report", "generic", "--json").out)
        assert yanlu.run(*crawl_words(server.url)).returncode == 0
        wanted = sum(path.startswith("/a/") for path in server.site)
    assert stopped["outcome"] == "stopped"
    assert stopped["report"]["failed"] == {}
    assert 0 < stopped["report"]["new"] < wanted
    assert yanlu.query("SELECT count(*) FROM speeches") == [(wanted,)]


def test_no_process_is_left_behind(yanlu):
    """The child that reads pages ends with its crawler, however that ended."""
    with serve(PAGES) as server:
        with held(server, 40) as reached:
            process = yanlu.start(*crawl_words(server.url), start_new_session=True)
            assert reached.wait(LONGEST)
            children = descendants(process.pid)
            assert children
            process.send_signal(signal.SIGKILL)
        end_of(process)
    end = time.monotonic() + 60
    while any(alive(child) for child in children) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [child for child in children if alive(child)]


def descendants(pid):
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return children + [below for child in children for below in descendants(child)]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_signal_before_the_run_has_begun_is_one_line(yanlu, tmp_path, monkeypatch):
    extension = """
import os, signal

class Stopping:
    @classmethod
    def from_crawler(cls, crawler):
        os.kill(os.getpid(), signal.SIGINT)
        return cls()
"""
    (tmp_path / "stopping.py").write_text(extension)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    environment = yanlu.environment | {"PYTHONPATH": os.environ["PYTHONPATH"]}
    with serve(1) as server:
        words = (*crawl_words(server.url), "-s", 'EXTENSIONS={"stopping.Stopping": 1}')
        done = yanlu.run(*words, env=environment)
        assert server.requests == []
    assert (done.returncode, done.out, done.err) == (130, "", "yanlu: stopped\n")
