"""Two processes that add the same 5,000 documents at once, one of them killed in the middle."""

import signal
import subprocess
import sys

import pytest

from pipelines.sqlite import SqliteCorpus
from tests.pipelines.test_clusters import clusters

COUNT = 5_000
DOCUMENTS = f"""
import random
from benchmarks.copies import Writer
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts

def documents():
    '''Short texts, every fifth of them a copy of another one with other words at its ends.'''
    write = Writer([it.body for it in manuscripts().values()], 11)
    made = [[write.sentence() for _ in range(4)] for _ in range({COUNT} * 4 // 5)]
    made += [[write.sentence(), *one[1:], "谢谢"] for one in made[:: 4]]
    random.Random(2).shuffle(made)
    return [Speech("讲话", "\\n".join(lines)) for lines in made]
"""
ADD = (
    DOCUMENTS
    + """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.sqlite import SqliteCorpus

with SqliteCorpus(Path(sys.argv[1])) as corpus:
    for number, speech in enumerate(documents()):
        corpus.add(speech, f"http://a/{number}", sys.argv[2], datetime.now(UTC))
        print(number, flush=True)
"""
)


def adding(path, site):
    words = [sys.executable, "-c", ADD, str(path), site]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """What one process gives."""
    path = tmp_path_factory.mktemp("one") / "corpus.db"
    adding(path, "a").communicate()
    return path


def test_two_at_once_one_of_them_killed_and_begun_again_give_what_one_gives(one, tmp_path):
    path = tmp_path / "corpus.db"
    SqliteCorpus(path).close()
    steady, killed = adding(path, "a"), adding(path, "b")
    acknowledged = [int(line) for line, _ in zip(killed.stdout, range(1_500), strict=False)][-1]
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    with SqliteCorpus(path) as corpus:
        seen = corpus.counts("b")["sightings"]
        assert seen > acknowledged
    again = adding(path, "b")
    for process in (steady, again):
        process.communicate()
        assert process.returncode == 0
    with SqliteCorpus(path) as corpus, SqliteCorpus(one) as alone:
        corpus.check()
        assert clusters(corpus) == clusters(alone)
        assert max(map(len, clusters(corpus))) > 1
        counts, before = corpus.counts(), alone.counts()
        assert counts["speeches"] == before["speeches"]
        assert counts["sightings"] == 2 * before["sightings"] == 2 * COUNT
        firsts = "SELECT count(*) FROM sightings WHERE match = 'first' OR match = 'near'"
        assert corpus.connection.execute(firsts).fetchone() == (counts["speeches"],)
