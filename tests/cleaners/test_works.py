"""Pages of a book: what it is about and its contents are their text."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Speech, clean_html
from cleaners.dom import parse

URL = "http://book.example/jianghua/58/"
ABOUT = "本书收录了建县以来历任县长在重要会议上的讲话二百篇，按年代编排。"
PARTS = [f"第{number}章 在全县第{number}次工作会议上的讲话" for number in range(1, 41)]
NAV = "".join(
    f"<li><a href='/{n}/'>{n}</a></li>" for n in ("首页", "书库", "排行", "完本", "我的书架")
)


def page(kind="novel", about=ABOUT, head=""):
    links = "".join(f"<li><a href='{n}.html'>{part}</a></li>" for n, part in enumerate(PARTS))
    return f"""<html><head><title>县长讲话选最新章节_某某书库</title><meta property="og:type" content="{kind}">
<meta property="og:title" content="县长讲话选"><meta property="og:description" content="{about}">{head}</head>
<body><ul class="nav">{NAV}</ul><h1>县长讲话选</h1><p>作者：韩雪松 状态：连载中 更新时间：2022-05-20</p>
<div class="latest"><h2>最新章节</h2><p><a href="39.html">{PARTS[-1]}</a></p></div><div>{ABOUT}</div>
<ul>{links}</ul><div class="footer">某某书库 版权所有</div></body></html>""".encode()


@pytest.mark.parametrize("kind", ["novel", "book", "books.book"])
def test_a_page_that_declares_one_work_is_what_it_is_about_and_its_contents(kind):
    got = clean_html(page(kind), URL)
    assert isinstance(got, Speech), got
    assert got.body.split("\n") == [ABOUT, *PARTS]
    assert (got.title, got.speaker) == ("县长讲话选", "韩雪松")


@pytest.mark.parametrize(
    "html",
    [
        page("website"),
        page("article"),
        page(about="书库：百万本书免费看，每天更新，欢迎收藏。"),
        page(about=""),
    ],
)
def test_a_list_is_no_work_whatever_its_page_describes(html):
    assert getattr(clean_html(html, URL), "reason", None) == "list_page"


def test_its_links_lead_on_all_the_same():
    assert parse(page()).kind(URL) == "list"
