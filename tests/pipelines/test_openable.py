"""A corpus that cannot be written can be read, and nothing is left beside it."""

import os
import shutil
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cleaners.model import Speech
from pipelines.corpus import CorpusError
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.openable import writable

NOBODY = 65534
AT = datetime(2026, 11, 22, tzinfo=UTC)
TEXT = "同志们：今天我们讨论改革开放以来的经验。" * 20


@contextmanager
def as_another():
    """What root may do, modes do not tell: be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder():
    """A folder that others may enter, as they may not those of pytest."""
    with TemporaryDirectory() as name:
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.fixture
def file(folder):
    folder.chmod(0o755)
    path = folder / "corpus.db"
    with SqliteCorpus(path) as corpus:
        corpus.add(Speech("改革的经验", TEXT), "http://one.cn/1.html", "one", AT)
        corpus.index()
    return path


def forbid(path, *, folder=0o555, file=0o444):
    path.chmod(file)
    path.parent.chmod(folder)


@pytest.mark.parametrize("modes", [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_it_can_be_searched_and_read(file, modes):
    forbid(file, folder=modes[0], file=modes[1])
    with as_another(), SqliteCorpus(file) as corpus:
        assert [hit.title for hit in corpus.search("改革开放").hits] == ["改革的经验"]
        assert [row["title"] for row in corpus.speeches()] == ["改革的经验"]
        with pytest.raises(CorpusError, match="cannot be written"):
            corpus.add(Speech("二", TEXT), "http://one.cn/2.html", "one", AT)
    assert list(file.parent.iterdir()) == [file]


def test_what_its_owner_has_not_put_into_the_file_yet_is_read(file):
    with SqliteCorpus(file) as owner:
        owner.add(Speech("后来", "另一篇讲话。" * 50), "http://one.cn/2.html", "one", AT)
        forbid(file)
        with as_another(), SqliteCorpus(file) as corpus:
            assert corpus.counts()["speeches"] == 2
            assert corpus.search("另一篇").total == 1  # not indexed yet


def test_a_write_in_the_middle_of_reading_is_noticed(file):
    forbid(file)
    with as_another():
        corpus = SqliteCorpus(file)
        assert corpus.search("改革").total == 1
    os.utime(file, (0, 0))  # the clock of files is too coarse for now
    with corpus, as_another(), pytest.raises(CorpusError, match="written while it was read"):
        corpus.search("改革")


def test_an_older_schema_is_refused_in_words(file):
    connection = sqlite3.connect(file, isolation_level=None)
    newest = "SELECT max(id) FROM _sqlite_migrations"
    connection.execute(f"DELETE FROM _sqlite_migrations WHERE id = ({newest})")
    connection.close()
    forbid(file)
    with as_another(), pytest.raises(CorpusError, match="an older Yanlu wrote it"):
        SqliteCorpus(file)


def test_a_log_without_its_owner_is_told(file, folder):
    copy = folder / "copy" / "corpus.db"
    copy.parent.mkdir()
    with SqliteCorpus(file) as owner:
        owner.add(Speech("后来", "另一篇讲话。" * 50), "http://one.cn/2.html", "one", AT)
        shutil.copy(file, copy)
        shutil.copy(f"{file}-wal", f"{copy}-wal")
    forbid(copy)
    try:
        with as_another(), pytest.raises(CorpusError, match="copy both"):
            SqliteCorpus(copy)
    finally:
        copy.parent.chmod(0o755)


def test_a_file_that_cannot_even_be_read_is_refused_in_words(file):
    forbid(file, file=0o000)
    with as_another(), pytest.raises(CorpusError, match="owner and mode"):
        SqliteCorpus(file)


def test_a_file_that_is_not_there_yet_may_be_written(tmp_path):
    assert writable(tmp_path / "new" / "corpus.db")
