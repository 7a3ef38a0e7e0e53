"""Pace, rests and patience, by a clock of the test's own."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.addresses import host_of
from crawler.pacing.pace import LONGEST_REST, Host, Manners, seconds_to_wait

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class Clock:
    """A host that is asked, one request after the other, at times that are counted."""

    def __init__(self, **manners):
        self.host = Host("a.com", Manners(jitter=0.0, **manners))
        self.now = 100.0

    def ask(self, url, verdict, took=0.0, retry_after=None):
        """Wait as long as the host wants, ask, and return the seconds waited."""
        waited = self.host.wait(self.now)
        began = self.now + waited
        self.host.begin(began)
        self.now = began + took
        self.host.end(took, self.now)
        self.host.judge(url, verdict, began, self.now, retry_after)
        return waited

    @property
    def rest(self):
        return max(0.0, self.host.rests_until - self.now)


def test_a_pause_counts_from_one_request_to_the_next():
    clock = Clock(delay=2.0)
    clock.ask("/1", "good", took=0.5)
    assert clock.ask("/2", "good") == pytest.approx(1.5)


def test_a_slow_host_gets_longer_pauses_but_one_slow_page_changes_nothing():
    clock = Clock(delay=2.0)
    for number in range(5):
        clock.ask(f"/{number}", "good", took=0.1)
    clock.ask("/slow", "good", took=25.0)
    assert clock.ask("/next", "good") <= 2.0
    for number in range(5):
        clock.ask(f"/s{number}", "good", took=9.0)
    assert clock.ask("/next", "good") == pytest.approx(9.0)


def test_crawl_delay_is_kept_when_it_is_longer():
    clock = Clock(delay=2.0)
    clock.host.crawl_delay = 20.0
    clock.ask("/1", "good")
    assert clock.ask("/2", "good") == pytest.approx(20.0)


def test_patience_grows_with_a_slow_host():
    clock = Clock(patience=4.0, timeout=30.0)
    assert clock.host.patience() == 30.0
    clock.ask("/1", "good", took=0.2)
    assert clock.host.patience() == 4.0
    for number in range(5):
        clock.ask(f"/{number}", "good", took=6.0)
    assert clock.host.patience() == 18.0


def test_429_rests_the_host_twice_as_long_each_time():
    clock = Clock()
    clock.ask("/0", "good")
    rests = []
    for _ in range(18):
        clock.ask("/1", "too_many")
        rests.append(clock.rest)
    assert rests[0] <= 5.0
    assert all(2**n * 3.0 <= rest <= 2**n * 4.8 for n, rest in enumerate(rests[:12]))
    assert rests[-1] == LONGEST_REST
    clock.ask("/2", "good")
    assert clock.host.strikes == 0


def test_retry_after_is_kept_to_a_tenth():
    clock = Clock()
    clock.ask("/1", "too_many", retry_after=3000.0)
    assert 3000 <= clock.rest <= 3300


@pytest.mark.parametrize(("retry_after", "enough"), [(None, 3), (600.0, 2)])
def test_one_page_alone_puts_no_healthy_host_to_rest(retry_after, enough):
    clock = Clock()
    clock.ask("/good", "good")
    for _ in range(10):
        clock.ask("/bad", "trouble", retry_after=retry_after)
    assert clock.rest == 0
    clock.ask("/good", "good")
    for number in range(enough):
        assert clock.rest == 0
        clock.ask(f"/{number}", "trouble", retry_after=retry_after)
    assert clock.rest > 0


def test_a_host_that_never_answered_rests_at_once():
    clock = Clock()
    clock.ask("/robots.txt", "trouble")
    assert clock.rest > 0


def test_what_was_asked_before_a_rest_counts_once():
    clock = Clock(at_once=16, delay=0.0)
    for _ in range(16):
        clock.host.begin(clock.now)
    for number in range(16):
        clock.host.end(1.0, clock.now + 1)
        clock.host.judge(f"/{number}", "too_many", clock.now, clock.now + 1)
    assert clock.host.strikes == 1


def test_after_a_rest_one_request_goes_out_alone():
    clock = Clock(at_once=16, delay=0.0)
    clock.ask("/1", "too_many")
    now = clock.now + clock.rest
    assert clock.host.wait(now) == 0
    clock.host.begin(now)
    assert clock.host.wait(now) > 0


def test_429_on_several_pages_makes_the_pauses_longer_for_a_while():
    clock = Clock(delay=1.0)
    for number in range(3):
        clock.ask(f"/{number}", "too_many")
    clock.ask("/good", "good")
    assert clock.ask("/good", "good") > 3.0
    for _ in range(100):
        clock.ask("/good", "good")
    assert clock.ask("/good", "good") == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("120", None, 120.0),
        (" 0 ", None, 0.0),
        ("99999999999999999999", None, LONGEST_REST),
        ("Sun, 22 Nov 2026 08:02:00 GMT", None, 120.0),
        ("Sun, 22 Nov 2026 08:02:00 GMT", "Sun, 22 Nov 2026 08:01:30 GMT", 30.0),
        ("Sunday, 22-Nov-26 08:02:00 GMT", None, 120.0),
        ("Sun, 22 Nov 2020 08:02:00 GMT", None, 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None, LONGEST_REST),
        ("-5", None, None),
        ("1.5", None, None),
        ("１２", None, None),
        ("soon", "never", None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_retry_after_in_seconds_and_as_a_date(value, date, seconds):
    assert seconds_to_wait(value, date, NOW) == seconds


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.abc.com/a", "abc.com"),
        ("https://abc.com:443/", "abc.com"),
        ("http://m.ABC.com:80/b", "abc.com"),
        ("http://abc.com:8080/", "abc.com:8080"),
        ("http://bbs.abc.com/", "bbs.abc.com"),
        ("http://10.0.0.1:99/", "10.0.0.1:99"),
    ],
)
def test_http_https_www_and_m_are_one_host(url, host):
    assert host_of(url) == host


def test_pages_forbidden_one_after_the_other_are_a_ban():
    clock = Clock(delay=0.0)
    for number in range(20):
        clock.ask(f"/first/{number}", "forbidden")
    assert not clock.rest  # it never gave a page: they are its own
    clock.ask("/good", "good")
    for number in range(9):
        clock.ask(f"/{number}", "forbidden")
        clock.ask("/0", "forbidden")
    assert not clock.rest
    clock.ask("/9", "forbidden")
    assert clock.host.strikes == 1
    for number in range(3):
        clock.ask(f"/again/{number}", "forbidden")
    assert clock.host.strikes == 2
    clock.ask("/good", "good")
    assert clock.host.strikes == 0
