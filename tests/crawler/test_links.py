from urllib.parse import urljoin

import pytest

from cleaners.dom import parse
from crawler.discovery.addresses import domains_of, is_below, normalise, numbered, on_site
from crawler.discovery.canonical import canonical
from crawler.discovery.further import further_page
from crawler.discovery.links import address_of, list_links, page_links
from crawler.discovery.promises import promised_kind
from crawler.discovery.scripted import written_links
from crawler.profile import Discover

BASE = "http://www.jianghua.example/fayangao/20231101/1005.html"


def page_of(body):
    return parse(f"<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("HTTP://WWW.A.cn:80/b/index.html#top", "http://www.a.cn/b/"),
        ("http://a.cn", "http://a.cn/"),
        ("http://a.cn/x.html?from=timeline&id=3", "http://a.cn/x.html?id=3"),
        ("http://a.cn/x.html?utm_source=a&utm_medium=b", "http://a.cn/x.html"),
        ("http://a.cn/x.php?sid=4b3f9c0d1e2a4b3f9c0d", "http://a.cn/x.php"),
        ("http://a.cn/2024/x/?replytocom=12#respond", "http://a.cn/2024/x/"),
        ("http://a.cn/2024/x/comment-page-2/#comment-7", "http://a.cn/2024/x/"),
        (
            "http://a.cn/forum.php?mod=viewthread&tid=7&extra=page%3D1",
            "http://a.cn/forum.php?mod=viewthread&tid=7",
        ),
        ("http://a.cn/x.php?sid=1&from=7&source=2", "http://a.cn/x.php?sid=1&from=7&source=2"),
        ("http://a.cn/x.php;jsessionid=AB12?id=3", "http://a.cn/x.php?id=3"),
        ("https://a.cn:8443/讲话/1.html", "https://a.cn:8443/%E8%AE%B2%E8%AF%9D/1.html"),
        ("http://a.cn/index.php?id=1", "http://a.cn/index.php?id=1"),
        ("javascript:void(0)", None),
        ("file:///etc/passwd", None),
        ("http://a.cn:99999/", None),
        ("http://[::1/", None),
    ],
)
def test_an_address_has_one_form(given, normal):
    assert normalise(given) == normal
    if normal:
        assert normalise(normal) == normal


def test_a_site_is_its_host_with_and_without_www():
    domains = domains_of("http://www.a.cn/x/")
    assert on_site("https://a.cn/", domains)
    assert on_site("http://m.a.cn:80/", domains)
    assert not on_site("http://a.cn:6379/", domains)
    assert not on_site("http://b.a.cn/", domains)
    assert not on_site("http://a.cn.evil.example/", domains)
    assert on_site("http://b.a.cn/", (".a.cn",))


def test_hosts_below_a_site():
    domains = domains_of("http://www.a.cn/")
    assert is_below("news.a.cn", domains)
    assert is_below("b.news.a.cn:80", domains)
    for other in ("newsa.cn", "news.a.cn:81", "news.b.cn"):
        assert not is_below(other, domains)
    assert not is_below("www.beijing.gov.cn", domains_of("http://www.gov.cn/"))
    assert not is_below("b.a.cn", (".a.cn",))


@pytest.mark.parametrize(
    ("page", "given", "found"),
    [
        ("http://www.a.cn/b/", (), ["http://news.a.cn/a/1001.html"]),
        ("http://news.a.cn/a/1000.html", (), []),
        ("http://www.a.cn/b/", ("www.a.cn",), []),
    ],
)
def test_articles_on_hosts_below_are_read_and_nothing_else_there(page, given, found):
    paths = ("news.a.cn/a/1001.html", "news.a.cn/b/", "a.b.cn/a/1.html", "news.a.cn/about.html")
    document = page_of(
        "".join(f'<a href="http://{path}">县委书记在会上的讲话</a>' for path in paths)
    )
    links = page_links(document, page, ("a.cn", "www.a.cn"), Discover(domains=given))
    assert [link.url for link in links] == found


