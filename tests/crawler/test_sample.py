"""The sample site, walked over HTTP: all that it promises is there."""

import re
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPMessage
from itertools import combinations
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest

from crawler.sample.expected import expected, load_expected
from crawler.sample.server import SampleServer, serve
from crawler.sample.site import Response, render

EXPECTED = load_expected()
ARTICLES = EXPECTED["articles"]
HIDDEN = "//*[@style='display:none' or @class='jammer'] | //script | //style | //*[@class='ad']"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        utf8 = "utf-8" in (self.headers["Content-Type"] or "")
        return self.body.decode("utf-8" if utf8 else "gbk")


def fetch(url: str, **headers: str) -> Answer:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def links(url: str, text: str) -> list[str]:
    hrefs = lxml.html.document_fromstring(text).xpath("//a/@href")
    return [urldefrag(urljoin(url, href)).url for href in hrefs]


def leads_on(site: SampleServer, url: str) -> bool:
    path = urlsplit(url).path
    return url.startswith(f"{site.url}/") and not path.startswith(("/rili/", "/admin/"))


@pytest.fixture(scope="module")
def site():
    with serve() as server:
        yield server


@pytest.fixture(scope="module")
def walk(site):
    """Every page that links lead to, by path and query, and every link seen."""
    pages, seen = {}, {f"{site.url}/"}
    queue = deque(seen)
    while queue:
        url = queue.popleft()
        answer = pages[url.removeprefix(site.url)] = fetch(url)
        for found in links(url, answer.text):
            if found not in seen:
                seen.add(found)
                if leads_on(site, found):
                    queue.append(found)
    return pages, seen


def visible_lines(text: str) -> list[str]:
    """The lines of the article's content box, as a reader sees them."""
    text = re.sub(r"</p>|</div>|<br>", r"\g<0>\n", text)
    content = lxml.html.document_fromstring(text).get_element_by_id("content")
    for node in content.xpath(f".{HIDDEN.replace(' | //', ' | .//')}"):
        node.drop_tree()
    lines = content.text_content().replace("\u200b", "").split("\n")
    return [line.strip() for line in lines if line.strip()]


def test_expected_file_agrees_with_the_articles():
    assert expected() == EXPECTED, "run `python -m crawler.sample.expected`"


def test_there_is_enough_to_crawl():
    totals = EXPECTED["totals"]
    assert totals["articles"] >= 64
    assert totals["list_pages"] == 12
    assert len({it["category"] for it in ARTICLES.values()}) == 4
    assert sum(it["duplicate_of"] is not None for it in ARTICLES.values()) == 4
    assert sum(it["near_copy_of"] is not None for it in ARTICLES.values()) == 4
    assert {len(it["pages"]) for it in ARTICLES.values()} == {1, 2, 3, 4}


@pytest.mark.parametrize("path", ARTICLES)
def test_article_has_a_speech_s_length(path):
    assert 400 <= len(re.findall("[一-鿿]", ARTICLES[path]["body"])) <= 2000


def test_every_promised_page_is_reached(walk):
    pages, _ = walk
    others = {path for paths in EXPECTED["not_speeches"].values() for path in paths}
    promised = {page for it in ARTICLES.values() for page in it["pages"] + it["variants"]}
    assert promised | others - {"/rili/"} == set(pages)


def test_status_is_as_promised(walk):
    pages, _ = walk
    gone = EXPECTED["not_speeches"]["not_found"]
    assert [path for path, answer in pages.items() if answer.status == 404] == gone
    assert {answer.status for answer in pages.values()} == {200, 404}
    for path in EXPECTED["not_speeches"]["soft_404"]:
        assert "您访问的页面不存在" in pages[path].text


@pytest.mark.parametrize("path", ARTICLES)
def test_page_shows_the_text_and_its_facts(walk, path):
    pages, _ = walk
    it = ARTICLES[path]
    shown = [line for page in it["pages"] for line in visible_lines(pages[page].text)]
    body = it["body"].split("\n")
    assert [line for line in shown if line in set(body)] == body
    around = len(shown) - len(body)  # title twice, introduction, editor on each page, closing
    assert 3 <= around - len(it["pages"]) <= 4
    assert shown.count(it["title"]) == 2 and "（责任编辑：admin）" in shown
    page = lxml.html.document_fromstring(pages[path].text)
    (facts,) = page.xpath("//div[@class='info']")
    assert "浏览量:" + str(it["views"] or "") in facts.text_content()
    assert it["published"][11:19] in facts.text_content()
    assert page.xpath("//div[@class='tags']/a/text()") == it["tags"]
    assert page.xpath("string(//div[@class='position'])").split(">")[1].strip() == it["category"]


