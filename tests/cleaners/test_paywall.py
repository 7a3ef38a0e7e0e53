"""Pages that show the beginning of a text to everybody and the rest to some."""

import pytest

from cleaners import Speech, clean_html
from cleaners.lines.paywall import is_wall

TITLE = "在全县水利工作会议上的讲话"
LINES = [
    f"第{number}点，要把水渠修到田头，让群众用上放心水，各乡镇要明确责任，倒排工期，按月通报进度。"
    for number in "一二三四五六"
]


def page(end: str) -> bytes:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    return f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{text}{end}</div>".encode()


@pytest.mark.parametrize(
    "wall",
    [
        "登录后可阅读全文",
        "剩余内容仅限会员查看，请先登录",
        "本帖隐藏的内容需要回复才可以浏览",
        "开通VIP会员继续阅读全文",
        "试读已结束",
        "还剩72.5%未读，付费解锁",
        "此内容需要注册后查看",
        "该文章仅对会员开放",
        "Please log in to read the full article",
        "登陸後可閱讀全文",
        "关注公众号“柳溪文秘”，回复“888”获取验证码，输入后查看全文",
        "此处内容已经被作者隐藏，请输入验证码查看内容",
    ],
)
@pytest.mark.parametrize("end", ["<p>{}</p>", "</div><div><a href=/login>{}</a>"])
def test_a_text_that_ends_at_a_wall_is_stored_as_not_complete(wall, end):
    found = clean_html(page(end.format(wall)), "http://www.example.cn/2024/3.html")
    assert isinstance(found, Speech), found
    assert found.body.split("\n") == LINES
    assert not found.complete


@pytest.mark.parametrize(
    "line",
    [
        "目前还有15%的任务没有完成。",
        "登录后可以发表评论",
        "展开全文",
        "登录 | 注册",
        "我们要推进升级改造，让群众看到全部变化。",
        "会员单位要认真学习本次会议精神。",
        "关注公众号，获取更多内容",
        "点击下载本文完整版",
    ],
)
def test_other_lines_are_no_wall(line):
    assert not is_wall(line)
    found = clean_html(page(f"<p>{line}</p>"), "http://www.example.cn/2024/3.html")
    assert isinstance(found, Speech)
    assert found.complete
