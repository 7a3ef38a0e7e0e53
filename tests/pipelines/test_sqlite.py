import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cleaners.model import Heading, Page, Rejected, Speech
from cleaners.speech.quality import Signals
from pipelines.corpus import Visit
from pipelines.selection import Selection
from pipelines.sqlite import SqliteCorpus

ROOT = Path(__file__).parents[2]
URL = "http://a/1"


def speech(body: str, **fields) -> Speech:
    return Speech("题目", body, **fields)


def article(now, result, *, run=1, url=URL):
    return Visit(url, "a", run, now, "article", "fetched", pages=(Page(url, b"x"),), result=result)


def sightings(corpus):
    return corpus.connection.execute(
        "SELECT url, speech_id, match, seen_at FROM sightings ORDER BY url"
    ).fetchall()


def test_a_speech_is_kept_with_all_its_fields(corpus, now):
    published = datetime.fromisoformat("2023-11-01T15:22:14+08:00")
    whole = speech(
        "一、改革\n二、 开放",
        published=published,
        source="新华社",
        speaker="张三",
        category="发言稿",
        tags=("改革", "会议"),
        views=7,
        outline=(Heading(1, "一、改革", 0), Heading(1, "二、开放", 5)),
        quality=0.9,
        complete=False,
        salutation=(0, 4),
        occasion="会议",
        place="北京",
        signals=Signals(8, 0.9, 0.0, 0.0, 0.0, 0.0, complete=False),
    )
    corpus.record(article(now, whole))
    (row,) = corpus.speeches()
    digest = row.pop("content_hash")
    assert len(digest) == 64
    assert row == {
        "id": 1,
        "title": "题目",
        "body": "一、改革\n二、 开放",
        "published": "2023-11-01T15:22:14+08:00",
        "source": "新华社",
        "speaker": "张三",
        "category": "发言稿",
        "tags": ["改革", "会议"],
        "views": 7,
        "url": URL,
        "urls": [URL],
        "current": True,
        "site": "a",
        "quality": 0.9,
        "complete": False,
        "characters": 8,
        "added_at": "2026-11-21T08:00:00.000Z",
        "outline": [[1, "一、改革", 0], [1, "二、开放", 5]],
        "salutation": [0, 4],
        "closing": None,
        "occasion": "会议",
        "place": "北京",
        "signals": {
            **{"characters": 8, "han": 0.9, "placeholders": 0.0, "mojibake": 0.0},
            **{"repetition": 0.0, "residue": 0.0, "complete": False},
        },
        "copy_of": None,
        "was_chosen": 0,
        "collection": 0,
        "copies": 0,
        "cleaner_version": None,
    }


def test_one_text_is_one_speech_wherever_it_is_seen(corpus, now):
    first = corpus.record(article(now, speech("改革开放，１"))).sighting
    same = corpus.add(speech(" 改革 开放,1\n"), "http://b/", "b", now)
    assert (first.match, same.match) == ("first", "same")
    assert first.speech_id == same.speech_id
    (row,) = corpus.speeches()
    assert row["urls"] == [URL, "http://b/"]


def test_recording_again_adds_nothing(corpus, now):
    corpus.record(article(now, speech("改革")))
    again = corpus.record(article(now + timedelta(days=1), speech("改革"))).sighting
    assert again.match == "same"
    assert sightings(corpus) == [(URL, 1, "first", "2026-11-22T08:00:00.000Z")]
    assert corpus.counts() == {"speeches": 1, "sightings": 1, "pages": 1, "fetched": 1}


def changed(now, body, *, page=None, **fields):
    """The article as it was `now`, its page other than before unless said otherwise."""
    page = Page(URL, page or body.encode())
    return replace(article(now, speech(body, **fields)), pages=(page,))


def versions(corpus):
    return corpus.connection.execute(
        "SELECT url, speech_id, first_seen_at, seen_at FROM versions ORDER BY first_seen_at"
    ).fetchall()


def test_a_changed_article_is_a_new_version_and_the_old_one_is_kept(corpus, now):
    days = [now + timedelta(days=n) for n in range(4)]
    bodies = ("改革", "改革", "开放", "改革")
    seen = [
        corpus.record(changed(day, body)).sighting for day, body in zip(days, bodies, strict=True)
    ]
    old, new = seen[0].speech_id, seen[2].speech_id
    times = [f"2026-11-2{n}T08:00:00.000Z" for n in range(1, 5)]
    assert [sighting.replaced for sighting in seen] == [None, None, old, new]
    assert versions(corpus) == [(URL, old, times[0], times[1]), (URL, new, times[2], times[2])]
    assert [(url, number) for url, number, *_ in sightings(corpus)] == [(URL, old)]
    assert [(row["body"], row["urls"], row["current"]) for row in corpus.speeches()] == [
        ("改革", [URL], True),
        ("开放", [], False),
    ]


