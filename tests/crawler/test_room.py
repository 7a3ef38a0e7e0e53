"""The room's files: read by many threads, closed with it."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest

from crawler.web.room import Room
from pipelines.archive import PageArchive
from pipelines.sqlite import SqliteCorpus

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_closed_room_has_nothing_open(tmp_path):
    SqliteCorpus(tmp_path / "corpus.db").close()
    PageArchive(tmp_path / "pages.db").close()
    begun, room = Barrier(3), Room(tmp_path / "corpus.db", tmp_path / "pages.db")
    used = []

    def count_for_long(connection):
        used.append(connection)
        begun.wait()
        connection.execute(ENDLESS).fetchone()

    room.captures("http://a.example/1")
    with ThreadPoolExecutor(2) as threads:
        counting = [threads.submit(room.read, count_for_long, 60_000) for _ in range(2)]
        begun.wait()
        room.close()
        for waiting in counting:
            with pytest.raises(TimeoutError):
                waiting.result()
    for connection in (*used, room._archive.connection):
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    with pytest.raises(TimeoutError):
        room.read(count_for_long)


def test_a_corpus_that_is_read_as_it_stands_is_opened_anew_when_it_was_written(
    tmp_path, monkeypatch
):
    with SqliteCorpus(tmp_path / "corpus.db"):
        pass
    monkeypatch.setattr("pipelines.storage.openable.writable", lambda path: False)
    with closing(Room(tmp_path / "corpus.db", tmp_path / "pages.db")) as room:
        first = room.read(lambda connection: connection)
        assert room.read(lambda connection: connection) is first
        os.utime(tmp_path / "corpus.db", (0, 0))
        assert room.read(lambda connection: connection) is not first
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            first.execute("SELECT 1")
