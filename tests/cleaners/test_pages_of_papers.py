"""Pages of newspapers, blogs, forums and platforms that the rules were not made from."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.dates import has_date, parse_date
from cleaners.lines.furniture import is_furniture

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


def test_a_title_behind_its_english_one_is_found_by_its_heading():
    assert is_furniture("請繼續往下閱讀...")
    assert not is_furniture("大家继续往下看材料的第三页，看看这组数字说明了什么。")
    assert TITLE in read(page(paragraphs())).title


LONG = (
    "同志们：",
    "汛期将至，今天召开全县防汛抗旱工作会议，主要任务是分析形势，安排今年的防汛抗旱工作，请大家认真抓好落实。",
    "一、认清形势，把准备工作做在前面",
    "据气象部门预测，今年全县汛期降雨偏多两成，局部可能发生暴雨洪水，四十六座小型水库要边蓄水边除险。",
    "二、落实责任，把隐患查到每一座水库",
    "各乡镇要在本月底前查完每一座水库、每一段堤防，查出的隐患要逐条登记、逐条销号，哪一级出了问题就追究哪一级的责任。",
    "谢谢大家！",
)
ADVERTISEMENT = '<div class="gg"><a href="/ad/1">新款上市优惠多多快来看</a></div>'


@pytest.mark.parametrize("credit", ["", "<p>（责编：王海、李楠）</p>"])
def test_a_text_in_two_blocks_of_different_names(credit):
    first, second = (paragraphs(part) for part in (LONG[:4], LONG[4:]))
    second = second.replace('class="con"', 'class="unfold"').replace("</div>", f"{credit}</div>")
    assert read(page(first + ADVERTISEMENT + second)).body == "\n".join(LONG)


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="author-bio"><p>王海，男，多年从事机关文字工作，写过几百篇讲话稿，现在是一家杂志的编辑，欢迎来信与他讨论写作中的问题。</p></div>',
        '<div class="x"><h3>一位读者的信</h3><p>我在县里工作了二十年，每年汛期都要上堤，读了这篇讲话，想起了许多往事，写信给编辑部说一说。</p></div>',
        '<div class="x"><p>我在县里工作了二十年，每年汛期都要上堤，读了这篇讲话，想起了<a href="/a/1.html">许多往事许多往事</a>，写信给编辑部说一说。</p></div>',
    ],
)
def test_what_stands_beside_a_text_is_none_of_it(beside):
    links = ADVERTISEMENT.replace("快来看", "快来看，先到先得送完为止，过期不候！") * 3
    assert read(page(paragraphs(LONG) + links + beside)).body == "\n".join(LONG)


def test_minutes_begin_with_the_day_of_their_meeting():
    lines = ("时间：2022年4月6日下午3:00", "地点：县政府第二会议室", "主持人：邹国强", *LONG)
    found = read(page(paragraphs(lines), info=""))
    assert found.body == "\n".join(lines)


def test_links_of_headings_to_themselves_are_no_text():
    heads = '<h2><a href="#a">#</a> 纸张与页边</h2>', '<h2>正文与标题<a href="#b">¶</a></h2>'
    html = page(f'<div class="con">{heads[0]}<p>{LONG[1]}</p>{heads[1]}<p>{LONG[3]}</p></div>')
    assert read(html).body == "\n".join(("纸张与页边", LONG[1], "正文与标题", LONG[3]))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "<p>发布于 2022-09-14由 胡三省 2 条评论</p>{}<h2>《防汛》有2条评论</h2><p>阿青 2022-09-15 08:11</p>",
            "2022-09-14",
        ),
        ("<p>提案人：高云霞　2022-09-14</p>{}", "2022-09-14"),
    ],
)
def test_days_beside_names(text, day):
    found = read(page(text.format(paragraphs(LONG)), info=""))
    assert f"{found.published:%F}" == day
    assert found.body == "\n".join(LONG)


def test_an_author_in_the_line_of_the_day():
    info = '<div class="article-meta"><span>2022-08-03</span><span class="name"><a href="/u">顾一白</a></span></div>'
    assert read(page(info + paragraphs(LONG), info="")).speaker == "顾一白"
    line = '<p><span class="byline">陈慧敏 报道</span> <span>2023/09/18</span></p>'
    assert read(page(line + paragraphs(LONG), info="")).speaker == "陈慧敏"


def test_a_page_without_a_heading_has_its_title_above_the_day():
    html = f"<title>清江云客户端</title><div>看清江 知天下</div><div>{TITLE}</div><div>清江融媒 2022-07-19 09:30</div>{paragraphs(LONG)}"
    assert read(html).title == TITLE
    assert read(html.replace("<title>清江云客户端</title>", "")).title == TITLE


def test_the_heading_is_the_title_when_the_page_is_named_in_two_languages():
    name = "在港口论坛开幕式上的致辞"
    html = page(paragraphs(LONG), title=name).replace(
        "<title>", "<title>Speech at the Opening of the Port Forum "
    )
    assert read(html.replace("_青山在线", "")).title == name


def test_a_page_that_flew_away():
    html = "<title>清江市人民政府</title><h2>您要访问的页面飞走了~</h2><p>可能是因为您输入的网址不正确</p><a href='/'>返回首页</a>"
    found = clean_html(html.encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason == "soft_404"


def test_a_short_title_is_a_heading_and_short_lines_are_its_text():
    verses = (
        "蝉把夏天叫得很长",
        "长到我忘了是哪一年",
        "你从巷口走来",
        "手里提着半个西瓜",
        "谁也没有说话",
    )
    found = read(page(paragraphs(verses), title="蝉声").replace("_青山在线", " - 诗歌 - 青山在线"))
    assert (found.title, found.body) == ("蝉声", "\n".join(verses))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("清江实验小学", '<div align="center">国旗下讲话：口罩后面的笑脸</div>'),
        ("头条文章", '<div class="title">国旗下讲话：口罩后面的笑脸</div>'),
    ],
)
def test_a_page_called_as_its_site_or_as_all_pages(name, title):
    html = f"<title>{name}</title><div>首页 学校简介</div>{title}{paragraphs(LONG)}"
    assert read(html).title == "国旗下讲话：口罩后面的笑脸"


def test_links_with_a_day_and_a_beginning_each_are_a_list():
    texts = [*LONG[1::2], *STORY[2:]]
    items = "".join(
        f'<article><h2><a href="/p/{n}/">{text[:9]}</a></h2><p>2021-04-1{n} · 散文</p><p>{text[:40]}……</p><a href="/p/{n}/">阅读全文</a></article>'
        for n, text in enumerate(texts)
    )
    html = f"<title>标签: 父亲 | 麦田</title><h1>标签 - 父亲</h1>{items}"
    found = clean_html(html.encode(), "https://www.example.cn/tags/f/")
    assert isinstance(found, Rejected)
    assert found.reason == "list_page"


def test_a_few_words_are_no_text():
    html = (
        "<title>青山云-下载</title><h1>青山云</h1><a href='/d'>下载</a><div>青山县融媒体中心</div>"
    )
    found = clean_html(html.encode(), "https://m.example.cn/news/detail?id=3")
    assert isinstance(found, Rejected)
    assert found.reason == "no_body"


def test_a_reporter_and_a_place_behind_a_paper():
    line = '<div>2024-01-18 12:01 共合報／ 記者<a href="/u/2">林淑芬</a>／桃園即時報導</div>'
    assert read(page(line + paragraphs(LONG), info="")).speaker == "林淑芬"


@pytest.mark.parametrize("line", ["如果觉得我的文章对你有用，请随意赞赏", "＊＊＊＊＊＊＊＊"])
def test_more_lines_of_sites(line):
    assert is_furniture(line)
    assert not is_furniture(line.replace("请随意", "他")[:6] + "有用处")


def test_a_box_of_links_between_two_paragraphs_does_not_end_the_text():
    box = '<div class="q"><p>相关阅读</p><ul><li><a href="/n/3">一季度外贸进出口增长</a></li></ul></div>'
    lines = [f"<p>{line}</p>" for line in LONG]
    html = page(f'<div class="con">{"".join(lines[:4])}{box}{"".join(lines[4:])}</div>')
    assert read(html).body == "\n".join(LONG)


def test_answers_of_readers_inside_the_element_of_the_text():
    answers = "".join(
        f"<p>读者{n}：写得真好，谢谢作者。</p><p>2021-05-0{n} 回复 赞({n})</p>" for n in range(1, 4)
    )
    html = page(
        f'<div class="con">{"".join(f"<p>{x}</p>" for x in LONG)}<p>喜欢 12</p>{answers}</div>'
    )
    assert read(html).body == "\n".join(LONG)


def test_labels_in_traditional_characters():
    info = (
        "<ul><li>發布日期：112-12-31</li><li>資料來源：綜合規劃處</li><li>點閱次數：1,022</li></ul>"
    )
    below = "<h4>相關檔案</h4><p>最後更新日期：113-01-02</p>"
    found = read(page(f"<div>{info}{paragraphs(LONG)}{below}</div>", info=""))
    assert (f"{found.published:%F}", found.source) == ("2023-12-31", "綜合規劃處")
    assert found.body == "\n".join(LONG)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("周闻 · 2020年10月9日", "周闻"),
        ("山有木兮 发表于 2021-05-02 阅读 221", "山有木兮"),
        ("清江日报 · 2020年10月9日", None),
        ("本文 发表于 2021-05-02", None),
    ],
)
def test_a_name_and_a_day(line, name):
    found = read(page(f"<p>{line}</p>{paragraphs(LONG)}", info=""))
    assert found.speaker == name
    assert found.published is not None


def test_days_of_a_law_are_no_text():
    info = "<div>颁布时间：2020-11-02　实施时间：2021-01-01　时效性：现行有效</div>"
    assert read(page(f"<div>{info}{paragraphs(LONG)}</div>", info="")).body == "\n".join(LONG)


def test_a_document_for_members_only():
    lock = "<p>格式：docx　页数：8　大小：32KB</p><p>本文档为VIP专享文档，开通会员后可查看全文</p><p>登录后可免费预览2页</p>"
    found = clean_html(page(lock, title="支部书记述职报告", info="").encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason in {"login_wall", "list_page"}


def test_a_paper_and_a_day_without_labels_and_who_made_what():
    below = "<p>文字：何秀英</p><p>图片：受访者提供</p><p>记者丨韩雪松</p>"
    text = paragraphs(LONG).replace("</div>", f"{below}</div>")
    found = read(page(f"<p>清江日报 2022-07-19 08:00 阅读 3.2万</p>{text}", info=""))
    assert (found.source, found.body) == ("清江日报", "\n".join(LONG))


@pytest.mark.parametrize(
    ("line", "name", "kept"),
    [("2023-05-12 陳雅琴", "陳雅琴", False), ("2023年5月12日 大雪", None, True)],
)
def test_a_day_and_a_name(line, name, kept):
    text = paragraphs((line, *LONG))
    found = read(page(text, info=""))
    assert found.speaker == name
    assert found.body.startswith(line) == kept


def test_a_title_before_its_column_and_before_its_site():
    html = page(paragraphs(LONG), title="").replace("_青山在线", "老周的最后一天-档案人-青山在线")
    assert read(html.replace("<h1></h1>", "")).title == "老周的最后一天"
    html = page(paragraphs(LONG), title="她把三尺讲台站成了一生").replace("_青山在线", "")
    assert (
        read(html.replace("<title>", "<title>青山县妇女联合会 巾帼风采 ")).title
        == "她把三尺讲台站成了一生"
    )
