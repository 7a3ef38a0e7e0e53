"""Lists are read again as far as there is news; what was told of a page's age counts."""

from datetime import date, timedelta

import pytest

from cleaners.model import Page
from pipelines.corpus import Link, Visit
from pipelines.visits import walk
from pipelines.visits.revisit import Revisit

DAY = timedelta(days=1)
HEAD, SECOND, THIRD = (f"http://a/list_1_{n}.html" for n in (1, 2, 3))


class Site:
    """A ledger and the days that go by; each day is a run of its own."""

    def __init__(self, corpus, now):
        self.corpus, self.now, self.links = corpus, now, {}
        self.run_id = None
        self.begin()

    def end(self):
        if self.run_id:
            self.corpus.close_run(self.run_id, self.now, "good", 0, {})

    def die(self):
        self.run_id = None

    def begin(self, days=1, **options):
        self.end()
        self.now += days * DAY
        self.began = self.now
        self.run_id = self.corpus.open_run("a", self.now)
        self.corpus.wake_sections("a", self.now, 0.02)
        self.options = options

    def due(self):
        return [p.url for p in self.corpus.due("a", self.began, self.now, 9_999, 5, **self.options)]

    def visit(self, url, links=(), *, kind="list", state="fetched", **values):
        self.now += timedelta(seconds=1)
        pages = (Page(url, values.pop("body", b"x")),) if values.pop("read", True) else ()
        visit = Visit(
            url, "a", self.run_id, self.now, kind, state,
            pages=pages, links=tuple(links), revisit=Revisit(known=5), **values,
        )  # fmt: skip
        return self.corpus.record(visit)

    def start(self):
        self.corpus.find("a", [Link(HEAD, "list")], self.run_id, self.now, due=True)


def articles(*numbers):
    return [Link(f"http://a/{n}", "article") for n in numbers]


def following(url):
    return Link(url, "list", level=True, next=True)


@pytest.fixture
def site(corpus, now):
    """Three list pages of five articles each, all read on the first day."""
    site = Site(corpus, now)
    site.start()
    site.visit(HEAD, [*articles(*range(5)), following(SECOND)])
    site.visit(SECOND, [*articles(*range(5, 10)), following(THIRD)])
    site.visit(THIRD, articles(*range(10, 15)))
    for link in articles(*range(15)):
        site.visit(link.url, kind="article")
    return site


def test_only_sections_are_due_in_every_run(site):
    assert site.due() == []
    site.begin()
    assert site.due() == [HEAD]


def test_a_list_without_news_leads_nowhere(site):
    site.begin()
    site.visit(HEAD, [*articles(*range(5)), following(SECOND)])
    assert site.due() == []


def test_news_lead_on_until_enough_is_known(site):
    site.begin()
    site.visit(HEAD, [*articles(20, *range(4)), following(SECOND)])
    assert site.due() == [SECOND, "http://a/20"]
    site.visit(SECOND, [*articles(*range(4, 9)), following(THIRD)])
    assert site.due() == ["http://a/20"]


def test_known_articles_are_counted_over_pages(site):
    """Three pinned entries fill a page: fewer than five in a row say nothing yet."""
    site.begin()
    site.visit(HEAD, [*articles(12, 13, 14), following(SECOND)])
    assert site.due() == [SECOND]
    site.visit(SECOND, [*articles(0, 1), following(THIRD)])
    assert site.due() == []


def test_news_that_another_page_told_are_news_to_a_list(site):
    site.begin()
    site.visit("http://a/", articles(*range(20, 26)))
    site.visit(HEAD, [*articles(*range(20, 25)), following(SECOND)])
    assert SECOND in site.due()


