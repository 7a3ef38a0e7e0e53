import pytest

from cleaners.dom import parse
from cleaners.facts.titles import title_of
from cleaners.tree.blocks import read
from cleaners.tree.head import head_of

TITLE = "在全县农村饮水安全工作推进会上的讲话"


@pytest.mark.parametrize(
    "html",
    [
        f"<title>{TITLE}_发言稿_明溪文秘网</title><h1>明溪文秘网</h1><h2>{TITLE}</h2>",
        f"<title>{TITLE} - 明溪文秘网</title><p>正文</p>",
        f"<title>明溪文秘网--{TITLE}</title><div>明溪文秘网</div><b>{TITLE}</b>",
        f"<title>明溪文秘网</title><h1>{TITLE}</h1><div>明溪文秘网</div>",
        f"<meta property='og:title' content='{TITLE}'><p>正文</p>",
        f"<title>{TITLE}|讲话</title><div class='con_tit'>{TITLE}</div>",
        f"<title>{TITLE}_网</title><nav><h1>{TITLE[:4]}</h1></nav><h1>{TITLE}</h1>",
    ],
)
def test_title_by_agreement(html):
    tree = parse(html.encode()).tree
    assert title_of(head_of(read(tree).elements), read(tree)).text == TITLE


def test_page_without_title():
    tree = parse("<p>同志们：</p>".encode()).tree
    assert title_of(head_of(read(tree).elements), read(tree)).text == ""


def test_what_is_called_a_title_below_the_text_is_none():
    text = (
        "同志们：今天的会议很重要，县委、县政府的主要领导都来了，下面，我先讲三点意见，供大家参考。"
    )
    page = f"<div>{text}</div><div>{text}</div><div class=title-2>频道总排行</div>"
    tree = parse(page.encode()).tree
    assert title_of(head_of(read(tree).elements), read(tree)).text == ""


PROSE = "<p>各位代表：现在，我代表村民委员会，向大会报告三年来的工作，请予审议，请大家提意见。</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<title>工作动态——清河县水利学会-清河县水利学会网站</title><a href=/>工作动态</a>"
        f"<table><tr><td class=x_content_title>{TITLE}<tr><td>2020-08-26 14:55:0</table>{PROSE}",
        f"<title>清河人寿</title><p class=title>{TITLE}</p>"
        f"<p class=time>发布时间: <span>2020-07-29</span></p>{PROSE}",
    ],
)
def test_a_line_named_a_title_above_a_day_is_one_though_the_page_declares_another(html):
    tree = parse(html.encode()).tree
    assert title_of(head_of(read(tree).elements), read(tree)).text == TITLE


@pytest.mark.parametrize(
    ("line", "day", "title"),
    [
        ("上有老，下有小，帮帮这一家人！", "时间：2016-06-30 10:47:14&nbsp; 来源：", True),
        ("您好，欢迎来到清河信息网！", "发布时间：2016-06-30", False),
        ("同志们，大家说得好不好？", "2016年6月30日", False),
    ],
)
def test_a_title_may_end_as_a_call_does_above_a_labelled_day(line, day, title):
    page = f"<title>清河信息网-清河民间组织信息网</title><p>{line}</p><div>{day}</div>{PROSE}"
    tree = parse(page.encode()).tree
    assert (title_of(head_of(read(tree).elements), read(tree)).text == line) is title
