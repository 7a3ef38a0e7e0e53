import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.copies import WAYS, Document, Writer, first_page, form, joined, series, stocked
from crawler.sample.manuscripts import manuscripts
from pipelines.relation import relate
from pipelines.sketch import Text

WRITE = Writer([it.body for it in manuscripts().values()], 3)
ORIGINALS = [WRITE.original() for _ in range(6)]
MIRRORED = {"contains": "part of", "part of": "contains"}


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


@pytest.mark.parametrize(("letters", "found"), [(250, "unrelated"), (1200, "near")])
def test_short_texts_need_more_in_common(letters, found):
    """Of both texts .7 is the same: of short notices that may be the form."""
    text = "".join(chr(0x4E00 + number) for number in range(letters))
    other = list(text)
    other[::16] = [chr(0x8000 + number) for number in range(len(other[::16]))]
    assert relation(("甲", [text]), ("乙", ["".join(other)])) == found
