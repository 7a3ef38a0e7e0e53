import pytest

from pipelines.searching.snippet import BEFORE, WIDTH, snippet


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("改革开放", "开放", "开放"),
        ("说…改革ＡＢ", "ab", "ＡＢ"),
        ("说…改革…", "改革", "改革"),
        ("㈱改革", "株", "㈱"),
        ("cafe\u0301改革", "é改", "e\u0301改"),
        ("…e\u0301e\u0301改革", "改", "改"),
    ],
)
def test_marks_hold_the_word_as_it_is_written(text, word, marked):
    piece, [(start, end)] = snippet(text, [word])
    assert piece == text
    assert piece[start:end] == marked


def test_a_long_text_is_cut_around_the_place():
    piece, marks = snippet("前" * 500 + "改革" + "后" * 500, ["改革"])
    assert marks == ((BEFORE + 1, BEFORE + 3),)
    assert len(piece) == WIDTH + 2
    assert piece[0] == piece[-1] == "…"


def test_the_place_with_most_words_wins():
    text = "改革改革改革" + "间" * 300 + "改革与开放"
    piece, _ = snippet(text, ["改革", "开放"])
    assert piece.endswith("改革与开放")


def test_the_longer_word_is_marked_where_two_begin():
    _, marks = snippet("改革开放", ["改革", "改革开放"])
    assert marks == ((0, 4),)
