"""Characters that stand for others in a stored text."""

from unicodedata import category

import pytest

from pipelines.searching.grams import fold
from pipelines.searching.texts import Text, has_one, is_han, other_forms, spellings


def test_whatever_folds_to_a_character_is_a_form_or_a_usual_spelling_of_it():
    for char in map(chr, (*range(0x80, 0x20000), *range(0x2F800, 0x2FA20))):
        folded = fold(char) if category(char) != "Cs" else char
        for part in folded.replace(char, ""):
            if is_han(part) or (part.isascii() and part.isalnum()):
                assert char in other_forms(part) or char in (spellings(part) or ()), hex(ord(char))


@pytest.mark.parametrize("word", ["株", "革", "发展", "1", "kg", "model"])
def test_a_text_without_these_forms_need_not_be_folded(word):
    assert all(has_one(f"甲{char}乙", other_forms(word)) for char in other_forms(word))
    assert not has_one("甲乙", other_forms(word))
    assert Text("题", f"甲{word}乙").count(word) == 1
