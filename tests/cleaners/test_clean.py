from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import (
    Article,
    Clean,
    Extract,
    Page,
    Rejected,
    Rules,
    Speech,
    TemplateMemory,
    clean,
    clean_html,
    clean_text,
)
from cleaners.dates import SHANGHAI

HERE = Path(__file__).parent
_spec = spec_from_file_location("pages", HERE / "pages.py")
assert _spec and _spec.loader
pages = module_from_spec(_spec)
_spec.loader.exec_module(pages)


def speech(html: str, url: str = pages.URL, encoding: str = "utf-8") -> Speech:
    found = clean_html(html.encode(encoding), url)
    assert isinstance(found, Speech), found
    return found


def test_article_of_a_speech_site():
    found = speech(pages.dedecms())
    assert found.title == pages.TITLE
    assert found.body == pages.BODY
    assert found.published == datetime(2023, 11, 1, 15, 22, 14, tzinfo=SHANGHAI)
    assert found.source == "县水利局"
    assert found.speaker is None
    assert found.category == "发言稿"
    assert found.tags == ("饮水安全", "讲话", "农村")
    assert found.views == 1024
    assert [heading.level for heading in found.outline] == [1, 2, 2, 1]
    for heading in found.outline:
        assert found.body[heading.start :].startswith(heading.text)
    assert found.origins["title"] == "h1"
    assert found.origins["body"] == "block div.content"
    assert found.origins["category"] == "line 当前位置："


@pytest.mark.parametrize(
    "body",
    [
        pages.paragraphs("div"),
        "<br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in pages.PARAGRAPHS),
        "<br /><br />\n".join("　　" + line for line in pages.PARAGRAPHS),
        "<table>" + "".join(f"<tr><td>{x}</td></tr>" for x in pages.PARAGRAPHS) + "</table>",
        "<div><div>" + pages.paragraphs() + "</div></div>",
        "".join(f"<section><span>{line}</span></section>" for line in pages.PARAGRAPHS),
        "".join(f"<blockquote>{line}</blockquote>" for line in pages.PARAGRAPHS),
        "<ol>" + "".join(f"<li>{line}</li>" for line in pages.PARAGRAPHS) + "</ol>",
    ],
    ids=["div", "br", "double br", "table", "wrapped", "section", "blockquote", "list"],
)
def test_body_whatever_holds_its_paragraphs(body):
    assert speech(pages.dedecms(body)).body == pages.BODY


def test_paragraphs_in_one_run_are_parted_at_their_indents():
    found = speech(pages.dedecms("<p>" + "　　".join(pages.PARAGRAPHS[1:4]) + "</p>"))
    assert found.body.split("\n")[0] == pages.PARAGRAPHS[1]


def test_body_in_several_containers():
    half = len(pages.PARAGRAPHS) // 2
    parts = [
        "".join(f"<p>{line}</p>" for line in part)
        for part in (pages.PARAGRAPHS[:half], pages.PARAGRAPHS[half:])
    ]
    both = f'<div class="a1">{parts[0]}</div><div class="a2">{parts[1]}</div>'
    assert speech(pages.dedecms(both)).body == pages.BODY


def test_keyword_links_inside_the_text_stay():
    linked = pages.paragraphs().replace("饮水安全", '<a href="/t/1">饮水安全</a>')
    assert speech(pages.dedecms(linked)).body == pages.BODY


def test_hidden_nodes_and_anti_copy_noise_go():
    noise = (
        '<span style="display:none">明溪文秘网</span>',
        '<font class="jammer">8 u# K( v" x</font>',
        '<i style="FONT-SIZE: 0px">版权</i>',
        '<span style="visibility: hidden">防采集</span>',
        "\u200b\ufeff",
        "<script>document.write('x')</script><!-- 隐藏 -->",
    )
    body = pages.paragraphs()
    for bit in noise:
        body = body.replace("工作", "工" + bit + "作", 1).replace("。", bit + "。", 2)
    assert speech(pages.dedecms(body)).body == pages.BODY


