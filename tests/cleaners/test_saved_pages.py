"""What saved pages of schools, firms and blogs looked like that the rules were not made from."""

# ruff: noqa: E501  pages have the lines they have

import json

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.boilerplate import body_lines
from cleaners.dates import has_date, parse_date
from cleaners.facts.brokentitles import broken_title
from cleaners.facts.names import clean_name
from cleaners.facts.writers import credit_behind, source_behind_day
from cleaners.lines.furniture import is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.tree.blocks import read
from cleaners.tree.nodes import tree_of

TEXT = (
    "各位来宾、各位朋友：",
    "今天，清河大桥正式通车了，我代表清河建设集团，向各位来宾表示热烈的欢迎，向建设者表示衷心的感谢！",
    "两年来，三百名工人在河上度过了七百个日夜，架起了十二座桥墩，没有发生一起事故，工期提前了四十天。",
    "大桥通车以后，两岸二十万居民到县城只要十分钟，孩子们上学不再等渡船，农民的菜当天就能进城。",
    "祝各位身体健康，工作顺利！谢谢大家！",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)


def page(body: str, title: str) -> Speech | Rejected:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return clean_html(html.encode(), url="http://www.example.com/about/12.html")


def text_of(body: str, title: str) -> Speech:
    found = page(body, title)
    assert isinstance(found, Speech), found
    return found


@pytest.mark.parametrize(
    ("shown", "declared", "title"),
    [
        (
            ("在清河大桥通车", "典礼上的致辞"),
            "在清河大桥通车典礼上的致辞-清河集团",
            "在清河大桥通车典礼上的致辞",
        ),
        (("在清河大桥通车", "2020-01-02"), "在清河大桥通车典礼上的致辞-清河集团", ""),
        (("在清河大桥通车典礼上的致辞", "董事长"), "在清河大桥通车典礼上的致辞-清河集团", ""),
    ],
)
def test_a_title_broken_in_lines_is_put_together(shown, declared, title):
    reading = read(tree_of("".join(f"<h2>{line}</h2>" for line in shown).encode()))
    assert broken_title(reading, 0, [declared]) == title


def test_a_speech_takes_the_heading_above_it_where_the_page_declares_its_site_only():
    body = f"<div class=nav><a href=/>首页</a></div><h3>在清河大桥通车典礼上的致辞</h3><div>{PARAGRAPHS}</div>"
    assert text_of(body, "欢迎访问清河建设集团网站").title == "在清河大桥通车典礼上的致辞"
    assert text_of(body, "清河建设集团").title == "在清河大桥通车典礼上的致辞"


def test_what_stands_above_a_heading_with_all_the_text_below_it_is_none_of_it():
    menu = "<p>首页 关于我们</p><p>服务项目</p><p>工程业绩一览</p><p>全国热线</p><p>人才招聘</p><p>您好</p>"
    found = text_of(
        f"<div>{menu}<h1>在清河大桥通车典礼上的致辞</h1>{PARAGRAPHS}</div>",
        "在清河大桥通车典礼上的致辞",
    )
    assert found.body.splitlines()[0] == TEXT[0]


def test_days_in_english_are_read():
    assert str(parse_date("Posted on December 27, 2009"))[:10] == "2009-12-27"
    assert str(parse_date("3rd Sept. 2018 by admin"))[:10] == "2018-09-03"
    assert parse_date("Maybe 12, 2009") is None
    assert parse_date("Feb 31, 2009") is None
    assert has_date("May 3, 2019")
    assert is_meta("Posted on May 3, 2019")
    assert not is_meta("本集团自 May 3, 2019 起在清河各地办理新的登记手续，请大家带好证件")


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("大家都说好。（文/何秀英 宣传部）", "（文/何秀英 宣传部）"),
        ("大家都说好。（记者 何秀英）", "（记者 何秀英）"),
        ("会议通过了三项决定（记者何秀英）", ""),
        ("大家都说好。（完）", ""),
    ],
)
def test_a_credit_behind_the_last_sentence(line, credit):
    assert credit_behind(line) == credit


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2011年10月25日21:58 清河日报社", "清河日报社"),
        ("http://www.example.com 2011-10-25 清河政府网", "清河政府网"),
        ("2011年10月25日 清河大桥通车", None),
        ("2011年10月25日 集团新闻", None),
    ],
)
def test_a_house_behind_a_day_is_the_source(line, source):
    assert source_behind_day([line]) == source


