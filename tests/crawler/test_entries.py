"""What a list page tells of its links."""

import signal
from datetime import date

import pytest

from cleaners.dom import parse
from crawler.discovery.entries import annotated, url_date
from crawler.discovery.links import page_links
from crawler.profile import Discover
from crawler.workers.bounded import cpu_limit

URL = "http://a.cn/b/list_1_2.html"


@pytest.fixture
def links():
    def links(html, url=URL):
        document = parse(f"<html><body>{html}</body></html>".encode(), "utf-8")
        found = page_links(document, url, ("a.cn",), Discover())
        return {link.url.rpartition("/")[2]: link for link in annotated(found, document, url)}

    return links


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="list_1_1.html">上一页</a><a href="list_1_3.html">3</a>',
        '<a href="list_1_9.html">末页</a><a href="list_1_3.html" title="下一页"><img></a>',
        '<a href="list_1_3.html">[下一页]</a><a href="list_1_4.html">4</a>',
        '<a href="list_1_3.html">»</a><a href="list_1_5.html">第5页</a>',
    ],
)
def test_the_next_page_is_the_one_that_says_so_or_has_the_next_number(links, pager):
    found = links(pager)
    assert [name for name, link in found.items() if link.next] == ["list_1_3.html"]
    assert not any(link.section for link in found.values())


def test_pictures_name_sections_unless_they_are_arrows(links):
    found = links(
        '<a href="/c/x.htm"><img src="c.gif"></a><map><area href="/d/y.htm"></map>'
        '<a href="list_1_3.html"><img src="arrow.gif"></a>'
    )
    assert {name for name, link in found.items() if link.section} == {"x.htm", "y.htm"}


def test_lists_that_count_backwards_go_where_they_say(links):
    found = links('<a href="list_1_1.html">下一页</a><a href="list_1_3.html">上一页</a>')
    assert [name for name, link in found.items() if link.next] == ["list_1_1.html"]


def test_a_section_has_a_name_and_a_tag_is_none(links):
    found = links(
        '<a href="/c/list_2.html">讲话稿</a><a href="/tag/7.html">改革</a><a href="/d/">3</a>'
        '<a href="list_1_3.html">下一页</a><a href="/e/">更多>></a>'
    )
    assert {link.url for link in found.values() if link.section} == {
        "http://a.cn/c/list_2.html",
        "http://a.cn/e/",
    }


@pytest.mark.parametrize(
    ("entry", "day"),
    [
        ("<li>{} 2024-01-05</li>", date(2024, 1, 5)),
        ("<li><span>[2024-01-05]</span>{}</li>", date(2024, 1, 5)),
        ("<tr><td>{}</td><td>2024年1月5日</td></tr>", date(2024, 1, 5)),
        ("<dl><dt>{}</dt><dd>摘要：2024年是…… 2024/01/05 10:20</dd></dl>", date(2024, 1, 5)),
        ("<li>{} 01-05</li>", None),
        ("<p>2024-01-05 的通知</p><ul><li>{}</li><li>{}</li><li>{}</li></ul>", None),
    ],
)
def test_an_entry_tells_its_date(links, entry, day):
    link = '<a href="/a/1001.html">在2019年3月4日会议上的讲话</a>'
    assert links(entry.replace("{}", link))["1001.html"].dated == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/a/20240105/1.html", date(2024, 1, 5)),
        ("/a/2024-01/05/1.html", date(2024, 1, 5)),
        ("/2024/0105/c1.html", date(2024, 1, 5)),
        ("/202401/t20240105_99.html", date(2024, 1, 5)),
        ("/202402/99.html", date(2024, 2, 29)),
        ("/2023/12/99.html", date(2023, 12, 31)),
        ("/a/1201905.html", None),
        ("/a/20241399.html", None),
    ],
)
def test_an_address_tells_its_date(path, day):
    assert url_date(f"http://a.cn{path}") == day


def entries(*days):
    return "".join(
        f'<li><a href="/a/{n}001.html">在会议上的讲话</a> {day}</li>'
        for n, day in enumerate(days, 1)
    )


@pytest.mark.parametrize(
    ("days", "bound"),
    [
        (("2024-01-05", "2024-01-01"), date(2024, 1, 5)),
        (("2019-01-01", "2024-01-05", "2024-01-01"), date(2024, 1, 5)),
        (("2024-01-01", "2024-01-05"), None),
        (("2024-01-05", "昨天"), None),
    ],
)
def test_further_pages_of_a_list_whose_newest_come_first_are_no_newer(links, days, bound):
    found = links(entries(*days) + '<a href="list_1_3.html">下一页</a><a href="/c/">讲话稿</a>')
    assert found["list_1_3.html"].dated == bound
    assert found[""].dated is None


def test_a_list_of_twenty_thousand_entries_is_read_within_what_a_page_may_take():
    """Its parser would be ended otherwise (PARSE_TIMEOUT); it took 9 s, now 1."""
    body = "".join(f"<li><a href='/a/{n}.html'>在会议上的讲话</a></li>" for n in range(20_000))
    document = parse(f"<html><body><ul>{body}</ul></body></html>".encode(), "utf-8")
    found = page_links(document, "http://a.cn/", ("a.cn",), Discover())
    before = signal.signal(signal.SIGPROF, _too_long)
    try:
        with cpu_limit(5):
            assert len(annotated(found, document, "http://a.cn/")) == 20_000
    finally:
        signal.signal(signal.SIGPROF, before)


def _too_long(number, frame):
    raise TimeoutError


def test_where_the_oldest_come_first_the_last_page_is_looked_at_in_every_run(links):
    pager = '<a href="index_2.html">下一页</a><a href="index_9.html">尾页</a>'
    for numbers, looked_at in ((range(101, 111), True), (range(110, 100, -1), False)):
        names = "".join(f'<a href="/a/{n}.html">在第{n}次会议上的讲话</a>' for n in numbers)
        found = links(names + pager, "http://a.cn/b/")
        assert found["index_9.html"].newest is looked_at
        assert not found["index_2.html"].newest