def test_advertisement_between_paragraphs_goes():
    ad = '<div class="ad_in"><a href="http://ad.example/">点击领取最新公文写作模板大礼包</a></div>'
    body = pages.paragraphs().replace("</p>", "</p>" + ad, 3)
    assert speech(pages.dedecms(body)).body == pages.BODY


def test_paragraph_below_an_advertisement_is_no_teaser():
    ad = '<div><a href="http://ad.example/">公文写作精品课{}，限时特惠点击领取</a></div>'
    texts = [pages.PARAGRAPHS[0], pages.PARAGRAPHS[1], pages.PARAGRAPHS[3] * 3]
    texts.append(pages.PARAGRAPHS[4] * 3)
    lines = [f"<div>　　{text}</div>" for text in texts]
    html = pages.dedecms("".join([*lines[:2], ad.format(1), *lines[2:], ad.format(2)]))
    assert speech(html).body == "\n".join(texts)


def test_three_line_notice_is_an_article():
    lines = ("各投标人：", "因故推迟本项目开标时间，新时间另行通知。", "县招标办")
    found = speech(pages.dedecms("".join(f"<p>{x}</p>" for x in lines), title="关于推迟开标的通知"))
    assert found.body == "\n".join(lines)


def test_speaker_talking_of_an_introduction_keeps_the_line():
    own = "今天我给大家分享的题目是《责任》，希望对大家有所帮助。"
    last = "以上就是我今天发言的全部内容，谢谢大家！"
    body = "".join(f"<p>{line}</p>" for line in (own, *pages.PARAGRAPHS[2:8], last))
    lines = speech(pages.dedecms(body)).body.split("\n")
    assert lines[0] == own
    assert lines[-1] == last


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        ("<html><body><script>var a=1</script></body></html>", "empty"),
        (pages.list_page(), "list_page"),
        ("<title>404 Not Found</title><h1>Not Found</h1>", "soft_404"),
        ("<title>提示信息</title><p>抱歉，您访问的页面不存在或已被删除！</p>", "soft_404"),
        ("<title>安全验证</title><p>请完成下方验证后继续访问</p>", "captcha"),
        ("<title>讲话</title><p>请先登录后查看全文</p>", "login_wall"),
        ("<p" + "".join(f" a{n}=1" for n in range(40_000)) + ">讲话</p>", "unparsable"),
    ],
)
def test_page_without_article_is_rejected_by_name(html, reason):
    found = clean_html(html.encode(), "http://www.example.cn/fayangao/")
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_missing_page_served_as_good_is_rejected_amid_its_furniture():
    lost = "<h2>提示信息</h2><p>您访问的页面不存在或已被删除！</p><p>3 秒后自动返回</p>"
    about = "<p>明溪文秘网由热爱写作的网友发起，收录各类发言稿、讲话稿，每日更新。</p>" * 5
    html = f"<title>提示信息_明溪文秘网</title>{lost}<div class=foot>{about}</div>"
    found = clean_html(html.encode(), pages.URL)
    assert isinstance(found, Rejected)
    assert found.reason == "soft_404"


def test_slogan_above_the_title_of_an_empty_article_is_no_text():
    html = (
        f"<title>{pages.TITLE}_网</title><div><a href='/'>明溪</a>发言稿 · 讲话稿 · 公文范文</div>"
        f"<h1>{pages.TITLE}</h1><div>时间:2023-11-01 15:22:14</div><div><p>&nbsp;</p></div>"
        "<div>上一篇：没有了</div><div>Copyright © 2023 明溪文秘网</div>"
    )
    found = clean_html(html.encode(), pages.URL)
    assert found == Rejected("no_body", "no block of the page reads as a text")