def test_a_port_that_is_named_belongs_to_the_site():
    domains = domains_of("http://127.0.0.1:8017/")
    assert on_site("http://127.0.0.1:8017/a", domains)
    assert not on_site("http://127.0.0.1:9/a", domains)


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [
        ("http://a.cn/fayangao/20231101/1005.html", "", "article"),
        ("http://a.cn/a/gaikuang/2012/0619/87.html", "", "article"),
        ("http://a.cn/view.php?aid=12", "", "article"),
        ("http://a.cn/forum.php?mod=viewthread&tid=5", "", "article"),
        ("http://a.cn/p/the-opening-speech", "在全县教育工作会议上的讲话", "article"),
        ("http://a.cn/fayangao/list_1_2.html", "2", "list"),
        ("http://a.cn/fayangao/", "发言稿", "list"),
        ("http://a.cn/plus/list.php?tid=5", "发言稿", "list"),
        ("http://a.cn/news?page=3", "3", "list"),
        ("http://a.cn/about.html", "关于我们", "other"),
        ("http://a.cn/rili/?y=2023&m=5", "下月", "other"),
        ("http://a.cn/archives/219", "在会上的讲话", "article"),
        ("http://a.cn/archives/2023", "2023 年", "list"),
        ("http://a.cn/archives/date/2023/08/27", "27", "list"),
    ],
)
def test_an_address_promises_a_kind(url, text, kind):
    assert promised_kind(url, text, Discover()) == kind


def test_a_profile_says_first_what_an_address_is():
    discover = Discover(article=(r"/show/",), list=(r"/more/",))
    assert promised_kind("http://a.cn/show/x", "", discover) == "article"
    assert promised_kind("http://a.cn/more/12345.html", "", discover) == "list"


def test_links_of_the_page_are_found_once_and_on_the_site_only():
    page = page_of(
        '<a href="1006.html">下一篇</a><a href="./1006.html#c">评论</a><a href="">空</a>'
        '<a href="javascript:history.back()">返回</a><a href="mailto:a@b.cn">信</a>'
        '<a href="http://example.org/">友情链接</a><a href="/up/photo.JPG">图</a>'
        '<a href="http://[bad">坏</a><a href="1005.html">本页</a><map><area href="/zongjie/"></map>'
    )
    links = page_links(page, BASE, domains_of(BASE), Discover())
    assert [(link.url, link.kind) for link in links] == [
        ("http://www.jianghua.example/fayangao/20231101/1006.html", "article"),
        ("http://www.jianghua.example/zongjie/", "list"),
    ]


def test_ignored_addresses_are_not_followed():
    page = page_of('<a href="/plus/count.php?aid=1">1</a><a href="/a/12.html">2</a>')
    links = page_links(page, BASE, domains_of(BASE), Discover(ignore=("/plus/",)))
    assert [link.url for link in links] == ["http://www.jianghua.example/a/12.html"]


@pytest.mark.parametrize(
    ("followed", "left"),
    [
        ("/plus/view.php?aid=12", "/plus/digg_ajax.php?action=good&id=12"),
        ("/plus/list.php?tid=3", "/plus/recommend.php?aid=12"),
        ("/baogao/report.php?id=3", "/plus/feedback.php?aid=12"),
        ("/post.asp?id=3", "/wp-login.php?redirect_to=x"),
        ("/print-shop/12.html", "/a/12/print/"),
        ("/index.php?m=content&a=lists&catid=9", "/index.php?m=member&a=login"),
        ("/forum.php?mod=forumdisplay&fid=2", "/forum.php?mod=post&action=reply&tid=7"),
        ("/forum.php?mod=viewthread&tid=7", "/forum.php?mod=viewthread&tid=7&authorid=3"),
        ("/e/action/ListInfo/?classid=3", "/e/pl/?classid=3&id=12"),
        ("/feed/", "/archives/12/feed"),
    ],
)
def test_what_does_something_is_left_alone(followed, left):
    page = page_of(f'<a href="{followed}">一</a><a href="{left}">二</a>')
    links = page_links(page, BASE, domains_of(BASE), Discover())
    assert [link.url for link in links] == [f"http://www.jianghua.example{followed}"]
    named = page_links(page, BASE, domains_of(BASE), Discover(article=(".",)))
    assert len(named) == 2


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("thread-7-1-1.html", "thread-7-2-3.html"),
        ("forum.php?mod=viewthread&tid=7", "forum.php?mod=viewthread&tid=7&page=2&extra=page%3D3"),
        ("read.php?tid=7", "read.php?tid=7&page=2"),
    ],
)
def test_the_answers_to_a_thread_are_no_pages_of_it(here, there):
    url, page = f"http://a.cn/{here}", page_of(f'<a href="{there}">下一页</a>')
    assert page_links(page, url, ("a.cn",), Discover()) == ()
    assert further_page(page, url) is None
    (link,) = page_links(page, "http://a.cn/forum-2-1.html", ("a.cn",), Discover())
    assert link.url == url


