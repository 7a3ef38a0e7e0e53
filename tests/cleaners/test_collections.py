"""Pages that hold several speeches come apart; a speech with chapters does not."""

import pytest

from cleaners.clean import clean_text
from cleaners.model import Speech
from cleaners.speech.collections import part_of, split

GREETING, THANKS = "尊敬的各位领导、同志们：", "谢谢大家！"
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
SUBJECTS = ("教育", "农业", "交通", "水利", "卫生", "文化")


def text(number, *, greeting=True, thanks=True):
    """A speech of about 300 characters."""
    about = SUBJECTS[number % len(SUBJECTS)]
    lines = [
        f"今天有机会在这里发言，我感到十分荣幸。我想谈谈{about}工作的几点体会，请大家批评指正。",
        "一、认识要到位",
        f"{about}工作关系到千家万户，去年我们走访了四十二个村，记下了三百多条意见，"
        f"一条一条地办，办完一条划掉一条，年底还剩下九条。",
        "二、措施要具体",
        f"我们把{about}的事情分给了七个小组，每组三个人，每个星期碰一次头，"
        "说清楚做了什么、没做什么、为什么没做，不说空话，不念稿子。",
        f"以上是我对{about}工作的一点想法，说得不对的地方，请大家多多包涵，会后我们再慢慢聊。",
    ]
    return [GREETING] * greeting + lines + [THANKS] * thanks


def page(title, *headings, before=(), **how):
    lines = list(before)
    for number, heading in enumerate(headings):
        lines += [*([heading] if isinstance(heading, str) else heading), *text(number, **how)]
    return Speech(title, "\n".join(lines))


def titles(speech):
    return [part.title for part in split(speech)]


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        (
            page("教师发言稿三篇", "篇一", "篇二", "篇三"),
            ["教师发言稿（一）", "教师发言稿（二）", "教师发言稿（三）"],
        ),
        (
            page("教师发言稿（通用3篇）", "【篇一】", "【篇二】", "【篇三】"),
            ["教师发言稿（一）", "教师发言稿（二）", "教师发言稿（三）"],
        ),
        (
            page("讲话稿两篇", "第一篇：在全县大会上的讲话", "第二篇：在全市大会上的讲话"),
            ["在全县大会上的讲话", "在全市大会上的讲话"],
        ),
        (
            page("主题教育发言材料汇编", "第1篇 在县里的发言", "第2篇 在镇里的发言"),
            ["在县里的发言", "在镇里的发言"],
        ),
        (
            page("优秀学生发言范文", "范文一：", "范文二：", "范文三："),
            ["优秀学生发言范文（一）", "优秀学生发言范文（二）", "优秀学生发言范文（三）"],
        ),
        (
            page("开学典礼发言稿", "开学典礼发言稿篇1", "开学典礼发言稿篇2"),
            ["开学典礼发言稿（一）", "开学典礼发言稿（二）"],
        ),
        (
            page("家长会发言稿五篇", *(f"家长会发言稿（{n}）" for n in "一二三四五")),
            [f"家长会发言稿（{n}）" for n in "一二三四五"],
        ),
        (
            page("述职报告 2篇", ["篇一", "教育局局长述职报告"], ["篇二", "农业局局长述职报告"]),
            ["教育局局长述职报告", "农业局局长述职报告"],
        ),
        (
            page("年会致辞三篇", "（一）", "（二）", "（三）"),
            ["年会致辞（一）", "年会致辞（二）", "年会致辞（三）"],
        ),
        (
            page("在座谈会上的发言3篇", "教育局的发言", "农业局的发言", "交通局的发言"),
            ["教育局的发言", "农业局的发言", "交通局的发言"],
        ),
        (
            page("心得体会精选十二篇", *(f"心得体会{n}" for n in range(1, 13)), greeting=False),
            [f"心得体会（{n}）" for n in NUMERALS],
        ),
    ],
)  # fmt: skip
def test_a_collection_comes_apart(speech, expected):
    assert titles(speech) == expected


