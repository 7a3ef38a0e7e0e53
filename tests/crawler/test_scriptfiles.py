"""Script files are read where a page does not say where it goes on, each once in a run."""

import json

import pytest

from cleaners.dom import parse
from cleaners.model import Page
from crawler.discovery.scriptfiles import joined, needed_script
from pipelines.corpus import Link
from tests.crawler.odd_site import Answer, article, listing, serve

SOURCES = "<script src=/js/jquery.js></script><script src=a.js></script><script src=b.js></script>"


def needed(left="", links=(), read=(), html=SOURCES):
    page = parse(f"<html><body>{html}".encode(), "utf-8")
    return needed_script(page, "http://a.cn/jh/", links, left, ("a.cn",), read)


def test_which_script_file_is_needed():
    entry = (Link("http://a.cn/a/1.html", "article"),)
    assert needed() == "http://a.cn/jh/a.js"
    assert needed(read=("http://a.cn/jh/a.js",)) == "http://a.cn/jh/b.js"
    assert needed(read=("http://a.cn/jh/a.js", "http://a.cn/jh/b.js")) is None
    assert needed(links=entry) is None
    assert needed("script_pager", entry) == "http://a.cn/jh/a.js"
    assert (
        needed(html="<script src='http://b.cn/a.js'></script><script src=/x.php></script>") is None
    )


def test_script_files_are_written_into_their_page():
    page, file = Page("http://a.cn/", b"<p>"), Page("http://a.cn/a.js", "f('</p>讲')".encode())
    data = Page("http://a.cn/data?page=1", b"{}")
    (whole, rest), files = joined((page, file, data))
    assert (whole.url, whole.body) == (page.url, b"<p><script>f('<\\/p>')</script>")
    assert (rest, files) == (data, {file.url})
    assert joined((page, data)) == ((page, data), frozenset())


SCRIPT = "function go(n){ location.href = '/jh/list_' + n + '.html' } function show(n){"
SCRIPT += " window.open('/a/' + n + '.html') }"
FILLS = (
    "fetch('/data?page='+n).then(d => d.rows.map(x => l.append("
    "'<a href=\"/a/'+x.id+'.html\">'+x.title+'</a>')))"
)


def javascript(text):
    return Answer(text, headers={"Content-Type": "application/javascript"})


def list_of(number):
    entries = "".join(
        f"<li><a href='javascript:show({1000 + 10 * number + k})'>在会议上的讲话稿 {k}</a>"
        for k in range(10)
    )
    more = f"<a href='javascript:go({number + 1})'>下一页</a>" if number < 3 else ""
    return Answer(f"<html><body><script src=/go.js></script>{entries}{more}")


def test_lists_whose_functions_are_in_a_file_are_read_to_their_end(yanlu):
    with serve() as site:
        site.pages = {f"/a/{number}.html": article(number) for number in range(1010, 1040)}
        site.pages |= {f"/jh/list_{number}.html": list_of(number) for number in (1, 2, 3)}
        site.pages |= {"/": listing("/jh/list_1.html"), "/go.js": javascript(SCRIPT)}
        yanlu.crawl("generic", f"{site.url}/")
        assert yanlu.query("SELECT count(*) FROM speeches") == [(30,)]
        assert site.asked["/go.js"] == 1


@pytest.mark.parametrize("file", [Answer("", 404), Answer("", 500), Answer("")])
def test_a_script_file_that_is_not_there_does_no_harm(yanlu, file):
    with serve() as site:
        site.pages = {f"/a/{number}.html": article(number) for number in range(1010, 1020)}
        links = listing(*(f"/a/{number}.html" for number in range(1010, 1020))).body
        pager = "<script src=/a.js></script><a href='javascript:go(2)'>下一页</a>"
        site.pages |= {"/": Answer(links + pager), "/a.js": file}
        yanlu.crawl("generic", f"{site.url}/", "-s", "RETRY_ENABLED=False")
        assert yanlu.query("SELECT count(*) FROM speeches") == [(10,)]
        assert yanlu.query("SELECT state FROM pages WHERE url = ?", f"{site.url}/") == [
            ("fetched",)
        ]
        report = json.loads(yanlu.run("report", "--json").out)["report"]
        assert report["not_followed"] == {"script_pager": 1}


def test_a_page_that_only_its_script_file_fills(yanlu):
    with serve() as site:
        site.pages = {f"/a/{number}.html": article(number) for number in range(1010, 1030)}
        for number in (1, 2, 3):
            ids = range(1000 + 10 * number, 1010 + 10 * number) if number < 3 else ()
            rows = [{"id": each, "title": f"在第{each}次会议上的讲话"} for each in ids]
            kind = {"Content-Type": "application/json"}
            site.pages[f"/data?page={number}"] = Answer(json.dumps({"rows": rows}), headers=kind)
        shell = "<html><head><script src=/lib/vue.js></script><script src=/app.3f.js></script>"
        site.pages |= {
            "/": Answer(f"{shell}<body><div id=l></div>"),
            "/app.3f.js": javascript(FILLS),
        }
        assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
        assert yanlu.query("SELECT count(*) FROM speeches") == [(20,)]
        assert site.asked["/lib/vue.js"] == 0