def test_relative_links_count_from_the_base():
    page = parse(b'<html><head><base href="/zongjie/"></head><body><a href="12.html">x</a></body>')
    (link,) = page_links(page, BASE, domains_of(BASE), Discover())
    assert link.url == "http://www.jianghua.example/zongjie/12.html"


@pytest.mark.parametrize(
    ("url", "links", "further"),
    [
        (BASE, '<a href="1005_2.html">下一页</a>', "/fayangao/20231101/1005_2.html"),
        (
            BASE,
            '<a href="1005_2.html">2</a><a href="1005_3.html">3</a>',
            "/fayangao/20231101/1005_2.html",
        ),
        (BASE, '<a href="1006.html">下一页</a>', None),
        (BASE, '<a href="1006.html">下一篇</a>', None),
        (BASE, '<a href="1005_3.html">下一页</a>', None),
        (BASE, '<a href="1004.html">2</a>', None),
        (
            "http://a.cn/s-12-345-1.html",
            '<a href="s-12-345-2.html">[下一页]</a>',
            "/s-12-345-2.html",
        ),
        (BASE, '<OPTION value="1005_2.html">第2页</OPTION>', "/fayangao/20231101/1005_2.html"),
        (
            BASE,
            '<a href="https://m.jianghua.example/fayangao/20231101/1005_2.html">2</a>',
            "/fayangao/20231101/1005_2.html",
        ),
        ("http://a.cn/v?id=5", '<a href="v?id=5&page=2">Next</a>', "/v?id=5&page=2"),
        ("http://a.cn/v?id=5&page=2", '<a href="v?id=5&page=3">Next</a>', "/v?id=5&page=3"),
    ],
)
def test_the_further_page_of_an_article(url, links, further):
    found = further_page(page_of(links), url)
    assert found == (further and normalise(url[: url.index("/", 8)] + further))


def test_a_query_is_written_in_the_encoding_of_its_page():
    page = parse('<meta charset="gbk"><a href="/s?q=讲话">讲话</a>各位领导，同志们'.encode("gbk"))
    (link,) = page_links(page, BASE, domains_of(BASE), Discover())
    assert link.url == "http://www.jianghua.example/s?q=%BD%B2%BB%B0"


def test_a_later_page_of_an_article_leads_to_its_first():
    page = page_of('<a href="/a/20231101/2001_3.html">3</a>')
    (link,) = page_links(page, BASE, domains_of(BASE), Discover())
    assert link.url == "http://www.jianghua.example/a/20231101/2001.html"


def test_the_pages_of_one_list_are_on_one_level():
    page = page_of('<a href="list_1_3.html">3</a><a href="list_2_1.html">其他</a>')
    links = page_links(page, "http://a.cn/list_1_2.html", ("a.cn",), Discover())
    assert [link.level for link in links] == [True, False]


def test_the_first_base_with_an_address_counts():
    page = parse(
        b'<base target="_blank"><base href="/v2/"><base href="/v3/"><a href="1.html">x</a>'
    )
    assert [link.url for link in page_links(page, "http://a.cn/", ("a.cn",), Discover())] == [
        "http://a.cn/v2/1.html"
    ]


def test_the_next_page_that_the_head_names():
    page = parse(b'<head><link rel="next" href="/jh/p2"></head><body><a href="/a/1.html">x</a>')
    links = list_links(page, "http://a.cn/jh/", ("a.cn",), Discover())
    assert [(link.url, link.next) for link in links][1:] == [("http://a.cn/jh/p2", True)]


