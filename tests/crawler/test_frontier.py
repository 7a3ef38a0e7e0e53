from datetime import UTC, datetime

import pytest

from crawler.discovery.addresses import domains_of, other_forms
from crawler.frontier import Frontier, Limits
from crawler.profile import Discover, SiteProfile
from pipelines.corpus import Link, Visit
from pipelines.storage.places import open_corpus


@pytest.fixture
def corpus(tmp_path):
    corpus = open_corpus(f"sqlite:///{tmp_path}/corpus.db", root=tmp_path)
    yield corpus
    corpus.close()


def test_an_article_is_fetched_under_one_host_only(corpus):
    read, new = "http://www.a.cn/a/1001.html", "https://a.cn/a/1001.html"
    at = datetime.now(UTC)
    corpus.record(Visit(read, "a", corpus.open_run("a", at), at, "article", "fetched"))
    limits = Limits(in_flight=4, depth=5, fruitless=500)
    frontier = Frontier(corpus, "a", domains_of(new), SiteProfile("a", "a"), limits)
    frontier.find([Link(new, "article"), Link("https://a.cn/a/1002.html", "article")])
    frontier.find([Link("https://www.a.cn/a/1001.html", "list")])
    taken = {page.url for page in iter(frontier.take, None)}
    assert taken == {"https://a.cn/a/1002.html", "https://www.a.cn/a/1001.html"}
    assert corpus.counts("a")["moved"] == 1


def test_of_a_host_below_only_articles_are_asked_for(corpus):
    limits = Limits(in_flight=4, depth=5, fruitless=500)
    below, beside = "http://news.a.cn/a/1001.html", "http://b.cn/a/1001.html"
    for given, expected in (((), {below}), (("www.a.cn",), set())):
        profile = SiteProfile("a", "a", discover=Discover(domains=given))
        frontier = Frontier(corpus, "a", domains_of("http://www.a.cn/"), profile, limits)
        frontier.find([Link(below, "article"), Link("http://news.a.cn/b/", "list")])
        frontier.find([Link(beside, "article")])
        assert {page.url for page in iter(frontier.take, None)} == expected


def test_a_host_of_a_port_of_its_own_is_no_other():
    assert other_forms("http://127.0.0.1:8000/a/1001.html") == ()
    assert other_forms("http://1.2.3.4/a.htm") == ("https://1.2.3.4/a.htm",)
    assert other_forms("http://1.2.3.4/a") == ("http://1.2.3.4/a/", "https://1.2.3.4/a")
    assert other_forms("http://1.2.3.4:81/a/") == ("http://1.2.3.4:81/a",)
    assert other_forms("http://1.2.3.4:81/") == ()
