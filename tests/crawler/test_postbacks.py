"""Lists whose further pages only a form brings are walked by it, as far as there is news."""

import json
from datetime import UTC, datetime

import pytest

from cleaners.dom import parse
from crawler.discovery.postbacks import Form, following_form
from crawler.discovery.unfollowed import unfollowed
from crawler.posting import MOST, Posting, Walk
from crawler.reading import Reading
from pipelines.corpus import DuePage, Link, Visit
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


SCRIPT = "<script>function goPage(n) { document.f.page.value = n; document.f.submit(); }</script>"
POSTED = "<form name=f method=post><input name=page>{}</form>"


@pytest.mark.parametrize(
    ("html", "unsent"),
    [
        (POSTED.format("<input type=submit value=下一页>"), True),
        (POSTED.format("<button>下一页</button>"), True),
        (POSTED.format("<a href='#' onclick='document.f.submit()'>下一页</a>"), True),
        (SCRIPT + POSTED.format("") + "<a href='javascript:goPage(2)'>下一页</a>", True),
        (SCRIPT + POSTED.format("") + "<a href='javascript:goPage(2)'>登录</a>", False),
        (SCRIPT + POSTED.format("") + "<a href='javascript:show(2)'>下一页</a>", False),
        (POSTED.format("<a href='/jh/2.html'>下一页</a>"), False),
        (POSTED.format("<button disabled>下一页</button>"), False),
        (POSTED.format("<button type=button>下一页</button>"), False),
        (POSTED.replace("post", "get").format("<button>下一页</button>"), False),
        ("<button>下一页</button>" + POSTED.format("<button>登录</button>"), False),
    ],
)
def test_a_pager_that_only_a_post_serves_is_told(html, unsent):
    page = parse(f"<html><body>{html}".encode(), "utf-8")
    article, following = (
        Link("http://a.cn/a/1.html", "article"),
        Link("http://a.cn/jh/?page=2", "list", next=True),
    )
    assert (unfollowed(page, [article]) == "post_pager") == unsent
    assert not unfollowed(page, [article, following])


def test_a_list_of_more_pages_than_are_asked_for_is_told():
    page = DuePage("http://a.cn/jh/", "list", 0, True, None, None)
    visit = Visit(page.url, "a", 1, datetime.now(UTC), "list", "fetched")
    named, form = (Link("http://a.cn/a/1.html", "article"),), Form(page.url, (("n", "2"),))
    posting, reading = Posting(None, None, None), Reading("list", form=form)
    walk = Walk(page, visit, pages=MOST - 1)
    assert posting._next(walk, named, reading).method == "POST"
    assert not posting.not_followed
    assert posting._next(walk._replace(pages=MOST), named, reading).links == named
    assert posting.not_followed == {"form_pages": 1}
    assert posting._next(walk._replace(pages=MOST), named, Reading("list", further=page.url)).links
    assert posting.not_followed == {"form_pages": 1, "data_pages": 1}


def test_the_report_counts_lists_that_are_not_followed(yanlu):
    with serve() as site:
        paths = [f"/a/{number}.html" for number in range(1010, 1014)]
        site.pages = {path: article(number) for number, path in enumerate(paths)}
        pager = SCRIPT.replace("page.value", "x.value") + POSTED.replace("=page", "=x").format("")
        pager += "<a href='javascript:goPage(2)'>下一页</a>"
        site.pages |= {"/": Answer(listing(*paths).body + pager)}
        yanlu.crawl("generic", f"{site.url}/")
        report = json.loads(yanlu.run("report", "--json").out)["report"]
        assert report["not_followed"] == {"post_pager": 1}
        assert "post_pager" in yanlu.run("report").out


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


def test_a_list_that_breaks_off_is_walked_to_its_end_later(yanlu):
    with serve() as site:
        pager = Pager(4)
        site.pages = {f"/a/{number}.html": article(number) for number in range(1010, 1050)}
        broken = [3]

        def breaks_off(request):
            number = int((request.sent or {}).get("__EVENTARGUMENT", 1))
            return Answer("", 500) if number in broken else pager(request)

        site.pages |= {"/": listing("/list.aspx"), "/list.aspx": breaks_off}
        yanlu.crawl("generic", f"{site.url}/", "-s", "RETRY_ENABLED=False")
        assert yanlu.query("SELECT count(*) FROM speeches") == [(20,)]
        assert yanlu.query("SELECT state, reason FROM pages WHERE url LIKE '%list.aspx'") == [
            ("failed", "part_http_500")
        ]
        broken.clear()
        yanlu.crawl("generic", f"{site.url}/")
        assert yanlu.query("SELECT count(*) FROM speeches") == [(40,)]
