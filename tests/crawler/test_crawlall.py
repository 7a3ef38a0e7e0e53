"""Many sites in one process: all arrive, a host is asked by one of them, none stops another."""

import signal
import socket
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.big_site import serve
from crawler.commands.crawlall import summary
from crawler.console import ALREADY_RUNNING, COULD_NOT_RUN, GOOD, RAN_BADLY
from crawler.fleet import Ending, worst
from crawler.lock import site_lock
from pipelines.corpus import Link
from pipelines.report import RunReport
from pipelines.storage.database import stamp
from pipelines.storage.places import open_corpus
from tests.crawler.conftest import FAST
from tests.crawler.holding import LONGEST, held


@pytest.fixture
def fleet(yanlu):
    """Run crawlall over the profiles that `yanlu.profile` wrote."""
    yanlu.environment["YANLU_ALLOW_PRIVATE_HOSTS"] = ",".join(f"127.0.0.{n}" for n in range(1, 200))
    (yanlu.folder / "sites").mkdir()

    def profile(name, start, more=""):
        text = f'{more}\n[discover]\nstart = "{start}"\n'
        (yanlu.folder / "sites" / f"{name}.toml").write_text(text)

    def words(*more):
        return "crawlall", "-s", f"PROFILES_DIRS={yanlu.folder / 'sites'}", *FAST, *more

    yanlu.profile, yanlu.words = profile, words
    yanlu.crawlall = lambda *more: yanlu.run(*words(*more))
    return yanlu


@pytest.fixture
def servers():
    with ExitStack() as stack:
        yield lambda pages, host: stack.enter_context(serve(pages, host))


def speeches(yanlu):
    return dict(yanlu.query("SELECT site, count(*) FROM sightings GROUP BY site"))


