import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.rules import xpath
from cleaners.speech.outline import outline
from cleaners.speech.quality import quality, signals
from cleaners.text import comparable, normalize_line, paragraphs


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("　　同志们，\n  大家好！　", "同志们，大家好！"),
        ("a\u200bb\xad c\xa0\xa0d", "ab c d"),
        ("half,width. ＡＢＣ", "half,width. ＡＢＣ"),
        ("GDP\n增长", "GDP 增长"),
    ],
)
def test_line_keeps_its_characters(raw, line):
    assert normalize_line(raw) == line


@given(st.text(alphabet="中a。： \t\n\xa0\u3000\xad\u200b\x0b\u2003", max_size=30))
def test_plain_and_odd_lines_are_normalised_alike(text):
    # One character that is not printable keeps a line from the short way.
    assert normalize_line(f"\u200b{text}") == normalize_line(text)
    assert all(normalize_line(line) == line for line in paragraphs(text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "　　各位代表：　　现在报告工作。　　请审议。",
            ["各位代表：", "现在报告工作。", "请审议。"],
        ),
        ("姓　名　　　　职　务", ["姓　名", "职　务"]),
        ("同志们 a  b", ["同志们 a b"]),
        (" \n ", []),
    ],
)
def test_paragraphs_of_one_run(text, lines):
    assert paragraphs(text) == lines


def test_lines_are_compared_without_widths_and_spaces():
    assert comparable("Ａ（１） 讲话，") == "a(1)讲话,"


def test_outline_has_levels_and_offsets():
    lines = ("同志们：", "一、形势", "（一）成绩不小。去年以来成绩很大。", "1.抓投资", "（1）项目")
    body = "\n".join([*lines, "2.5亿元已到位。"])
    found = outline(body)
    assert [(h.level, h.text) for h in found] == [
        (1, "一、形势"), (2, "（一）成绩不小"), (3, "1.抓投资"), (4, "（1）项目"),
    ]  # fmt: skip
    assert all(body[h.start :].startswith(h.text) for h in found)


def worth(body, **facts):
    return quality(signals(body, **facts))


def test_quality_falls_with_what_makes_a_text_worthless():
    good = "\n".join(
        f"第{n}段：我们要坚持以人民为中心，全面推进各项工作，确保完成任务。" for n in range(30)
    )
    assert worth(good) > 0.95
    assert worth("") == 0
    assert worth(good[:60]) < worth(good)
    assert worth(good.replace("人民", "XX")) < worth(good)
    assert worth(good.replace("人民", "\ufffd\ufffd")) < 0.2
    assert worth("\n".join([good.split("\n")[0]] * 30)) < 0.1
    assert worth("lorem ipsum " * 60) == 0


def test_selectors_are_checked_when_they_are_read():
    assert xpath("div.a::text") == xpath("div.a::text")
    assert xpath("//h1/text()") == "//h1/text()"
    for wrong in ("div[", "//h1[", "p::nothing", ""):
        with pytest.raises(ValueError, match="selector"):
            xpath(wrong)


def test_a_label_and_its_value_are_one_line():
    assert paragraphs("招标机构：\xa0\xa0 东方公司") == ["招标机构： 东方公司"]
    assert paragraphs("电子邮箱：" + "\xa0" * 6 + "a@b.cn") == ["电子邮箱： a@b.cn"]
    assert paragraphs("同志们：　　今天开会。\xa0\xa0\xa0\xa0下面讲话。") == [
        "同志们：",
        "今天开会。",
        "下面讲话。",
    ]