def test_bytes_are_encoded_and_declared_as_promised(walk):
    pages, _ = walk
    for path in ARTICLES:
        answer, column = pages[path], path.split("/")[1]
        assert answer.headers["Content-Type"].endswith("charset=utf-8") == (
            column in ("fayangao", "jianghuagao")
        )
        declared = re.findall(rb'charset="?([\w-]+)', answer.body)
        assert declared == {"zongjie": [b"gb2312"], "xinde": []}.get(column, [b"utf-8"])
        if column in ("zongjie", "xinde"):
            with pytest.raises(UnicodeDecodeError):
                answer.body.decode("utf-8")


def test_declared_gb2312_holds_characters_beyond_it(walk):
    pages, _ = walk
    text = pages["/zongjie/20221228/3001.html"].text
    assert "陶喆" in text and "朱镕" in text


def test_furniture_is_there(walk):
    pages, _ = walk
    texts = [pages[path].text for path in ARTICLES]
    marks = [
        "推荐访问",
        "上一篇",
        "下一篇",
        "相关文章",
        "热门文章",
        "版权所有",
        "ICP备",
        "扫码关注",
    ]
    assert all(mark in text for text in texts for mark in marks)
    for some in (
        "小编",
        'class="ad"',
        'class="jammer"',
        'style="display:none"',
        "&#8203;",
        'class="key"',
    ):
        assert sum(some in text for text in texts) > 10, some
    assert sum("来源：" in text for text in texts) > 5
    assert sum("作者：" in text for text in texts) >= 3
    assert {m for t in texts for m in re.findall("<(?:p|div)>(?:　　|&nbsp;)|<br>", t)} == {
        "<p>　　", "<p>&nbsp;", "<div>&nbsp;", "<br>",
    }  # fmt: skip


def test_lists_pin_entries_and_number_their_pages(site):
    for number in (2, 3):
        url = f"{site.url}/fayangao/list_1_{number}.html"
        text = fetch(url).text
        assert text.count("[置顶]") == 2
        assert f"{site.url}/fayangao/index.html" in links(url, text)
    assert ("下一页" in text, "尾页" in text) == (False, True)


def test_links_that_lead_astray_are_there(walk):
    _, seen = walk
    assert {urlsplit(url).scheme for url in seen} == {"http", "javascript", "mailto"}
    assert any(urlsplit(url).hostname == "example.com" for url in seen)
    assert {urlsplit(url).path for url in seen} >= {*EXPECTED["never_fetched"], "/rili/"}


def test_calendar_has_no_end(site):
    url, months = f"{site.url}/rili/?y=2023&m=11", set()
    for _ in range(30):
        months.add(url)
        url = [link for link in links(url, fetch(url).text) if "/rili/?" in link][-1]
    assert len(months) == 30 and url.endswith("y=2026&m=5")


def test_robots_txt(site):
    assert fetch(f"{site.url}/robots.txt").body.decode().splitlines() == [
        "User-agent: *", "Allow: /", "Disallow: /admin/",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/fayangao/", "/xinde/20230719/4001.html"])
def test_unchanged_page_is_not_sent_again(site, path):
    first = fetch(site.url + path)
    for validator in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", W/{first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = fetch(site.url + path, **validator)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    for stale in (
        {"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert fetch(site.url + path, **stale).status == 200


def test_connection_is_kept_and_requests_are_logged():
    with serve() as server:
        connection = HTTPConnection(*server.server_address[:2], timeout=60)
        for method, path in (("GET", "/"), ("HEAD", "/?from=x"), ("GET", "/none.html")):
            connection.request(method, path)
            response = connection.getresponse()
            length = int(response.headers["Content-Length"])
            assert len(response.read()) == (0 if method == "HEAD" else length)
        connection.close()
        assert server.requests == ["/", "/?from=x", "/none.html"]
        server.forget_requests()
        assert server.requests == []


def test_a_test_can_change_the_site():
    with serve() as server:
        server.overrides["/fayangao/"] = Response(503, {"Retry-After": "1"}, b"busy")
        answer = fetch(f"{server.url}/fayangao/")
    assert (answer.status, answer.body, answer.headers["Retry-After"]) == (503, b"busy", "1")


def test_render_is_pure():
    assert render("/", "") == render("/", "")
    assert render("/rili/", "y=abc&m=99").status == 200


@cache
def shingles(body: str) -> frozenset[str]:
    return frozenset(body[at : at + 5] for at in range(len(body) - 4))


def test_only_copies_are_alike():
    for (one, a), (other, b) in combinations(ARTICLES.items(), 2):
        left, right = shingles(a["body"]), shingles(b["body"])
        alike = len(left & right) / len(left | right)
        family = [{path, it["duplicate_of"]} for path, it in ((one, a), (other, b))]
        near = [{path, it["near_copy_of"]} for path, it in ((one, a), (other, b))]
        if {one, other} in family:
            assert alike == 1
        elif {one, other} in near:
            assert 0.6 < alike < 0.95
        else:
            assert alike < 0.05, (one, other)