def test_profile_wins_over_generic_rules():
    rules = Rules(
        Extract(
            body=("div.none", "div.content"),
            title=("//meta[@name='keywords']/@content",),
            source=(".place a:nth-child(2)::text",),
            views=(".info",),
            tags=(".content p:last-child a::text",),
        ),
        Clean(drop=(".content p:nth-child(3)",), drop_lines=("^谢谢大家",)),
    )
    page = Page(pages.URL, pages.dedecms().encode())
    found = clean(Article((page,)), rules)
    assert isinstance(found, Speech)
    assert found.title == "饮水安全,讲话"
    assert found.source == "发言稿"
    assert found.origins["source"] == "profile selector .place a:nth-child(2)::text"
    assert found.tags == ("饮水安全", "讲话", "农村")
    assert "同志们：\n" not in found.body
    assert not found.body.endswith("谢谢大家！")


def test_lines_a_site_repeats_go():
    repeated = "明溪文秘，一路有您"
    body = pages.paragraphs() + f"<p>{repeated}</p><p>读完{pages.TITLE}的人</p>"
    memory = TemplateMemory(frozenset({repeated, "读完〈title〉的人"}))
    found = clean(Article((Page(pages.URL, pages.dedecms(body).encode()),)), Rules(), memory)
    assert isinstance(found, Speech)
    assert found.body == pages.BODY


def test_pages_of_one_article_are_joined():
    first = pages.dedecms("".join(f"<p>{x}</p>" for x in pages.PARAGRAPHS[:5]))
    second = pages.dedecms("".join(f"<p>{x}</p>" for x in pages.PARAGRAPHS[5:]))
    both = tuple(Page(pages.URL, html.encode("gb18030")) for html in (first, second))
    found = clean(Article(both))
    assert isinstance(found, Speech)
    assert found.body == pages.BODY
    assert found.complete
    assert isinstance(cut := clean(Article(both[:1], complete=False)), Speech)
    assert not cut.complete


def test_stray_end_of_document_loses_nothing():
    html = pages.dedecms().replace("</head>", "</html></head>").replace("<h1>", "</body><h1>")
    assert speech(html).body == pages.BODY


def test_text_below_two_thousand_levels_is_not_lost():
    html = pages.dedecms("<div>" * 2500 + pages.paragraphs() + "</div>" * 2500)
    assert speech(html).body == pages.BODY


def seed(number: str) -> str:
    (path,) = (HERE / "seeds").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def test_seed_with_furniture():
    text = seed("001")
    found = clean_text(text)
    assert isinstance(found, Speech)
    lines = [line.strip("\u3000\xa0 ") for line in text.splitlines()]
    wanted = [line for line in lines if line]
    start = next(n for n, line in enumerate(wanted) if line.startswith("按照会议安排"))
    assert found.body == "\n".join(wanted[start:-1])
    assert found.title == "在工业园区高质量发展大会上的发言材料"
    assert found.published == datetime(2023, 11, 1, 15, 22, 14, tzinfo=SHANGHAI)
    assert found.category == "发言稿"
    assert found.tags == ("工业园区", "高质量发展", "发言材料")


def test_clean_seed_stays_as_it_is():
    found = clean_text(seed("000"))
    assert isinstance(found, Speech)
    assert found.body == seed("000")
    assert found.title == ""


@pytest.mark.parametrize("number", ["000", "001"])
def test_cleaning_twice_changes_nothing(number):
    once = clean_text(seed(number))
    assert isinstance(once, Speech)
    again = clean_text(once.body)
    assert isinstance(again, Speech)
    assert again.body == once.body
    wrapped = clean_text(f"{once.title}\n{once.body}")
    assert isinstance(wrapped, Speech)
    assert (wrapped.title, wrapped.body) == (once.title, once.body)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "hex", "utf-8", "nonsense"]))
def test_no_bytes_raise(body, charset):
    assert isinstance(clean_html(body, "http://a.cn/1.html", charset=charset), Speech | Rejected)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.binary(max_size=12), st.integers(0, 40), st.text(max_size=20))
def test_no_damage_to_a_page_raises(place, bit, length, url):
    page = pages.dedecms().encode("gb18030")
    damaged = page[:place] + bit + page[place + length :]
    assert isinstance(clean_html(damaged, url), Speech | Rejected)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises(text):
    assert isinstance(clean_text(text), Speech | Rejected)
