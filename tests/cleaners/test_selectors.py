"""What a profile's selectors find, asked of lexbor's tree or of libxml2's."""

import pytest

from cleaners import selectors
from cleaners.clean import clean
from cleaners.dom import parse
from cleaners.model import Article, Page, Speech
from cleaners.rules import Clean, Extract, Rules

PAGE = """<html><head><title>站名</title></head><body><div class="top">首页</div>
<table><tr><td class="side">栏目</td><td class="main"><h1 id="t">在全县水利会议上的讲话</h1>
<p class="by">来源：县水利局</p><div class="ad">此处是广告</div>
<p>同志们：今天的会议，是县委决定召开的。</p>后面的文字，没有段落。
<p>我讲三点意见。</p></td></tr><tr><td class="main">又一格里的文字，也是正文。</td></tr></table>
</body></html>"""


def cleaned(body, drop=(".ad", ".by"), title=("#t",)):
    rules = Rules(Extract(body=body, title=title, source=(".by",)), Clean(drop=drop))
    found = clean(Article((Page("http://a.cn/1.html", PAGE.encode(), None),)), rules)
    assert isinstance(found, Speech)
    return found


@pytest.mark.parametrize(
    "body", ["td.main", "//td[@class='main']", "table > tr > td.main", "td[class=main]"]
)
@pytest.mark.parametrize(
    "drop", [(".ad", "p.by"), ("//div[@class='ad']", ".by"), ("td > .ad, p.by",)]
)
@pytest.mark.parametrize("title", ["#t", "h1::text", "//h1"])
def test_css_and_xpath_find_the_same(body, drop, title):
    speech = cleaned((body,), drop, (title,))
    assert speech.title == "在全县水利会议上的讲话"
    assert speech.body.split("\n") == [
        "同志们：今天的会议，是县委决定召开的。",
        "后面的文字，没有段落。",
        "我讲三点意见。",
        "又一格里的文字，也是正文。",
    ]


def test_the_first_selector_that_finds_any_counts():
    assert cleaned((".none", "//none", "td.main", "body")).origins["body"].endswith("td.main")


def test_fields_are_read_before_and_after_nodes_are_dropped():
    assert cleaned(("td.main",), drop=(".ad",)).source == "县水利局"
    assert cleaned(("td.main",), drop=(".by",)).source is None


def test_each_element_is_found_once_in_the_order_of_the_page():
    found = selectors.nodes(parse(PAGE.encode()), "p, .by, h1, [class]")
    assert [node.tag for node in found] == ["div", "td", "td", "h1", "p", "div", "p", "p", "td"]


@pytest.mark.parametrize(
    "selector", ["//p", ".a > p", "p:first-child", "p::text", "*", "..p", "2p"]
)
def test_what_depends_on_the_parser_or_is_unknown_to_it_is_not_plain(selector):
    assert not selectors.is_plain(selector)
