import sqlite3
from datetime import timedelta

import pytest

from cleaners.model import Page, Rejected
from pipelines.corpus import DuePage, Link, Visit

DAY = timedelta(days=1)


@pytest.fixture
def run(corpus, now):
    return corpus.open_run("a", now)


@pytest.fixture
def visit(corpus, run, now):
    def visit(url, state="fetched", *, at=now, kind="list", **values):
        return corpus.record(Visit(url, "a", run, at, kind, state, **values))

    return visit


@pytest.fixture
def due(corpus, now):
    def due(*, started=now - DAY, at=now, limit=100, max_depth=5, site="a"):
        return [page.url for page in corpus.due(site, started, at, limit, max_depth)]

    return due


def row(corpus, url):
    cursor = corpus.connection.execute("SELECT * FROM pages WHERE url = ?", (url,))
    cursor.row_factory = sqlite3.Row
    return dict(cursor.fetchone())


def test_addresses_are_entered_once_for_each_site(corpus, run, now):
    links = [Link("http://a/1", "article"), Link("http://a/2"), Link("http://a/1", "article")]
    assert corpus.find("a", links, run, now) == 2
    assert corpus.find("a", links, run, now) == 0
    assert corpus.find("b", links, run, now) == 2
    assert corpus.counts("a") == {"speeches": 0, "sightings": 0, "pages": 2, "found": 2}


def test_known_addresses_can_be_made_due_again(corpus, run, now, visit, due):
    visit("http://a/", due_at=None)
    assert corpus.find("a", [Link("http://a/", "list")], run, now + DAY) == 0
    assert due(started=now + DAY, at=now + DAY) == []
    assert corpus.find("a", [Link("http://a/", "list")], run, now + DAY, due=True) == 0
    assert due(started=now + DAY, at=now + DAY) == ["http://a/"]


def test_due_pages_come_oldest_first_then_as_found(corpus, run, now, due):
    corpus.find("a", [Link("http://a/z"), Link("http://a/b")], run, now)
    corpus.find("a", [Link("http://a/old")], run, now - DAY)
    corpus.find("a", [Link("http://a/later")], run, now + DAY)
    corpus.find("b", [Link("http://b/")], run, now)
    assert due() == ["http://a/old", "http://a/z", "http://a/b"]
    assert due(limit=2) == ["http://a/old", "http://a/z"]
    assert due(site="none") == []


def test_what_is_due_brings_its_validators(corpus, run, now, visit):
    page = Page("http://a/", b"x", etag='"e"', last_modified="then")
    visit("http://a/", pages=(page,), due_at=now)
    (again,) = corpus.due("a", now + DAY, now + DAY, 10, 5)
    assert again == DuePage("http://a/", "list", 0, False, '"e"', "then")


def test_only_a_page_that_was_read_may_answer_not_modified(corpus, now, visit):
    page = Page("http://a/", b"x", etag='"e"')
    visit("http://a/", "rejected", pages=(page,), due_at=now)
    (again,) = corpus.due("a", now + DAY, now + DAY, 10, 5)
    assert (again.etag, again.last_modified) == (None, None)


def test_a_run_tries_each_page_once(now, visit, due):
    visit("http://a/", "failed", due_at=now)
    assert due(started=now, at=now + DAY) == []
    assert due(started=now + DAY, at=now + DAY) == ["http://a/"]


def test_nothing_is_due_again_without_a_time(visit, due, now):
    visit("http://a/", "gone")
    assert due(started=now + DAY, at=now + DAY) == []


def test_failures_add_up_until_a_page_is_read(corpus, visit, now):
    for expected in (1, 2, 3):
        visit("http://a/", "failed", reason="HTTP 500", due_at=now)
        assert row(corpus, "http://a/")["failures"] == expected
    visit("http://a/", "rejected", reason="no_body", result=Rejected("no_body"))
    assert row(corpus, "http://a/")["failures"] == 4
    visit("http://a/")
    assert row(corpus, "http://a/")["failures"] == 0