def test_where_a_script_sends_its_readers_is_no_article_for_the_length_of_the_script():
    page = parse(b"<script>window.location.href = '/portal/main.shtml';</script><p>wait</p>")
    (link,) = list_links(page, "http://a.cn/", ("a.cn",), Discover())
    assert (link.url, link.kind, link.section) == ("http://a.cn/portal/main.shtml", "other", True)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/2024/05/12/jiang-hua/", "article"),
        ("/2024/05/%E8%AE%B2%E8%AF%9D/", "article"),
        ("/2024/05/12/", "list"),
        ("/2024/05/page/2/", "list"),
        ("/2024/05/12/index/", "list"),
        ("/2024/zhuanti/", "list"),
        ("/archive/202405.html", "list"),
        ("/archives/202405.html", "article"),
    ],
)
def test_names_below_a_day(path, kind):
    assert promised_kind(f"http://a.cn{path}", "", Discover()) == kind


def test_a_refresh_in_the_head_is_a_link():
    page = parse(b'<html><head><meta http-equiv="Refresh" content="0; url=/a/12.html"></head>')
    (link,) = page_links(page, "http://a.cn/", ("a.cn",), Discover())
    assert link.url == "http://a.cn/a/12.html"


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("http://a.cn/b/../c/./1.html", "http://a.cn/c/1.html"),
        ("http://a.cn./x", "http://a.cn/x"),
        ("http://a.cn/Default.asp", "http://a.cn/"),
        ("http://a.cn/index.htm?spm=a.b.c", "http://a.cn/"),
        ("http://a.cn/(S(abcdefghijklmnopqrstuvwx))/p.aspx", "http://a.cn/p.aspx"),
        ("http://a.cn/x?PHPSESSID=1&id=3", "http://a.cn/x?id=3"),
        ("http://a.cn/t?tid=5&sid=mQ9uZ1", "http://a.cn/t?tid=5"),
        ("http://a.cn/t?sid=sports&session_id=5", "http://a.cn/t?sid=sports&session_id=5"),
        ("http://a.cn/x?share_token=1-2&share=wechat", "http://a.cn/x"),
        ("http://a.cn/x?t=1699999999&r=0.8271635", "http://a.cn/x"),
        ("http://a.cn/x?t=16&r=5", "http://a.cn/x?t=16&r=5"),
        (
            "http://a.cn/list.php?tid=5&TotalResult=113&PageNo=2",
            "http://a.cn/list.php?tid=5&PageNo=2",
        ),
    ],
)
def test_what_names_no_page_goes(given, normal):
    assert normalise(given) == normal
    assert normalise(normal) == normal


def found(body, url="http://a.cn/list/", **discover):
    domains = ("a.cn", "www.a.cn", "m.a.cn")
    return [link.url for link in list_links(page_of(body), url, domains, Discover(**discover))]


def test_the_hosts_of_a_site_are_one():
    same = (
        '<a href="https://www.a.cn/x/1001.html">讲话</a><a href="http://m.a.cn/x/1001.html">手机版</a>'
        '<a href="https://www.a.cn/list/">电脑版</a><a href="http://a.cn:8080/x/1001.html">x</a>'
    )
    assert found(same) == ["http://a.cn/x/1001.html"]


def test_readers_that_are_sent_to_another_host_go_there():
    refresh = '<meta http-equiv="refresh" content="0;url=https://a.cn/">'
    assert found(refresh, "http://a.cn/") == ["https://a.cn/"]
    script = "<script>window.location.href = 'https://www.a.cn/';</script>"
    assert found(script, "http://a.cn/") == ["https://www.a.cn/"]
    assert found(script + '<a href="/x/1001.html">讲话</a>', "http://a.cn/") == [
        "http://a.cn/x/1001.html"
    ]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        (
            "<select onchange='location.href=this.value'><option value='list_1_2.html'>2</option>",
            "/list/list_1_2.html",
        ),
        ('<select><option value="2">2</option><option value="">选择</option></select>', None),
        ('<button data-url="/api/more?page=2">加载更多</button>', "/api/more?page=2"),
        ('<div data-next-page="?page=2">更多</div>', "/list/?page=2"),
        ('<div data-url="/api/more?page={page}">更多</div>', None),
        ('<div data-url="/plus/count.php?id=1"></div>', None),
        ('<img data-src="/up/1.html">', None),
        ("<li onClick=\"location.href='/x/1001.html'\">讲话</li>", "/x/1001.html"),
        ("<a href=\"javascript:window.open('/x/1001.html')\">讲话</a>", "/x/1001.html"),
        ("<a href=\"javascript:goPage('3')\">3</a>", None),
        ("<a onclick=\"digg('/vote.php?id=5')\">顶</a>", None),
        ('<iframe src="/inside.html"></iframe>', "/inside.html"),
    ],
)
def test_addresses_outside_of_links(body, address):
    assert found(body) == ([f"http://a.cn{address}"] if address else [])


