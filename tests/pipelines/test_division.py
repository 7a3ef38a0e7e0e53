"""Collections in a corpus: the page as it is, and each of its speeches by itself."""

import json
from dataclasses import replace

import pytest

from benchmarks.copies import Writer
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts
from pipelines.duplicates.dedupe import dedupe
from pipelines.export import export
from pipelines.exporting.targets import target
from pipelines.selection import Selection

URL = "http://a/1"
WRITE = Writer([it.body for it in manuscripts().values()], 7)
WRITTEN = [[WRITE.paragraph() for _ in range(4)] for _ in range(6)]


def text(number):
    return ["尊敬的各位领导、同志们：", *WRITTEN[number], "谢谢大家！"]


TITLES = ["教育局的发言", "农业局的发言", "交通局的发言"]
HEADED = [[f"篇{'一二三'[n]}：{title}", *text(n)] for n, title in enumerate(TITLES)]
THREE = Speech(
    "教师发言稿三篇",
    "\n".join(line for lines in HEADED for line in lines),
    source="新华社",
    tags=("发言",),
)
TWO = Speech("教师发言稿三篇", THREE.body[: THREE.body.index("篇三")].strip())


@pytest.fixture
def divided(corpus, now):
    corpus.add(THREE, URL, "a", now)
    return corpus


def seen(corpus):
    """Address, title and place of what is seen."""
    rows = corpus.connection.execute(
        "SELECT sightings.url, title, part, collection FROM sightings"
        " JOIN speeches ON id = speech_id ORDER BY sightings.url"
    )
    return [
        (url, title, json.loads(part) if part else None, count) for url, title, part, count in rows
    ]


def titles(corpus, **asked):
    return [row["title"] for row in corpus.speeches(Selection(**asked))]


def test_the_whole_stays_and_each_speech_has_its_place(divided):
    whole, *parts = seen(divided)
    assert whole == (URL, THREE.title, None, 3)
    assert [part[:2] for part in parts] == [
        (f"{URL}#1", "教育局的发言"),
        (f"{URL}#2", "农业局的发言"),
        (f"{URL}#3", "交通局的发言"),
    ]
    for row, (_, _, (number, start, end), _) in zip(
        list(divided.speeches())[1:], parts, strict=True
    ):
        assert row["body"] == THREE.body[start:end] == "\n".join(text(number - 1))
        assert (row["source"], row["tags"], row["copy_of"]) == ("新华社", ["发言"], None)


def test_no_text_comes_twice_from_a_search_or_an_export(divided, tmp_path):
    for _ in range(2):
        results = divided.search(WRITTEN[0][2][:8])
        assert ([hit.url for hit in results.hits], results.total) == ([f"{URL}#1"], 1)
        assert divided.search("尊敬的各位领导").total == 3
        divided.index()
    assert divided.search("尊敬的各位领导", near=True).total == 4
    path = tmp_path / "out.jsonl"
    assert export(divided, target(path)).count == 3
    assert titles(divided, near=True)[0] == THREE.title
    assert titles(divided, site="a") == titles(divided) == TITLES


def test_a_speech_that_is_there_by_itself_is_the_same_one(divided, now):
    alone = divided.add(Speech("教育局的发言", "\n".join(text(0))), "http://b/1", "b", now)
    assert (alone.match, alone.speech_id) == ("same", 2)
    almost = divided.add(Speech("发言", "\n".join(text(1)[1:])), "http://b/2", "b", now)
    assert almost.match == "near"


def test_speeches_follow_their_page(divided, now):
    divided.add(TWO, URL, "a", now)  # the third one is gone
    assert [url for url, *_ in seen(divided)] == [URL, f"{URL}#1", f"{URL}#2"]
    versions = divided.connection.execute("SELECT url FROM versions ORDER BY url").fetchall()
    assert versions == [(URL,), (f"{URL}#3",)]
    divided.add(Speech("讲话", "\n".join(text(4))), URL, "a", now)  # one speech only
    assert [url for url, *_ in seen(divided)] == [URL]


def test_a_page_that_is_cleaned_anew_is_divided_and_put_together(corpus, now):
    whole = Speech("教师发言", THREE.body.replace("篇", "其"))
    corpus.add(whole, URL, "a", now)
    for _ in range(2):
        corpus.replace("a", [(URL, THREE)], "1", dry_run=False)
        assert [(row["id"], row["collection"]) for row in corpus.speeches()] == [
            (1, 3), (2, 0), (3, 0), (4, 0),
        ]  # fmt: skip
        assert corpus.seen("a") == [(URL, "1")]
    other = replace(THREE, body=THREE.body.replace("谢谢大家", "再见"))
    corpus.replace("a", [(URL, other)], "2", dry_run=False)
    assert [row["id"] for row in corpus.speeches()] == [1, 2, 3, 4]
    assert not [row for row in corpus.speeches() if "谢谢大家" in row["body"]]
    corpus.replace("a", [(URL, whole)], "3", dry_run=False)
    assert [(url, count) for url, _, _, count in seen(corpus)] == [(URL, 0)]
    assert len(list(corpus.speeches())) == 1
    sketches = corpus.connection.execute("SELECT speech_id FROM sketches").fetchall()
    assert sketches == [(1,)]


def test_a_collection_has_no_copies_but_its_speeches_do(divided, now):
    """Also one that has most of the text."""
    divided.add(Speech("发言", "\n".join([*text(0), *text(1)])), "http://b/1", "b", now)
    unequal = Speech("发言稿两篇", "\n".join(["篇一", *text(4) * 5, "篇二", *text(5)]))
    divided.add(unequal, "http://c/1", "c", now)
    known = divided.connection.execute(
        "SELECT id FROM speeches WHERE id NOT IN (SELECT speech_id FROM sketches) ORDER BY id"
    ).fetchall()
    wholes = divided.connection.execute(
        "SELECT id FROM speeches WHERE collection > 0 ORDER BY id"
    ).fetchall()
    assert known == wholes == [(1,), (6,)]
    dedupe(divided.path)
    assert (
        known
        == divided.connection.execute(
            "SELECT id FROM speeches WHERE id NOT IN (SELECT speech_id FROM sketches) ORDER BY id"
        ).fetchall()
    )
    assert {"发言稿（一）", "发言稿（二）"} <= set(titles(divided))
