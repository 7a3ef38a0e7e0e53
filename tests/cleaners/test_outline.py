import pytest

from cleaners import clean_text
from cleaners.speech.occasion import setting
from cleaners.speech.outline import closing, outline, salutation

SPEECH = """\
尊敬的各位领导、各位来宾：
同志们：
大家上午好！
今天我讲三点意见。
一、提高认识
首先，要学习。学习是根本。
其次，要实践。
最后，要总结。
二、狠抓落实
（一）抓重点。重点是安全。
1.抓班子
（1）抓学习
（二）抓难点
第一，我们没有别的话说
三、加强领导
让我们一起努力。我的发言完了，谢谢大家！"""


def cut(span, body=SPEECH):
    return body[slice(*span)] if span else None


def test_headings_nest_and_lie_where_they_say():
    found = outline(SPEECH)
    assert [(heading.level, heading.text[:4]) for heading in found] == [
        *((1, "一、提高"), (2, "首先，要"), (2, "其次，要"), (2, "最后，要"), (1, "二、狠抓")),
        *((2, "（一）抓"), (3, "1.抓班"), (4, "（1）抓"), (2, "（二）抓"), (1, "三、加强")),
    ]
    assert all(SPEECH.startswith(heading.text, heading.start) for heading in found)


def test_ordinals_without_a_numbered_heading_are_the_first_level():
    assert [h.level for h in outline("第一，敬业。\n文。\n第二，爱岗。\n第三，奉献。")] == [1, 1, 1]
    assert outline("首先，我代表县委向大家问好。\n文。") == ()
    assert outline("第三，没有开头。\n最后，祝大家好。") == ()


def test_of_a_long_sentence_the_heading_is_its_first_clause():
    points = (
        "1、项目名称：水厂扩建。",
        f"2、购买标书的时间及地点：{'县政府大楼' * 20}",
        f"3、{'长' * 80}，完。",
    )
    found = outline("\n".join(points))
    assert [heading.text for heading in found] == [
        "1、项目名称：水厂扩建",
        "2、购买标书的时间及地点",
    ]


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("一、甲\n（一）乙\n1.丙\n(1)丁\n①戊\n②己\n二、庚", [1, 2, 3, 4, 5, 5, 1]),
        ("一、甲\n二.乙\n三．丙\n四 、丁", [1, 1, 1, 1]),
        ("一、甲\n一是学。\n二是干。\n二、乙\n一要学。\n二要干。", [1, 2, 2, 1, 2, 2]),
        ("第一点，学。\n第二点，干。", [1, 1]),
        ("第一个方面，学。\n第二个方面，干。", [1, 1]),
        ("其一，学。\n其二，干。", [1, 1]),
        ("第一，学。\n文。\n第二，干。\n首先，谢。\n其次，请。\n最后，祝。", [1] * 5),
        ("一：甲\n㈠乙\n⒈丙\n1）丁\n⑵戊\n②己\n1 、庚", [1, 2, 3, 4, 4, 5, 3]),
        ("一、甲\n第一部分 乙\n一、丙\n（一）丁\n①戊\n第一，己\n第二，庚", [1, 1, 2, 3, 5, 5, 5]),
        ("第一章：甲\n第一节 乙\n第一条 丙\n第二章\n第一部分是好的。", [1, 2, 1]),
        ("第一章 甲\n第一节 乙\n第二章 丙\n第一章 甲\n第一节 乙\n文。\n第二章 丙", [1, 2]),
        ("一、\n甲\n1)\n乙", []),
        ("一、二、三连的同志们：\n3.5万人。\n1.1 节\n一是好事。\n2020年1月，文。", []),
    ],
)
def test_levels(body, levels):
    assert [heading.level for heading in outline(body)] == levels


def test_salutation_and_closing_are_marked():
    assert cut(salutation(SPEECH)) == "尊敬的各位领导、各位来宾：\n同志们：\n大家上午好！"
    assert cut(closing(SPEECH)) == "我的发言完了，谢谢大家！"