def test_a_visit_without_a_page_keeps_validators_and_hash(corpus, visit, now):
    visit("http://a/", pages=(Page("http://a/", b"x", etag='"e"'),))
    before = row(corpus, "http://a/")
    visit("http://a/", at=now + DAY)
    after = row(corpus, "http://a/")
    assert after["fetched_at"] == "2026-11-22T08:00:00.000Z"
    assert {**after, "fetched_at": before["fetched_at"]} == before


def test_an_article_of_three_pages_is_settled_as_one(corpus, visit, now, due):
    urls = ["http://a/1", "http://a/1_2", "http://a/1_3"]
    visit(urls[0], kind="article", pages=[Page(url, b"x") for url in urls], due_at=now)
    assert [row(corpus, url)["kind"] for url in urls] == ["article", "part", "part"]
    assert {row(corpus, url)["state"] for url in urls} == {"fetched"}
    assert due(started=now + DAY, at=now + DAY) == urls[:1]


def test_an_address_that_led_to_another_page_is_settled_with_it(corpus, visit):
    visit("http://a/short", kind="article", pages=(Page("http://a/long", b"x"),))
    assert corpus.counts("a")["fetched"] == 2


def test_links_of_a_fruitless_page_are_one_deeper(corpus, visit, due):
    visit("http://a/", links=[Link("http://a/2", "list"), Link("http://a/0", "list")])
    visit("http://a/2", links=[Link("http://a/3", "list")])
    assert [row(corpus, f"http://a/{n}")["depth"] for n in (2, 3)] == [1, 2]
    assert due(max_depth=1) == ["http://a/0"]
    run = row(corpus, "http://a/3")["run_id"]
    assert corpus.too_deep("a", run, 1) == "http://a/3"
    assert corpus.too_deep("a", run, 2) is corpus.too_deep("a", run + 1, 1) is None
    assert due(max_depth=10**9) == ["http://a/0", "http://a/3"]


def test_a_new_article_brings_all_links_of_its_page_to_the_surface(corpus, visit):
    visit("http://a/", links=[Link("http://a/2", "list"), Link("http://a/9", "list")])
    links = [Link("http://a/9", "list"), Link("http://a/3", "list"), Link("http://a/n", "article")]
    assert visit("http://a/2", links=links).new_links == 2
    assert {row(corpus, f"http://a/{n}")["depth"] for n in ("9", "3", "n")} == {0}


def test_a_known_article_is_no_find(corpus, visit):
    visit("http://a/", links=[Link("http://a/n", "article")])
    links = [Link("http://a/n", "article"), Link("http://a/2", "list")]
    assert visit("http://a/", links=links).new_links == 1
    assert row(corpus, "http://a/2")["depth"] == 1


def test_the_next_page_of_a_list_of_known_articles_is_no_deeper(corpus, visit):
    """They may stand in another list, too, and what comes behind them nowhere else."""
    known = Link("http://a/n", "article")
    visit("http://a/", links=[known, Link("http://a/b/", "list")])
    visit("http://a/b/", links=[known, Link("http://a/b/2/", next=True)])
    visit("http://a/b/2/", links=[Link("http://a/b/3/", next=True)])
    assert [row(corpus, f"http://a/b/{n}")["depth"] for n in ("", "2/", "3/")] == [0, 0, 1]


def test_an_endless_calendar_does_not_slow_the_ledger_down(corpus, run, now, due):
    corpus.find("a", [Link("http://a/")], run, now)
    corpus.connection.execute(
        "WITH RECURSIVE day (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM day WHERE n < 50000)"
        " INSERT INTO pages (site, url, kind, state, found_at, due_at, run_id, depth)"
        " SELECT 'a', 'http://a/' || n, 'list', 'found', '2000', '2000', 1, 99 FROM day"
    )
    steps = []
    corpus.connection.set_progress_handler(lambda: steps.append(1), 100)
    assert due() == ["http://a/"]
    assert len(steps) < 10
