"""Copies in a corpus: found as they come in, whatever the order and however many write."""

import random
import subprocess
import sys

import pytest

from benchmarks.copies import Writer, make
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts
from pipelines.duplicates import copies
from pipelines.duplicates.clusters import TIES
from pipelines.sqlite import SqliteCorpus
from pipelines.tables.schema import corpus_migrations

DOCUMENTS = make(240, 4)
LEARNT = [it.body for it in manuscripts().values()]
WRITE = Writer(LEARNT, 8)
LINES = [WRITE.paragraph() for _ in range(12)]
ADD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from benchmarks.copies import make
from cleaners.model import Speech
from pipelines.sqlite import SqliteCorpus

with SqliteCorpus(Path(sys.argv[1])) as corpus:
    for number, it in enumerate(make(240, 4)):
        corpus.add(Speech(it.title, it.body), f"http://a/{number}", sys.argv[2], datetime.now(UTC))
"""


def add_all(path, documents, now):
    with SqliteCorpus(path) as corpus:
        for document in documents:
            url = f"http://a/{DOCUMENTS.index(document)}"
            corpus.add(Speech(document.title, document.body), url, "a", now)
        return clusters(corpus)


def clusters(corpus):
    """The texts that are copies of each other, whatever their ids."""
    found = {}
    query = "SELECT cluster, content_hash FROM sketches JOIN speeches ON id = speech_id"
    for cluster, content in corpus.connection.execute(query):
        found.setdefault(cluster, set()).add(content)
    return {frozenset(texts) for texts in found.values()}


def ids(corpus):
    rows = corpus.connection.execute("SELECT speech_id, cluster FROM sketches ORDER BY 1")
    return rows.fetchall()


def add(corpus, now, name, lines):
    return corpus.add(Speech("在会议上的讲话", "\n".join(lines)), f"http://a/{name}", "a", now)


def test_a_copy_is_near_and_in_the_cluster_of_the_first(corpus, now):
    assert add(corpus, now, 1, LINES).match == "first"
    copy = add(corpus, now, 2, [*LINES[:-1], "谢谢大家！"])
    assert (copy.match, copy.speech_id) == ("near", 2)
    assert 0.9 < copy.similarity < 1
    assert add(corpus, now, 3, LINES).match == "same"
    assert ids(corpus) == [(1, 1), (2, 1)]
    stored = corpus.connection.execute("SELECT match, similarity FROM sightings ORDER BY url")
    assert stored.fetchall() == [("first", 1.0), ("near", copy.similarity), ("same", 1.0)]


def test_a_part_is_no_copy(corpus, now):
    add(corpus, now, 1, LINES)
    assert add(corpus, now, 2, LINES[:4]).match == "first"
    (part,) = corpus.connection.execute("SELECT whole_id, part_id, share FROM parts").fetchall()
    assert part == (1, 2, 1.0)


def test_a_text_that_goes_takes_its_ties_along(corpus, now):
    """Two texts that are copies only of the one between them."""
    add(corpus, now, "before", LINES[:8])
    add(corpus, now, "between", LINES[:10])
    add(corpus, now, "after", [*LINES[2:10], *LINES[10:]])
    assert ids(corpus) == [(1, 1), (2, 1), (3, 1)]
    other = Speech("另一篇", "\n".join(WRITE.paragraph() for _ in range(9)))
    corpus.replace("a", [("http://a/between", other)], "1", dry_run=False)
    clustered = dict(ids(corpus))
    assert clustered[2] == 2
    (known,) = corpus.connection.execute("SELECT count(*) FROM waiting_keys").fetchone()
    assert known == 3


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_does_not_matter(tmp_path, now, seed):
    shuffled = random.Random(seed).sample(DOCUMENTS, len(DOCUMENTS))
    one = add_all(tmp_path / "one.db", DOCUMENTS, now)
    assert add_all(tmp_path / "other.db", shuffled, now) == one
    assert max(map(len, one)) > 3


def test_two_writers_give_the_clusters_of_one(tmp_path, now):
    path = tmp_path / "two.db"
    SqliteCorpus(path).close()
    running = [
        subprocess.Popen([sys.executable, "-c", ADD, str(path), site]) for site in ("a", "b")
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    with SqliteCorpus(path) as corpus:
        assert clusters(corpus) == add_all(tmp_path / "one.db", DOCUMENTS, now)
        assert corpus.counts()["sightings"] == 2 * len(DOCUMENTS)


def test_a_corpus_from_before_gets_its_clusters(tmp_path, now):
    path = tmp_path / "corpus.db"
    before = add_all(path, DOCUMENTS[:80], now)
    with SqliteCorpus(path) as corpus:
        for table in ("sketches", "sketch_keys", "waiting_keys", "parts", "ties"):
            corpus.connection.execute(f"DROP TABLE {table}")
        corpus.connection.execute(
            "DELETE FROM _sqlite_migrations WHERE name = 'm008_copies' AND migration_set = ?",
            (corpus_migrations.name,),
        )
    with SqliteCorpus(path) as corpus:
        assert clusters(corpus) == before


def test_copies_cleaned_anew_together_come_out_as_one_by_one(tmp_path, now):
    """Some keep their text, some become like others, some become something else."""
    write = Writer(LEARNT, 1)
    body = [write.paragraph() for _ in range(8)]
    found = []
    for number in range(12):
        other = [write.paragraph() for _ in range(8)] if number % 5 == 4 else body[number % 3 :]
        found.append((f"http://a/{number}", Speech(f"题{number}", "\n".join(other))))
    told = []
    for size in (1, 12):
        with SqliteCorpus(tmp_path / f"{size}.db") as corpus:
            for number, (url, _) in enumerate(found):
                corpus.add(Speech("题", "\n".join([*body, f"第{number}次"])), url, "a", now)
            for at in range(0, 12, size):
                corpus.replace("a", found[at : at + size], "1", dry_run=False)
            query = (
                "SELECT url, speech_id, cluster, copy_of FROM sightings JOIN speeches USING (url)"
            )
            rows = corpus.connection.execute(
                f"{query} JOIN sketches USING (speech_id) ORDER BY url"
            )
            told.append(rows.fetchall())
    assert told[0] == told[1]
    assert len({cluster for _, _, cluster, _ in told[0]}) == 3


def copies_of_one(corpus, now, count):
    for number in range(count):
        add(corpus, now, number, [*LINES, f"{chr(0x4E00 + number)}说"])
    assert {cluster for _, cluster in ids(corpus)} == {1}


def changed(corpus, *numbers):
    """Have texts become others; return the statements that took."""
    statements = []
    other = [Speech("另一篇", "\n".join(WRITE.paragraph() for _ in range(9))) for _ in numbers]
    found = [(f"http://a/{number}", one) for number, one in zip(numbers, other, strict=True)]
    corpus.connection.set_trace_callback(statements.append)
    corpus.replace("a", found, "1", dry_run=False)
    corpus.connection.set_trace_callback(None)
    return statements


def ties(corpus):
    return dict(corpus.connection.execute("SELECT one, count(*) FROM ties GROUP BY one"))


def test_a_copy_that_goes_leaves_the_others_alone(corpus, now):
    copies_of_one(corpus, now, 150)
    (last,) = [number for number, count in ties(corpus).items() if count == 1][-1:]
    looked_up = [one for one in changed(corpus, last - 1) if one.startswith("SELECT group_concat")]
    assert len(looked_up) == 1  # the new text
    assert [cluster for _, cluster in ids(corpus)].count(1) == 149


def test_not_all_hang_by_one(corpus, now):
    copies_of_one(corpus, now, 150)
    assert max(ties(corpus).values()) <= TIES
    assert sum(ties(corpus).values()) == 2 * 149


def test_those_that_all_hang_by_may_go(corpus, now):
    """Together, one by one, and the one whose id the cluster has."""
    copies_of_one(corpus, now, 150)
    hubs = sorted(ties(corpus), key=ties(corpus).get)[-6:]
    changed(corpus, *(one - 1 for one in hubs[:3]))
    for one in hubs[3:]:
        changed(corpus, one - 1)
    if 1 not in hubs:
        changed(corpus, 0)
    rest = dict(ids(corpus))
    gone = {*hubs, 1}
    assert {one for one in rest if rest[one] == one} == gone | {min(rest.keys() - gone)}
    assert len(set(rest.values())) == len(gone) + 1
    chosen = corpus.connection.execute("SELECT count(*) FROM speeches WHERE copy_of IS NOT NULL")
    assert chosen.fetchone() == (150 - len(gone) - 1,)


def test_a_corpus_from_before_gets_its_ties(tmp_path, now):
    path = tmp_path / "corpus.db"
    before = add_all(path, DOCUMENTS[:80], now)
    with SqliteCorpus(path) as corpus:
        known = ties(corpus)
        corpus.connection.execute("DROP TABLE ties")
        corpus.connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm020_ties'")
    with SqliteCorpus(path) as corpus:
        assert sum(ties(corpus).values()) == sum(known.values())
        assert clusters(corpus) == before


def test_whatever_happens_clusters_are_those_found_anew(corpus, now):
    chance = random.Random(3)

    def text():
        start, count = chance.choice((0, 0, 1, 2, 3, 4)), chance.choice((6, 7, 8))
        return Speech(
            "题", "\n".join([*LINES[start : start + count], "谢谢，" * chance.randint(0, 5)])
        )

    for _ in range(80):
        site = chance.choice("ab")
        seen = corpus.connection.execute("SELECT url FROM sightings WHERE site = ?", site)
        urls = [url for (url,) in seen]
        if chance.random() < 0.5 or not urls:
            corpus.add(text(), f"http://a/{chance.randint(1, 15)}", site, now)
        else:
            some = chance.sample(urls, min(len(urls), chance.choice((1, 3, 8))))
            corpus.replace(site, [(url, text()) for url in some], "1", dry_run=False)
        known = clusters(corpus)
        assert sum(ties(corpus).values()) == 2 * sum(len(texts) - 1 for texts in known)
        assert all(cluster <= speech_id for speech_id, cluster in ids(corpus))
    copies.tie_anew(corpus.connection)
    assert clusters(corpus) == known
