import sqlite3
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaners.model import Speech
from pipelines.scripts import simplified_forms
from pipelines.searching import grams as module
from pipelines.searching import index
from pipelines.searching.grams import fold, grams, grams_of, runs


def test_every_run_gives_bigrams_and_its_last_character():
    assert sorted(grams("改革,ab1").split()) == sorted(["改革", "革", "ab", "b1", "1"])
    assert grams(" ,。\n") == ""
    assert runs("改革,ab1 。") == ["改革", "ab1"]


def test_of_a_text_of_endless_words_the_first_are_indexed(monkeypatch):
    monkeypatch.setattr(module, "MOST_WORDS", 3)
    assert set(grams("甲乙甲乙甲乙").split()) == {"甲乙", "乙甲", "乙"}
    assert set(grams("甲乙丙丁戊").split()) == {"甲乙", "乙丙", "丙"}
    assert grams_of("甲乙丙丁戊") == grams("甲乙丙丁戊")


@given(st.text())
@example("諶⾞🈡㋿\U0002f8ff")
def test_folding_is_nfkc_and_casefold_in_simplified_characters(text):
    normal = unicodedata.normalize("NFKC", text).translate(simplified_forms())
    assert fold(text) == normal.casefold()


@given(st.text(max_size=200))
def test_each_gram_is_one_word_to_sqlite(text):
    words = grams(fold(text)).split(" ")
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE VIRTUAL TABLE t USING fts5 (grams, tokenize='ascii');"
        "CREATE VIRTUAL TABLE v USING fts5vocab (t, row);"
    )
    connection.execute("INSERT INTO t VALUES (?)", (" ".join(words),))
    seen = [term for (term,) in connection.execute("SELECT term FROM v")]
    connection.close()
    assert sorted(seen) == sorted(word for word in words if word)


def test_an_interrupted_batch_is_indexed_again(corpus, now, monkeypatch):
    for number in range(5):
        corpus.add(Speech("题", f"改革{number}"), f"http://a/{number}", "a", now)
    insert = index._insert

    def fail_later(connection, rows):
        insert(connection, rows)
        return 1 / 0 if rows[0][0] > 2 else None

    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(index, "_insert", fail_later)
    with pytest.raises(ZeroDivisionError):
        corpus.index()
    assert index.indexed_through(corpus.connection) == 2
    monkeypatch.undo()
    assert corpus.index() == 3
    assert corpus.index() == 0
    assert corpus.search("改革").total == 5


def test_a_removed_speech_leaves_no_trace_in_the_index(corpus, now):
    for body in ("改革甲", "改革乙"):
        corpus.add(Speech("题", body), f"http://a/{body}", "a", now)
    corpus.index()
    index.remove(corpus.connection, 2, "题", "改革乙")
    corpus.connection.execute("DELETE FROM speeches WHERE id = 2")
    corpus.add(Speech("题", "改革丙"), "http://a/3", "a", now)
    assert {hit.id for hit in corpus.search("改革").hits} == {1, 3}
    assert corpus.search("改").total == 2
    assert corpus.counts()["sightings"] == 2


@given(st.text())
@example("第１条：“改革开放”，㈱Ａ公司")
@example("Straße 改革 İ가나")
@example("が、ö、改革")
def test_usual_texts_give_the_same_words_in_fewer_steps(text):
    assert grams_of(text) == grams(fold(text))
    assert grams_of(f"改革{text}开放") == grams(fold(f"改革{text}开放"))
