"""Copies found anew: the same whatever came before, whatever ends it and whatever goes on."""

import random
import subprocess
import sys

import pytest

from benchmarks.copies import make
from cleaners.model import Speech
from pipelines.duplicates import dedupe as module
from pipelines.duplicates.dedupe import dedupe
from pipelines.sqlite import SqliteCorpus
from tests.pipelines.test_clusters import clusters

DOCUMENTS = make(240, 6)
KILLED = """
import os, signal, sys
from pathlib import Path
from pipelines.duplicates import dedupe

dedupe.BATCH = 20

def kill(done):
    if done >= 100:
        os.kill(os.getpid(), signal.SIGKILL)

dedupe.dedupe(Path(sys.argv[1]), advance=kill)
"""


@pytest.fixture
def filled(corpus, now):
    for number, it in enumerate(DOCUMENTS):
        corpus.add(Speech(it.title, it.body), f"http://a/{number}", "a", now)
    return corpus


def rows(corpus):
    """All that is known of copies, but for keys that more have than are looked at."""
    return [
        corpus.connection.execute(query).fetchall()
        for query in (
            "SELECT * FROM sketches ORDER BY 1",
            "SELECT * FROM sketch_keys ORDER BY 1, 2",
            "SELECT whole.cluster, part.cluster FROM parts JOIN sketches AS whole"
            " ON whole_id = whole.speech_id JOIN sketches AS part ON part_id = part.speech_id"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            "SELECT id, copy_of FROM speeches ORDER BY 1",
        )
    ]


def test_it_gives_what_came_about_by_itself(filled):
    before = clusters(filled)
    copies = sum(len(cluster) - 1 for cluster in before)
    done, total = [], filled.counts()["speeches"]
    assert dedupe(filled.path, advance=done.append) == (total, copies, 0)
    assert clusters(filled) == before
    assert done[-1] == total
    assert sorted(path.name for path in filled.path.parent.glob("*dedupe*")) == []


def test_the_order_of_arrival_does_not_matter(filled, tmp_path, now):
    dedupe(filled.path)
    with SqliteCorpus(tmp_path / "other.db") as other:
        for it in random.Random(1).sample(DOCUMENTS, len(DOCUMENTS)):
            url = f"http://a/{DOCUMENTS.index(it)}"
            other.add(Speech(it.title, it.body), url, "a", now)
        dedupe(other.path)
        assert clusters(other) == clusters(filled)
        assert stands(other) == stands(filled)


def stands(corpus):
    query = (
        "SELECT one.content_hash FROM speeches AS one WHERE copy_of IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM speeches AS other WHERE other.copy_of = one.id)"
    )
    return set(corpus.connection.execute(query))


def test_more_copies_than_are_looked_at_come_out_the_same_in_any_order(tmp_path, now):
    """Of 150 texts of one family only so many are compared with each other."""
    lines = DOCUMENTS[0].body.split("\n")
    chance = random.Random(1)
    texts = [
        "\n".join([*chance.sample(lines, max(4, len(lines) * 2 // 3)), f"{'甲乙丙丁'[n % 4]}{n}"])
        for n in range(150)
    ]
    found = []
    for seed in range(3):
        with SqliteCorpus(tmp_path / f"{seed}.db") as corpus:
            for text in random.Random(seed).sample(texts, len(texts)):
                corpus.add(Speech("题", text), f"http://a/{texts.index(text)}", "a", now)
            dedupe(corpus.path)
            found.append(clusters(corpus))
    assert found[0] == found[1] == found[2]


def test_sketches_of_other_parameters_are_made_anew(filled):
    dedupe(filled.path)
    right = rows(filled)
    filled.connection.execute("UPDATE sketches SET cluster = speech_id, hashes = x'00000000'")
    filled.connection.execute("DELETE FROM sketch_keys WHERE key % 2")
    filled.connection.execute("UPDATE speeches SET copy_of = NULL WHERE id % 2")
    assert dedupe(filled.path).changed
    assert rows(filled) == right


def test_killed_it_goes_on_where_it_was(filled):
    ended = subprocess.run([sys.executable, "-c", KILLED, str(filled.path)], check=False)
    assert ended.returncode == -9
    before = rows(filled)
    done = []
    dedupe(filled.path, advance=done.append)
    assert done[0] > 100
    assert before[3] == rows(filled)[3]
    filled.check()


def test_what_comes_changes_and_goes_meanwhile_is_not_missed(filled, now, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 20)
    first = DOCUMENTS[0]

    def meanwhile(done):
        if done == 100:
            new = [
                (f"http://a/{number}", Speech("新", f"{other.body}\n谢谢"))
                for number, other in enumerate(DOCUMENTS[50:55])
            ]
            filled.replace("a", new, "1", dry_run=False)
            filled.add(Speech(first.title, first.body), "http://a/new", "a", now)
            filled.add(Speech("新", f"{first.body}\n再见"), "http://a/7", "a", now)
            filled.connection.execute("DELETE FROM sightings WHERE url = 'http://a/8'")
            filled.connection.execute("DELETE FROM speeches WHERE id = 9")

    dedupe(filled.path, advance=meanwhile)
    middle = clusters(filled)
    dedupe(filled.path)
    assert clusters(filled) == middle


def test_an_index_begun_with_other_parameters_is_begun_anew(filled, monkeypatch):
    subprocess.run([sys.executable, "-c", KILLED, str(filled.path)], check=False)
    monkeypatch.setattr(module, "_parameters", lambda: "others")
    done = []
    dedupe(filled.path, advance=done.append)
    assert done[0] == module.BATCH
