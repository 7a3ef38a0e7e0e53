import shutil
from datetime import UTC, datetime

import pytest

from pipelines.sqlite import SqliteCorpus


@pytest.fixture
def now():
    return datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """An empty corpus, to be copied: made anew, each waits for the disk a hundred times as long."""
    path = tmp_path_factory.mktemp("empty") / "corpus.db"
    SqliteCorpus(path).close()
    return path


@pytest.fixture
def corpus(empty, tmp_path):
    path = shutil.copy(empty, tmp_path / "corpus.db")
    with SqliteCorpus(path, busy_seconds=0.2) as corpus:
        yield corpus
