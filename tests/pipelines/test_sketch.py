import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.copies import Writer
from crawler.sample.manuscripts import manuscripts
from pipelines.duplicates import sketch as module
from pipelines.duplicates.sketch import SAMPLED, Text, gram_hashes, overlaps

WRITTEN = Writer([it.body for it in manuscripts().values()], 7)
LONG = "\n".join(WRITTEN.paragraph() for _ in range(40))


def text(body):
    return Text("", body)


def overlap(one, *others):
    """Return how many grams are sampled, and how many of them both have, for each of others."""
    sketches = [other.sketch for other in others]
    letters = np.array([sketch.letters for sketch in sketches], dtype=int)
    found = overlaps(one.sketch, letters, [sketch.packed() for sketch in sketches])
    return list(zip(*(each.tolist() for each in found), strict=True))


def test_a_short_text_gives_all_of_its_grams():
    sketch = text("认真学习贯彻落实会议精神").sketch
    assert (sketch.letters, len(sketch.hashes), len(sketch.look_up_keys())) == (12, 8, 8)


@pytest.mark.parametrize("body", ["", "，。！？", "四个字了", "2019"])
def test_a_text_of_under_five_letters_gives_none(body):
    one = text(body)
    assert one.sketch.look_up_keys() == []
    assert overlap(one, text(LONG)) == [(0, 0)]


@pytest.mark.parametrize(("letters", "keys"), [(300, 16), (1500, 23), (6000, 32), (30000, 32)])
def test_keys_are_bounded_whatever_the_length(letters, keys):
    count = len(text((LONG * 9)[:letters]).sketch.look_up_keys())
    assert 16 <= count <= 32
    assert abs(count - keys) < 12


def test_hashes_are_the_same_on_every_machine_and_day():
    assert text("改革开放了").sketch.look_up_keys() == [74402617166485]


def test_what_a_copier_changes_changes_no_gram():
    one = "（一）2019年，青川县完成投资3.5亿元；同志们：發展是第一要務！"
    other = "(二) 二〇二三年 , XX青川县 完成投资１２亿元 同志们发展是第一要务"
    assert np.array_equal(text(one).grams, text(other).grams)


def test_samples_tell_how_much_of_a_part_stands_in_the_whole():
    whole, part = text(LONG), text(LONG[: len(LONG) // 3])
    for ((sampled, shared),) in (overlap(whole, part), overlap(part, whole)):
        assert shared / sampled > 0.97
        assert sampled > SAMPLED / 6


def test_samples_of_strangers_share_little():
    ((sampled, shared),) = overlap(
        text(LONG), text("\n".join(WRITTEN.paragraph() for _ in range(30)))
    )
    assert shared / sampled < 0.2


@given(st.lists(st.text("甲乙丙丁戊己庚辛", max_size=400), min_size=2, max_size=5))
def test_samples_are_exact_for_short_texts(bodies):
    one, *others = map(text, bodies)
    kept = [other for other in others if len(other.sketch.hashes)]
    for each, (_, shared) in zip(kept, overlap(one, *kept), strict=True):
        if len(one.grams) and max(len(one.grams), len(each.grams)) < SAMPLED:
            assert shared == len(np.intersect1d(one.grams, each.grams))


@pytest.mark.parametrize("letters", [0, 4, 5, 11, 12, 13, 40])
def test_grams_of_a_long_text_are_made_piece_by_piece(monkeypatch, letters):
    codes = np.arange(0x4E00, 0x4E00 + letters, dtype=np.uint32)
    whole = gram_hashes(codes)
    monkeypatch.setattr(module, "_AT_ONCE", 8)
    assert np.array_equal(gram_hashes(codes), whole)
    assert len(whole) == max(letters - 4, 0)
