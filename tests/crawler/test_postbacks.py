"""Lists whose further pages only a form brings are walked by it, as far as there is news."""

import pytest

from cleaners.dom import parse
from crawler.discovery.postbacks import following_form
from tests.crawler.odd_site import Answer, article, listing, serve

STATE = "<input type=hidden name=__VIEWSTATE value='{0}'>"
FORM = (
    "<form method=post action='./list.aspx'><input type=hidden name=__EVENTTARGET>" + STATE
    + "<input type=submit name=go value=x><input name=q value=''>"
    "<a href=\"javascript:__doPostBack('p$pager','9')\">9</a>{1}</form>"
)  # fmt: skip
NEXT = "<a href=\"javascript:__doPostBack('p$pager','2')\">下一页</a>"


def form_of(html):
    page = parse(f"<html><body>{html}".encode(), "utf-8")
    return following_form(page, "http://a.cn/jh/list.aspx", ("a.cn",))


@pytest.mark.parametrize(
    ("link", "argument"),
    [
        (NEXT, "2"),
        (NEXT.replace("下一页", "&gt;").replace("'2'", "'Page$Next'"), "Page$Next"),
        (
            "<a href='javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("
            '"p$pager", "", true))\'>下页</a>',
            "",
        ),
    ],
)
def test_what_the_next_page_needs(link, argument):
    form = form_of(FORM.format("abc", link))
    assert form.url == "http://a.cn/jh/list.aspx"
    assert dict(form.fields) == {
        "__EVENTTARGET": "p$pager", "__EVENTARGUMENT": argument, "__VIEWSTATE": "abc", "q": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        FORM.format("abc", ""),
        FORM.format("abc", NEXT.replace("<a", "<a disabled")),
        FORM.format("abc", NEXT.replace("下一页", "退出登录")),
        FORM.format("abc", NEXT).replace("./list.aspx", "http://b.cn/"),
        FORM.format("abc", NEXT).replace("__VIEWSTATE", "state"),
        FORM.format("abc", NEXT).replace("method=post", ""),
        STATE.format("abc") + NEXT,
    ],
)
def test_what_is_not_sent(html):
    assert form_of(html) is None


class Pager:
    """A list of so many pages, ten articles each, that shows the next when it is sent back."""

    def __init__(self, pages):
        self.pages = pages

    def __call__(self, request):
        sent = request.sent or {}
        number = int(sent.get("__EVENTARGUMENT", 1))
        if sent and sent["__VIEWSTATE"] != f"state{number - 1}":
            return Answer("验证视图状态 MAC 失败", 500)
        own = listing(*(f"/a/{number * 10 + k + 1000}.html" for k in range(10)))
        link = NEXT.replace("'2'", f"'{number + 1}'") if number < self.pages else ""
        return Answer(own.body + FORM.format(f"state{number}", link))


def test_a_list_is_walked_to_its_end_and_once(yanlu):
    with serve() as site:
        site.pages = {f"/a/{number}.html": article(number) for number in range(1010, 1050)}
        site.pages |= {"/": listing("/list.aspx"), "/list.aspx": Pager(4)}
        yanlu.crawl("generic", f"{site.url}/")
        assert yanlu.query("SELECT count(*) FROM speeches") == [(40,)]
        assert site.asked["/list.aspx"] == 4
        site.asked.clear()
        yanlu.crawl("generic", f"{site.url}/")
        assert site.asked["/list.aspx"] == 1
