import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.copies import WAYS, Document, Writer, first_page, form, joined, series, stocked
from crawler.sample.manuscripts import manuscripts
from pipelines.duplicates.relation import relate
from pipelines.duplicates.sketch import Text
from pipelines.scripts import simplified_forms

WRITE = Writer([it.body for it in manuscripts().values()], 3)
ORIGINALS = [WRITE.original() for _ in range(6)]
MIRRORED = {"contains": "part of", "part of": "contains"}


@pytest.fixture(autouse=True)
def _the_same_words_in_any_order():
    WRITE.chance.seed(3)


def relation(one, other):
    """What one is to the other, after a look at the relation the other way round."""
    texts = [
        Text(it.title, it.body) if isinstance(it, Document) else Text(it[0], "\n".join(it[1]))
        for it in (one, other)
    ]
    there, share = relate(*texts)
    assert relate(*reversed(texts)) == (MIRRORED.get(there, there), share)
    return there


@pytest.mark.parametrize("way", WAYS)
def test_copies_are_near(way):
    title, body = WAYS[way](WRITE, *ORIGINALS[0])
    assert relation((title, body), ORIGINALS[0]) == "near"


def test_strangers_are_unrelated():
    assert relation(ORIGINALS[0], ORIGINALS[1]) == "unrelated"


def test_a_first_page_is_part_of_the_text():
    assert relation(first_page(WRITE, 1, 0, *ORIGINALS[0]), ORIGINALS[0]) == "part of"


def test_a_page_of_two_texts_contains_each():
    page = joined(9, (0, 1), ORIGINALS)
    assert {relation(page, ORIGINALS[at]) for at in (0, 1)} == {"contains"}


def test_a_longer_text_with_a_second_one_contains_it():
    title, body = ORIGINALS[0]
    length, second = sum(map(len, body)), []
    while sum(map(len, second)) < 0.45 * length:
        second.append(WRITE.paragraph())
    assert relation((title, body + second), (title, body)) == "contains"


def test_stock_paragraphs_make_no_copies():
    assert relation(stocked(WRITE, 1), stocked(WRITE, 2)) == "unrelated"


def test_texts_of_a_series_are_no_copies():
    assert relation(*series(WRITE, (1, 2))) == "unrelated"


def test_forms_are_told_by_their_subjects():
    one, other = form(WRITE, 1), form(WRITE, 2)
    assert relation(one, other) == "form"
    again = one.body.replace("五个工作日", "三个工作日")
    assert relation(one, Document("form", 1, f"{one.title}（第二次）", again)) == "near"


def test_a_subject_and_something_more_is_another():
    one = form(WRITE, 1)
    plain, more = "工作站采购", "虚拟现实图形工作站采购"
    filled = [
        Document("form", 1, title, one.body.replace(one.title.removesuffix("采购公告"), title))
        for title in (plain, more)
    ]
    assert relation(*filled) == "form"


def test_a_name_crossed_out_is_no_subject():
    title, body = "在青川县教育工作会议上的讲话", [*ORIGINALS[3][1]]
    body += ["开好青川县教育工作会议，关系全局。", "同志们，青川县教育工作会议到此结束。"]
    out = [line.replace("青川", "XX") for line in body]
    assert relation((title, body), (title.replace("青川", "XX"), out)) == "near"


def test_another_occasion_in_title_and_introduction_makes_no_form():
    title, body = ORIGINALS[2]
    other = "在全市乡村振兴现场推进会上的讲话"
    opening = "同志们：今天我们召开全市乡村振兴现场推进会，主要任务是总结工作，部署任务。"
    assert relation((title, body), (other, [opening, *body[1:]])) == "near"


def test_an_address_is_part_of_nothing():
    address = "地址：青川县柳湾镇解放路十八号供销大厦二楼，联系人：林小满，欢迎各界朋友光临指导工作"
    assert relation(("联系我们", [address]), ("讲话", [*ORIGINALS[0][1], address])) == "unrelated"


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_any_two_texts_have_a_relation(one, other, title):
    relation((title, [one]), (title[::-1], [other]))
    there, share = relate(Text(title, one), Text("", one))
    assert share in (0.0, 1.0)
    assert there == ("near" if share else "unrelated")


def changed(letters, every):
    """Two texts of so many letters, one letter in so many another."""
    text = [chr(0x4E00 + number) for number in range(letters)]
    other = [chr(0x8000 + at) if at % every == 0 else letter for at, letter in enumerate(text)]
    return ["".join(text)], ["".join(other)]