def test_a_page_that_did_not_change_has_no_versions_however_it_is_read(corpus, now):
    corpus.record(changed(now, "改革", page=b"x"))
    again = corpus.record(changed(now + timedelta(days=1), "改革。", page=b"x"))
    assert again.sighting.replaced is None
    assert versions(corpus) == []
    assert [row["body"] for row in corpus.speeches()] == ["改革。"]


def test_half_a_text_never_takes_the_place_of_the_whole(corpus, now):
    corpus.record(changed(now, "改革开放"))
    assert corpus.record(changed(now, "改革", complete=False)).sighting is None
    assert [row["body"] for row in corpus.speeches()] == ["改革开放"]


def test_a_rejected_article_leaves_a_page_and_no_speech(corpus, now):
    visit = Visit(URL, "a", 1, now, "article", "rejected", "no_body", result=Rejected("no_body"))
    assert corpus.record(visit).sighting is None
    assert corpus.counts() == {"speeches": 0, "sightings": 0, "pages": 1, "rejected": 1}


def test_speeches_of_a_site_are_those_seen_there(corpus, now):
    corpus.add(speech("甲"), "http://a/1", "a", now)
    corpus.add(speech("乙"), "http://a/2", "a", now)
    corpus.add(speech("乙"), "http://b/2", "b", now)
    assert [row["body"] for row in corpus.speeches(Selection(site="a"))] == ["甲", "乙"]
    assert [row["body"] for row in corpus.speeches(Selection(site="b"))] == ["乙"]
    assert corpus.counts("b")["speeches"] == 1


def test_speeches_come_complete_beyond_one_batch_while_others_are_added(corpus, now):
    for number in range(1100):
        corpus.add(speech(f"第{number}篇"), f"http://a/{number}", "a", now)
    seen = 0
    for row in corpus.speeches():
        seen += 1
        assert row["urls"]
        if seen < 5:
            corpus.add(speech(f"后来{seen}"), f"http://b/{seen}", "b", now)
    assert seen == 1100


def test_texts_that_utf8_cannot_hold_are_kept_without_the_damage(corpus, now):
    odd = Speech("题\ud800", "正\udfff文\0", source="\ud800", tags=("\ud800",), views=10**20)
    corpus.add(odd, URL, "a", now)
    (row,) = corpus.speeches()
    assert (row["source"], row["tags"], row["views"]) == ("?", ["?"], None)
    assert (row["title"], row["body"]) == ("题?", "正?文\0")
    assert corpus.search("正?文").total == 1


def test_runs_are_kept_with_their_reports(corpus, now):
    assert corpus.run() is None
    first = corpus.open_run("a", now)
    corpus.close_run(first, now, "good", 0, {"новое": "言录"})
    second = corpus.open_run("b", now)
    assert corpus.run()["id"] == second
    assert corpus.run()["report"] is None
    assert corpus.run("a")["report"] == {"новое": "言录"}
    assert corpus.run("c") is None


def test_a_corpus_may_move_to_another_thread(corpus, now):
    thread = threading.Thread(target=corpus.add, args=(speech("改革"), URL, "a", now))
    thread.start()
    thread.join()
    assert corpus.search("改革").total == 1


