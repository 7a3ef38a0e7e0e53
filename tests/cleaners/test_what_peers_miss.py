"""Where the extractors of today go wrong, one row for each way, on pages as sites write them."""

# ruff: noqa: E501  pages have the lines they have

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from cleaners import Rejected, Speech, clean_html

_spec = spec_from_file_location("pages", Path(__file__).parent / "pages.py")
assert _spec and _spec.loader
pages = module_from_spec(_spec)
_spec.loader.exec_module(pages)


def speech(html: str, encoding: str = "utf-8", url: str = pages.URL) -> Speech:
    found = clean_html(html.encode(encoding), url)
    assert isinstance(found, Speech), found
    return found


def body(html: str) -> str:
    return speech(pages.dedecms(html)).body


def around(line: str, after: int) -> str:
    lines = [f"<p>{text}</p>" for text in pages.PARAGRAPHS]
    return "".join([*lines[:after], line, *lines[after:]])


@pytest.mark.parametrize("tag", ["p", "div", "span"])
@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：admin）",
        "责编：张三 校对：李四",
        "来源：明溪文秘网",
        "小编为大家整理了更多讲话稿，欢迎大家参考。",
        "推荐访问：饮水安全 讲话 农村",
        "扫码关注公众号，获取更多范文",
        "版权声明：本站内容均来自网络，如有侵权请联系删除。",
        "未经授权，请勿转载。",
        "明溪网专稿，未经书面授权请勿转载。",
        "转载请注明出处：明溪文秘网",
        "本文地址：http://www.example.cn/fayangao/10234.html",
        "更多饮水安全讲话请关注www.example.cn",
        "上一页 1 2 3 下一页",
        "阅读剩余全文（）",
        "加载中，请稍候。",
        "若长时间无响应，请刷新本页面",
    ],
)
def test_line_of_the_site_at_the_end_of_the_body(line, tag):
    html = f"<{tag}>{line}</{tag}>" + ("<br>" if tag == "span" else "")
    assert body(around(html, len(pages.PARAGRAPHS))) == pages.BODY


@pytest.mark.parametrize("heading", ["延伸阅读", "相关文章：", "【推荐阅读】", "猜你喜欢"])
def test_links_below_a_heading_in_the_body(heading):
    links = "".join(f"<p><a href='/{n}'>在第{n}次工作会议上的讲话</a></p>" for n in range(4))
    assert body(around(f"<p><strong>{heading}</strong></p>{links}", 10)) == pages.BODY


def test_day_inside_the_body_stays_when_the_page_tells_its_own():
    found = speech(pages.dedecms("<p>发布时间：2023-10-30</p>" + pages.paragraphs()))
    assert found.body == "发布时间：2023-10-30\n" + pages.BODY
    assert found.published is not None
    assert found.published.day == 1


@pytest.mark.parametrize(
    "box",
    [
        '<div class="pay-balance"><p>抵扣说明：</p><p>{0}</p><p>{0}</p></div>',
        '<div class="modal fade"><p>{0}</p><p>{0}</p></div>',
        '<div id="login-dialog"><p>{0}</p><p>{0}</p></div>',
        '<div class="popup-box"><p>{0}</p><p>{0}</p></div>',
        '<div class="disclaimer"><p>{0}</p><p>{0}</p></div>',
    ],
)
def test_very_short_speech_beside_a_longer_box(box):
    text = "各位代表：<br>我完全赞成这个报告。<br>谢谢大家！"
    told = "余额是钱包充值的虚拟货币，按照1:1的比例进行支付金额的抵扣，无法直接购买下载。"
    html = f"""<title>我的发言_明溪网</title><h1>我的发言</h1><div>时间：2023-11-01</div>
<div class="content">{text}</div>{box.format(told)}"""
    assert speech(html).body == "各位代表：\n我完全赞成这个报告。\n谢谢大家！"


def test_repeated_title_is_text_when_only_fragments_stand_below_it():
    title = "城市生态系统价值评估模型的计算与应用"
    html = f"<p>{title}</p><p>1107436458 说明来处</p>"
    page = f"<title>{title}_网</title><h1>{title}</h1><div>时间：2023-11-01</div>"
    found = speech(f'{page}<div id="content_views">{html}</div>')
    assert found.body == f"{title}\n1107436458 说明来处"


@pytest.mark.parametrize(
    "count", ["（阅读 1,024 次）", " 浏览：356", "<span>[点击数：88]</span>", "<sup>241</sup>"]
)
def test_counter_in_the_heading(count):
    html = pages.dedecms().replace(f"<h1>{pages.TITLE}", f"<h1>{pages.TITLE}{count}")
    found = speech(html)
    assert (found.title, found.body) == (pages.TITLE, pages.BODY)