def test_an_office_behind_a_dash_and_icons_beside_a_name():
    signed = f"<h1>董事长致辞</h1>{PARAGRAPHS}<p>——清河建设集团总经理 何志远</p>"
    assert text_of(signed, "董事长致辞").speaker == "何志远"
    assert clean_name("发表文章") is None
    assert clean_name("发帖") is None


def test_a_day_in_figures_goes_with_the_credit_below_it():
    credit = ("2019.05.29", "来源：清河日报")
    assert body_lines([*TEXT, *credit], "致辞") == list(TEXT)
    kept = [*TEXT[:2], "2019.05.29", *TEXT[2:]]
    assert body_lines(kept, "致辞") == kept


def test_counters_in_english_are_furniture():
    assert is_furniture("Today's Visitors: 0 Total Visitors: 2")
    assert not is_furniture("Total 3")


def test_a_page_of_hardly_a_link_needs_little_text_without_a_title():
    body = f"<img src=a.jpg>{''.join(f'<p>{line}</p>' for line in TEXT[1:4])}"
    html = f"<html><body><div>{body}</div><a href=/>返回</a></body></html>"
    found = clean_html(html.encode(), url="http://www.example.com/about/")
    assert isinstance(found, Speech)


LETTER = "".join(
    f"<p>{line}</p>"
    for line in (
        "親愛的家長：",
        "新學年開始了，學校添置了三百冊圖書，也修好了操場，歡迎各位隨時到校參觀，並把意見告訴老師。",
        "孩子們每天讀書半小時，持之以恆，必有所得，盼望各位在家裡也陪伴他們讀書，和他們談談書裡的人物。",
    )
)


def test_a_letter_in_traditional_characters_tells_its_title_greeting_writer_and_day():
    days = "".join(f"<tr><td><a href={n}>第{n}號通訊</a><td>(2014-02-15)" for n in range(4))
    signed = "<table><tr><td>陳家文校長<tr><td>二零一三年十二月二日</table>"
    body = f"<table>{days}</table><div><div class=headline>清河的秋天</div>{LETTER}{signed}</div>"
    found = text_of(body, "清河小學 Tsing Ho Primary School")
    assert found.title == "清河的秋天"
    assert found.salutation is not None
    assert found.speaker == "陳家文"
    assert str(found.published)[:10] == "2013-12-02"


def test_a_centred_line_above_a_salutation_is_the_title_and_nothing_above_it_is_text():
    of_whom = "<p>理學碩士</p><p>現任清河小學校長，曾任清河縣教育會秘書，亦是清河圖書館之友會的發起人之一，任職已有十年。</p>"
    found = text_of(f"<div>{of_whom}<p align=center>清河的秋天再來</p>{LETTER}</div>", "")
    assert found.title == "清河的秋天再來"
    assert found.body.startswith("親愛的家長：")


@pytest.mark.parametrize("declared", ["", "清河集团"])
def test_a_short_name_of_a_speech_heads_it_and_its_english_name_does_not(declared):
    names = "<h3>董事长致辞</h3><h5>MESSAGE FROM THE CHAIRMAN</h5>"
    found = text_of(f"<div>{names}{PARAGRAPHS}</div>", declared)
    assert found.title == "董事长致辞"
    assert found.body.startswith(TEXT[0])


def test_a_line_named_a_title_that_holds_the_name_of_the_column_is_the_title():
    path = "<p><a href=/>首页</a>>>通车典礼</p>"
    body = f"{path}<div><p class=titlecon>清河大桥隆重举行通车典礼</p>{''.join(f'<p>{x}</p>' for x in TEXT[1:])}</div>"
    assert text_of(body, "通车典礼").title == "清河大桥隆重举行通车典礼"


def test_a_line_above_the_text_that_ends_with_the_declared_name_is_the_title():
    rules = "".join(f"<p>{x}</p>" for x in TEXT[1:])
    found = text_of(f"<div><div class=top>清河县建筑协会入会须知</div>{rules}</div>", "入会须知")
    assert found.title == "清河县建筑协会入会须知"
    assert found.body.startswith(TEXT[1])


