"""Which sections a run looks at: few all of them, many in turn, with news on a start page all."""

from datetime import timedelta

import pytest

from pipelines.corpus import Link
from pipelines.visits.branches import shape
from pipelines.visits.sections import FEW, OFTEN, SELDOM, between
from tests.pipelines.test_walk import DAY, Site, articles

HOME = "http://a/"


def head(number):
    return f"http://a/s/{number}/"


class Sections(Site):
    """A home page that names sections; each showed an article of its own on the first day."""

    def __init__(self, corpus, now, many):
        super().__init__(corpus, now)
        self.many, self.shown = many, {head(n): [n] for n in range(many)}
        self.read_home()
        for url in self.due():
            self.read(url)

    def read_home(self, *links, **values):
        self.corpus.find("a", [Link(HOME, "list")], self.run_id, self.now, due=True)
        menu = [Link(head(n), "list", section=True) for n in range(self.many)]
        self.visit(HOME, [*menu, *links], **values)

    def read(self, url, **values):
        self.visit(url, articles(*self.shown[url]), **values)

    def heads(self):
        return [url for url in self.due() if url in self.shown]

    def run(self, days=1, *links):
        """Go through a run; return the sections that were looked at."""
        self.begin(days)
        self.read_home(*links)
        looked_at = []
        while heads := self.heads():
            looked_at += heads
            for url in heads:
                self.read(url)
        return looked_at


@pytest.fixture
def many(corpus, now):
    return Sections(corpus, now, 5 * FEW)


def test_few_are_looked_at_in_every_run(corpus, now):
    site = Sections(corpus, now, FEW)
    assert [len(site.run()) for _ in range(3)] == [FEW] * 3


def test_many_are_looked_at_in_turn(many):
    asked = [many.run() for _ in range(5)]
    assert [len(some) for some in asked] == [FEW] * 5
    assert set().union(*asked) == set(many.shown)
    many.begin()
    assert many.corpus.resting_sections("a", many.run_id, many.now) == 4 * FEW


def test_a_share_of_the_articles_are_looked_at(corpus, now):
    site = Sections(corpus, now, 100)
    for link in articles(*range(200, 2200)):
        site.visit(link.url, kind="article")
    assert len(site.run()) == 0.02 * 2000


def test_enough_articles_have_all_looked_at(corpus, now):
    site = Sections(corpus, now, 30)
    for link in articles(*range(200, 1670)):
        site.visit(link.url, kind="article")
    assert [len(site.run()) for _ in range(2)] == [29, 29]
    for link in articles(*range(1670, 1900)):
        site.visit(link.url, kind="article")
    assert len(site.run()) == 30


def test_no_share_is_a_few(many):
    many.begin()
    many.corpus.wake_sections("a", many.now, 0.0)
    assert len(many.heads()) == FEW


def test_all_are_looked_at_when_that_is_wanted(many):
    many.begin()
    many.corpus.wake_sections("a", many.now, 1.0)
    assert len(many.heads()) == 5 * FEW


def test_a_few_more_for_each_day_without_a_run(many):
    assert len(many.run(3)) == 3 * FEW


def test_news_on_a_start_page_is_looked_for_in_all(many):
    assert len(many.run(1, *articles(500))) == 5 * FEW
    assert len(many.run(1, *articles(500))) == FEW


def test_known_articles_and_other_words_on_a_start_page_are_no_news(many):
    asked = [many.run(1, *articles(day, 7 * day, 9), Link("http://a/t/", "list")) for day in (3, 4)]
    assert [len(some) for some in asked] == [FEW, FEW]
    for odd in ({"read": False, "reason": "not_modified"}, {"kind": "article"}, {"kind": "other"}):
        many.begin()
        many.read_home(**odd)
        looked_at = many.heads()
        assert len(looked_at) == FEW
        for url in looked_at:
            many.read(url)


def test_an_address_on_a_start_page_that_promised_nothing_may_be_news(many):
    url = "http://a/jh/kaimu.htm"
    many.begin()
    many.read_home(Link(url))
    assert len(many.heads()) == FEW
    many.visit(url, kind="article", branch=shape(url))
    assert len(many.heads()) == 5 * FEW


def test_a_run_that_died_after_the_news_leaves_all_to_the_next_one(many):
    many.begin()
    many.read_home(*articles(500))
    for url in many.heads()[:30]:
        many.read(url)
    many.die()
    many.begin()
    many.read_home(*articles(500))
    assert len(many.heads()) == 5 * FEW - 30


def test_a_run_that_died_in_its_turn_is_gone_on_with(many):
    many.begin()
    before = many.heads()
    many.die()
    assert many.run(0) == before


def test_a_section_with_news_is_looked_at_in_nearly_every_run(many):
    busy, asked = head(50), 0
    for day in range(30):
        many.shown[busy] = [1000 + day, *many.shown[busy]]
        asked += busy in many.run()
    assert asked >= 20


def test_where_a_section_has_news_more_of_them_are_looked_at(many):
    turn = many.run(0)
    rest = [url for url in many.shown if url not in turn]
    many.shown[rest[0]] = [900]
    assert len(many.run()) == 2 * FEW
    for n, url in enumerate(rest):
        many.shown[url] = [2000 + n]
    assert set(rest) <= {*many.run()}


def test_none_is_forgotten_for_others_that_always_have_news(many):
    asked = []
    for day in range(40):
        for number in range(FEW + 5):
            many.shown[head(number)] = [1000 * day + number + 200]
        asked += many.run()
    assert set(asked) == set(many.shown)


def test_everything_anew_is_everything(many):
    many.begin()
    many.corpus.wake("a", many.now, everything=False)
    many.die()
    many.begin()
    assert len(many.heads()) == 5 * FEW


def test_how_long_news_takes_is_learnt():
    assert between(2, DAY, news=True) == 1
    assert between(2, 3 * DAY, news=False) == 3
    assert 2 < between(2, DAY, news=False) < between(2, 2 * DAY, news=False)
    assert between(2, timedelta(0), news=False) == 2
    assert between(OFTEN, DAY, news=True) == OFTEN
    assert between(SELDOM, 30 * DAY, news=False) == SELDOM


def test_sections_are_found_without_reading_the_ledger(corpus):
    query = "SELECT 1 FROM pages WHERE site = 'a' AND section > 1 AND kind = 'list'"
    plan = corpus.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "pages_sections" in plan[0][3]
