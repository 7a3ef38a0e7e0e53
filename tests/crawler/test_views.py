import pytest

from cleaners.model import Speech
from crawler.discovery.views import is_view, narrows, newest_archive, view_of
from crawler.fences.twins import ENOUGH, Twins, form_of
from pipelines.corpus import Visit


@pytest.mark.parametrize(
    ("path", "view"),
    [
        ("tag/%E5%85%9A", "tag"),
        ("tags.php?/x/", "tags"),
        ("archives/tag/x/page/2", "archives/tag"),
        ("archives/date/2023/08/01", "archives/date"),
        ("blog/2023/08/", "blog"),
        ("?date=2023-1", "?date"),
        ("forum.php?mod=forumdisplay&fid=36&filter=heat&orderby=heats", "forum.php?filter"),
        ("index.php?m=content&c=tag&a=lists&tag=x", "index.php?tag"),
        ("c/jh?area=3&type=2", "c/jh?*"),
        ("c/jh?area=3", None),
        ("?cate=3&page=2", None),
        ("?id=3", None),
        ("list_1_2.html", None),
        ("2023/08/12.html", None),
        ("archives/219", None),
        ("index.php?m=content&c=index&a=lists&catid=9&page=2", None),
        ("e/action/ListInfo/index.php?page=1&classid=3&totalnum=30", None),
    ],
)
def test_views_of_the_same_articles(path, view):
    found = view_of(f"http://a.cn/{path}")
    assert found == (None if view is None else f"a.cn/{view}")


def test_the_newest_archive_has_the_news():
    months = [f"http://a.cn/archives/2023/{month:02}" for month in (9, 11, 10)]
    assert newest_archive([*months, "http://a.cn/tag/x"]) == months[1]
    assert all(is_view(month) for month in months)


@pytest.mark.parametrize(
    ("path", "page", "expected"),
    [
        ("s?topic=1&place=2", "s?topic=1", True),
        ("s?topic=1&place=2", "s?place=2&topic=3", True),
        ("s?topic=2", "s?topic=1", False),
        ("s?topic=1&place=2", "", False),
        ("?m=list&group=2", "", False),
        ("index.php?m=content&catid=9", "index.php?m=content&catid=8", False),
    ],
)
def test_lists_by_more_facets_than_the_page_shows(path, page, expected):
    assert narrows(f"http://a.cn/{path}", f"http://a.cn/{page}") is expected


def shown(path, text):
    url = f"http://a.cn{path}"
    speech = Speech("t", text)
    return Visit(url, "a.cn", 1, None, "article", "fetched", result=speech)


def test_the_newest_archive_is_a_view_whatever_articles_are_called():
    months = [f"http://a.cn/archive/2023{month}.html" for month in ("01", "12", "05")]
    assert newest_archive([*months, "http://a.cn/news/20240512.html"]) == months[1]


@pytest.fixture
def twins():
    known = Twins()
    for n in range(10, 10 + ENOUGH):
        known.settle(shown(f"/a/2024/0{n % 9}1{n % 9}/{n}.html", f"text {n}"))
        known.settle(shown(f"/print.php?cid=1&aid={n}", f"text {n}"))
    return known


def test_a_form_that_was_the_same_each_time_need_not_be_asked_for(twins):
    twins.settle(shown("/a/20240301/99.html", "text 99"))
    assert twins.of("http://a.cn/print.php?cid=1&aid=99") == "http://a.cn/a/20240301/99.html"
    assert twins.of("http://a.cn/print.php?cid=1&aid=98") is None
    assert twins.of("http://a.cn/print.php?cid=2&aid=99") is None


def test_one_that_was_different_ends_it(twins):
    twins.settle(shown("/a/20240301/99.html", "text 99"))
    twins.settle(shown("/print.php?cid=1&aid=99", "another"))
    twins.settle(shown("/a/20240301/97.html", "text 97"))
    assert twins.of("http://a.cn/print.php?cid=1&aid=97") is None


def test_the_number_of_an_article():
    assert form_of("http://a.cn/a/2024/0102/12.html") == ("12", "a.cn/a/D/#.html")
    assert form_of("http://a.cn/thread-101-1-1.html") == ("101", "a.cn/thread-#-1-1.html")
    assert form_of("http://a.cn/p/hello") == ("", "http://a.cn/p/hello")


def test_two_spellings_of_an_address_are_one(twins):
    twins.settle(shown("/post/7/", "text 7"))
    assert twins.of("http://a.cn/post/7") == "http://a.cn/post/7/"
    assert twins.of("http://a.cn/Post/7") is None
    twins.settle(shown("/Show.asp?ID=7", "text 8"))
    assert twins.of("http://a.cn/show.ASP?id=7") == "http://a.cn/Show.asp?ID=7"
    assert twins.of("http://a.cn/show.asp?id=8") is None
    assert twins.of("http://a.cn/print.php?aid=12&cid=1&") == "http://a.cn/print.php?cid=1&aid=12"


def test_an_address_that_an_earlier_run_read_is_known_in_other_spellings():
    before = [
        "http://a.cn/Show.asp?ID=7",
        "http://a.cn/v.php?id=5&cid=3",
        "http://a.cn/Post/9",
        "http://a.cn/%e8%ae%b2/",
    ]
    twins = Twins(lambda: before)
    assert twins.of("http://a.cn/show.ASP?id=7") == before[0]
    assert twins.spelled("http://a.cn/v.php?cid=3&id=5") == before[1]
    assert twins.spelled("http://a.cn/v.php?id=5&cid=3") is None
    assert twins.spelled("http://a.cn/v.php?cid=3&id=6") is None
    assert twins.of("http://a.cn/post/9") is None
    assert twins.of("http://a.cn/%E8%AE%B2") == before[3]