@pytest.mark.parametrize("letters", [100, 250, 1200])
def test_copies_may_be_short(letters):
    one, other = changed(letters, 16)
    assert relation(("甲", one), ("乙", other)) == "near"


CONTACT = ["招标机构：东方公司", "联系人：林小满", "联系电话：青川五号", "地址：解放路十八号"]


@pytest.mark.parametrize(("letters", "found"), [(250, "unrelated"), (1200, "near")])
def test_notices_need_more_in_common(letters, found):
    """Of short texts with fields so much is the form."""
    one, other = changed(letters, 16)
    fields = CONTACT * (letters // 250)
    assert relation(("甲", [*one, *fields]), ("乙", [*other, *fields])) == found


def renamed(title, body, name, other):
    planted = [f"{line}{name}要走在前面。" for line in body]
    return [
        (title.replace("上的讲话", f"（{one}）上的讲话"), [it.replace(name, one) for it in planted])
        for one in (name, other)
    ]


def test_a_speech_given_at_another_school_is_a_copy():
    for original in ORIGINALS:
        assert relation(*renamed(*original, "实验小学", "育才学校")) == "near"


ACCOUNTS = [
    "一、部门基本情况。奋发镇政府有行政编制{}人，主要职能是贯彻落实上级的各项决策部署。",
    "二、收入决算说明。本年收入决算{}万元，其中财政拨款收入{}万元，事业收入{}万元，其他收入{}万元。",
    "三、支出决算说明。本年支出决算{}万元，按用途划分，基本支出{}万元，项目支出{}万元。",
    "四、三公经费说明。公务用车购置及运行维护费支出{}万元，公务接待费支出{}万元，会议费{}万元。",
]


def accounts(start, *more):
    figures = iter(range(start, start + 99))
    return "决算说明", [*(re.sub("{}", lambda _: str(next(figures)), it) for it in ACCOUNTS), *more]


def test_accounts_with_other_figures_and_other_words_are_others():
    said = [WRITE.paragraph()[:40] for _ in range(2)]
    assert relation(accounts(100, said[0]), accounts(300, said[1])) == "unrelated"
    assert relation(accounts(100, said[0]), accounts(100, said[1])) == "near"
    assert relation(accounts(100), accounts(300)) == "near"


def test_a_report_does_not_contain_that_of_the_year_before():
    body = [WRITE.paragraph() for _ in range(8)]
    new = [WRITE.paragraph() for _ in range(7)]
    title = "青川县政府信息公开工作{}年度报告"
    last, this = [*body, new[0]], [*body, *new[1:]]
    assert relation((title.format(2015), last), (title.format(2016), this)) == "unrelated"
    assert relation((title.format(2015), last), (title.format(2015), this)) == "part of"
    assert relation((title.format(2015), body), (title.format(2016), this)) == "part of"


def test_a_changed_year_makes_no_other_speech():
    title, body = ORIGINALS[4]
    altered = WAYS["numbers"](WRITE, title, WAYS["words"](WRITE, title, body)[1])[1]
    assert relation((f"2015年{title}", body), (f"2016年{title}", altered)) == "near"


def test_reports_by_one_template_are_others():
    """Six of sixteen paragraphs are stock."""
    stock = [WRITE.paragraph() for _ in range(6)]
    one, other = ([*stock, *(WRITE.paragraph() for _ in range(10))] for _ in range(2))
    assert relation(("个人述职报告", one), ("个人述职报告", other)) == "unrelated"


@pytest.mark.parametrize("way", ["words", "numbers", "XX", "typing"])
def test_a_page_of_three_texts_contains_altered_ones(way):
    _, body = WAYS[way](WRITE, *ORIGINALS[0])
    page = [*body, *ORIGINALS[1][1], *ORIGINALS[2][1]]
    assert relation(("讲话稿三篇", page), ORIGINALS[0]) == "contains"


def test_a_text_said_twice_is_no_longer():
    title, body = ORIGINALS[0]
    assert relation((title, body + body), (title, body)) == "near"


def test_the_script_makes_no_difference():
    title, body = ORIGINALS[5]
    traditional = {simple: chr(code) for code, simple in simplified_forms().items()}
    other = [line.translate(traditional) for line in body]
    assert other != body
    assert relation((title, body), (title, other)) == "near"
