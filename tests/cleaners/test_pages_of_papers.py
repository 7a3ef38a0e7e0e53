"""Pages of newspapers, blogs, forums and platforms that the rules were not made from."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.dates import has_date, parse_date
from cleaners.furniture import is_furniture

URL = "http://www.example.cn/a/7711.html"
TITLE = "在全县防汛抗旱工作会议上的讲话"
TEXT = (
    "同志们：",
    "汛期将至，今天召开全县防汛抗旱工作会议，主要任务是分析形势，安排今年的防汛抗旱工作。",
    "各乡镇要在本月底前查完每一座水库、每一段堤防，查出的隐患要逐条登记、逐条销号。",
    "谢谢大家！",
)
LINKS = "".join(
    f'<li><a href="/a/{n}.html">全市春耕生产工作会议讲话稿第{n}篇</a></li>' for n in range(9)
)


def paragraphs(lines=TEXT):
    return f'<div class="con">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def page(body, title=TITLE, info="2023-03-14", head=""):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_青山在线</title>{head}</head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a/">讲话稿</a></li></ul></div>
<div class="wrap"><h1>{title}</h1><div class="info">{info}</div>{body}</div>
<div class="side"><h3>热门</h3><ul>{LINKS}</ul></div></body></html>"""


def read(html):
    found = clean_html(html.encode(), URL)
    assert isinstance(found, Speech), found
    return found


STORY = (
    "父亲那年六十三岁，头一回坐火车来看我。",
    "他把一袋新米从站台背到六楼，放下就问：厨房在哪里？",
    "那一顿饭他没有说几句话，只是把锅里的米饭盛了又盛，说城里的锅太小。",
    "他又下楼去，把我的自行车推到巷口打了气，回来说巷口修车的师傅也姓陈，两个人说了半天的话。",
    "第二天一早他就走了，桌上压着一张纸条：米要放在干的地方，莫要淋着。",
)


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        (
            '<div><a class="note-author" href="/u/1">山中人</a><span>2023-03-14</span></div>',
            "山中人",
        ),
        ('<p><span itemprop="author">周墨</span></p>', "周墨"),
        ('<div class="authi"><a href="/u/1">三单元老宋</a></div>', "三单元老宋"),
        ('<div><a class="follow-nickName" href="/u/1">一只码农</a></div>', "一只码农"),
        ("<p>□ 何秀英</p>", "何秀英"),
        ("<p>◎本报记者 何秀英</p>", "何秀英"),
        ("<p>作者：文/何秀英 图/宣传部</p>", "何秀英"),
        ('<p><span class="author">清江日报</span></p>', None),
        ('<p><span class="author">县委宣传部</span></p>', None),
        ('<div class="authi"><em>发表于</em></div>', None),
    ],
)
def test_who_wrote(byline, name):
    found = read(page(byline + paragraphs(), info=""))
    assert found.speaker == name
    assert found.body == "\n".join(TEXT)


def test_an_account_is_where_a_text_is_from():
    head = '<meta property="og:article:author" content="半亩方塘">'
    account = '<div class="meta"><span class="profile_nickname"><a>基层笔记</a><p>记录乡镇</p></span></div>'
    found = read(page(account + paragraphs(), head=head, info=""))
    assert (found.source, found.speaker) == ("基层笔记", "半亩方塘")


@pytest.mark.parametrize(
    "url", ["https://www.example.cn/note/81/", "https://www.example.cn/posts/rice/"]
)
def test_a_short_title_at_an_address_like_that_of_a_list(url):
    html = page(paragraphs(STORY), title="一袋新米")
    found = clean_html(html.encode(), url)
    assert isinstance(found, Speech)
    assert found.body == "\n".join(STORY)
    column = html.replace('<a href="/a/">讲话稿</a>', '<a href="/a/">一袋新米</a>')
    assert isinstance(clean_html(column.encode(), url), Rejected)