def test_rules_of_a_society_have_the_heading_with_its_name_and_no_day_of_a_change():
    changes = "<br>".join(
        (
            "1991.08.17 會員大會修訂通過",
            "1991.08.31 理監事會斟酌文字",
            "2002.01.27 會員大會修訂通過",
        )
    )
    body = f"<h2>最新消息</h2><div><h3>清河語文學會章程總則</h3><p>{changes}</p>{PARAGRAPHS}</div><h3>聯絡我們</h3>"
    found = text_of(body, "清河語文學會")
    assert found.title == "清河語文學會章程總則"
    assert found.published is None


FORM = "<form action=a><label>输入学号</label><input name=a><input type=submit></form>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>清河大学网上抽奖页面</h1><div>{FORM}<p>使用说明：每个人只有一次机会，输入学号点击提交即可，请勿输入他人的学号，谢谢合作！</p></div>",
        "<h2>清河学院长期请假条（存根）</h2><div>您好！本人因<u>&nbsp; &nbsp;</u></div><div>请假时间为：<u>&nbsp;</u>年<u>&nbsp;</u>月<u>&nbsp;</u>日</div>",
        f"<h2>清河医院欢迎您！</h2><p>{TEXT[1]}</p><ul>"
        + "".join(f"<li><a href=/{n}>医院召开第{n}次职工座谈会</a></li>" for n in range(9))
        + "</ul>",
    ],
)
def test_forms_and_first_pages_of_sites_hold_no_text(body):
    assert isinstance(page(body, "清河管理系统"), Rejected)


def test_a_short_text_above_a_form_for_comments_stays():
    text = f"<h1>在清河大桥通车典礼上的致辞</h1><div><p>{TEXT[1]}</p>{FORM}</div>"
    assert isinstance(page(text, "在清河大桥通车典礼上的致辞"), Speech)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>404错误!</h1><h1>此路不通</h1><p>抱歉，您访问的页面地址有误，或者该页面不存在。</p><p>请检查输入的网址是否正确。</p>",
        "<h1>欢迎来到清河学生考核答辩网站!!!</h1><p>活动介绍：第二十期培训考核</p>",
    ],
)
def test_more_pages_without_a_text(body):
    assert isinstance(page(body, "清河学院"), Rejected)


def test_who_spoke_may_stand_behind_a_label_without_a_colon():
    found = text_of(
        f"<h2>视察清河大桥演讲</h2><h3>演讲人 何志远</h3>{PARAGRAPHS}", "视察清河大桥演讲"
    )
    assert found.speaker == "何志远"
    assert found.body.startswith(TEXT[0])


HALVES = [part for line in TEXT for part in (line[:9], f"{line[9:]}\n")]


@pytest.mark.parametrize(
    "content",
    [
        [{"type": "p", "children": [{"text": line[:9]}, {"text": line[9:]}]} for line in TEXT],
        {"blocks": [{"key": str(number), "text": line} for number, line in enumerate(TEXT)]},
        {"ops": [{"insert": half} for half in HALVES]},
    ],
)
def test_a_text_handed_to_a_script_in_parts_is_put_together(content):
    data = json.dumps({"props": {"pageProps": {"news": {"id": 7, "content": content}}}})
    script = f"<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{data}</script>"
    found = text_of(script, "在清河大桥通车典礼上的致辞")
    assert found.body.splitlines() == list(TEXT)


def test_entries_handed_to_a_script_are_no_text():
    entries = [{"title": "通车", "slug": str(n), "content": line} for n, line in enumerate(TEXT)]
    script = f"<div id=app></div><script type=application/json>{json.dumps(entries)}</script>"
    assert isinstance(page(script, "清河新闻"), Rejected)


@pytest.mark.parametrize(
    ("below", "speaker"),
    [("", "何志远"), ("<p>何志远，男，一九六八年生，清河县人，现任清河集团总经理。</p>", None)],
)
def test_an_office_and_a_name_above_a_text_speak_where_the_text_is_not_about_them(below, speaker):
    found = text_of(
        f"<h1>新年致辞</h1><div><p>总经理：何志远</p>{below}{PARAGRAPHS}</div>", "新年致辞"
    )
    assert found.speaker == speaker


