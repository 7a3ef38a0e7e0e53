import hashlib
from dataclasses import replace

import pytest

from cleaners.model import Page, Rejected, Speech
from pipelines.corpus import Visit
from pipelines.reclean import reclean
from pipelines.tables.replacement import Reread

URL = "http://a/1"
OLD = Speech("题目", "改革开放，如鱼得水。\n明月秘书网", source="新华社", views=7)
NEW = Speech("题目", "改革开放，如鱼得水。", source="人民网", views=9)


@pytest.fixture
def old(corpus, now):
    corpus.add(OLD, URL, "a", now)
    corpus.index()
    return corpus


def version(memory):
    return ".".join(["rules", *sorted(memory.lines)])


def run(corpus, found, **options):
    def read(urls, memory):
        return ((url, found.get(url) if isinstance(found, dict) else found) for url in urls)

    options = {"everything": True} | options
    return dict(reclean(corpus, "a", read, version, **options).counts)


def rows(corpus):
    return [(row["id"], row["body"], row["urls"]) for row in corpus.speeches()]


def test_a_text_changes_in_its_row_and_in_the_index(old):
    assert run(old, NEW) == {"text": 1}
    (row,) = old.speeches()
    assert (row["id"], row["body"], row["source"], row["urls"]) == (1, NEW.body, "人民网", [URL])
    assert row["views"] == 7  # as it was first read
    assert row["added_at"] == "2026-11-21T08:00:00.000Z"
    assert old.search("如鱼得水").total == 1
    assert old.search("明月秘书").total == 0
    assert run(old, NEW) == {"same": 1}


def test_a_title_changes_in_the_index_too(old):
    assert run(old, replace(OLD, title="全县大会")) == {"fields": 1}
    assert [hit.title for hit in old.search("全县大会").hits] == ["全县大会"]
    assert old.search("题目").total == 0


def test_a_speech_that_waits_for_the_index_goes_on_waiting(corpus, now):
    corpus.add(OLD, URL, "a", now)
    assert run(corpus, NEW) == {"text": 1}
    assert corpus.index() == 1
    assert (corpus.search("如鱼得水").total, corpus.search("明月秘书").total) == (1, 0)


def test_a_dry_run_counts_and_writes_nothing(old):
    before = list(old.speeches())
    assert run(old, NEW, dry_run=True) == {"text": 1}
    assert list(old.speeches()) == before
    assert old.search("明月秘书").total == 1


def test_a_text_that_the_corpus_has_moves_the_sighting(old, now):
    old.add(NEW, "http://b/1", "b", now)
    old.index()
    assert run(old, NEW) == {"merged": 1}
    assert rows(old) == [(2, NEW.body, [URL, "http://b/1"])]
    assert old.search("明月秘书").total == 0
    assert old.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_text_that_another_site_shows_too_stays_for_it(old, now):
    old.add(OLD, "http://b/1", "b", now)
    assert run(old, NEW) == {"merged": 1}
    assert [(body, urls) for _, body, urls in rows(old)] == [
        (OLD.body, ["http://b/1"]),
        (NEW.body, [URL]),
    ]


def test_a_text_that_another_site_has_shown_stays_its_version(old, now):
    old.add(OLD, "http://b/1", "b", now)
    old.add(Speech("题", "别的"), "http://b/1", "b", now)
    assert run(old, NEW) == {"merged": 1}
    assert [body for _, body, _ in rows(old)] == [OLD.body, "别的", NEW.body]


def test_copies_on_one_site_change_together(old, now):
    old.add(OLD, "http://a/2", "a", now)
    assert run(old, NEW) == {"text": 1, "same": 1}
    assert rows(old) == [(1, NEW.body, [URL, "http://a/2"])]


def test_what_a_copy_filled_in_stays(old, now):
    old.add(replace(OLD, speaker="张明", tags=("改革",)), "http://a/2", "a", now)
    run(old, {URL: NEW, "http://a/2": replace(NEW, speaker="张明")})
    (row,) = old.speeches()
    assert (row["speaker"], row["tags"]) == ("张明", ["改革"])


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (Rejected("list_page"), "list_page"),
        (None, "missing"),
        (replace(NEW, complete=False), "cut"),
    ],
)
def test_what_cannot_be_read_today_stays(old, found, reason):
    assert run(old, found) == {reason: 1}
    assert rows(old) == [(1, OLD.body, [URL])]


def visit(now, body, speech):
    page = Page(URL, body, None, now)
    return Visit(URL, "a", 1, now, "article", "fetched", pages=(page,), result=speech)


def test_what_an_ingest_keeps_meanwhile_is_not_overwritten(corpus, now):
    corpus.record(visit(now, b"1", OLD))
    read = Reread(NEW, hashlib.sha256(b"1").digest())
    corpus.record(visit(now, b"2", replace(OLD, body="另一篇文章。")))
    assert run(corpus, read) == {"newer": 1}
    assert [row["body"] for row in corpus.speeches()] == [OLD.body, "另一篇文章。"]
    assert run(corpus, Reread(NEW, hashlib.sha256(b"2").digest())) == {"text": 1}


def test_a_cut_text_becomes_whole(corpus, now):
    corpus.add(replace(OLD, complete=False), URL, "a", now)
    assert run(corpus, OLD) == {"fields": 1}
    assert next(corpus.speeches())["complete"]


def test_what_the_site_repeats_is_counted_anew(corpus, now):
    line = "秋水共长天一色，笔下有乾坤。"
    pages = {
        f"http://a/{n}": Speech("题目", "\n".join([*(f"第{n}篇{i}" for i in range(6)), line]))
        for n in range(60)
    }
    for url, speech in pages.items():
        corpus.add(speech, url, "a", now)
    corpus.connection.execute("DELETE FROM template_lines")
    corpus.connection.execute("DELETE FROM template_sites")
    given = []

    def read(urls, memory):
        for url in urls:
            given.append(memory.lines)
            yield url, pages[url]

    done = reclean(corpus, "a", read, version, dry_run=True)
    assert done.furniture.lines == {line}
    assert given == [frozenset()] * 60 + [frozenset({line})] * 60
    assert not corpus.memory("a").lines
    reclean(corpus, "a", read, version)
    assert corpus.memory("a").lines == {line}
    given.clear()
    assert reclean(corpus, "a", read, version).current == 60
    assert given == []