def nobody():
    """An address where nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/"


def test_a_hundred_sites(fleet, servers):
    for number in range(100):
        fleet.profile(f"s{number}", servers(4, f"127.0.0.{number + 1}").url)
    result = fleet.crawlall()
    assert (result.returncode, result.out, result.err) == (GOOD, "", "")
    assert speeches(fleet) == {f"s{number}": 3 for number in range(100)}


def test_a_site_that_fails_stops_no_other(fleet, servers):
    fleet.profile("good", servers(30, "127.0.0.2").url)
    fleet.profile("away", nobody())
    fleet.profile("better", servers(30, "127.0.0.3").url)
    fleet.profile("broken", "http://a.cn/", "colour = 'red'")
    fleet.profile("busy", servers(3, "127.0.0.4").url)
    with site_lock(fleet.folder / "locks", "busy"):
        result = fleet.crawlall()
    assert result.returncode == COULD_NOT_RUN
    assert [line.split()[:2] for line in result.err.splitlines()] == [
        ["yanlu:", "broken:"],
        ["yanlu:", "away:"],
        ["yanlu:", "busy:"],
    ]
    assert speeches(fleet) == {"good": 28, "better": 28}


def test_two_sites_on_a_host_are_crawled_one_after_the_other(fleet, servers):
    server = servers(60, "127.0.0.2")
    fleet.profile("first", server.url)
    fleet.profile("second", server.url)
    assert fleet.crawlall().returncode == GOOD
    both = fleet.query("SELECT started_at, finished_at FROM runs ORDER BY started_at")
    assert both[0][1] <= both[1][0]


def test_groups(fleet, servers):
    fleet.profile("a", servers(4, "127.0.0.2").url, 'group = ["daily", "gov"]')
    fleet.profile("b", servers(4, "127.0.0.3").url, 'group = "weekly"')
    fleet.profile("c", servers(4, "127.0.0.4").url)
    assert fleet.crawlall("--group", "daily").returncode == GOOD
    assert speeches(fleet) == {"a": 3}
    unknown = fleet.crawlall("--group", "dayly")
    assert unknown.returncode == COULD_NOT_RUN
    assert "daily, gov, weekly" in unknown.err
    fleet.profile("c", "http://127.0.0.4/", 'gruop = "dayly"')
    unread = fleet.crawlall("--group", "dayly")
    assert unread.err.startswith(unknown.err.rstrip() + "; ")
    assert "c.toml: a profile has no 'gruop'" in unread.err


def test_only_due(fleet, servers):
    """A site never crawled, one where it is time for news, one with a page due; not the others."""
    now, day, hour = datetime.now(UTC), timedelta(days=1), timedelta(hours=1)
    names = ("never", "old", "failed", "fresh", "rare")
    crowd = {name: servers(3, f"127.0.0.{n + 2}") for n, name in enumerate(names)}
    for name, server in crowd.items():
        fleet.profile(name, server.url, "[revisit]\nnews = 3" if name == "rare" else "")
    with closing(open_corpus(f"sqlite:///{fleet.corpus}", root=fleet.folder)) as corpus:
        for name, began in (
            ("old", now - 2 * day),
            ("failed", now - hour),
            ("fresh", now - hour),
            ("rare", now - 2 * day),
        ):
            run = corpus.open_run(name, began)
            corpus.find(name, [Link(f"{crowd[name].url}x", "article")], run, began)
    fleet.change("UPDATE pages SET fetched_at = found_at, due_at = ?", stamp(now + day))
    fleet.change("UPDATE pages SET due_at = ? WHERE site = 'failed'", stamp(now - day))
    assert fleet.crawlall("--only-due").returncode == GOOD
    assert {name for name in names if crowd[name].requests} == {"never", "old", "failed"}


def test_the_site_that_waited_longest_comes_first(fleet, servers):
    now = datetime.now(UTC)
    with closing(open_corpus(f"sqlite:///{fleet.corpus}", root=fleet.folder)) as corpus:
        for number, name in enumerate("cab"):
            corpus.open_run(name, now - timedelta(days=9 - number))
    for number, name in enumerate("abcd"):
        fleet.profile(name, servers(3, f"127.0.0.{number + 2}").url)
    fleet.crawlall("--at-once", "1")
    order = [site for (site,) in fleet.query("SELECT site FROM runs ORDER BY id")]
    assert order == [*"cab", *"dcab"]


def test_one_signal_ends_all_sites_cleanly(fleet, servers):
    crowd = [servers(300, f"127.0.0.{number + 2}") for number in range(3)]
    for number, server in enumerate(crowd):
        fleet.profile(f"s{number}", server.url)
    with ExitStack() as stack:
        holds = [stack.enter_context(held(server, 20)) for server in crowd]
        process = fleet.start(*fleet.words("--at-once", "2"), start_new_session=True)
        assert all(hold.wait(LONGEST) for hold in holds[:2])
        process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (GOOD, "", "")
    assert fleet.query("SELECT DISTINCT outcome FROM runs") == [("stopped",)]
    assert fleet.query("SELECT count(*) FROM runs") == [(2,)]
    assert fleet.crawlall().returncode == GOOD
    assert set(speeches(fleet).values()) == {285}


def test_nothing_to_crawl(fleet):
    result = fleet.crawlall()
    assert result.returncode == COULD_NOT_RUN
    assert "start address" in result.err


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        ((), GOOD),
        ((GOOD, ALREADY_RUNNING), ALREADY_RUNNING),
        ((ALREADY_RUNNING, RAN_BADLY, GOOD), RAN_BADLY),
        ((RAN_BADLY, COULD_NOT_RUN), COULD_NOT_RUN),
    ],
)
def test_the_exit_code_of_all_is_the_worst(codes, whole):
    assert worst(codes) == whole


def test_the_table_says_who_rests_and_what_is_a_trap():
    resting = {"a.cn": "2026-11-22T08:00:00+00:00"}
    report = RunReport("a", resting=resting, traps={"a.cn/day/#": "http://a.cn/day/9"})
    remarks = list(summary([Ending("a", GOOD, report)]).columns[-1].cells)
    assert "rests until" in str(remarks[0])
    assert "trap: a.cn/day/#" in str(remarks[0])
