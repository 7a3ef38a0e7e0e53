from hypothesis import given
from hypothesis import strategies as st

from crawler.web.differ import side_by_side
from pipelines.edits import Budget, edits

texts = st.text("改革开放。\n", max_size=60)


def joined(pieces):
    return "".join(text for _, text in pieces)


def one_side(rows, name):
    """Put a side together again from the rows."""
    found = []
    for row in rows:
        if "same" in row:
            found.append(row["same"])
        elif row[name] is not None:
            found.append(joined(row[name]))
    return "\n".join(found)


@given(left=texts, right=texts)
def test_both_texts_can_be_read_from_the_comparison(left, right):
    rows = side_by_side(left, right)
    assert (one_side(rows, "left"), one_side(rows, "right")) == (left, right)


@given(left=texts, right=texts, steps=st.integers(0, 50))
def test_without_steps_left_the_way_is_longer_but_right(left, right, steps):
    for differs, a, b, c, d in edits(left, right, Budget(steps)):
        assert differs or left[a:b] == right[c:d]


def test_what_differs_inside_a_paragraph_is_marked():
    rows = side_by_side("甲\n全年接诊XX人次。\n乙", "甲\n全年接诊八千人次。\n乙")
    assert rows == [
        {"same": "甲"},
        {
            "left": [(False, "全年接诊"), (True, "XX"), (False, "人次。")],
            "right": [(False, "全年接诊"), (True, "八千"), (False, "人次。")],
        },
        {"same": "乙"},
    ]


def test_a_paragraph_that_is_new_stands_alone():
    assert side_by_side("甲\n丙", "甲\n乙的话\n丙")[1] == {
        "left": None,
        "right": [(True, "乙的话")],
    }


def test_two_long_texts_without_anything_in_common_are_told_roughly():
    left, right = (
        "\n".join(chr(0x4E00 + n % 500 + shift) for n in range(20_000)) for shift in (0, 600)
    )
    assert one_side(side_by_side(left, right), "right") == right