@pytest.mark.parametrize(
    ("body", "greeting", "farewell"),
    [
        ("同志们：\n今天开会。\n谢谢大家！", "同志们：", "谢谢大家！"),
        ("各位评委，大家好！\n文。\n我讲完了。\n谢谢！", "各位评委，大家好！", "谢谢！"),
        ("各位来宾：\n文。\n我讲话完毕。\n谢谢！", "各位来宾：", "我讲话完毕。\n谢谢！"),
        ("老师们、同学们：\n文。\n以上报告，请审议。", "老师们、同学们：", "以上报告，请审议。"),
        ("今天开会。\n我们要谢谢大家的支持，继续努力。", None, None),
        ("会议提出：\n各位代表要认真审议报告，积极履职。\n散会。", None, None),
        ("大家好，我叫小明。\n文。\n汇报完毕，请审阅。", "大家好，", "汇报完毕，请审阅。"),
        ("老师，您好：\n文。\n我就讲这些，谢谢大家。", "老师，您好：", "谢谢大家。"),
        ("在座的各位：\n文。\n最后，祝各位健康，谢谢！", "在座的各位：", "谢谢！"),
        ("文。\n再次感谢各位的到来！", None, "再次感谢各位的到来！"),
        ("文。\n我们要谢谢大家，继续努力。", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_greetings_and_thanks(body, greeting, farewell):
    assert cut(salutation(body), body) == greeting
    assert cut(closing(body), body) == farewell


@pytest.mark.parametrize(
    ("title", "speaker", "occasion"),
    [
        ("在全县教育工作会议上的讲话", None, "全县教育工作会议"),
        ("县委书记张明在全县教育工作会议上的讲话", "张明", "全县教育工作会议"),
        ("李建国同志在春节团拜会上的致辞", "李建国", "春节团拜会"),
        ("校长在开学典礼上的讲话稿", None, "开学典礼"),
        ("在“不忘初心”主题教育座谈会上的发言", None, "不忘初心”主题教育座谈会"),
        ("在全市表彰大会暨总结会上的总结讲话", None, "全市表彰大会暨总结会"),
        ("王芳：在毕业典礼上的发言", "王芳", "毕业典礼"),
        ("习明远：在庆祝建市三十周年大会上的讲话", "习明远", "庆祝建市三十周年大会"),
        (
            "李国强市长在市人代会第五次会议上的政府工作报告",
            "李国强",
            "市人代会第五次会议",
        ),
        ("坚定信心——在全县干部大会上", None, "全县干部大会"),
        ("在父亲八十寿宴上的致辞", None, "父亲八十寿宴"),
        ("安全员：在平凡的岗位上", None, None),
        ("常委会在全会上的报告", None, "全会"),
        ("优秀党员代表在七一表彰大会上的发言", None, "七一表彰大会"),
        ("高中生在国旗下的讲话", None, None),
        ("现在的发言", None, None),
        ("优秀教师事迹演讲稿", None, None),
    ],
)
def test_speaker_and_occasion_of_a_title(title, speaker, occasion):
    assert setting(title, "")[:2] == (speaker, occasion)


@pytest.mark.parametrize(
    ("above", "speaker", "occasion"),
    [
        ("中共某县县委书记 王建国\n二〇一九年三月四日", "王建国", None),
        ("（县委书记王建国 2019年3月4日）", "王建国", None),
        ("——在全县教育工作会议上的讲话\n王建国", "王建国", "全县教育工作会议"),
        ("——2019年3月4日在县人代会上\n王 明", "王明", "县人代会"),
        ("范文一", None, None),
        ("图为县委书记王建国", None, None),
        ("致县委书记王建国", None, None),
        ("高考", None, None),
        ("校长、书记", None, None),
        ("——在会上想到的\n各乡镇：", None, None),
    ],
)
def test_the_first_lines_say_what_the_title_does_not(above, speaker, occasion):
    speech = clean_text(f"讲话\n{above}\n同志们：\n今天我们开会，总结去年的工作。", title="讲话")
    assert (speech.speaker, speech.occasion) == (speaker, occasion)


def test_place_is_what_the_first_lines_say():
    assert setting("", "（二〇一九年三月四日 北京）\n同志们：").place == "北京"
    assert setting("", "2019年3月4日于县政府礼堂\n同志们：").place == "县政府礼堂"
    assert setting("", "（2019年3月4日，根据录音整理）\n同志们：").place is None
    assert setting("", "（2019年3月4日，北京）\n同志们：").place == "北京"
    assert setting("", "会议地点：县政府礼堂\n同志们：").place == "县政府礼堂"
    assert setting("", "同志们：\n今天是个好日子，地点选得好。").place is None
