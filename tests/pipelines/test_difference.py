import pytest

from pipelines.difference import differences, lines


def changed(one, other):
    """What differs, with the runs that differ in brackets."""
    return [
        tuple("".join(f"[{run}]" if differs else run for run, differs in side) for side in sides)
        for passage in differences(one, other)
        if not passage.alike
        for sides in [(passage.one, passage.other)]
    ]


def test_a_changed_word_is_marked_in_its_sentence():
    assert changed(
        "同志们：\n今年全县工作很好。\n谢谢！", "同志们：\n今年全市工作很好。\n谢谢！"
    ) == [("今年全[县]工作很好。\n", "今年全[市]工作很好。\n")]


def test_what_only_one_has_is_there_as_a_whole():
    assert changed("甲来了。\n乙来了。", "甲来了。\n丙走了很久也没有回来。\n乙来了。") == [
        ("", "[丙走了很久也没有回来。\n]")
    ]


def test_sentences_without_anything_in_common_are_not_mixed():
    assert changed("天地玄黄宇宙洪荒。", "日月盈昃辰宿列张。") == [
        ("[天地玄黄宇宙洪荒。]", "[日月盈昃辰宿列张。]")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("改革，开放。\n甲。", "改革,开放。\n\n　　甲。"),
        ("一。二。", "一。\n二。"),
        ("２０２３年", "2023年"),
        ("", ""),
    ],
)
def test_white_space_lines_and_widths_make_no_difference(one, other):
    assert changed(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"), [("", "甲。\n乙。"), ("甲\n\n", "乙"), ("a" * 9000, "b。")]
)
def test_nothing_of_either_text_is_lost(one, other):
    passages = differences(one, other)
    assert "".join(run for it in passages for run, _ in it.one) == one
    assert "".join(run for it in passages for run, _ in it.other) == other


def test_lines_are_those_of_the_text_without_the_empty_ones():
    runs = (("甲\n\n乙", False), ("丙\n", True))
    assert list(lines(runs)) == [[("甲", False)], [("乙", False), ("丙", True)]]


def test_texts_that_repeat_themselves_are_told_roughly():
    """Each sentence of one could be any of the other's: 10^9 pairs, were they all looked at."""
    one, other = "好。" * 30_000, "好。坏。" * 20_000
    passages = differences(one, other)
    assert "".join(run for it in passages for run, _ in it.other) == other