@pytest.mark.parametrize("failed", [False, True])
def test_a_run_that_died_in_mid_walk_leaves_nothing_out(site, failed):
    """What the dead run found, and read, is news to the lists it did not come to."""
    site.begin()
    site.visit("http://a/", articles(*range(20, 26)))
    if failed:
        site.visit(HEAD, state="failed", read=False, due_at=site.now)
    else:
        site.die()
    site.begin()
    for link in articles(*range(20, 26)):
        site.visit(link.url, kind="article")
    site.visit(HEAD, [*articles(*range(20, 25)), following(SECOND)])
    site.begin()
    assert set(site.due()) == {SECOND, HEAD}


def test_every_list_is_read_again_after_its_days(site):
    site.begin(29)
    assert site.due() == [HEAD]
    site.begin(2)
    assert site.due()[:3] == [HEAD, SECOND, THIRD]


def test_sections_of_a_menu_are_read_in_every_run_and_tags_are_not(site):
    site.begin()
    menu = [Link("http://a/b/", "list", section=True), Link("http://a/tag/1", "list")]
    site.visit(HEAD, [*menu, *articles(*range(5))])
    site.visit("http://a/b/", [Link("http://a/b/c/", section=True), *articles(1)])
    site.visit("http://a/b/c/", articles(2))
    site.visit("http://a/tag/1", [Link("http://a/d/", "list", section=True), *articles(3)])
    site.visit("http://a/d/", articles(4))
    site.begin()
    assert site.due() == [HEAD, "http://a/b/", "http://a/b/c/"]


def test_of_a_list_with_the_oldest_first_the_last_page_is_read_in_every_run(corpus, now):
    site = Site(corpus, now)
    start, pages = "http://a/", [f"http://a/b_{n}.html" for n in range(1, 8)]

    def visit_all(last):
        site.corpus.find("a", [Link(start, "list")], site.run_id, site.now, due=True)
        site.visit(start, [Link(pages[0], "list", section=True)])
        walked = []
        while due := [url for url in site.due() if url in pages]:
            n = pages.index(due[0])
            further = Link(pages[n + 1], "list", level=True, next=True, newest=True)
            further = [further] if n + 1 < last else []
            site.visit(pages[n], [*articles(*range(5 * n, 5 * n + 5)), *further])
            walked.append(n)
        return walked

    assert visit_all(5) == [0, 1, 2, 3, 4]
    site.begin()
    assert sorted(visit_all(5)) == [0, 4]
    site.begin()
    assert sorted(visit_all(6)) == [0, 4, 5]
    site.begin()
    assert sorted(visit_all(6)) == [0, 5]


def test_a_walk_ends_after_three_empty_pages(corpus, now):
    site = Site(corpus, now)
    pages = [f"http://a/c_{n}.html" for n in range(9)]

    def visit_due():
        site.corpus.find("a", [Link(pages[0], "list")], site.run_id, site.now, due=True)
        walked = 0
        while due := [url for url in site.due() if url in pages[:-1]]:
            site.visit(due[0], [following(pages[pages.index(due[0]) + 1])])
            walked += 1
        return walked

    assert visit_due() == 8
    site.begin()
    assert visit_due() == 2


def test_a_calendar_is_not_read_in_every_run_without_end(site):
    site.begin()
    url = HEAD
    for month in range(6):
        further = Link(f"http://a/rili/?m={month}", "list", section=True)
        site.visit(url, [further, *articles(1)])
        url = further.url
    site.begin()
    assert site.due() == [HEAD, "http://a/rili/?m=0", "http://a/rili/?m=1"]


def test_a_section_that_moved_is_one_where_it_is_now(site):
    new = "https://a/list_1_1.html"
    for _ in range(2):
        site.begin()
        site.visit(new, [*articles(20), following(SECOND)])
        site.visit(HEAD, state="moved", reason=new, read=False)
    site.begin()
    assert new in site.due()


def test_articles_are_looked_at_again_less_and_less_and_sooner_when_they_change(corpus, now):
    revisit = Revisit()
    days, told = None, []
    for changed in (False, False, False, True, True, True, *[False] * 10):
        days = revisit.interval(days, changed, timedelta(days=days or 0))
        told.append(days)
    assert told[:6] == [30, 45, 67.5, 33.75, 16.875, 8.4375]
    assert told[-1] == 180
    assert revisit.interval(8, True, DAY) == 7
    assert revisit.interval(30, False, DAY) == 30