@pytest.mark.parametrize(
    "suffix",
    [
        "_发言稿_明溪文秘网",
        " - 明溪文秘网",
        "|明溪文秘网",
        "-明溪县人民政府",
        " – 明溪",
        "--明溪网",
    ],
)
def test_site_behind_the_title(suffix):
    html = f"<title>{pages.TITLE}{suffix}</title><div>{pages.paragraphs()}</div>"
    assert speech(html).title == pages.TITLE


def test_control_characters_go():
    html = pages.dedecms().replace("饮水", "饮\x08\x7f\x85水").replace("安全", "安\u200b\x9f全")
    found = speech(html)
    assert (found.title, found.body) == (pages.TITLE, pages.BODY)


@pytest.mark.parametrize(
    "words",
    [
        "网站维护中，请稍后访问",
        "系统繁忙，请稍后再试",
        "系统维护",
        "尊敬的用户：系统正在升级维护，给您带来不便敬请谅解，请稍候访问。",
        "服务器繁忙，请稍后重试",
    ],
)
def test_page_of_a_site_under_repair_is_no_article(words):
    page = f"<title>提示_明溪网</title><div class=content><h1>提示</h1><p>{words}</p></div>"
    found = clean_html(page.encode(), pages.URL)
    assert isinstance(found, Rejected)
    assert found.reason in ("maintenance", "server_error")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (pages.TITLE, "网站维护中的事，请稍后再议。" + pages.BODY),
        ("关于系统维护的通知", "各单位：<br>系统维护于今晚进行，请稍后访问。<br>信息中心"),
    ],
)
def test_text_about_repairs_is_an_article(title, text):
    assert speech(pages.dedecms(f"<p>{text}</p>", title)).title == title


def test_encyclopedia():
    edit = '<span class="mw-editsection">[<a href="/e">编辑</a>]</span>'
    note = '<li id="c{0}">^ 王某某. 全县饮水安全工程建成投入使用. 县报. 2023-12-0{0}</li>'
    html = f"""<title>饮水安全工程 - 自由的百科全书</title><h1>饮水安全工程{edit}</h1>
<div class="mw-parser-output"><table class="infobox"><tr><th>国家</th><td>中国，江南地区</td></tr></table>
<div class="hatnote">关于其他地方的同名工程，请参见“饮水安全工程（消歧义）”。</div>
<p>{pages.PARAGRAPHS[3]}<sup class="reference">[1]</sup></p><h2>历史{edit}</h2><p>{pages.PARAGRAPHS[5] * 2}</p>
<h2>参考文献{edit}</h2><ol class="references">{note.format(1)}{note.format(2)}</ol>
<h2>外部链接{edit}</h2><ul><li><a href="http://a.cn">全县饮水安全工程网站首页</a></li></ul>
<div class="navbox"><table><tr><th>饮水</th><td>水厂 · 管网 · 水质，各项</td></tr></table></div></div>"""
    found = speech(html, url="http://a.cn/wiki/饮水")
    assert found.title == "饮水安全工程"
    assert found.body == f"{pages.PARAGRAPHS[3]}[1]\n历史\n{pages.PARAGRAPHS[5] * 2}"


def test_references_of_a_paper_stay():
    last = ["参考文献", "[1] 王某某. 农村饮水安全研究[J]. 水利学报, 2019(3): 12-18."]
    html = pages.paragraphs() + "".join(f"<p>{line}</p>" for line in last)
    assert body(html) == "\n".join([pages.BODY, *last])


@pytest.mark.parametrize(
    "player",
    [
        '<div class="mplayer"><div>正在为您切换到高清 480P,请稍候...</div><li>1.5X</li></div>',
        '<div class="video-player"><p>很抱歉，当前视频播放失败，请刷新重试。</p></div>',
        '<h4 class="video-title">全县饮水安全会议今天召开，一起来看看</h4>',
        "<p>时长：01:45 建议WIFI下打开</p>",
    ],
)
def test_video_player_in_the_body(player):
    assert body(around(player, 1)) == pages.BODY


