import sqlite3

import pytest

from benchmarks import copies as made
from benchmarks.dedup import Yanlu
from benchmarks.dedup_figures import judged
from crawler.sample.manuscripts import manuscripts
from pipelines.duplicates import clusters, copies, likenesses
from pipelines.duplicates.sketch import Text

WRITE = made.Writer([it.body for it in manuscripts().values()], 5)


@pytest.fixture(autouse=True)
def _the_same_words_in_any_order():
    WRITE.chance.seed(5)


@pytest.fixture
def index():
    connection = sqlite3.connect(":memory:")
    connection.executescript(copies.TABLES)
    yield connection
    connection.close()


def original():
    title, body = WRITE.original()
    return Text(title, "\n".join(body))


def test_an_empty_index_and_an_empty_text_find_nothing(index):
    empty = Text("", "")
    assert likenesses.related(index, original(), {}.__getitem__) == []
    likenesses.enter(index, 1, empty.sketch)
    assert likenesses.related(index, empty, {1: empty}.__getitem__) == []


def test_a_copy_is_found_and_joins_its_cluster(index):
    texts = {number: original() for number in (1, 2, 3)}
    for number, text in texts.items():
        likenesses.enter(index, number, text.sketch)
    (found,) = likenesses.related(index, Text("", texts[2].body + "谢谢大家"), texts.__getitem__)
    assert (found.speech_id, found.cluster, found.relation) == (2, 2, "near")
    assert found.share > 0.95
    assert clusters.join(index, {2, 3}) == 2
    joined = index.execute("SELECT speech_id, cluster FROM sketches ORDER BY 1").fetchall()
    assert joined == [(1, 1), (2, 2), (3, 2)]


def test_of_a_cluster_one_copy_is_told(index):
    text = original()
    texts = {number: Text(text.title, text.body + "谢谢大家" * number) for number in range(1, 9)}
    for number, copy in texts.items():
        likenesses.enter(index, number, copy.sketch)
    clusters.join(index, set(texts))
    assert [one.cluster for one in likenesses.related(index, text, texts.__getitem__)] == [1]


def test_a_text_that_hundreds_have_copied_is_found(index):
    text = original()
    for number in range(1, 300):
        likenesses.enter(index, number, text.sketch)
    found = likenesses.related(index, text, lambda number: text)
    assert {one.relation for one in found} == {"near"}


def test_copies_of_a_notice_are_found_among_many_of_the_same_form(index):
    forms = [made.form(WRITE, number) for number in range(200)]
    texts = {number: Text(form.title, form.body) for number, form in enumerate(forms)}
    for number, text in texts.items():
        likenesses.enter(index, number, text.sketch)
    found = []
    for number, text in list(texts.items())[100:]:
        again = Text(text.title, f"本项目第二次公告。{text.body}特此公告，请相互转告。")
        found += [one.speech_id == number for one in likenesses.related(index, again, texts.get)]
    assert all(found)
    assert len(found) >= 70


def test_what_is_made_is_found(tmp_path):
    documents = made.make(600, 11)
    method = Yanlu(tmp_path / "index.db")
    figures = judged(documents, method.run(documents))
    method.connection.close()
    assert figures.recall["copies"] >= 0.975
    assert figures.recall["joined"] >= 0.98
    assert figures.recall["first page"] >= 0.95
    assert figures.precision >= 0.999
    assert figures.named >= 0.95
