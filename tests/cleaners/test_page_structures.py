"""How real pages are built: what stands around their text, beside it and in its place."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.boilerplate import body_lines
from cleaners.facts.writers import is_byline
from cleaners.lines.furniture import is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.speech.outline import outline

URL = "http://www.example.cn/fyg/2023/0501/12.html"
TITLE = "在全县春耕生产现场会上的讲话"
TEXT = (
    "同志们，今天我们在清河镇召开春耕生产现场会，主要任务是总结前一阶段的工作，安排下一步的重点任务。",
    "粮食安全是头等大事，各乡镇要抓住农时，备足农资，确保种子化肥供应到位，不误一天农时。",
    "请大家会后认真抓好落实，把会议精神传达到每一个村组、每一户农民。",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)


def read(html: str, url: str = URL) -> Speech | Rejected:
    return clean_html(html.encode(), url)


def speech(html: str, url: str = URL) -> Speech:
    found = read(html, url)
    assert isinstance(found, Speech), found
    return found


def test_a_section_above_the_title_in_its_block_is_none_of_the_text():
    excerpt = TEXT[0][:40] + "..."
    html = (
        f"<title>{TITLE}_清河在线</title><div class=inner><div class=section>观点</div><div><h3>{TITLE}</h3>"
        f"<p>作者：admin 来源：未知 2023-05-01 08:30</p></div><div class=say><p>{excerpt}</p></div>"
        f"<div class=article-content>{PARAGRAPHS}</div><div class=avow><p>1.本站遵循行业规范，任何转载的"
        "稿件都会标注作者；2.本站的原创文章，请转载时务必注明文章作者和来源；3.投稿可能会经编辑修改。</p></div></div>"
    )
    assert speech(html).body == "\n".join(TEXT)


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("据反映，两款软件在分享至朋友圈时也出现了如图所示的提示。", False),
        ("请分享到朋友圈", True),
        ("分享至朋友圈", True),
        ("快分享到微信吧", True),
    ],
)
def test_a_sentence_tells_of_sharing(line, site):
    assert is_furniture(line) is site


@pytest.mark.parametrize(
    "info",
    [
        "2023-05-01 08:30<span>来源：清河日报</span><span>作者：何志远</span>",
        "<a class=d>2023年05月01日</a><i class=u></i>清河传媒<i class=l></i>时政新闻 <i class=e></i>1665 <i></i>0",
    ],
)
def test_the_day_above_a_text_comes_before_those_of_other_articles(info):
    others = "".join(
        f'<dl><dt><a href="/a/{n}.html">关于做好第{n}季度工作的安排意见</a></dt><dd>2023-06-{n:02}</dd></dl>'
        for n in range(1, 5)
    )
    html = (
        f"<title>{TITLE}-清河在线</title><h2>{TITLE}</h2><div class=info>{info}</div>"
        f"<div class=text>{PARAGRAPHS}</div><div class=tj><h2>为你推荐</h2>{others}</div>"
    )
    found = speech(html, "http://www.example.cn/show/12")
    assert found.published is not None
    assert found.published.date().isoformat() == "2023-05-01"


def test_counts_beside_pictures_make_a_line_about_the_page():
    assert is_meta("2023年05月01日清河传媒 时政新闻 1665 0")
    assert not is_meta("2023年5月1日，清河镇共有 1665 户 0")


@pytest.mark.parametrize("line", ["【文/清河网专栏作者 何志远】", "（文／何志远）", "文：何志远"])
def test_whose_a_text_is(line):
    assert is_byline(line)


def test_the_name_of_a_section_is_no_writer():
    html = f"<title>{TITLE}</title><p>■ 纪检监察</p><h1>{TITLE}</h1>{PARAGRAPHS}"
    assert speech(html).speaker is None
    assert speech(html.replace("■ 纪检监察", "■ 何志远")).speaker == "何志远"


def test_a_heading_ends_at_a_clause_outside_brackets():
    behind = (
        "，压实责任并定期调度通报工作的情况，对工作不力、进度迟缓的单位要及时提醒约谈，限期整改"
    )
    (heading,) = outline(
        f"（三）加强领导（各乡镇、街道，各部门要成立专班，由主要负责同志任组长）{behind}"
    )
    assert heading.text == "（三）加强领导（各乡镇、街道，各部门要成立专班，由主要负责同志任组长）"
    (heading,) = outline(
        "五、关于资格条件（须同时具备下列条件，缺一不可，" + "并提交证明材料" * 6 + "）"
    )
    assert heading.text == "五、关于资格条件"


CALL = ("来稿须为原创，字数不限。", "投稿邮箱：zhengwen@example.cn")


def test_a_call_for_papers_keeps_where_to_send_them():
    told = ("征文面向全县干部群众，截稿日期为六月三十日。", *CALL)
    assert body_lines([*TEXT, *told], "关于开展征文活动的通知")[-1] == CALL[1]
    assert body_lines([*TEXT, CALL[1]], TITLE) == list(TEXT)


def test_custom_elements_hold_paragraphs():
    html = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div class=viewer>"
        + "".join(
            f"<ne-p><ne-text>{line[:9]}</ne-text><ne-text bold>{line[9:]}</ne-text></ne-p>"
            for line in TEXT
        )
        + "</div>"
    )
    assert speech(html).body == "\n".join(TEXT)


def test_the_keywords_of_a_page_are_no_last_line():
    page = "<title>{t}</title><meta name=keywords content='春耕,讲话,农业生产'><h1>{t}</h1><div class=text>{p}<p>{last}</p></div>"
    for last in ("春耕 讲话", "春耕讲话农业生产", "春耕、农业生产"):
        assert speech(page.format(t=TITLE, p=PARAGRAPHS, last=last)).body == "\n".join(TEXT)
    kept = speech(page.format(t=TITLE, p=PARAGRAPHS, last="春耕备耕开始了")).body
    assert kept.endswith("春耕备耕开始了")
    signed = page.format(t=TITLE, p=PARAGRAPHS, last="清河县教育局").replace(
        "春耕,", "清河县,教育局,"
    )
    assert speech(signed).body.endswith("\n清河县教育局")


PLACEHOLDERS = [
    (
        "系统升级维护公告",
        "<p>尊敬的用户：</p><p>为了给您提供更好的服务，本网站将于5月1日22:00起进行升级维护，期间网站将暂停访问。由此给您带来的不便，敬请谅解！</p><p>2023年4月30日</p>",
    ),
    (
        "关于网站暂停服务的公告",
        "<h2>关于网站暂停服务的公告</h2><p>因服务器迁移，本站将于9月1日0时起暂停对外服务，届时将无法访问，我们深表歉意。</p>",
    ),
    ("清河县人民政府", "<p>因机房检修，本网站定于7月3日至7月5日暂停服务，不便之处，敬请谅解。</p>"),
]
AROUND = (
    "<title>{t}-清河县人民政府</title><ul class=nav><li><a href=/>首页</a></li><li><a href=/gk/>政务公开</a></li>"
    "<li><a href=/gg/>通知公告</a></li></ul><h1>{t}</h1>{day}<div class=content>{b}</div>"
)


@pytest.mark.parametrize(("title", "body"), PLACEHOLDERS)
def test_a_notice_in_the_place_of_a_page_is_none(title, body):
    found = read(f"<title>{title}</title>{body}", "http://www.example.cn/gg/")
    assert isinstance(found, Rejected)
    assert found.reason == "maintenance"


@pytest.mark.parametrize(("title", "body"), PLACEHOLDERS[:2])
def test_a_notice_of_maintenance_among_the_articles_of_a_site_is_kept(title, body):
    day = "<div>发布时间：2023-04-30 来源：县政府办</div>"
    assert "暂停" in speech(AROUND.format(t=title, b=body, day=day)).body
    alone = f"<title>{title}</title><h1>{title}</h1>{day}{body}"
    assert "暂停" in speech(alone).body


def test_a_title_is_found_where_title_names_the_site_twice():
    html = (
        "<title>清河信息网-清河县综合信息网</title><div><p>您当前的位置：<a href=/>首页</a> > <a href=/x>要闻</a></p>"
        f'<p align=center style="text-align:center">{TITLE}</p><div>时间：2023-05-01 08:30:00 来源：</div>{PARAGRAPHS}'
        "<p>上一篇：<a href=/1>春耕备耕</a></p></div>"
    )
    found = speech(html)
    assert (found.title, found.body) == (TITLE, "\n".join(TEXT))


def test_linked_attachments_below_their_label_are_of_the_text():
    items = "".join(
        f"<p><a href=/{i}.x>{i}.清河镇春耕生产明细（截至5月{i}日）</a></p>" for i in (1, 2)
    )
    html = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{PARAGRAPHS}<p>附表：</p>{items}"
        "<p><a href=/more>查看更多通知公告</a></p></div>"
    )
    assert speech(html).body.split("\n")[3:] == [
        "附表：",
        "1.清河镇春耕生产明细（截至5月1日）",
        "2.清河镇春耕生产明细（截至5月2日）",
    ]


def test_a_sentence_that_gives_a_document_whole_is_its_beginning():
    name = "清河县农业农村局发布春耕生产情况快报（第二期）"
    begin = f"2023年5月1日，{name}，全文如下："
    html = f"<title>{name}</title><h1>{name}</h1><p>2023-05-01 05:00</p><div><p>{begin}</p>{PARAGRAPHS}</div>"
    assert speech(html).body.split("\n")[0] == begin


def test_the_foot_of_a_site_is_no_text():
    html = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><table><tr><td>见附件。</td></tr></table><table><tr><td>Copyright？2003-2009 "
        "清河县农业科学研究所 版权所有 清ICP备06001436号<br>清河县人民路支局26号信箱（农科所）817000<br>"
        "电话：09778221935 传真：09778224970</td></tr></table>"
    )
    assert isinstance(read(html), Rejected)


def test_an_author_named_for_machines():
    html = (
        f'<title>{TITLE}</title><article><span hidden itemprop=author itemscope><meta itemprop=name content="何秀英">'
        f"</span><h1>{TITLE}</h1>{PARAGRAPHS}</article>"
    )
    assert speech(html).speaker == "何秀英"
    publisher = html.replace("itemprop=author", "itemprop=publisher")
    assert speech(publisher).speaker is None


def test_escaped_tags_are_none_of_the_text():
    escaped = "".join(rf"<p>{line}<\/p>" for line in TEXT)
    assert speech(f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{escaped}</div>").body == "\n".join(
        TEXT
    )


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("何秀英   图/文", False),
        ("图/文：何秀英 付强", False),
        ("图、文/何秀英", False),
        ("清河在线官方微信公众号：qinghezx", False),
        ("清河律所一站式法律服务品牌，更多法律问题欢迎咨询清河律所。", False),
        ("大家可以收藏清河资讯栏目，我们会随时发布最新动态 。", False),
        ("会后有更多问题，我们欢迎大家咨询农技站。", True),
        ("更多的问题，要靠大家在实践中解决。", True),
    ],
)
def test_the_last_lines_of_a_site(line, kept):
    lines = [*TEXT, line]
    assert body_lines(lines, TITLE) == (lines if kept else list(TEXT))


@pytest.mark.parametrize(
    ("box", "name"),
    [
        *(("share-box", name) for name in ("v_news_content", "TRS_Editor", "UCAP-CONTENT")),
        ("info_InfoBox", "info_InfoBox_content"),
    ],
)
def test_what_an_editor_of_texts_wrote_is_text_in_any_box(box, name):
    contact = "".join(f"<li>S{n}负责人：何秀英 {n}20905437@example.cn</li>" for n in range(4))
    html = (
        f"<title>{TITLE}-清河县</title><div class={box}><div>{TITLE}</div><div>2023年5月1日 17:21 点击：[]</div>"
        f"<div class={name}>{PARAGRAPHS}</div></div><div class=main_box><ul>{contact}</ul></div>"
    )
    assert speech(html).body.startswith("\n".join(TEXT))


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (f"[图]{TITLE}", TITLE),
        (f"【组图】{TITLE}", TITLE),
        ("何秀英在清河调研时强调&ensp;抓好春耕生产", "何秀英在清河调研时强调 抓好春耕生产"),
        ("（视频）", "（视频）"),
    ],
)
def test_a_title_without_what_it_is_published_with(shown, title):
    html = f"<title>{shown}_清河县教育体育局</title><ul><h1>{shown}</h1><h2>发布时间：2023-05-01</h2>{PARAGRAPHS}</ul>"
    found = speech(html)
    assert (found.title, found.body) == (title, "\n".join(TEXT))


@pytest.mark.parametrize("source", ["公告", "通知公告", "新闻"])
def test_the_name_of_a_column_is_no_source(source):
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>发布时间：2023-05-01 文章来源：{source}</p>{PARAGRAPHS}"
    assert speech(html).source is None


@pytest.mark.parametrize("left", ["<?php echo $ad; ?>", "<?ad ?>", "<?xml:namespace prefix = o />"])
def test_instructions_to_a_server_are_none_of_the_text(left):
    html = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{left}{PARAGRAPHS.replace('</p>', left + '</p>')}"
    )
    assert speech(html).body == "\n".join(TEXT)