@pytest.mark.parametrize("label", ["原创", "【转载】", "[推荐] "])
def test_label_before_the_title(label):
    html = pages.dedecms().replace("<h1>", f"<h1>{label}")
    assert speech(html).title == pages.TITLE


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [("序号", "单位", "得分"), ("1", "甲水务公司", "86.57"), ("2", "乙公司", "")],
            ["序号 单位 得分", "1 甲水务公司 86.57", "2 乙公司"],
        ),
        (
            [("招标机构：", "<p>深圳市东方招标有限公司</p>"), ("联 系 人：", "范瑶、陶琛")],
            ["招标机构： 深圳市东方招标有限公司", "联 系 人： 范瑶、陶琛"],
        ),
        (
            [("左栏的一段。", "<p>右栏第一段。</p><p>右栏第二段。</p>")],
            ["左栏的一段。", "右栏第一段。", "右栏第二段。"],
        ),
        ([(pages.PARAGRAPHS[3], pages.PARAGRAPHS[4])], [pages.PARAGRAPHS[3], pages.PARAGRAPHS[4]]),
    ],
    ids=["data", "labels", "layout", "columns of text"],
)
def test_rows_of_data_are_lines_and_layouts_are_paragraphs(rows, lines):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</tbody></table>"
    assert body(around(table, 9)).split("\n") == [
        *pages.PARAGRAPHS[:9],
        *lines,
        pages.PARAGRAPHS[9],
    ]


HALVES = tuple(
    "".join(f"<p>{line}</p>" for line in half)
    for half in (pages.PARAGRAPHS[:5], pages.PARAGRAPHS[5:])
)


@pytest.mark.parametrize(
    "html",
    [
        pages.paragraphs().replace("水厂", "<a href='/k/1'>水厂</a>").replace("工作", "<a href='/k/2'><b>工作</b></a>"),
        pages.paragraphs("div"),
        "<br>".join(pages.PARAGRAPHS),
        "<br/>&nbsp;<br/>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in pages.PARAGRAPHS),
        "　　" + "　　".join(pages.PARAGRAPHS),
        f"<table><tr><td>{pages.paragraphs()}</td></tr></table>",
        f"<table><tr><td>{HALVES[0]}</td></tr><tr><td>{HALVES[1]}</td></tr></table>",
        f"<div class='p1'>{HALVES[0]}</div><div class='ad'><a href='/ad'>限时领取公文写作大礼包</a></div><div class='p2'>{HALVES[1]}</div>",
        f"<blockquote>{HALVES[0]}</blockquote>{HALVES[1]}",
        f"<p><b>{pages.TITLE}</b></p><p>（2023年11月1日）</p>".replace("<p>（2023年11月1日）</p>", "") + pages.paragraphs(),
        "".join(f"<p>{line[:3]}\u200b\ufeff{line[3:]}<span style='display: none;'>防采集</span></p>" for line in pages.PARAGRAPHS),
        "<font class='jammer'>$ a+ `1 K</font><br>".join(pages.PARAGRAPHS),
        "<span style='font-size:0px'>明溪</span><br>".join(pages.PARAGRAPHS),
    ],
    ids=[
        "keyword links", "div", "br", "double br", "indents", "table", "table rows", "containers",
        "quotation", "title repeated", "zero width", "jammer", "no size",
    ],
)  # fmt: skip
def test_body_as_sites_write_it(html):
    assert "".join(body(html).split()) == "".join(pages.PARAGRAPHS)


def test_two_speeches_on_one_page_stay_in_order():
    html = f"<p>篇一：动员讲话</p>{HALVES[0]}<p>篇二：表态发言</p>{HALVES[1]}"
    lines = body(html).split("\n")
    assert [line for line in lines if line.startswith("篇")] == ["篇一：动员讲话", "篇二：表态发言"]
    assert lines[1:6] + lines[7:] == list(pages.PARAGRAPHS)


@pytest.mark.parametrize("name", ["summary", "lead", "daodu", "art_summary"])
@pytest.mark.parametrize("inside", [True, False])
def test_lead_paragraph_set_apart(name, inside):
    lead = "核心提示：农村饮水安全怎么抓？全县推进会今天给出了一份清楚的任务书和时间表。"
    box = f'<div class="{name}">{lead}</div>'
    html = pages.dedecms((box if inside else "") + pages.paragraphs())
    if not inside:
        html = html.replace('<div class="content">', f'{box}<div class="content">')
    assert speech(html).body.split("\n")[0] == lead


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "iso-8859-1", "hex"])
@pytest.mark.parametrize("real", ["utf-8", "gb18030"])
def test_page_declared_wrongly(declared, real):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    assert speech(pages.dedecms(head=head), encoding=real).body == pages.BODY


