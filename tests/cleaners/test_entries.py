"""What stands beside a text, told by its structure: comments, teasers, lists in its element."""

import pytest

from cleaners import Rejected, Speech, clean_html

TITLE = "在全县农田水利建设现场会上的讲话"
PARAGRAPHS = [
    "同志们，今天把大家请到田间地头来，就是要看一看各乡镇的水渠修得怎么样，差在哪里，下一步怎么办。",
    "今年冬天雨水少，时间紧，任务重，各乡镇要把劳力组织好，把材料准备好，确保春灌之前全部完工。",
    "联系电话：0000-1234567",
]
OTHERS = [
    "这个讲话说到点子上了，我们村的水渠去年就没有修好，浇地的时候要排三天的队，希望今年不要再拖了。",
    "支持楼上的意见，修渠不能只修大路边上的，山坡上的地也要管，不然来年还是要靠天吃饭的。",
    "请问三号渠什么时候动工，材料款是村里先垫还是乡里统一拨付，有没有知道的人出来说一声。",
    "看了以后很有感触，小时候跟着父亲去修水库的情形还在眼前，一晃已经四十多年过去了。",
]
COMMENT = (
    '<div class="k3"><div><a href="/u/{n}">读者{n}</a> <span>2024-01-1{n} 10:20</span></div>'
    '<div>{text}</div><div><a href="#">回复</a> <a href="#">赞(3)</a></div></div>'
)
GUEST = "<li><b>网友</b><i>3天前</i><p>{text}</p><span>回复(0)</span></li>"
TEASER = (
    '<div><h4><a href="/a/{n}.html">{head}</a></h4><p>{text}</p><span>2024-05-1{n}</span></div>'
)


def page(inside="", below="", above="", joint="</p><p>"):
    text = f"<p>{joint.join(PARAGRAPHS)}</p>"
    return (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div class='x1'>"
        f"<div class='x2'>{above}{text}{inside}</div>{below}</div></body></html>"
    ).encode()


def many(template):
    return "".join(template.format(n=n, text=t, head=t[:16]) for n, t in enumerate(OTHERS * 2))


@pytest.mark.parametrize("joint", ["</p><p>", "<br>"])
@pytest.mark.parametrize("template", [COMMENT, GUEST, TEASER], ids=["users", "guests", "teasers"])
@pytest.mark.parametrize("place", ["inside", "below"])
def test_what_is_repeated_below_a_text_is_not_of_it(template, place, joint):
    made = page(**{place: f"<div class='x3'>{many(template)}</div>"}, joint=joint)
    found = clean_html(made, "")
    assert isinstance(found, Speech), found
    assert found.body.split("\n") == PARAGRAPHS


def test_a_list_above_the_text_in_its_element():
    links = "".join(f'<li><a href="/{n}.html">{t[:20]}</a></li>' for n, t in enumerate(OTHERS * 3))
    found = clean_html(page(above=f"<div><ul>{links}</ul></div>", joint="<br>"), "")
    assert isinstance(found, Speech), found
    assert found.body.split("\n") == PARAGRAPHS


def test_posts_without_a_text_above_them_are_the_text():
    found = clean_html(
        f"<title>修渠的事大家谈</title><body><h1>修渠的事大家谈</h1><div>{many(GUEST)}</div></body>".encode(),
        "http://a.example.cn/thread-1-1-1.html",
    )
    assert isinstance(found, Speech), found
    assert OTHERS[0] in found.body


def test_a_list_with_excerpts_stays_a_list():
    made = f"<title>讲话稿</title><body><h1>讲话稿</h1><div>{many(TEASER)}</div></body>".encode()
    found = clean_html(made, "http://a.example.cn/jianghua/")
    assert isinstance(found, Rejected) and found.reason == "list_page"


def test_addresses_told_in_full_lead_to_no_teasers():
    said = "".join(
        f"<div>{text}</div><div>→ <a href='https://a.example.cn/{n}/'>https://a.example.cn/{n}/</a></div>"
        for n, text in enumerate(OTHERS)
    )
    made = f"<title>{TITLE}</title><body><h1>{TITLE}</h1><div>{said}</div></body>".encode()
    found = clean_html(made, "")
    assert isinstance(found, Speech), found
    assert all(text in found.body for text in OTHERS)


@pytest.mark.parametrize(("author", "speaker"), [("中時電子報", None), ("李曉明", "李曉明")])
def test_a_newspaper_is_no_speaker(author, speaker):
    found = clean_html(
        page().replace(b"<title>", f"<meta name=author content={author}><title>".encode()), ""
    )
    assert isinstance(found, Speech), found
    assert found.speaker == speaker


def test_a_line_of_keywords_does_not_end_a_text_that_goes_on():
    long = [f"第{n}段，{text}" for n, text in enumerate(OTHERS * 6)]
    lines = [*long[:12], "标签：水利 农田", *long[12:]]
    made = f"<title>{TITLE}</title><h1>{TITLE}</h1><div><p>{'</p><p>'.join(lines)}</p></div>"
    found = clean_html(made.encode(), "")
    assert isinstance(found, Speech), found
    assert found.body.split("\n") == long


@pytest.mark.parametrize("times", [1, 20], ids=["a notice", "the text"])
def test_a_text_below_the_links_of_a_site_is_its_notice_unless_much_longer(times):
    links = "".join(f'<li><a href="/{n}/">县水利工作简报{n}</a></li>' for n in range(30))
    below = "</p><p>".join(f"{text}第{n}条。" for n, text in enumerate(OTHERS * times))
    short = "定于本周五下午在县政府三楼召开全县水利工作例会，请各乡镇主要负责同志准时参加。"
    made = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div><p>{short}</p><p>{short[2:]}</p></div>"
        f"<ul>{links}</ul><div><p>{below}</p></div>"
    )
    found = clean_html(made.encode(), "")
    assert isinstance(found, Speech), found
    assert (OTHERS[0] in found.body) is (times > 1)
    assert (short in found.body) is (times == 1)


@pytest.mark.parametrize("links", [2, 6], ids=["the text goes on", "a notice"])
def test_a_short_text_behind_the_links_at_the_foot_of_a_page_is_none_of_the_article(links):
    foot = "".join(f'<a href="/{n}/">县水利频道{n}</a><br>' for n in range(links))
    text = "</p><p>".join(OTHERS)
    behind = "使用网页所载的内容须得到书面同意，违反规定的行为将依法追究责任，解释权归运营单位。"
    made = (
        f"<title>{TITLE}</title><div><h1>{TITLE}</h1><div><p>{text}</p></div><div>{foot}</div></div>"
        f"<div><p>{behind}</p><p>{behind[4:]}</p></div>"
    )
    found = clean_html(made.encode(), "")
    assert isinstance(found, Speech), found
    assert all(other in found.body for other in OTHERS)
    assert (behind in found.body) is (links == 2)


def test_a_text_below_its_title_wins_over_a_notice_far_below_whatever_its_block_is_called():
    menu = "".join(f'<li><a href="/{n}/">县水利频道{n}</a></li>' for n in range(40))
    text = "</p><p>".join(f"{other}第{n}处。" for n, other in enumerate(OTHERS * 4))
    made = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div class=share-box><p>{text}</p></div>"
        f"<ul>{menu}</ul><div><p>{OTHERS[0][2:]}</p><p>{OTHERS[1][2:]}</p></div>"
    )
    found = clean_html(made.encode(), "")
    assert isinstance(found, Speech), found
    assert found.body.split("\n")[0] == f"{OTHERS[0]}第0处。"