def test_each_part_has_its_place_and_is_a_speech_of_its_own():
    speech = page("发言稿两篇", "篇一", "篇二：在会上的发言", before=["下面是两篇发言稿。"])
    first, second = split(speech)
    assert speech.body[first.start : first.end] == "\n".join(text(0))
    assert speech.body[second.start : second.end] == "\n".join(text(1))
    made = part_of(speech, second, last=True)
    assert (made.title, made.body) == ("在会上的发言", "\n".join(text(1)))
    assert [heading.text for heading in made.outline] == ["一、认识要到位", "二、措施要具体"]
    assert made.body[slice(*made.salutation)] == GREETING
    assert made.body[slice(*made.closing)] == THANKS


def test_the_last_part_of_half_a_page_is_half():
    speech = Speech("发言稿两篇", page("", "篇一", "篇二").body, complete=False)
    first, second = split(speech)
    assert part_of(speech, first, last=False).complete
    assert not part_of(speech, second, last=True).complete


def test_a_table_of_contents_is_no_collection_by_itself():
    contents = ["篇一：教育局的发言", "篇二：农业局的发言"]
    speech = page("发言稿两篇", *contents, before=contents)
    assert titles(speech) == ["教育局的发言", "农业局的发言"]
    assert split(speech)[0].start > len("\n".join(contents))


def plan(*headings, title="国民经济和社会发展规划纲要"):
    """Chapters of one text: nobody greets in them."""
    lines = [
        line
        for n, it in enumerate(headings)
        for line in [it, *text(n, greeting=False, thanks=False)]
    ]
    return Speech(title, "\n".join(lines))


CHAPTERS = ("一、提高认识", "二、突出重点", "三、狠抓落实")


@pytest.mark.parametrize(
    "speech",
    [
        Speech("讲话", ""),
        Speech("讲话稿三篇", "一行"),
        Speech("在大会上的讲话", "\n".join([GREETING, *plan(*CHAPTERS).body.split("\n"), THANKS])),
        plan("第一篇 总体要求", "第二篇 主要目标", "第三篇 保障措施"),
        plan("第一篇：产业文章", "第二篇：生态文章", "第三篇：民生文章", title="做好三篇文章"),
        plan("第一篇：产业文章", "第二篇：生态文章", title="在推进会上做好“三篇大文章”的发言"),
        plan("方案一：修路", "方案二：架桥", "方案三：摆渡", title="过河工程比选报告"),
        plan(*CHAPTERS, title="心得体会三篇"),
        plan("（一）认识", "（二）重点", "（三）落实", title="学习三篇讲话的体会"),
        plan("第一篇", "第三篇", title="发言稿三篇"),
        plan("篇二", "篇三", title="发言稿三篇"),
        page("在大会上的讲话（第三篇）", *CHAPTERS, greeting=False),
        page("发言稿三篇", "第一篇文章讲的是教育", "第二篇文章讲的是农业", greeting=False),
        Speech("读书有感", "\n".join(["篇一", "好书。", "篇二", "坏书。", *text(1)])),
        page("发言稿三篇", "篇一", "篇二", before=["这是另一个人的长篇发言。" * 60]),
    ],
    ids=lambda speech: speech.title,
)
def test_one_speech_stays_one(speech):
    assert split(speech) == ()


def test_a_speech_in_a_speech_is_not_cut_out_of_it():
    quoted = ["我在这里念一段去年的发言。", GREETING, *text(2), "念完了，我接着说。", *text(3)]
    assert split(Speech("在座谈会上的发言两篇读后", "\n".join([*text(1), *quoted]))) == ()


def test_it_is_told_from_flattened_text_too():
    speech = clean_text("发言稿两篇\n\n" + page("", "篇一", "篇二").body)
    assert isinstance(speech, Speech)
    assert titles(speech) == ["发言稿（一）", "发言稿（二）"]