def adding(path: Path, worker: int) -> subprocess.Popen[str]:
    """Start a process that adds 300 speeches, every third one shared, and prints each."""
    program = f"""
        from datetime import UTC, datetime
        from pathlib import Path
        from cleaners.model import Page, Speech
        from pipelines.corpus import Link, Visit
        from pipelines.sqlite import SqliteCorpus
        with SqliteCorpus(Path({str(path)!r})) as corpus:
            for n in range(300):
                name = f"a{{n}}" if n % 3 == 0 else f"{worker}b{{n}}"
                url = f"http://{worker}/{{n}}"
                pages = (Page(url, b"x"), Page(url + "_2", b"y"))
                visit = Visit(url, "s{worker}", 1, datetime.now(UTC), "article", "fetched",
                    pages=pages, links=(Link(url + "_3"),), result=Speech("题", name * 100))
                corpus.record(visit)
                print(n, flush=True)
                if n % 20 == 0:
                    corpus.index()
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_open_and_fill_a_new_corpus_at_once(tmp_path):
    path = tmp_path / "corpus.db"
    workers = [adding(path, 1), adding(path, 2)]
    for worker in workers:
        output, _ = worker.communicate(timeout=60)
        assert (worker.returncode, output.split()[-1]) == (0, "299")
    with SqliteCorpus(path) as corpus:
        corpus.check()
        counts = {"speeches": 500, "sightings": 600, "pages": 1800, "fetched": 1200, "found": 600}
        assert corpus.counts() == counts
        assert corpus.index() < 500
        assert corpus.search("b", near=True).total == 400


def test_a_process_killed_while_adding_leaves_whole_visits_only(tmp_path):
    path = tmp_path / "corpus.db"
    acknowledged = 0
    for round_number, lines in enumerate((30, 70, 110), 3):
        with adding(path, round_number) as worker:
            for line, _ in zip(worker.stdout, range(lines), strict=False):
                last = int(line)
            worker.send_signal(signal.SIGKILL)
        acknowledged += last + 1
        with SqliteCorpus(path) as corpus:
            corpus.check()
            counts = corpus.counts()
            assert counts["sightings"] >= acknowledged
            assert counts["pages"] == 3 * counts["sightings"]
            assert counts["found"] * 2 == counts["fetched"]
            acknowledged = counts["sightings"]
            corpus.index()
            assert corpus.search("a", near=True).total == counts_of(path, "a")


def counts_of(path: Path, text: str) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute(
        "SELECT count(*) FROM speeches WHERE instr(title || body, ?)", (text,)
    ).fetchone()
    connection.close()
    return count


def test_times_of_visits_need_a_zone(corpus):
    with pytest.raises(ValueError, match="no time zone"):
        corpus.record(article(datetime(2026, 1, 1), speech("改革")))
    assert corpus.counts()["pages"] == 0
    assert corpus.record(article(datetime.now(UTC), speech("改革"))).sighting


def test_a_copy_fills_in_what_the_first_page_did_not_say(corpus, now):
    bare = Speech(title="讲话", body="同一篇讲话的正文。")
    full = replace(bare, category="讲话稿", tags=("教育",), source="某报", views=7)
    corpus.add(bare, "http://a/1?print=1", "a", now)
    corpus.add(full, "http://a/1", "a", now)
    corpus.add(replace(full, category="别的"), "http://a/2", "a", now)
    (row,) = corpus.speeches()
    assert (row["category"], row["tags"], row["source"], row["views"]) == (
        "讲话稿",
        ["教育"],
        "某报",
        7,
    )


def test_a_whole_text_takes_the_place_of_a_cut_one(corpus, now):
    cut = Speech(title="讲话", body="第一页的文字。", complete=False)
    whole = Speech(title="讲话", body="第一页的文字。\n第二页的文字。")
    corpus.add(cut, "http://a/1", "a", now)
    corpus.index()
    corpus.add(whole, "http://a/1", "a", now)
    (row,) = corpus.speeches()
    assert row["body"] == whole.body
    assert corpus.search("第一页的文字").total == 1


def test_a_cut_text_that_another_page_shows_stays(corpus, now):
    cut = Speech(title="讲话", body="第一页的文字。", complete=False)
    corpus.add(cut, "http://a/1", "a", now)
    corpus.add(cut, "http://a/2", "a", now)
    corpus.add(replace(cut, body="全文。", complete=True), "http://a/1", "a", now)
    assert len(list(corpus.speeches())) == 2


def test_two_sites_may_show_the_same_address(corpus, now):
    speech = Speech(title="讲话", body="正文。")
    for site in ("a", "b"):
        corpus.add(speech, "http://a/1", site, now)
    assert corpus.has_speeches("a")
    assert corpus.has_speeches("b")
    assert not corpus.has_speeches("c")
    (row,) = corpus.speeches()
    assert row["urls"] == ["http://a/1"]


def test_versions_of_one_time_are_all_kept(corpus, now):
    for text in "甲乙丙":
        corpus.add(speech(text), URL, "a", now)
    assert [row["body"] for row in corpus.speeches()] == ["甲", "乙", "丙"]
    assert corpus.connection.execute("SELECT speech_id FROM versions").fetchall() == [(1,), (2,)]


def test_a_text_that_was_kept_as_cut_becomes_whole(corpus, now):
    half = Speech("题", "正文", complete=False, quality=0.5)
    corpus.add(half, URL, "a", now)
    corpus.add(replace(half, complete=True, quality=0.7), URL, "a", now)
    corpus.add(replace(half, quality=0.1), "http://b/1", "b", now)
    (row,) = corpus.speeches()
    assert (row["complete"], row["quality"]) == (True, 0.7)
