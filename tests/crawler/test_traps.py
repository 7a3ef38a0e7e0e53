from datetime import UTC, datetime, timedelta

import pytest

from crawler.fences.traps import Budgets
from pipelines.corpus import WHOLE, Fence, Link, Visit
from pipelines.storage.places import open_corpus
from pipelines.visits.branches import STEP, shape


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/a/2024/1001.html", "a.cn/a/#/#.html"),
        ("http://a.cn/list_1_2.html", "a.cn/list_#_#.html"),
        ("http://a.cn/v.php?id=12&x=y", "a.cn/v.php?id=#&x=y"),
        ("http://a.cn/s00ab12cd9/news/", "a.cn/#/news/"),
        ("http://a.cn/tag/%E5%85%9A/", "a.cn/tag/#/"),
        ("http://a.cn:8000/", "a.cn:8000/"),
    ],
)
def test_shapes(url, expected):
    assert shape(url) == expected


def fenced_after(budgets, urls, branch="b"):
    return {fence for url in urls for fence in budgets.fruitless(url, branch)}


def test_the_shapes_to_blame_are_fenced_off():
    budgets = Budgets(100)
    assert fenced_after(budgets, ["http://a/news/x.html", "http://a/1.html"] * 2) == set()
    days = [f"http://a/day/{n}" for n in range(97)]
    assert fenced_after(budgets, days) == {Fence("b", "a/day/#")}
    assert budgets.is_fenced("http://a/day/2000", "b")
    assert not budgets.is_fenced("http://a/1.html", "b")
    assert not budgets.is_fenced("http://a/day/2000", "c")


def test_a_branch_without_one_shape_is_fenced_off_as_a_whole():
    names = ("".join(chr(97 + n // 26**k % 26) for k in range(3)) for n in range(100))
    assert fenced_after(Budgets(100), (f"http://a/{name}" for name in names)) == {Fence("b", WHOLE)}


def test_a_whole_branch_that_is_left_alone_still_gives_its_news():
    budgets = Budgets(100, [Fence("b", WHOLE)], ["a/view/#.html"])
    assert not budgets.is_fenced("http://a/view/201.html", "b")
    assert budgets.is_fenced("http://a/list?order=asc", "b")
    budgets.fruit("http://a/t/1.html", "b")
    assert not budgets.is_fenced("http://a/t/2.html", "b")


def test_texts_make_up_for_pages_that_bring_nothing():
    budgets = Budgets(100)
    for n in range(1000):
        assert not budgets.fruitless(f"http://a/{n}", "b")
        if n % 10 == 0:
            budgets.fruit("http://a/t", "b")
    assert not budgets.exhausted


def altered_until_fenced(leads_to):
    """How many altered copies a branch may bring with a budget of 100."""
    budgets = Budgets(100)
    numbers = (n for n in range(5000) if budgets.altered(f"http://a/t/{n}", "b", leads_to))
    return next(numbers) + 1


def test_altered_copies_are_a_trap_when_they_feed_themselves_or_never_end():
    assert altered_until_fenced(["http://a/t/1"]) == 100
    assert 1000 <= altered_until_fenced([]) <= 1001
    assert 1000 <= altered_until_fenced(["http://a/other/1.html"]) <= 1001


def test_a_text_in_hundreds_makes_up_for_altered_copies():
    budgets = Budgets(100)
    for n in range(5000):
        assert not budgets.altered(f"http://a/{n}", "b", [])
        if n % 90 == 0:
            budgets.fruit("http://a/t", "b")


def test_many_barren_branches_end_the_run():
    budgets = Budgets(10)
    for n in range(100):
        budgets.fruitless("http://a/1", f"branch {n}")
    assert budgets.exhausted


def test_a_trap_is_left_alone_for_a_while_or_until_it_is_forgotten(tmp_path):
    corpus = open_corpus(f"sqlite:///{tmp_path}/corpus.db", root=tmp_path)
    now = datetime.now(UTC)
    days, fence = "http://a.cn/day/1.html", Fence("a.cn/day/#.html", "a.cn/day/#.html")
    run = corpus.open_run("a", now)
    links = (Link(days), Link("http://a.cn/news/"))
    corpus.record(Visit("http://a.cn/", "a", run, now, "list", "fetched", links=links))

    def due(at):
        return {page.url for page in corpus.due("a", now - timedelta(days=1), at, 9, 5)}

    assert days in due(now)
    corpus.fence("a", fence, days, now)
    corpus.put_off_some("a", now)
    assert due(now) == {"http://a.cn/news/"}
    assert corpus.fences("a", now) == [fence]
    assert days in due(now + timedelta(days=8))
    assert corpus.fences("a", now + timedelta(days=8)) == []
    corpus.wake("a", now, everything=False)
    assert days in due(now)
    corpus.close()


def test_what_was_found_in_a_trap_is_put_off_step_by_step(tmp_path):
    corpus = open_corpus(f"sqlite:///{tmp_path}/corpus.db", root=tmp_path)
    now = datetime.now(UTC)
    run = corpus.open_run("a", now)
    days = [f"http://a.cn/day/{n}.html" for n in range(2 * STEP)]
    links = tuple(map(Link, [*days, "http://a.cn/news/1.html"]))
    visit = Visit("http://a.cn/", "a", run, now, "list", "fetched", links=links, branch="b")
    corpus.record(visit)
    corpus.fence("a", Fence("b", WHOLE), days[0], now)

    def waiting(at):
        return len(corpus.due("a", now - timedelta(days=1), at, 3 * STEP, 5))

    spared, after, left = {"a.cn/news/#.html"}, "", [waiting(now)]
    while (after := corpus.put_off_some("a", now, spared, after)) is not None:
        left.append(waiting(now))
    assert [*left, waiting(now)] == [2 * STEP + 1, STEP + 2, 2, 1]  # the list is looked at, too
    assert waiting(now + timedelta(days=8)) == 2 * STEP + 1
    corpus.close()
