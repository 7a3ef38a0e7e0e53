"""What pages of sites looked like that the rules were not made from, piece by piece."""

# ruff: noqa: E501  pages have the lines they have

import json
from urllib.parse import quote

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.boilerplate import body_lines
from cleaners.lines.editors import introduces
from cleaners.lines.furniture import is_cut, is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.wrapped import unwrapped

TITLE = "在全县春耕生产推进会上的讲话"
TEXT = (
    "同志们：",
    "一年之计在于春。今天召开全县春耕生产推进会，主要任务是总结去年工作，安排今年的农业生产。",
    "一、抓面积落实",
    "要把播种面积分解到村、落实到户，4月20日前完成备耕，5月10日前完成移栽。",
    "二、抓科技服务",
    "组织200名农技人员进村入户，每个村至少培训两次，推广良种良法，把成果留在农民家。",
    "谢谢大家！",
)
DIALOGUE = (
    "男：尊敬的各位领导",
    "女：亲爱的同事们",
    "合：大家晚上好！",
    "男：辞旧岁，我们满怀豪情",
    "女：迎新年，我们放飞梦想",
    "合：晚会现在开始！",
    "女：首先有请公司董事长致新年贺词，大家掌声欢迎！",
    "男：下面请欣赏由市场部带来的开场舞《好日子》，演唱者来自技术部。",
    "女：舞姿飞扬，激情似火，接下来请听男声独唱《我和我的祖国》。",
    "男：时光飞逝，转眼晚会已接近尾声",
    "女：让我们记住今晚的欢声笑语",
    "合：我们再相会！",
)
LINKS = "".join(
    f'<li><a href="/a/{n}.html">全市防汛抗旱工作会议讲话稿第{n}篇</a></li>' for n in range(9)
)


def paragraphs(lines=TEXT):
    return "".join(f"<p>　　{line}</p>" for line in lines)