def test_an_article_comes_when_its_time_has_come(site):
    site.begin(29)
    site.begin(1)
    assert "http://a/3" in site.due()
    site.visit("http://a/3", kind="article", read=False, reason="not_modified")
    site.begin(44)
    assert "http://a/3" not in site.due()
    site.begin(2)
    assert "http://a/3" in site.due()


def lastmod(number, when):
    return Link(f"http://a/{number}", "article", modified=when)


def test_a_newer_lastmod_makes_a_page_due_once(site):
    told = site.now - DAY
    for later, due in ((0, []), (1.5, ["http://a/3"]), (0, []), (1, ["http://a/3"])):
        site.begin()
        told = told + later * DAY if later != 1.5 else site.now
        site.visit("http://a/sitemap.xml", [lastmod(3, told)])
        assert [url for url in site.due() if url != HEAD] == due
        site.visit("http://a/3", kind="article")


def test_a_sitemap_that_calls_all_pages_new_is_not_believed(site):
    for link in articles(*range(30)):
        site.visit(link.url, kind="article")
    site.begin()
    site.visit("http://a/sitemap.xml", [lastmod(n, site.now) for n in range(30)])
    assert site.due() == [HEAD]


def test_what_is_older_is_left_for_runs_that_want_it(site):
    since = date(2024, 1, 1)
    site.begin(since=since)
    dated = [Link("http://a/50", "article", dated=date(2023, 12, 31)), *articles(51)]
    older = Link("http://a/list_1_9.html", "list", level=True, dated=date(2023, 12, 31))
    site.visit(HEAD, [*dated, older, following(SECOND)])
    site.visit("http://a/51", kind="article", state="rejected", reason="older",
               dated=date(2023, 1, 1), due_at=site.now)  # fmt: skip
    site.begin(since=since)
    assert set(site.due()) == {HEAD, SECOND}
    assert site.corpus.older("a", since, site.now) == 2
    site.begin()
    assert {"http://a/50", "http://a/51", older.url} < set(site.due())


def test_a_run_goes_on_where_one_was_killed(site, corpus):
    began = site.now + DAY
    site.begin()
    site.visit(HEAD, [*articles(20, *range(4)), following(SECOND)])
    site.visit("http://a/new/", articles(1))
    died = site.now
    site.die()
    assert corpus.interrupted("a", began) == began
    site.now -= DAY - timedelta(minutes=1)
    site.begin(resumed=began)
    assert site.now > died
    assert site.due() == [SECOND, "http://a/20"]
    site.start()
    assert HEAD in site.due()
    site.end()
    assert corpus.interrupted("a", began) is None


def test_everything_can_be_made_due_without_validators(site, corpus):
    page = Page("http://a/3", b"y", etag='"e"')
    corpus.record(Visit("http://a/3", "a", site.run_id, site.now, "article", "fetched",
                        pages=(page,), revisit=Revisit()))  # fmt: skip
    site.begin()
    corpus.wake("a", site.now, everything=False)
    assert set(site.due()) == {HEAD, SECOND, THIRD}
    corpus.wake("a", site.now, everything=True)
    due = corpus.due("a", site.began, site.now, 99, 5)
    assert len(due) == 18
    assert {page.etag for page in due} == {None}


@pytest.mark.parametrize("sql", [walk._KNOWN, walk._ARTICLES, walk._NEWER])
def test_the_links_of_a_page_are_looked_up_one_by_one(corpus, sql):
    """The other way round each page of the ledger would be held against all of them."""
    names = ("site", "urls", "told", "knows_until")
    plan = corpus.connection.execute(f"EXPLAIN QUERY PLAN {sql}", dict.fromkeys(names, ""))
    links, pages = (row[3] for row in plan)
    assert links.startswith("SCAN json_each")
    assert pages.endswith("(site=? AND url=?)")
