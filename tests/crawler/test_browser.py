"""Sites that build their pages by script, in a real headless Chromium."""

import os
import signal
import time

import pytest

from crawler.console import COULD_NOT_RUN, GOOD
from crawler.headless.chromium import BrowserMissing, check
from crawler.workers.processes import command_line, descendants
from tests.crawler.conftest import Yanlu
from tests.crawler.script_site import script_site, serve

PROFILE = """
[discover]
start = "http://{}/"
[settings]
browser = true
download_delay = 0
download_timeout = 5
"""


@pytest.fixture(scope="module")
def browser():
    """Go on only where there is a browser; in CI there has to be one."""
    try:
        check()
    except BrowserMissing as error:
        if os.environ.get("CI"):
            pytest.fail(str(error), pytrace=False)
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def secret():
    """A server on an address that nobody allowed."""
    with serve({}, "127.0.0.2") as server:
        yield server


@pytest.fixture(scope="module")
def site(secret):
    with serve(script_site(secret.authority)) as server:
        yield server


def words(yanlu, site):
    (yanlu.folder / "scripted.toml").write_text(PROFILE.format(site.authority))
    return ("crawl", "scripted", "-s", f"PROFILES_DIRS={yanlu.folder}")


@pytest.fixture(scope="module")
def crawled(browser, site, tmp_path_factory):
    """The corpus after a crawl of the whole site."""
    yanlu = Yanlu(tmp_path_factory.mktemp("scripted"))
    yanlu.result = yanlu.run(*words(yanlu, site))
    return yanlu


def state(yanlu, name):
    query = "SELECT state, reason FROM pages WHERE url LIKE ?"
    return yanlu.query(query, f"%/a/{name}.html")[0]


def test_list_and_articles_are_read_as_scripts_built_them(crawled):
    assert (crawled.result.returncode, crawled.result.err) == (GOOD, "")
    titles = crawled.query("SELECT title FROM speeches ORDER BY title")
    assert len(titles) == 5
    assert all("会议上的讲话" in title for (title,) in titles)


def test_nothing_is_loaded_that_makes_no_text(crawled, site):
    assert {"/style.css", "/api/list", "/app.js"} <= set(site.requests)
    assert not {"/photo.png", "/film.mp4", "/icon.png"} & set(site.requests)


def test_one_request_at_a_time(crawled, site):
    assert site.most_at_once == 1


def test_scripts_reach_no_private_address(crawled, secret, site):
    assert "/bounce" in site.requests
    assert secret.requests == []
    assert state(crawled, "inside") == ("refused", "private_address")


def test_where_a_script_goes_is_a_redirect(crawled, site):
    assert state(crawled, "away") == ("moved", f"http://{site.authority}/a/4.html")


def test_a_page_that_never_ends_is_one_page_lost(crawled):
    assert state(crawled, "stuck") == ("failed", "browser_timeout")


def test_a_page_that_takes_all_memory_is_one_page_lost(crawled):
    assert state(crawled, "endless")[1] in ("browser_failed", "browser_timeout")


def test_no_browser_is_left_behind(browser, yanlu, site):
    process = yanlu.start(*words(yanlu, site), start_new_session=True)
    below = set()
    end = time.monotonic() + 60
    while not any("--type=renderer" in command_line(pid) for pid in below):
        assert process.poll() is None
        assert time.monotonic() < end
        below |= set(descendants(process.pid))
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    end = time.monotonic() + 60
    while any(map(command_line, below)) and time.monotonic() < end:
        time.sleep(0.05)
    assert [line for line in map(command_line, below) if line] == []


def test_without_a_browser_the_crawl_says_what_to_install(yanlu, site):
    nowhere = {"PATH": str(yanlu.folder), "PLAYWRIGHT_BROWSERS_PATH": str(yanlu.folder)}
    result = yanlu.run(*words(yanlu, site), env=yanlu.environment | nowhere)
    assert result.returncode == COULD_NOT_RUN
    assert result.err.splitlines() == [
        "yanlu: browser = true needs Chromium: apt-get install chromium"
        " (or playwright install chromium)"
    ]
