from datetime import UTC, datetime

import pytest

from pipelines.sqlite import SqliteCorpus


@pytest.fixture
def now():
    return datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def corpus(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db", busy_seconds=0.2) as corpus:
        yield corpus