@pytest.mark.parametrize("share", [0.55, 0.6, 0.65])
def test_page_cut_off_keeps_what_came(share):
    html = pages.dedecms(pages.paragraphs())
    start = html.index("今天我们")
    cut = html[: start + int((html.index("谢谢大家") - start) * share)]
    lines = speech(cut).body.split("\n")
    assert lines[:3] == list(pages.PARAGRAPHS[:3])


def test_lists_tables_and_quotations_stay_in_reading_order():
    parts = [
        "<p>今年的任务有三项，请各乡镇对照抓好落实。</p>",
        "<ol><li>扩建水厂；</li><li>改造管网；</li></ol>",
        "<table><tr><th>乡镇</th><th>任务</th></tr><tr><td>城关</td><td>3处</td></tr></table>",
        "<blockquote>民以食为天，食以水为先。</blockquote>",
        "<pre>第一行\n第二行</pre>",
        "<dl><dt>责任单位</dt><dd>县水利局、各乡镇人民政府。</dd></dl>",
    ]
    assert body("".join(parts) + HALVES[1]).split("\n")[:10] == [
        "今年的任务有三项，请各乡镇对照抓好落实。",
        *("扩建水厂；", "改造管网；", "乡镇 任务", "城关 3处", "民以食为天，食以水为先。"),
        *("第一行", "第二行", "责任单位", "县水利局、各乡镇人民政府。"),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "明溪文秘网",
        "（明溪文秘网）",
        "[明溪文秘网 www.example.cn]",
        "(www.example.cn)",
        "w w w . e x a m p l e . c n",
        "【来源：明溪文秘网 http://www.example.cn/】",
    ],
)
def test_name_of_a_site_inserted_into_its_texts(mark):
    html = pages.paragraphs().replace("管网86.5", f"管{mark}网86.5").replace("倒排", f"倒{mark}排")
    assert body(html) == pages.BODY


def test_name_of_an_office_in_its_own_text_stays():
    line = "招标文件请到本公司网站（www.example.cn）下载，详见明溪水务公司官网。"
    html = pages.dedecms(pages.paragraphs() + f"<p>{line}</p>").replace(
        "_明溪文秘网", "_明溪水务公司"
    )
    assert speech(html).body.endswith(line)


def test_lookalike_characters_become_what_they_look_like():
    odd = str.maketrans("水工年", "⽔⼯\uf98e")
    found = speech(pages.dedecms("".join(f"<p>{x.translate(odd)}</p>" for x in pages.PARAGRAPHS)))
    assert found.body == pages.BODY


def test_number_at_the_end_of_a_title_stays():
    title = "在第一季度调度会上的讲话2023"
    assert speech(pages.dedecms(title=title)).title == title


@pytest.mark.parametrize("box", ['article class="post"', 'div class="item-wrap"'])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_next_article_below_is_not_the_text_of_this_title(box, order):
    short = ("各位来宾：", "欢迎参加今天的会议，请大家就座，会议马上开始。")
    texts = [("在开幕式上的简短致辞", short), (pages.TITLE, pages.PARAGRAPHS)]
    first, second = (texts[number] for number in order)
    parts = [
        f"<{box}><h1>{name}</h1><div>2023-11-01</div>{''.join(f'<p>{x}</p>' for x in lines)}</{box.split()[0]}>"
        for name, lines in (first, second)
    ]
    found = speech(f"<title>{first[0]}_网</title><div id='list'>{''.join(parts)}</div>")
    assert (found.title, found.body) == (first[0], "\n".join(first[1]))


def test_second_line_of_counts_inside_the_body_goes():
    html = "<p>2023-11-01 点击：356 次 字号：大 中 小</p>" + pages.paragraphs()
    assert body(html) == pages.BODY


@pytest.mark.parametrize(
    "line",
    [
        "更多的人正在参与进来，也请关注孩子们的成长。",
        "系统维护好群众利益，请稍后各组抓好讨论。",
        "以上就是我的汇报，希望对大家有所帮助，谢谢各位领导。",
        "编辑部的同志们辛苦了，我向你们表示感谢。",
        "相关部门要加强协作，形成工作合力。",
        "上一阶段的工作，成绩值得肯定。",
        "参考文献是我们做学问的根基。",
    ],
)
def test_sentence_of_a_speaker_that_begins_like_furniture_stays(line):
    assert line in body(around(f"<p>{line}</p>", 9)).split("\n")


def test_dialogue_of_an_interview_stays():
    talk = '<div class="dialogue"><p>记者：水厂何时建成？</p><p>王局长：年底前一定通水。</p></div>'
    assert "王局长：年底前一定通水。" in body(around(talk, 5))
