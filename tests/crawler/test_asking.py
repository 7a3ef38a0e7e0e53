"""What scripts ask for, with what they send, and what a crawl makes of it."""

import json

import pytest
from scrapy import Request

from cleaners.dom import parse
from crawler.discovery.asking import Ask, Sent, asks
from crawler.discovery.pageforms import next_form
from crawler.discovery.unfollowed import unfollowed
from crawler.posting import posted
from pipelines.corpus import Link
from tests.crawler.odd_site import Answer, article, serve


@pytest.mark.parametrize(
    ("script", "url"),
    [
        ("fetch('/api/list')", "/api/list"),
        ("axios.get('/api?cid=3&page=' + n)", "/api?cid=3&page=1"),
        (
            "$.ajax({type:'get', url:'/web/l.do', data:{type:'xs', pageNo:num, size:10},"
            " success: function(d){ var e = {page: 7} }})",
            "/web/l.do?type=xs&pageNo=1&size=10",
        ),
        (
            "axios.get('/api/news',{params:{page:this.page,size:this.size,x:y}}); var size = 20",
            "/api/news?page=1&size=20",
        ),
        ("$.get('/l?a=1', {p: k}, function(){})", "/l?a=1&p=1"),
    ],
)
def test_what_a_script_gets(script, url):
    assert list(asks(script)) == [Ask(url)]


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("$.post('/l', {page: n, size: 10}, function(d){})", "form"),
        ("$.ajax({type:'POST',url:'/l',data:{page:n,size:10},success:function(d){}})", "form"),
        ("axios.post('/l', {page: 1, size: 10}).then(d => d)", "json"),
        ("fetch('/l', {method: 'POST', body: JSON.stringify({page: p, size: 10})})", "json"),
    ],
)
def test_what_a_script_posts(script, kind):
    assert list(asks(script)) == [Ask("/l?page=1&size=10", Sent(kind, ("page", "size")))]
    assert list(asks(script.replace("page", "name"))) == []


def test_a_post_has_in_its_body_what_the_script_puts_there():
    request = Request("http://a.cn/l?a=1&page=2")
    form = posted(request, Sent("form", ("page",)))
    assert (form.url, form.method, form.body) == ("http://a.cn/l?a=1", "POST", b"page=2")
    assert json.loads(posted(request, Sent("json", ("a", "page"))).body) == {"a": 1, "page": 2}
    assert posted(request, Sent("form", ())).body == b""


SCRIPT = "<script>function go(n) { document.f.page.value = n; document.f.submit() }</script>"
FORM = (
    "<form name=f method=post action=/l.asp><input type=hidden name=cid value=3>"
    "<input type=hidden name=page value=1>{}</form>"
)


@pytest.mark.parametrize(
    ("html", "page"),
    [
        (SCRIPT + FORM.format("") + "<a href='javascript:go(2)'>下一页</a>", "2"),
        (FORM.format("<a onclick='document.f.page.value=2;document.f.submit()'>下页</a>"), "2"),
        (FORM.format("<button name=page value=3>下一页</button>"), "3"),
        (
            FORM.format(
                "<select name=page onchange='this.form.submit()'><option value=1>1"
                "<option value=2 selected>2<option value=3>3</select>"
            ),
            "3",
        ),
    ],
)
def test_a_form_of_a_page_number_is_sent(html, page):
    def form_of(text):
        return next_form(parse(f"<html><body>{text}".encode(), "utf-8"), "http://a.cn/", ("a.cn",))

    form = form_of(html)
    assert form.url == "http://a.cn/l.asp"
    assert dict(form.fields) == {"cid": "3", "page": page}
    for other in (
        html.replace("name=page", "name=title").replace("f.page", "f.title"),
        html.replace("method=post", ""),
        html.replace("/l.asp", "/login.asp"),
        html.replace("/l.asp", "http://b.cn/l.asp"),
        html.replace("<input", "<input type=password name=pw><input", 1),
        html.replace("<input", "<textarea name=t></textarea><input", 1),
    ):
        assert form_of(other) is None


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<a onclick=\"document.cookie='page=2';location.reload()\">下一页</a>", "cookie_pager"),
        (
            "<script>function to(n){$.cookie('p', n); location.reload()}</script>"
            "<a href='javascript:to(2)'>下一页</a>",
            "cookie_pager",
        ),
        ("<a href='#/list?page=2'>下一页</a>", "hash_pager"),
        ("<a href='javascript:loadPage(2)'>下一页</a>", "script_pager"),
        ("<a href='javascript:void(0);'>下一页</a>", ""),
        ("<a href='#'>下一页</a>", ""),
        ("<a class='disabled' href='javascript:loadPage(2)'>下一页</a>", ""),
    ],
)
def test_why_a_list_is_not_followed_further(html, why):
    page = parse(f"<html><body>{html}".encode(), "utf-8")
    assert unfollowed(page, [Link("http://a.cn/a/1.html", "article")]) == why


def test_why_a_list_names_no_article():
    routes = "".join(f"<a href='#/a/{number}'>讲话</a>" for number in range(6))
    shell = "<script>load(x => '<a href=\"/a/' + x.id + '.html\">')</script>"
    for html, why in ((routes, "hash_routes"), (shell, "script_list"), ("<p>关于我们</p>", "")):
        assert unfollowed(parse(f"<html><body>{html}".encode(), "utf-8"), []) == why


def test_a_list_that_is_posted_for_is_read_to_its_end(yanlu):
    shell = (
        "<html><head><title>讲话稿</title></head><body><ul id=l></ul><script>$.post('/news?c=3',"
        "{pageNo:n,pageSize:10},function(d){d.rows.map(x => $('#l').append('<a href=\"/a/'+x.id+"
        "'.html\">'+x.title+'</a>'))})</script></body></html>"
    )

    def news(request):
        number = int((request.sent or {}).get("pageNo", 9))
        ids = range(991 + 10 * number, 1001 + 10 * number) if number < 4 else ()
        rows = [{"id": each, "title": f"在第{each}次会议上的讲话"} for each in ids]
        return Answer(json.dumps({"rows": rows}), headers={"Content-Type": "application/json"})

    with serve() as site:
        site.pages = {f"/a/{number}.html": article(number) for number in range(1001, 1031)}
        site.pages |= {"/": Answer(shell), "/news?c=3": news}
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        assert yanlu.query("SELECT count(*) FROM speeches") == [(30,)]
        assert site.asked["/news?c=3"] == 4
