"""Lists that come as data, and the templates that make addresses of them."""

import json

import pytest

from cleaners.dom import parse
from crawler.discovery.listings import data_links
from crawler.discovery.templates import asked_data, filled, templates
from crawler.profile import Discover
from tests.crawler.odd_site import Answer, article, serve

DOMAINS = ("a.cn",)


def shell(script, rest=""):
    return parse(f"<html><body>{rest}<script>{script}</script></body></html>".encode(), "utf-8")


@pytest.mark.parametrize(
    ("written", "template"),
    [
        ("""'<a href="/a/'+x.id+'.html">'+x.title""", ("/a/", "id", ".html")),
        ('''"<a href='/a/" + d.list[i].aid + "'>"''', ("/a/", "aid", "")),
        (r'''"<a href=\"show.php?id=" + x["news_id"] + "\">"''', ("show.php?id=", "news_id", "")),
        ("`<a href='/a/${n.newsId}.html'>${n.title}</a>`", ("/a/", "newsId", ".html")),
        ("'<a href=\"/a/{{d.id}}.html\">'", ("/a/", "id", ".html")),
        ("location.href = '/detail?id=' + row.id;", ("/detail?id=", "id", "")),
        ("window.open('/a/' + item.id + '.shtml')", ("/a/", "id", ".shtml")),
    ],
)
def test_templates_that_scripts_fill_in(written, template):
    assert template in templates(shell(f"var a = {written}"))


def test_templates_in_the_page():
    vue = "<li v-for='x in all'><a :href=\"'/a/' + x.id + '.html'\">{{x.title}}</a></li>"
    assert templates(shell("", vue)) == (("/a/", "id", ".html"),)


@pytest.mark.parametrize(
    "written", ["'/a/'+x.id+'.html'", "href = base + x.id", "fetch('/a/'+x.id)"]
)
def test_what_is_no_template(written):
    assert not templates(shell(written))


def test_what_a_page_asks_for():
    script = "fetch('/api/menu'); $.getJSON('/api/list?page=' + n); href='/a/' + x.id"
    assert asked_data(shell(script), "http://a.cn/", DOMAINS) == (
        "http://a.cn/api/list?page=1",
        None,
    )
    assert asked_data(shell("fetch('/api/menu')"), "http://a.cn/", DOMAINS) is None
    away = "fetch('http://b.cn/api/list'); href='/a/' + x.id"
    assert asked_data(shell(away), "http://a.cn/", DOMAINS) is None


def test_data_fill_templates_in():
    data = {
        "menu": [{"id": 1}],
        "data": {"rows": [{"id": 7, "newsTitle": "讲话"}, {"title": "无"}]},
    }
    wanted = templates(shell("href='/a/' + x.id + '.html'"))
    body = json.dumps(data).encode()
    assert filled(body, wanted) == filled(b"cb(" + body + b")", wanted)
    assert [tuple(entry)[:2] for entry in filled(body, wanted)] == [("/a/7.html", "讲话")]
    assert filled(b"[" * 100_000, wanted) == []


def test_data_in_the_page_itself():
    rows = json.dumps([{"id": number, "title": "在会议上的讲话"} for number in (7, 8)])
    script = f"var all = {rows}; var no = [{{id: 1}}]; all.map(x => href='/a/' + x.id + '.html')"
    links = data_links(shell(script), "http://a.cn/", DOMAINS, Discover())
    assert [link.url for link in links] == ["http://a.cn/a/7.html", "http://a.cn/a/8.html"]


SHELL = Answer(
    "<html><head><title>讲话稿</title></head><body><ul id=list></ul><script>var page=1;"
    "fetch('/api/list?page='+page).then(r=>r.json()).then(d=>d.rows.forEach(x=>{list.innerHTML+="
    "'<li><a href=\"/a/'+x.id+'.html\">'+x.title+'</a></li>'}))</script></body></html>",
    headers={"ETag": '"1"'},
)


def unchanged(handler):
    return Answer(status=304) if handler.headers["If-None-Match"] else SHELL


def page_of(numbers):
    rows = [{"id": number, "title": f"在第{number}次会议上的讲话"} for number in numbers]
    return Answer(json.dumps({"rows": rows}), headers={"Content-Type": "application/json"})


def test_a_list_that_data_fill_is_read_to_its_end_and_told_when_it_has_news(yanlu):
    with serve() as site:
        site.pages = {f"/a/{number}.html": article(number) for number in range(1001, 1033)}
        site.pages |= {"/": unchanged, "/api/list?page=4": page_of([])}
        site.pages |= {
            f"/api/list?page={k}": page_of(range(991 + 10 * k, 1001 + 10 * k)) for k in (1, 2, 3)
        }
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        assert yanlu.query("SELECT count(*) FROM speeches") == [(30,)]
        site.pages["/api/list?page=1"] = page_of([1031, 1032, *range(1001, 1009)])
        site.asked.clear()
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        assert yanlu.query("SELECT count(*) FROM speeches") == [(32,)]
        assert site.asked.total() <= 9
        site.asked.clear()
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        assert site.asked.total() <= 4
