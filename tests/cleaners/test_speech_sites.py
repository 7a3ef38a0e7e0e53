"""What sites that live on speeches put around them, and sentences of speeches that look alike."""

# ruff: noqa: E501  lines are as long as sites write them

import pytest

from cleaners import Speech, clean_html
from cleaners.boilerplate import body_lines
from cleaners.lines.furniture import is_cut, is_furniture
from cleaners.lines.metalines import is_meta

TITLE = "在全区河长制工作会议上的讲话"
TEXT = [
    "同志们：",
    "河长制推行五年来，全区四十七条小河的水一天比一天清，岸一天比一天绿，成绩来之不易。",
    "下一步，要把巡河的脚步放慢一些，把问题看细一些，把账本记实一些，一条一条地销号。",
    "谁的河段谁负责，谁出的问题谁整改，年底一把尺子量到底，绝不含糊。",
    "散会。",
]


def page(body, title=TITLE, head=TITLE, info="2023-03-14 08:00"):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{head}</title></head><body>
<div class="wrap"><h1>{title}</h1><p class="info">{info}</p><div class="text">{body}</div></div></body></html>"""


def paragraphs(lines=TEXT):
    return "".join(f"<p>{line}</p>" for line in lines)


def read(html, url="http://www.example.cn/a/1.html"):
    found = clean_html(html.encode(), url)
    assert isinstance(found, Speech), found
    return found


@pytest.mark.parametrize(
    "line",
    [
        "老师点评：语言生动，细节感人。",
        "※ 本平台文章均来自用户分享，请于下载后删除 ※",
        "本页有错？点此告诉我们，有红包",
        "看到这里，相信你已经会写了。",
        "怎么样，感动了吧？动动手指转给朋友！",
        "看会了吗？没看会就收藏起来慢慢看",
        "AI 可能会说错，请注意甄别",
        "使用本稿请注明出处，商业使用须与本站联系取得授权",
        "没有搜到合适的范文？试一试智能写稿，一分钟免费体验",
        "以上河长制讲话由某某文秘独家整理，转载请带链接，欢迎再来。",
        "今天的内容就到这儿，觉得好的话记得点个赞再走。",
        "1、本文档系会员上传，版权归属原作者。",
        "2、购买前请先核对页数，下载后不退款。",
        "联系客服：QQ 1020304（工作日）",
        "标签河长制讲话稿",
        "（区水务局 供稿　摄影：王小山　审核：李大江）",
        "更多水利讲话请看：河长制讲话专辑",
        "充值积分 | 每日签到 | 邀请有礼",
    ],
)
def test_what_a_site_says_below_a_text(line):
    assert body_lines([*TEXT, line], TITLE) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "要用好电视、广播和微信公众号，让群众扫码就能举报偷排，让好做法有人点赞。",
        "今天的分享就到这里，希望对同志们有所帮助。",
        "招标文件请到本公司网站下载。",
        "动动手指就能转账的时代，骗子也动了手指。",
        "记得关注水位，记得给家里打电话。",
        "老师评语：该生爱护小河。",
        "标签贴得再多，不如把活干好。",
        "来稿请发至本单位邮箱，稿件版权归主办方所有，附件为投稿登记表。",
        "以上数据由区统计局提供。",
    ],
)
def test_what_a_speaker_says_last_stays(line):
    assert body_lines([*TEXT, line], TITLE) == [*TEXT, line]


@pytest.mark.parametrize(
    "line",
    [
        "代写讲话、汇报、总结，先看稿后付款，不满意退款，加微信 abc9012，当天可以交稿，长期合作另有优惠，欢迎各单位联系",
        "剩余30%内容未读",
        "本文编号：HZ-0312",
        "[全文结束]",
        "本栏目编辑：李小溪",
        "资源下载",
        "[ad_1]",
        "在APP内打开，阅读更流畅",
        "声明：以上内容由作者授权发布，不构成法律意见。",
        "解锁全文",
        "开通月卡仅需9.9元，全站随心看",
        "- 未完，下页继续 -",
        "[赞一个] [写评语]",
        "- 赞助内容 -",
        "生成海报",
        "本文首发于：水务文秘",
        "▲ 点击图片可放大查看",
        "原创不易，未经许可，请勿搬运。",
        "您是第 位访客　建议使用IE6.0以上浏览",
        "<< 前一篇 | 后一篇 >>",
        "（接上页）",
        "【会员通道】普通会员每天三篇，升级高级会员不限篇数",
        "写评论暂无评论，快来抢沙发",
        "— 分享给你的朋友 —",
        "分享让更多人看到",
        "点击分享，让更多的人知道！",
        "【字体：小 大】【双击自动滚屏】",
        "↓↓ 下滑查看更多 ↓↓",
        "——本章完——",
        "以上文章转载自网络，若侵犯您的权益，请来信告知，24小时内撤下。",
        "扫二维码进写稿交流群",
    ],
)
def test_lines_of_a_site_between_paragraphs(line):
    assert is_furniture(line)
    assert body_lines([*TEXT[:2], line, *TEXT[2:]], TITLE) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "我们要把好经验分享到每一个村。",
        "分享给大家三点体会：",
        "分享让更多人看到希望，也看到责任。",
        "群众扫码就能查看进度，随时点赞。",
        "来源：群众来信占六成，信访占四成。",
        "编辑：要守好校对关，一字不错。",
        "会员可登录协会网站下载回执，或扫描邀请函上的二维码报到。",
        "加入合作社，成为会员，免费领种子。",
        "扫描二维码下载报名表，于5月前交回。",
        "要把返回首页的路留给老人。",
    ],
)
def test_sentences_with_a_sites_words_stay(line):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "上一篇日记写完，他就病倒了。",
        "相关部门的人都要到河边去看一看。",
        "大家都在看着河长，河长没有退路。",
        "侵权必究，不能只写在纸上。",
        "免责声明写得再长，也免不掉良心。",
        "最新数据显示，水质连续三年达标。",
        "更多的时候，他们选择沉默。",
    ],
)
def test_sentences_that_begin_as_a_sites_headings_end_no_text(line):
    assert body_lines([*TEXT, line, *TEXT], TITLE) == [*TEXT, line, *TEXT]


def test_editors_word_before_a_text():
    word = "编者寄语：河长制讲话怎样写才有力？下面的稿子，也许能助你一臂之力。"
    assert body_lines([word, *TEXT], TITLE) == TEXT


def test_a_collection_goes_on_below_a_box_of_links():
    heads = ["第一篇：镇级河长发言", "第二篇：村级河长发言", "第三篇：民间河长发言"]
    parts = [[head, *TEXT[1:4]] for head in heads]
    box = "▼▼ 相关推荐 ▼▼"
    assert body_lines([*parts[0], *parts[1], box, *parts[2]], "河长发言三篇") == [
        line for part in parts for line in part
    ]
    assert is_cut("有关【河长发言三篇】的文章：")


def test_a_day_and_a_counter_beside_a_section():
    assert is_meta("2022.05.16 / 水务管理 / 阅读 331")
    assert not is_meta("2022年5月16日，全区召开会议")


@pytest.mark.parametrize(
    "line",
    [
        "水务演讲 / 2019-08-16 / 发表评论",
        "水务范文 | 06-28 | 阅读 20.1万",
        "VIP2024-03-01236字约1页",
        "编剧：王一　入库：2022-09-09　剧本编号：118",
        "评分：9.1",
        "2023-05-30 发布 丨 河长范文 丨 已帮助 5120 位河长",
        "水务小站 | 栏目：河长讲话 | 更新于：2022年06月28日 | 难度：★★★ | 适用：河长、湖长",
        "2023-04-02　水务文书　编号 GS-5512",
        "水务报告网 2010-04-30",
    ],
)
def test_rows_that_tell_of_a_page(line):
    assert is_meta(line)


def test_excerpt_that_leaves_the_greeting_out():
    assert body_lines([TEXT[1] + TEXT[2][:9] + "……", *TEXT], TITLE) == TEXT


def test_day_of_a_meeting_is_not_the_pages():
    lines = ["时间：2022年4月7日上午", "地点：三楼会议室", *TEXT]
    found = read(page(paragraphs(lines), info="2022-04-11 08:53 来源: 区政府"))
    assert found.published.date().isoformat() == "2022-04-11"
    signed = [*TEXT[:3], "河长办", "2020年9月1日"]
    found = read(page(paragraphs(signed), info="更新：2020-09-03"))
    assert found.published.date().isoformat() == "2020-09-03"


def test_values_run_together():
    found = read(page(paragraphs(), info="小河 发布于 2020-12-291.2K 阅读0 评论"))
    assert found.published.date().isoformat() == "2020-12-29"


def test_author_and_source_as_forums_write_them():
    info = "2018-8-18 21:09 | 作者：何 志 远 | 来自: 江城河长办"
    found = read(page(paragraphs(), info=info))
    assert (found.speaker, found.source) == ("何志远", "江城河长办")


@pytest.mark.parametrize("mark", ["(第2页)", ".docx"])
def test_title_without_its_page_or_kind_of_file(mark):
    assert read(page(paragraphs(), title=TITLE + mark, head=f"{TITLE}{mark}_公文站")).title == TITLE


def test_category_before_a_full_width_bar():
    found = read(
        page(paragraphs(), info="发布者：河长｜时间：2020年12月4日｜分类：水务｜2,002人看过")
    )
    assert found.category == "水务"


def test_path_that_begins_with_where_you_are():
    path = '<p>你在这里：<a href="/">首页</a> / <a href="/jh/">水利讲话</a> / 浏览文章</p>'
    assert read(path + page(paragraphs())).category == "水利讲话"


@pytest.mark.parametrize(
    "line",
    [
        "河长制工作会议上该讲些什么？为大家找来这篇《在全区河长制工作会议上的讲话》，快收下吧！",
        "河长怎样讲话才生动？下面就跟着水务屋一起，看看别人家的河长是怎么讲的。",
        "不知道怎么讲？不妨看看下面两篇讲话稿，看完就有思路了。",
    ],
)
def test_introduction_that_names_the_title(line):
    assert body_lines([line, *TEXT], TITLE) == TEXT


@pytest.mark.parametrize("line", ["相关：河长誓词 巡河记", "▍往期回顾：河长述职｜巡河日记"])
def test_headings_that_end_a_text(line):
    assert is_cut(line)


def test_opening_ceremony_is_an_occasion():
    title = "区长在水文化节开幕式上的致辞"
    assert read(page(paragraphs(), title=title, head=title)).occasion == "水文化节开幕式"


def test_farewell_that_names_the_title():
    line = f"《{TITLE}》的分享到此为止，更多好稿尽在某某之家，常来哟！"
    assert body_lines([*TEXT, line], TITLE) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        f"今天我讲话的题目是《{TITLE}》，欢迎大家批评。",
        f"{TITLE}提出，要一条一条地销号。",
    ],
)
def test_a_title_named_by_its_speaker_stays(line):
    assert line in body_lines([TEXT[0], line, *TEXT[1:]], TITLE)


@pytest.mark.parametrize(
    "mark", ["（本文出自巡河网www.xunhe.example）", "【更多讲话请到巡河网】", "(来源:巡河网)"]
)
def test_a_site_that_names_itself_in_brackets(mark):
    html = page(paragraphs([TEXT[0], TEXT[1] + mark, *TEXT[2:]]), head=f"{TITLE}_巡河网")
    assert read(html).body.split("\n") == TEXT
    kept = TEXT[1] + "（巡河网于五年前开通）"
    html = page(paragraphs([TEXT[0], kept, *TEXT[2:]]), head=f"{TITLE}_巡河网")
    assert kept in read(html).body


def test_head_of_a_page_without_elements_around_its_text():
    parts = (f"<section class=s>{paragraphs(part)}</section>" for part in (TEXT[:2], TEXT[2:]))
    html = f"<title>{TITLE}</title><header>巡河人</header><h2>{TITLE}</h2>" + "<p>…</p>".join(parts)
    assert "巡河人" not in read(html).body


@pytest.mark.parametrize("number", [" 篇1", "范文（一）", "：第一篇", "，其一"])
def test_headings_of_a_collection_that_name_its_title_stay(number):
    title = "幼儿园家长代表发言稿（通用6篇）"
    lines = [title.partition("（")[0] + number, *TEXT]
    assert body_lines(lines, title) == lines


def test_what_stands_above_the_day_of_a_notice_is_its_writers():
    lines = [*TEXT, "稿件请下载模板后上传，版权归作者。", "河长办", "2024年3月4日"]
    assert body_lines(lines, TITLE) == lines


def test_a_short_text_at_an_address_like_a_lists():
    lines = [
        TEXT[0],
        "水清了。",
        "问渠那得清如许？",
        "为有源头活水来。",
        "今夜，愿大家都枕着水声入梦，明早都照见自己的影子。",
    ]
    html = page(paragraphs(lines), title="水边诗会开场致辞", head="水边诗会开场致辞 · 诗社")
    assert read(html, "https://www.example.cn/posts/shuibian/").body.split("\n") == lines


@pytest.mark.parametrize("title", ["婚礼致辞2则", "（精选12篇）", "致辞三篇"])
def test_a_title_that_says_little_but_how_many(title):
    line = "想看更多婚礼致辞的，欢迎收藏。"
    assert body_lines([title, *TEXT, line], title)[:5] == TEXT