@pytest.mark.parametrize(
    ("here", "body", "missing"),
    [
        ("list_1_1.html", '<a href="list_1_57.html">尾页</a>', "list_1_2.html"),
        (
            "list_1_9.html",
            '<a href="list_1_8.html">8</a><a href="list_1_57.html">尾页</a>',
            "list_1_10.html",
        ),
        ("list_1_1.html", '<a href="list_1_2.html">2</a><a href="list_1_57.html">57</a>', None),
        ("list_1_57.html", '<a href="list_1_1.html">首页</a>', None),
        ("list_1_1.html", '<a href="list_2_57.html">其他</a>', None),
        ("?page=1", '<a href="?page=57">尾页</a>', "?page=2"),
        ("", '<a href="index_57.html">尾页</a>', "index_2.html"),
        ("", '<a href="page/57/">尾页</a>', "page/2/"),
    ],
)
def test_pages_between_here_and_the_last(here, body, missing):
    links = found(body, f"http://a.cn/list/{here}")
    assert links[body.count("<a ") :] == ([f"http://a.cn/list/{missing}"] if missing else [])


WRITTEN = """var currentPage = {};//所在页从0开始
var prevPage = currentPage-1; var nextPage = currentPage+1; var countPage = 3
if (currentPage != 0) document.write("<a href=\\"t"+"_" + prevPage + "."+"html\\">上一页</a>");
document.write("<a href=\\"t"+"_" + nextPage + "."+"html\\">下一页</a>");"""


@pytest.mark.parametrize(
    ("here", "script", "following"),
    [
        ("index.shtml", 'createPageHTML(3,0,"index","shtml");', "index_1.shtml"),
        ("index_1.shtml", 'createPageHTML(3, 1, "index", "shtml");', "index_2.shtml"),
        ("index_2.shtml", "createPageHTML(3,2,'index','shtml')", None),
        ("", 'var n = 12; var i = 0; createPage(n, i, "t", "html")', "t_1.html"),
        ("", "createPageHTML('page_div',40, 1,'index','shtml',799);", "index_2.shtml"),
        ("index_39.shtml", "createPageHTML('p',40,39,'index','shtml',799);", "index_40.shtml"),
        ("index_40.shtml", "createPageHTML('p',40,40,'index','shtml',799);", None),
        ("t.html", WRITTEN.format(0), "t_1.html"),
        ("t_1.html", WRITTEN.format(1), "t_2.html"),
        ("t_2.html", WRITTEN.format(2), None),
        ("", 'function createPageHTML(count, index, name, ext) { go(name + "_1." + ext); }', None),
        ("", 'createPageHTML(count, 0, "index", "shtml")', None),
        ("", 'createPageHTML(9999999999, 0, "index", "shtml")', None),
        ("", 'turnPage(3, 0, "index", "exe")', None),
    ],
)
def test_the_next_page_of_a_pager_that_a_script_writes(here, script, following):
    document = page_of(f'<a href="/a/1001.html">讲话</a><script>{script}</script>')
    links = list_links(document, f"http://a.cn/list/{here}", ("a.cn",), Discover())
    expected = [f"http://a.cn/list/{following}"] if following else []
    assert [link.url for link in links if link.next] == expected
    assert all(link.kind == "list" and link.level for link in links if link.next)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://a.cn/list/page/12/", ("a.cn/list/?[]", 12)),
        ("http://a.cn/list/index_12.html", ("a.cn/list/?[]", 12)),
        ("http://a.cn/list_1_1200.html", ("a.cn/list_1.html?[]", 1200)),
        ("http://a.cn/a/1005-1200.html", ("a.cn/a/1005-1200.html?[]", 1)),
        ("http://a.cn/l.php?tid=5&PageNo=3", ("a.cn/l.php?[('tid', '5')]", 3)),
    ],
)
def test_the_number_of_a_page(url, address):
    assert numbered(url) == address


CANONICAL = '<html><head><link rel="canonical" href="{}"></head><body>讲话</body></html>'


