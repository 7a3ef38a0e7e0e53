"""Sites that make up pages as they are asked for end, and cost next to nothing the next time."""

import random

import pytest

from crawler.fences.growing import Growing
from crawler.fences.waste import FEW
from pipelines.corpus import DuePage, Link
from tests.crawler.odd_site import Answer, article, listing, serve

BUDGET = 60
BRANCH = "a.cn/x/"
SHORT = ("-s", f"MAX_FRUITLESS_PAGES={BUDGET}")


def page(url, branch=BRANCH, new=True):
    return DuePage(url, "list", 0, new, None, None, branch=branch)


def names(count, k=4):
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(letters[n // 26**i % 26] for i in range(k)) for n in range(count)]


def grown(urls, budget=20, is_copy=False):
    growing = Growing(budget, is_known=False)
    return growing, [url for url in urls if growing.fruitless(url, BRANCH, is_copy)]


def test_pages_of_ever_new_names_are_too_many():
    _, ends = grown([f"http://a.cn/{name}/" for name in names(30)])
    assert ends[0] == f"http://a.cn/{names(17)[-1]}/"


def test_many_pages_at_like_addresses_are_another_matter():
    assert not grown([f"http://a.cn/{name}/{n}.html" for name in names(9) for n in range(90)])[1]


def test_texts_read_elsewhere_count_at_any_address():
    assert grown([f"http://a.cn/copy/{n}.html" for n in range(30)], is_copy=True)[1]


def test_a_text_now_and_then_makes_up_for_it():
    growing = Growing(100, is_known=False)
    for number, name in enumerate(names(900)):
        assert not growing.fruitless(f"http://a.cn/{name}/", BRANCH, is_copy=False)
        if number % 10 == 0:
            growing.fruit(f"http://a.cn/a/{number}.html")


def test_texts_make_up_for_what_was_read_before_their_addresses_were_named():
    def until_it_is_over(named_late):
        growing = Growing(100, is_known=False)
        articles = [Link(f"http://a.cn/a/{number}.html", "article") for number in range(9)]
        for number, name in enumerate(names(200)):
            if growing.fruitless(f"http://a.cn/{name}/", BRANCH, is_copy=False):
                return number
            if number == 50 * named_late:
                growing.leads("http://a.cn/jh/", BRANCH, articles)
            if number > 60 and articles:
                growing.fruit(articles.pop().url)
        return None

    assert until_it_is_over(named_late=False) <= 90
    assert 130 <= until_it_is_over(named_late=True) <= 140


def test_lists_count_whose_articles_were_all_read_elsewhere():
    growing, ends = Growing(100, is_known=False), []
    for name in names(50):
        copies = [f"http://a.cn/{name}/{n}.html" for n in range(10)]
        growing.leads(f"http://a.cn/{name}/", BRANCH, [Link(url, "article") for url in copies])
        ends.append(growing.fruitless(copies[0], BRANCH, is_copy=True))
    assert ends.index(True) == 42


def test_one_branch_that_brings_nothing_is_left_alone_by_itself():
    growing = Growing(100, is_known=False)
    for name in names(80):
        growing.fruitless(f"http://a.cn/{name}/", BRANCH, is_copy=False)
    assert growing.waste.main_branch() == BRANCH
    for name in names(30, 5):
        growing.fruitless(f"http://a.cn/{name}/", "a.cn/y/", is_copy=False)
    assert growing.waste.main_branch() is None
    growing.waste.forgive(BRANCH)
    assert growing.waste.main_branch() == "a.cn/y/"
    assert not growing.fruitless("http://a.cn/once/", "a.cn/y/", is_copy=False)


def test_what_has_proved_itself_is_asked_for_all_the_same():
    growing = Growing(20, is_known=False)
    further = Link("http://a.cn/jh/index_2.html", "list", level=True, next=True)
    growing.leads("http://a.cn/jh/", BRANCH, [Link("http://a.cn/a/1.html", "article"), further])
    growing.end(["a.cn/a/#.html"])
    growing.name([Link("http://a.cn/new/")])
    assert growing.is_left(page("http://a.cn/qwe/"))
    assert not growing.is_left(page("http://a.cn/qwe/", new=False))
    assert not growing.is_left(page("http://a.cn/qwe/", branch="a.cn/qwe/"))
    assert not growing.is_left(page("http://a.cn/a/77.html"))
    assert not growing.is_left(page("http://a.cn/jh/index_7.html"))
    assert not growing.is_left(page("http://a.cn/new/"))


def test_a_site_known_to_grow_may_do_so_for_a_few_pages():
    growing = Growing(450, is_known=True)
    urls = [f"http://a.cn/{name}/" for name in names(FEW)]
    assert [growing.fruitless(url, BRANCH, is_copy=False) for url in urls] == [False] * (
        FEW - 1
    ) + [True]


class Names(dict):
    """Every address answers: the articles, the list of them, and five links to new folders."""

    def get(self, path, default=None):
        return self._answer

    def _answer(self, request):
        chance = random.Random(sum(request.server.asked.values()))
        folders = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(5)]
        links = "".join(f"<a href='/{folder}/'>更多内容</a>" for folder in folders)
        if request.path.startswith("/a/"):
            return article(int(request.path[3:7]), links=links)
        if request.path == "/robots.txt":
            return listing()
        own = listing(*(f"/a/{number}.html" for number in range(1001, 1009)))
        return type(own)(own.body + links)


@pytest.fixture
def site():
    with serve() as server:
        server.pages = Names()
        yield server


def test_new_names_in_every_answer(site, yanlu):
    yanlu.crawl("generic", f"{site.url}/", *SHORT)
    assert yanlu.query("SELECT count(*) FROM speeches") == [(8,)]
    assert site.asked.total() <= 8 + 2 * BUDGET
    assert yanlu.query("SELECT branch FROM traps") == [("grows",)]
    assert "under new names" in yanlu.run("report").out
    site.asked.clear()
    yanlu.crawl("generic", f"{site.url}/", *SHORT)
    assert site.asked.total() <= 80


def test_a_site_with_two_addresses_of_each_article_is_read_to_its_end(site, yanlu):
    numbers = range(1001, 1001 + 2 * BUDGET)
    names_of = dict(zip(numbers, names(len(numbers), 6), strict=True))
    days = {f"/days/{names_of[number]}.html": article(number) for number in numbers}
    last = {f"/days/last{number}.html": article(number) for number in (3001, 3002)}
    section = {f"/a/{number}.html": article(number) for number in numbers}
    site.pages = section | days | last
    site.pages["/"] = listing("/jh/", "/days/")
    site.pages |= {"/jh/": listing(*section), "/days/": listing(*days, *last)}
    yanlu.crawl("generic", f"{site.url}/", *SHORT)
    assert not yanlu.query("SELECT * FROM traps")
    assert yanlu.query("SELECT count(*) FROM speeches") == [(2 * BUDGET + 2,)]


class OwnCopies(Names):
    """The same, but each folder has the articles under its own name."""

    def _answer(self, request):
        folder, _, name = request.path[1:].partition("/")
        if name[:4].isdigit():
            return article(int(name[:4]))
        answer = super()._answer(request)
        return Answer(answer.body.replace('"/a/', f'"/{folder or "a"}/'))


def test_copies_of_the_articles_under_new_names(site, yanlu):
    site.pages = OwnCopies()
    yanlu.crawl("generic", f"{site.url}/", "-s", "MAX_FRUITLESS_PAGES=200")
    assert yanlu.query("SELECT count(*) FROM speeches") == [(8,)]
    assert site.asked.total() <= 8 + 240 + 16  # which may be on their way when it is noticed
    assert yanlu.query("SELECT branch FROM traps") == [("grows",)]


def test_a_rebuilt_site_shows_its_texts_elsewhere_and_is_no_trap(site, yanlu):
    numbers = range(1001, 1001 + 2 * BUDGET)
    for phase, folder in enumerate(("a", "b"), 1):
        site.pages = {f"/{folder}/{number}.html": article(number) for number in numbers}
        news = [f"/{folder}/{number}.html" for number in range(2001, 2001 + phase)]
        site.pages |= {url: article(int(url[3:7])) for url in news}
        site.pages["/"] = listing(*(f"/{folder}/{number}.html" for number in numbers), *news)
        yanlu.crawl("generic", f"{site.url}/", *SHORT)
        assert not yanlu.query("SELECT * FROM traps")
        assert yanlu.query("SELECT count(*) FROM speeches") == [(2 * BUDGET + phase,)]