def test_a_short_text_shown_is_preferred_to_the_one_without_paragraphs_for_machines():
    said = "".join(STORY[:3])
    data = f'<script type="application/ld+json">{{"articleBody": "{said}"}}</script>'
    html = page(paragraphs(STORY), title="讲话稿", head=data)
    found = clean_html(html.encode(), "https://www.example.cn/posts/rice/")
    assert isinstance(found, Speech)
    assert found.body == "\n".join(STORY)


def test_a_poem_parted_by_line_breaks_needs_no_heading():
    verses = [
        "月亮爬上老屋的檐",
        "母亲的灯还亮在窗前",
        "一针一线缝着明天",
        "缝着我走不出的挂念",
    ] * 2
    verses[4:] = ["长大的人去了远方", "河水唱着旧时的腔", "梦里我又回到小巷", "门槛上坐着我的爹娘"]
    html = f"<title>行囊 - 原创诗歌网</title><p><a href=/>首页</a></p><blockquote>{'<br>'.join(verses)}</blockquote><ul>{LINKS}</ul>"
    assert read(html).body == "\n".join(verses)


def test_numbers_of_the_lines_of_a_program_are_no_text():
    numbers = "".join(f"<li>{n}</li>" for n in range(1, 5))
    body = f"{paragraphs()}<pre>print(1)\nprint(2)</pre><ul>{numbers}</ul>{paragraphs(STORY)}"
    assert "\n1\n" not in read(page(f'<div class="content">{body}</div>')).body


@pytest.mark.parametrize(
    "below",
    [
        "<p>编辑于 2023-03-14 21:07・IP 属地湖南</p><h2>18 条评论</h2><p>2023-03-16</p>",
        '<div>posted @ 2023-03-14 20:31 <a href="/">老莫</a> 阅读(420) 评论(3) <a href="/">举报</a></div>',
    ],
)
def test_the_day_below_a_text(below):
    found = read(page(paragraphs() + below, info=""))
    assert f"{found.published:%F}" == "2023-03-14"


def test_days_of_members_and_readers_are_not_the_texts():
    members = "<p>注册时间:2006-03-11</p>"
    assert read(page(members + paragraphs(), info="")).published is None
    readers = "<h3>全部评论</h3><p>2023-03-16 10:28</p><p>2023-03-17 10:28</p>"
    assert read(page(paragraphs() + readers, info="")).published is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("中華民國112年12月10日", "2023-12-10"),
        ("民國一一二年十二月十日", "2023-12-10"),
        ("中華民國112年13月10日", None),
    ],
)
def test_years_of_the_republic(text, day):
    found = parse_date(text)
    assert (f"{found:%F}" if found else None) == day
    assert has_date(text)


def test_a_form_to_log_in_is_a_wall():
    form = (
        "<div>验证码登录</div><div>密码登录</div><div>未注册手机验证后自动登录</div><div>更多</div>"
    )
    found = clean_html(
        f"<title>知否 - 有问题就会有答案</title>{form}".encode(), "https://www.example.cn/signin"
    )
    assert found == Rejected("login_wall", "a form to log in, and no text")


def test_a_title_that_names_the_site_that_verifies():
    html = "<title>某某安全验证</title><div>网络不给力，请稍后重试</div><button>返回首页</button>"
    found = clean_html(html.encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason == "captcha"


def test_what_is_for_sale_is_no_text():
    fields = "".join(
        f"<li>{name}：{n}0032</li>" for n, name in enumerate(("商品编号", "版次", "页数", "开本"))
    )
    basket = "<p>￥39.80</p><a href='#'>加入购物车</a>"
    found = clean_html(page(f"{basket}<ul>{fields}</ul>").encode(), URL)
    assert found == Rejected("no_body", "a page that sells something")
    assert isinstance(clean_html(page(basket + paragraphs()).encode(), URL), Speech)


def test_a_call_to_read_on_is_furniture():
    assert is_furniture("請繼續往下閱讀...")
    assert not is_furniture("大家继续往下看材料的第三页，看看这组数字说明了什么。")
    assert TITLE in read(page(paragraphs())).title