@pytest.mark.parametrize("signed", ["总经理：何志远", "董事长: 何志远"])
def test_a_text_signed_with_an_office_and_a_name_is_by_that_name(signed):
    assert text_of(f"<h1>新年致辞</h1>{PARAGRAPHS}<p>{signed}</p>", "新年致辞").speaker == "何志远"


@pytest.mark.parametrize(
    ("above", "declared"),
    [
        (
            "<p>当前位置：<a href='/'>首页</a> > 公司概况 > 领导团队</p><h1>领导团队</h1>"
            "<div><div>在清河大桥通车典礼上的致辞</div><div>更新时间：2018-06-12 点击：93</div></div>",
            "清河集团",
        ),
        (
            "<center style='font-size:30px'>在清河大桥通车典礼上的致辞</center>"
            "<center><b>信息来源：</b>清河集团<br><b>发布日期：</b>2018-06-12</center>",
            "清河大桥建设指挥部与项目部",
        ),
        (
            "<ul class='breadcrumb'><li><a href='/'>首页</a></li><li>政策法规详情</li></ul>"
            "<p class='detail-title'>在清河大桥通车典礼上的致辞</p><p>发布时间:2018-06-12</p>",
            "政策法规详情",
        ),
        (
            "<p><a href='/'>清河在线</a></p><div><b>在清河大桥通车典礼上的致辞</b></div>"
            "<div>[ 2016-4-29 15:10:00 | By: 管理员 ]</div>",
            "清河在线",
        ),
        (
            "<div align='center'><b>清河大桥通车那一天</b></div>"
            "<div align='right'>加入时间：2009-1-16 10:21:00 点击：322</div>",
            "-=清河大桥=-",
        ),
        (
            "<div>何志远的BLOG</div><div><h1>在清河大桥通车典礼上的致辞</h1>"
            "<h2>作者:何志远 日期:2007-01-15</h2></div>",
            "何志远的BLOG",
        ),
        ("<fieldset><legend>在清河大桥通车典礼上的致辞</legend>", "主页"),
    ],
)
def test_a_line_above_a_labelled_day_is_a_title_where_the_page_heads_its_column(above, declared):
    found = text_of(above + PARAGRAPHS, declared)
    assert found.title in {"在清河大桥通车典礼上的致辞", "清河大桥通车那一天"}
    assert found.body.endswith("\n".join(TEXT))


@pytest.mark.parametrize(
    ("line", "speaker", "source"),
    [
        ("柳下听风 发表于： 2020-05-06 分类： 随笔 102 8", "柳下听风", None),
        ("2020-05-06 发布:柳下听风 | 分类:家书 | 评论:3", None, None),
        ("发布:柳下听风 | 分类:家书 | 评论:3 | 浏览:120", "柳下听风", None),
        ("发布:管理员 | 分类:家书 | 评论:3 | 浏览:120", None, None),
        ("作者：何志远处室：德育处 发布时间：2020-05-06", "何志远", None),
        ("发布日期：2020-05-06 发布单位：清河街道党支部", None, "清河街道党支部"),
        ("作者：何志远演讲日期：2020-05-06 浏览：200", "何志远", None),
        ("By 何志远", "何志远", None),
        ("发布单位:清河街道党支部发布时间:2020-05-06", None, "清河街道党支部"),
        ("来源：清河日报 发布日期：2020-05-06 发布单位：第二支部", None, "清河日报"),
    ],
)
def test_who_wrote_or_published_is_read_from_one_line(line, speaker, source):
    found = text_of(f"<h1>通车典礼致辞</h1><p>{line}</p>{PARAGRAPHS}", "通车典礼致辞")
    assert (found.speaker, found.source) == (speaker, source)
    assert found.body == "\n".join(TEXT)


def test_a_day_goes_before_one_in_brackets_when_a_text_was_spoken():
    above = (
        "<h1>通车典礼致辞</h1><p>（2013年3月17日）</p><p>2013年03月18日04:39　来源：清河日报</p>"
    )
    assert str(text_of(above + PARAGRAPHS, "通车典礼致辞").published)[:10] == "2013-03-18"