def page(body, title=TITLE, info="2023-03-14 来源：县政府办", head=""):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_文山材料</title>{head}</head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a/">讲话稿</a></li></ul></div>
<div class="wrap"><h1>{title}</h1><div class="info">{info}</div>{body}</div>
<div class="side"><h3>热门</h3><ul>{LINKS}</ul></div></body></html>"""


def read(html, url="http://www.example.cn/a/7711.html"):
    found = clean_html(html.encode(), url)
    assert isinstance(found, Speech), found
    return found


@pytest.mark.parametrize(
    "names", [('id="c1"', 'id="c2"', 'id="c3"'), ('class="part"',) * 3, ('class="page"',) * 3]
)
def test_short_lines_in_blocks_apart_are_one_text(names):
    parts = (DIALOGUE[:4], DIALOGUE[4:9], DIALOGUE[9:])
    body = '<div class="ad"><ins></ins></div>'.join(
        f"<div {name}>{'<br>'.join(lines)}</div>" for name, lines in zip(names, parts, strict=True)
    )
    related = f'<div class="xg"><b>[{TITLE}]相关文章：</b><ul>{LINKS}</ul></div>'
    assert read(page(body + related)).body == "\n".join(DIALOGUE)


def test_comments_of_the_same_class_are_no_part_of_the_text():
    notes = "".join(
        f'<div class="box"><a href="/u/{n}">小王</a> 2023-03-1{n}<p>写得真好，下周开会正好用得上，谢谢分享。</p></div>'
        for n in range(3)
    )
    html = page(f'<div class="box">{paragraphs()}</div><h3>网友评论</h3>{notes}')
    assert read(html).body == "\n".join(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "本文首发于公众号“机关笔记”，欢迎关注。",
        "点个“在看”，让更多人知道",
        "我的微信",
        "文章目录",
        "还剩4页未读，继续阅读",
        "亲，该文档总共6页，到这儿已超出免费预览范围，如果喜欢就下载吧！",
        "VIP会员免费下载",
        ">>>下一页更多精彩“婚礼主持词”",
        "转载请务必保留本文链接：https://www.example.cn/2231/",
    ],
)
def test_lines_of_sites(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "我们开通的公众号受到群众广泛关注。",
        "点一盏灯，照亮回家的路。",
        "我的微信里存着一张老照片。",
        "村里还剩4户没有脱贫，我们还要继续努力。",
    ],
)
def test_lines_of_texts(line):
    assert not is_furniture(line)


def test_headings_of_related_texts():
    assert is_cut("2022安全生产会议表态发言材料三篇相关文章：")
    assert is_cut("资源描述：")
    assert not is_cut("我们要认真阅读上级下发的相关文章")


def test_a_repeated_title_may_tell_how_many_texts_follow():
    lines = ["竞聘演讲稿（精选5篇）", *TEXT]
    assert body_lines(lines, "竞聘演讲稿") == list(TEXT)
    assert body_lines(["竞聘演讲稿", *TEXT], "竞聘演讲稿（通用三篇）") == list(TEXT)


def test_labels_run_together_tell_of_a_text():
    assert is_meta("上传人：fuzhi88文档编号：77123上传时间：2022-03-20格式：DOCX页数：6大小：28KB")
    assert is_meta("编辑于 2023-04-09 20:15・IP 属地湖南")
    assert not is_meta("时间：明天，地点：会议室，内容：学习来源：不限")


@pytest.mark.parametrize(
    "info",
    [
        "更新时间：2023-09-01 10:00 发布时间：2023-03-14 08:00 浏览：12",
        "<p>更新时间：2023-09-01</p><p>2023-03-14 08:00</p>",
        "<p>最后更新：2023-09-01 10:00</p><p>2023-03-14 08:00</p>",
        "<p>最新推荐文章于 2023-09-01 10:11:12 发布</p><p>于 2023-03-14 21:00:03 首次发布</p>",
    ],
)
def test_the_day_of_publication_goes_before_the_day_of_a_change(info):
    assert read(page(paragraphs(), info=info)).published.date().isoformat() == "2023-03-14"


@pytest.mark.parametrize(
    "script",
    [
        'var createTime = "2023-03-14 08:48";',
        'var oriCreateTime="1678754880";',
        '{"article":{"id":1,"publishTime":1678754880000}}',
    ],
)
def test_a_script_may_know_the_day(script):
    html = page(paragraphs(), info="县委办", head=f"<script>{script}</script>")
    assert read(html).published.date().isoformat() == "2023-03-14"


@pytest.mark.parametrize(
    "markup",
    [
        "标签：<a>春耕</a><a>讲话</a>",
        "<span>标签：</span><h3><a>春耕</a></h3><h3><a>讲话</a></h3>",
        "<b>推荐访问：</b><ul><li><a>春耕</a></li><li><a>讲话</a></li></ul>",
        "<p>Tags: <a>#春耕</a><a>#讲话</a></p><p><a>收藏</a></p>",
    ],
)
def test_tags_are_the_links_behind_their_label(markup):
    markup = markup.replace("<a>", '<a href="/tag/1">')
    assert read(page(f'<div class="c">{paragraphs()}</div><div>{markup}</div>')).tags == (
        "春耕",
        "讲话",
    )


def test_a_cloud_of_tags_is_the_sites():
    cloud = "".join(f'<a href="/t/{n}">标签词{n}</a>' for n in range(30))
    html = page(f'<div class="c">{paragraphs()}</div><div><b>标签：</b><div>{cloud}</div></div>')
    assert len(read(html).tags) <= 1


@pytest.mark.parametrize(
    ("info", "head", "category"),
    [
        ("发布:admin | 分类:领导讲话 | 评论:0", "", "领导讲话"),
        ("2023-03-14", '<meta name="ColumnName" content="领导讲话">', "领导讲话"),
        ("您现在的位置：文山材料 → 领导讲话 → 文章内容", "", "领导讲话"),
    ],
)
def test_category(info, head, category):
    assert read(page(paragraphs(), info=info, head=head)).category == category


def test_a_speaker_ends_before_a_day():
    assert read(page(paragraphs(), info="作者：胡建民2023-03-15 09:00:00")).speaker == "胡建民"


def test_the_kind_of_a_thread_is_no_part_of_its_title():
    html = f"<title>{TITLE}-讲话发言-文山论坛 -  Powered by Discuz!</title>"
    html += f'<h1><a href="/t">[领导讲话]</a> <span>{TITLE}</span></h1><div class="c">{paragraphs()}</div>'
    assert read(html).title == TITLE


STATE = {"data": {"title": TITLE, "content": paragraphs(TEXT * 2), "publishTime": "2023-03-14"}}


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/json">{quote(json.dumps(STATE))}</script>',
        f"<script>window.__INITIAL_STATE__={json.dumps(STATE)};</script>",
        f"<script>window.__STATE__={json.dumps(STATE, ensure_ascii=False)};</script>",
    ],
)
def test_a_text_that_only_a_script_holds(script):
    found = read(f"<title>{TITLE}-新闻</title><div id=app></div>{script}")
    assert (found.title, found.body) == (TITLE, "\n".join(TEXT * 2))
    assert found.published.date().isoformat() == "2023-03-14"


def test_texts_that_a_script_holds_for_a_list_are_none():
    items = [{"title": TITLE, "content": f"第{n}篇" + paragraphs(TEXT * 2)} for n in range(5)]
    html = f"<title>讲话稿</title><div id=app></div><script>var list={json.dumps(items)}</script>"
    assert isinstance(clean_html(html.encode(), "http://www.example.cn/a/"), Rejected)


@pytest.mark.parametrize(
    "rest",
    [
        '<div class="more"><a href="javascript:;">展开阅读全文</a></div><div style="display:none">{}</div>',
        '<div style="display: none;">{}</div><span class="btn">点击查看剩余内容</span>',
        '<div><section class="hide">{}</section></div><p>阅读全文</p>',
    ],
)
def test_the_rest_behind_a_button_is_text(rest):
    html = page(f'<div class="c">{paragraphs(TEXT[:4])}{rest.format(paragraphs(TEXT[4:]))}</div>')
    assert read(html).body == "\n".join(TEXT)


def test_what_no_button_shows_stays_hidden():
    hidden = '<div style="display:none"><p>　　欢迎来到本站，请记住我们的网址。我们会为您提供最新的讲话稿，祝您生活愉快，工作顺利，天天有好心情。</p></div>'
    assert read(page(f'<div class="c">{paragraphs()}</div>{hidden}')).body == "\n".join(TEXT)


def test_replies_below_a_text_without_markup_are_none_of_it():
    posts = (
        '<p class="author"><strong>文山客</strong>发表于 2021-4-26 10:21:33</p>',
        '<p class="author"><strong>小秘书</strong>发表于 2021-4-27 11:00:10</p>谢谢楼主分享，讲得真好，正好下周要用。',
        '<p class="author"><strong>路过</strong>发表于 2021-4-28 11:00:10</p>顶一个，希望多发这样的好稿子。',
    )
    html = f'<title>{TITLE} - 文山论坛</title><div id="content">{posts[0]}<h3>{TITLE}</h3>{"<br>".join(TEXT)}{posts[1]}{posts[2]}</div>'
    found = read(html)
    assert (found.title, found.body) == (TITLE, "\n".join(TEXT))
    assert found.published.date().isoformat() == "2021-04-26"


def test_a_heading_above_a_day_is_a_title_before_the_name_of_a_section():
    html = f"""<title>宏达矿业</title><div class="banner"><h2>新闻资讯</h2></div><div class="d">
    <h3>{TITLE}</h3><p>2019-09-03 浏览：122</p><div class="t">{paragraphs()}</div></div>"""
    assert read(html).title == TITLE


@pytest.mark.parametrize("name", ["永川县政务信息网", "无标题文档", "新闻内容"])
def test_a_centred_line_is_the_title_of_a_page_that_names_none(name):
    broken = f"{TITLE[:7]}<br>{TITLE[7:]}"
    html = f"""<title>{name}</title><p align="center"><b><font size="5">{broken}</font></b></p>
    <p align="center">胡建民</p><p>{"<br><br>".join(TEXT)}</p>"""
    found = read(html)
    assert (found.title, found.body) == (TITLE, "\n".join(("胡建民", *TEXT)))


def test_results_of_a_search_are_a_list():
    results = "".join(
        f'<dl><dt><a href="/a/{n}.html">竞聘副科长岗位演讲稿第{n}篇</a></dt><dd>……各位评委，大家好！我<em>竞聘</em>的岗位是……我的优势有以下几点，一是素质高，二是能力强……</dd><dd>www.example.cn/a/{n}.html 2022-03-0{n}</dd></dl>'
        for n in range(1, 9)
    )
    html = f"<title>竞聘_搜索结果</title><h1>搜索“竞聘”的结果</h1><p>找到相关结果约 1,023 个</p>{results}"
    found = clean_html(html.encode(), "http://www.example.cn/plus/search.php?q=1")
    assert isinstance(found, Rejected)
    assert found.reason == "list_page"


def wrapped(line, width=34):
    line = "　　" + line
    return "\n".join(line[at : at + width] for at in range(0, len(line), width))


def test_lines_broken_at_one_width_are_put_together():
    html = page(f"<pre>\n{chr(10).join(map(wrapped, TEXT))}\n</pre>")
    assert read(html).body == "\n".join(TEXT)


@pytest.mark.parametrize(
    "lines",
    [
        ("  春眠不觉晓", "处处闻啼鸟", "  夜来风雨声", "花落知多少"),
        tuple(f"{n}、第{n}项工作由办公室牵头，各科室配合，月底前完成并且上报。" for n in range(6)),
    ],
)
def test_verses_and_lists_stay_as_they_are(lines):
    assert unwrapped(list(lines)) == list(lines)


def test_links_to_the_next_text_do_not_outweigh_a_short_one():
    lines = ("各位来宾：", "今天是我女儿和女婿喜结良缘的日子，感谢大家前来祝贺。", "谢谢大家！")
    ends = '<p>上一篇：<a href="/1">新郎母亲在婚礼上的致辞</a></p><p>下一篇：<a href="/2">证婚人在婚礼上的幽默致辞</a></p><p>【打印】【关闭】</p>'
    html = page(f"<div>{paragraphs(lines)}{ends}</div>", info="")
    assert read(html).body == "\n".join(lines)


@pytest.mark.parametrize("dots", ["", "…", "...", "……"])
def test_an_excerpt_of_the_beginning_is_no_part_of_the_text(dots):
    excerpt = "".join(TEXT)[:60] + dots
    assert body_lines([excerpt, *TEXT], TITLE) == list(TEXT)


def test_a_text_that_says_one_line_again_and_again_keeps_all_of_them():
    lines = ["让青春在为人民服务的奉献中绽放绚丽之花！"] * 4
    assert body_lines(lines, "口号") == lines


def test_cleaned_lines_have_no_excerpt_left():
    excerpt = "".join(TEXT)[:60]
    once = body_lines([excerpt + "...", excerpt, *TEXT], TITLE)
    assert once == body_lines(once, TITLE) == list(TEXT)


@pytest.mark.parametrize(
    "pager",
    [
        '<b>1</b><a href="/a/7711_2.html">2</a><a href="/a/7711_3.html">3</a>',
        '<span>共33条</span><a href="/a/7711_2.html">2</a><a href="/a/7711_3.html">3</a>',
    ],
)
def test_page_numbers_below_a_text_are_none_of_it(pager):
    found = read(page(f'<div class="text">{paragraphs()}<p align="center">{pager}</p></div>'))
    assert found.body.split("\n") == list(TEXT)


def test_a_body_of_page_numbers_is_none():
    pager = '<span>共33条</span><span>1</span><a href="2.htm">2</a><a href="3.htm">3</a>'
    entries = "<ul><li><a href='/info/1.htm'>关于开学的通知</a><span>2024-01-02</span></li></ul>"
    html = page(f'<div class="list">{entries}<div class="p">{pager}</div></div>', title="通知公告")
    assert isinstance(clean_html(html.encode(), "http://www.example.cn/tzgg/1.htm"), Rejected)


def test_half_a_character_in_a_script_is_none():
    text = "春耕生产是一年农业的基础，" * 20 + "。"
    script = json.dumps({"content": text})[:-2] + r'\ud800"}'
    found = read(f"<title>{TITLE}-新闻</title><script>var a={script}</script>")
    assert found.body.encode().decode().endswith("。?")


def test_a_day_in_numerals_below_a_notice_is_its_day():
    html = page(paragraphs((*TEXT, "二〇二二年五月十八日")), info="")
    assert read(html, "http://www.example.cn/a/b.html").published.date().isoformat() == "2022-05-18"


def test_comments_below_a_text_in_its_own_element():
    notes = "<p>3 条留言</p><p>小荷 说：</p><p>讲得真好，谢谢分享！</p><p>2023年4月27日 10:11</p>"
    html = page(f"<div>{paragraphs()}{notes}</div>", info="2023/03/14 by 一诺")
    found = read(html)
    assert found.body == "\n".join(TEXT)
    assert found.published.date().isoformat() == "2023-03-14"


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("出国留学网演讲稿栏目为大家提供的《国旗下讲话》，供大家参考，希望对大家有帮助！", True),
        ("我为大家准备了三个故事，希望对大家有帮助。", False),
    ],
)
def test_what_an_editor_offers(line, site):
    assert introduces(line) is site


def test_a_label_in_brackets_needs_no_colon():
    assert is_furniture("【关键词】企业家 表彰 讲话")
    assert is_furniture("[本文来自于公文网，原文地址：https://www.example.cn]")


ENTRY = (
    "<title>清河信息网-清河民间组织信息网</title><ul class=nav><li><a href=/>首页</a><li><a href=/x/>组织导航</a></ul>"
    "<div id=f_l><ul><li><strong><a href=/y>清河公益基金会</a></strong> <span>2016年10月18日 14:21:55</span><br>"
    "所属地区：[<a href=/z>清河县</a>] 网址：http://a.cn/index.html [<a href=/w>点击访问</a>]</ul></div>"
)
EMPTY_POST = (
    "<title>senlinfanghuo | 清河县林业局</title><h1 class=post-title>senlinfanghuo</h1>"
    "<time>2020-11-13</time><article class=post-content></article>"
    "<div class=card-content><div>公告</div><div class=announcement_content>This is my Blog</div></div>"
)


SLOGAN = (
    "<title>清河财税-专注公司注册 - 清河财税咨询有限公司</title><ul><li><a href=/>首页</a></ul>"
    "<div class=figure><h6>无地址注册 无资金注册</h6></div><div><h6>公司新闻</h6><img src=/a.jpg></div>"
)


@pytest.mark.parametrize("html", [ENTRY, EMPTY_POST, SLOGAN])
def test_an_entry_of_a_directory_an_empty_post_and_a_slogan_hold_no_text(html):
    found = clean_html(html.encode(), "http://a.cn/dh/2016-10-18/5341.html")
    assert isinstance(found, Rejected) and found.reason in {"no_body", "list_page"}


def test_few_words_with_a_stop_below_the_name_of_the_site_are_a_text():
    page = "<title>清河信息网</title><div class=content><p>今日停水一天，请用户储水。</p></div>"
    found = clean_html(page.encode(), "http://a.cn/tz/2016-10-18/5341.html")
    assert getattr(found, "body", None) == "今日停水一天，请用户储水。"


def test_rows_of_data_stay_below_the_paragraph_that_tells_of_them():
    told = "经笔试、面试、体检、考核等程序，拟聘用李某等三人为我县事业单位工作人员，现将名单公示如下，欢迎监督。"
    rows = ("姓名 单位 代码", "李某 县中学 01", "马某 县中学 02", "任某 职业学校 03")
    data = "".join(f"<tr><td>{row.replace(' ', '<td>')}" for row in rows)
    page = (
        f"<title>拟聘用人员公示</title><h1>拟聘用人员公示</h1><div>发布时间：2017-12-06</div>"
        f"<div class=content><table><tr><td colspan=3>{told * 3}{data}</table></div>"
    )
    found = clean_html(page.encode(), "http://a.cn/tz/t20171206_21367.html")
    assert found.body == "\n".join([told * 3, *rows])
