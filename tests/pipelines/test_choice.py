"""The chosen copy: the best of a cluster, whatever comes, changes and goes."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from benchmarks.copies import Writer
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts
from pipelines.duplicates.choice import choose
from pipelines.export import export, export_changes
from pipelines.exporting.targets import target
from pipelines.selection import Selection
from pipelines.sqlite import SqliteCorpus

WRITE = Writer([it.body for it in manuscripts().values()], 9)
LINES = [WRITE.paragraph() for _ in range(12)]
SPEECH = Speech("在全县大会上的讲话", "\n".join(LINES), quality=0.8)


def copy(number, **said):
    """The text with another ending."""
    return replace(SPEECH, body=f"{SPEECH.body}\n{'谢谢大家，' * number}再见！", **said)


def published(year):
    return datetime(year, 5, 4, tzinfo=UTC)


@pytest.fixture
def add(corpus, now):
    def add(number, url=None, site="a", **said):
        speech = copy(number, **said)
        return corpus.add(speech, url or f"http://{site}/{number}", site, now).speech_id

    return add


def chosen(corpus):
    """Who stands for whom."""
    rows = corpus.connection.execute("SELECT id, copy_of FROM speeches ORDER BY id")
    return dict(rows.fetchall())


def written(path, done):
    assert done.files
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("first", "second", "better"),
    [
        ({}, {}, 1),
        ({"complete": False, "quality": 0.9}, {}, 2),
        ({"quality": 0.61}, {"quality": 0.79}, 2),
        ({"quality": 0.79}, {"quality": 0.81}, 1),
        ({"published": published(2020)}, {"published": published(2019)}, 2),
        ({}, {"published": published(2019)}, 2),
        ({"quality": 0.9}, {"published": published(2019)}, 1),
    ],
)
def test_the_best_copy_is_chosen(corpus, add, first, second, better):
    add(1, **first)
    add(2, **second)
    assert chosen(corpus) == ({1: None, 2: 1} if better == 1 else {1: 2, 2: None})


def test_ids_stay_and_the_choice_changes_when_a_better_copy_comes(corpus, add):
    for number, quality in enumerate((0.5, 0.7, 0.6, 0.9), 1):
        assert add(number, quality=quality) == number
    assert chosen(corpus) == {1: 4, 2: 4, 3: 4, 4: None}


def test_a_copy_may_join_two_clusters(corpus, now):
    bodies = ["\n".join(LINES[start:end]) for start, end in ((0, 7), (5, 12), (2, 10))]
    for number, body in enumerate(bodies):
        corpus.add(replace(SPEECH, body=body), f"http://a/{number}", "a", now)
        if number == 1:
            assert chosen(corpus) == {1: None, 2: None}
    assert chosen(corpus) == {1: None, 2: 1, 3: 1}


def test_the_next_best_follows_when_the_chosen_one_changes(corpus, add):
    for number, quality in enumerate((0.9, 0.6, 0.7), 1):
        add(number, quality=quality)
    assert chosen(corpus) == {1: None, 2: 1, 3: 1}
    other = Speech("另一篇", "\n".join(WRITE.paragraph() for _ in range(9)))
    corpus.replace("a", [("http://a/1", other)], "1", dry_run=False)
    assert chosen(corpus) == {1: None, 2: 3, 3: None}


def test_the_choice_follows_a_field_that_is_cleaned_anew(corpus, add):
    add(1, quality=0.9)
    add(2, quality=0.7)
    worse = copy(1, quality=0.5)
    (done,) = corpus.replace("a", [("http://a/1", worse)], "1", dry_run=False)
    assert done.outcome == "fields"
    assert chosen(corpus) == {1: 2, 2: None}


def test_a_text_that_no_page_shows_any_more_stands_back(corpus, add):
    add(1, url="http://a/1")
    add(2, url="http://a/1")  # the page changed
    assert chosen(corpus) == {1: 2, 2: None}
    add(1, url="http://b/1", site="b")  # another page shows it still
    assert chosen(corpus) == {1: None, 2: 1}


def test_a_worse_copy_that_takes_its_place_does_not_stand_for_all(corpus, add):
    add(1, url="http://a/1", quality=0.9)
    add(2, url="http://a/2", quality=0.7)
    add(3, url="http://a/1", quality=0.5)
    assert chosen(corpus) == {1: 2, 2: None, 3: 2}


def test_a_text_that_another_site_shows_at_the_same_address_stays(corpus, add):
    add(1, url="http://a/1")
    add(1, url="http://a/1", site="b")
    corpus.replace("a", [("http://a/1", copy(2))], "1", dry_run=False)
    assert chosen(corpus) == {1: None, 3: 1}
    (known,) = corpus.connection.execute("SELECT count(*) FROM sketches").fetchone()
    assert known == 2


def test_a_day_that_another_page_tells_counts(corpus, add):
    add(1)
    add(2)
    add(2, site="b", published=published(2019))
    assert chosen(corpus) == {1: 2, 2: None}


def test_a_search_shows_one_copy_and_says_how_many_there_are(corpus, add):
    for number in range(1, 4):
        add(number, quality=0.5 + number / 10)
    corpus.index()
    (hit,) = corpus.search(LINES[3][:6]).hits
    assert (hit.id, hit.copies) == (3, 2)
    results = corpus.search(LINES[3][:6], near=True)
    assert ({hit.id for hit in results.hits}, results.total) == ({1, 2, 3}, 3)


def test_a_search_finds_what_only_another_copy_says(corpus, now, add):
    add(1, quality=0.9)
    other = replace(SPEECH, body=f"{SPEECH.body}\n魑魅魍魉。", quality=0.5)
    corpus.add(other, "http://a/x", "a", now)
    assert [hit.id for hit in corpus.search("魑魅魍魉").hits] == [2]
    corpus.index()
    assert [hit.id for hit in corpus.search("魑魅魍魉").hits] == [2]


def test_the_total_counts_each_speech_once(corpus, now, add):
    """Also when there are more matches than are ranked, and when some wait for the index."""
    word = LINES[3][:2]
    for number in range(1, 260):
        corpus.add(Speech("题", f"{word}{chr(0x4E00 + number)}"), f"http://b/{number}", "b", now)
    for number in range(1, 5):
        add(number, quality=0.5 + number / 10)
    for _ in range(2):
        results = corpus.search(word)
        assert (results.total, results.exact) == (260, True)
        corpus.index()
    add(5, quality=0.4)
    assert corpus.search(word).total == 260
    assert corpus.search(word, near=True).total == 264


def test_an_export_has_one_copy_of_those_that_are_asked_for(corpus, add, tmp_path):
    add(1, quality=0.9)
    add(2, site="b", quality=0.7)
    add(3, site="b", quality=0.5)
    path = tmp_path / "out.jsonl"

    def ids(**asked):
        return written(path, export(corpus, target(path), Selection(**asked)))

    assert ids() == [1]
    assert ids(near=True) == [1, 2, 3]
    assert ids(site="b") == [2]
    assert ids(site="b", near=True) == [2, 3]
    row = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert (row["copy_of"], row["copies"]) == (1, 2)


def test_a_changed_choice_is_a_change(corpus, add, tmp_path):
    def taken(name, **asked):
        path = tmp_path / f"{name}.jsonl"
        cursor = tmp_path / f"cursor-{bool(asked)}"
        return written(path, export_changes(corpus, target(path), cursor, Selection(**asked)))

    add(1, quality=0.7)
    add(2, quality=0.5)  # never was the chosen one: nobody is told
    assert taken(1) == [1]
    assert taken(2, near=True) == [1, 2]
    add(3, quality=0.9)
    add(4, quality=0.5)
    assert taken(3) == [3, 1]  # 1 with copy_of 3
    assert sorted(taken(4, near=True)) == [1, 2, 3, 4]
    assert taken(5) == []


def test_whatever_happens_one_stands_for_each_cluster(corpus, now):
    """The choice as it was kept is the choice made of all that is there."""
    chance = random.Random(5)
    for _ in range(120):
        start = chance.choice((0, 0, 2, 4))
        body = "\n".join([*LINES[start : start + 8], "谢谢，" * chance.randint(0, 3)])
        speech = replace(
            SPEECH,
            body=body,
            quality=chance.choice((0.5, 0.7, 0.9)),
            complete=chance.random() < 0.9,
            published=chance.choice((None, published(2019), published(2020))),
        )
        url, site = f"http://a/{chance.randint(1, 9)}", chance.choice("ab")
        if chance.random() < 0.6:
            corpus.add(speech, url, site, now)
        elif url in corpus.seen(site):
            corpus.replace(site, [(url, speech)], "1", dry_run=False)
        kept = chosen(corpus)
        corpus.connection.execute("UPDATE speeches SET copy_of = NULL")
        choose(corpus.connection, kept)
        assert chosen(corpus) == kept
    assert corpus.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_older_corpus_gets_its_choices(tmp_path, now):
    path = tmp_path / "corpus.db"
    with SqliteCorpus(path) as corpus:
        for number, quality in enumerate((0.5, 0.9, 0.7), 1):
            corpus.add(copy(number, quality=quality), f"http://a/{number}", "a", now)
        for undo in (
            "DROP TRIGGER speech_chosen",
            "DROP INDEX speeches_copies",
            "DROP INDEX speeches_chosen",
            "ALTER TABLE speeches DROP COLUMN copy_of",
            "ALTER TABLE speeches DROP COLUMN was_chosen",
            "DELETE FROM _sqlite_migrations WHERE name = 'm011_chosen_copies'",
        ):
            corpus.connection.execute(undo)
    with SqliteCorpus(path) as corpus:
        assert chosen(corpus) == {1: 2, 2: None, 3: 2}
