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
