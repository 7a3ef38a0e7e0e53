import hashlib

import pytest

from pipelines.fingerprint import content_hash, figures, letters, normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("改革 开放\n\n二、", "改革开放二、"),
        ("（１）ＡＢＣ，！", "(1)ABC,!"),
        ("改\u3000革\xa0开\u200b放\ufeff\u2028", "改革开放"),
        ("ｶﾅ｡", "カナ。"),
    ],
)
def test_white_space_and_width_do_not_matter(one, other):
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("①", "1"), ("a", "A"), ("改革", "革改"), ("。", "."), ("ﬁ", "fi"), ("〇", "0"), ("", "?")],
)
def test_other_differences_do(one, other):
    assert content_hash(one) != content_hash(other)


def test_anyone_can_compute_the_hash():
    assert content_hash("改革 ，\n开放") == hashlib.sha256("改革,开放".encode()).digest()
    assert normalised("") == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("２０１９年３月，二〇一九年三月", "年月年月"),
        ("XX县某某局××乡ＸＸ", "县局乡"),
        ("發展經濟，乾隆", "发展经济干隆"),
        ("ＡＢＣ abc①②Ⅷ壹佰", "abcabc"),
        ("“两个确立”——（一）\n\t☆□○", "两个确立"),
        ("北京的俩皕钩洞", "北京的俩皕钩洞"),  # numbers since Unicode 15.1
        ("𠮷野家\ud800", "𠮷野家"),
        ("", ""),
    ],
)
def test_letters_are_what_copies_keep(text, left):
    assert letters(text) == left


def test_figures_are_numbers_that_are_no_years():
    text = "2015年收入1,234.5万元，２０１６年4260万元，占67.1%，共5项，电话0755-82949008，第12345年"
    assert figures(text) == {"1,234.5", "4260", "67.1", "0755", "82949008"}