@pytest.mark.parametrize(
    ("url", "given", "believed"),
    [
        ("/v.php?aid=123&kw=x", "/v.php?aid=123", "/v.php?aid=123"),
        ("/v.php?aid=123", "/a/20231101/123.html", "/a/20231101/123.html"),
        ("/print/123.html", "https://www.a.cn/a/123.html", "/a/123.html"),
        ("/amp/the-speech", "/p/the-speech", "/p/the-speech"),
        ("/a/123.html?wid=7", "/a/123.html", None),
        ("/a/123.html", "/", None),
        ("/a/123.html", "/a/", None),
        ("/a/123.html", "/a/100.html", None),
        ("/a/20231101/123.html", "/a/20231101.html", None),
        ("/v.php?aid=123", "/v.php", None),
        ("/v.php?cid=12&aid=5", "/v.php?cid=12", None),
        ("/a/123_2.html", "/a/123.html", None),
        ("/a/123.html", "http://b.cn/a/123.html", None),
        ("/a/123.html", "http://[bad", None),
    ],
)
def test_an_own_address_that_can_be_believed(url, given, believed):
    document = parse(CANONICAL.format(given).encode())
    address = canonical(document, f"http://a.cn{url}", ("a.cn", "www.a.cn"))
    assert address == (believed and f"http://a.cn{believed}")


MENU = """<script>
var menu = [["总结", "lm/zj.htm"], ["图", "i/a.gif"]];
document.write("<a href=\\"lm/th.htm\\" target=main>心得</a>");
for (i in menu) document.write('<a href="' + menu[i][1] + '">' + menu[i][0] + '</a>');
</script>"""
RECORDS = """<script type="text/xml"><datastore><nextgroup>
<![CDATA[<a href="/proxy.jsp?page=1&id=2"></a>]]></nextgroup><recordset><record>
<![CDATA[<li><a href="/art/2024/1/2/art_30_101.html"
title="在全县会议上的讲话稿">在全县会议上的讲话稿</a></li>]]></record></recordset></datastore></script>"""


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        (MENU, ["/lm/th.htm", "/lm/zj.htm"]),
        (RECORDS, ["/proxy.jsp?page=1&id=2", "/art/2024/1/2/art_30_101.html"]),
        ('<b data-page="3" data-url="/more?c=1">更多</b>', ["/more?c=1", "/more?c=1&page=4"]),
        ('<map><area href="/lm/jh.htm"></map>', ["/lm/jh.htm"]),
    ],
)
def test_links_that_a_script_would_write(body, paths):
    links = list_links(page_of(body), "http://a.cn/", ("a.cn",), Discover())
    assert [link.url for link in links] == [f"http://a.cn{path}" for path in paths]


@pytest.mark.parametrize("escaped", [False, True])
def test_a_list_that_is_held_back_in_a_textarea(escaped):
    entries = "".join(f"<li><a href='/a/{n}.html'>某次会议上的讲话</a></li>" for n in range(3))
    held = entries.replace("<", "&lt;") if escaped else entries
    document = parse(f"<body><textarea style='display:none'>{held}</textarea>".encode(), "utf-8")
    assert [href for href, _ in written_links(document)] == [f"/a/{n}.html" for n in range(3)]
    copied = parse(b"<body><textarea><a href='/a/1.html'>copy me</a></textarea>", "utf-8")
    assert not list(written_links(copied))
    comment = parse(f"<body><!-- {entries} --><p>x</p>".encode(), "utf-8")
    assert not list(written_links(comment))


@pytest.mark.parametrize(
    "href", ["/", "/a/1.html", "/~x/", "/a//b", "/a/../b", "/a/.", "/一", "/a;b"]
)
@pytest.mark.parametrize("base", ["http://a.cn/x/y.html", "https://www.a.cn:8080", "ftp://a.cn/"])
def test_links_are_joined_as_the_standard_says(base, href):
    assert address_of(base, href, "utf-8") == normalise(urljoin(base, href))


@pytest.mark.parametrize("click", ["javascript:more(2)", '#" onclick="more(2)'])
def test_a_further_page_behind_a_click(click):
    script = "<script>function more(n){ location.href = '1005_' + n + '.html' }</script>"
    page = page_of(f'<p>同志们：</p><a href="{click}">下一页</a>{script}')
    assert further_page(page, BASE) == BASE.replace(".html", "_2.html")
    assert further_page(page, BASE.replace(".html", "_2.html")) is None
