"""What looks copies up by keys finds the same whether these wait or are entered."""

import random
import sqlite3
from contextlib import suppress

import pytest

from cleaners.model import Speech
from pipelines.duplicates import copies, keys
from pipelines.duplicates.keys import PER_KEY, looked_up, put_keys, take_keys_out
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import writing
from pipelines.storage.kept import Connection, keeping


@pytest.fixture
def waits(monkeypatch):
    monkeypatch.setattr(keys, "WAITING", 5)
    with keeping(connection := connected(Connection)):
        yield connection


def connected(factory=sqlite3.Connection):
    connection = sqlite3.connect(":memory:", factory=factory)
    connection.executescript(copies.TABLES)
    return connection


def count(connection, table):
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_the_same_as_an_index_without_waiting(waits, seed):
    chance, known, direct = random.Random(seed), {}, connected()
    for _ in range(150):
        wanted, speech_id = sorted(chance.sample(range(12), 4)), chance.randrange(60)
        assert looked_up(waits, wanted) == looked_up(direct, wanted)
        before = known.pop(speech_id, None)
        for connection in (waits, direct):
            if before:
                take_keys_out(connection, speech_id, before)
            else:
                put_keys(connection, speech_id, wanted)
        if not before:
            known[speech_id] = wanted
    direct.close()


def test_what_waits_is_entered_together(waits):
    for speech_id in range(1, 8):
        put_keys(waits, speech_id, [1, speech_id + 1])
    assert [count(waits, table) for table in ("sketch_keys", "waiting_keys")] == [10, 2]
    assert looked_up(waits, [1, 8, 99]) == [list(range(1, 8)), [7]]


def test_of_a_key_the_first_speeches_are_found_whenever_they_came(waits):
    for speech_id in range(40, 0, -1):
        put_keys(waits, speech_id, [7])
    assert looked_up(waits, [7]) == [list(range(1, PER_KEY + 1))]


def test_what_waits_for_one_process_is_found_by_others(tmp_path, now):
    path, text = tmp_path / "corpus.db", "我们要认真学习贯彻会议精神，" + "扎实推进各项工作。" * 3
    with SqliteCorpus(path) as one, SqliteCorpus(path) as other:
        one.add(Speech("讲话", text), "http://a/1", "a", now)
        assert other.add(Speech("讲话", f"{text}谢谢"), "http://b/1", "b", now).match == "near"
        assert one.add(Speech("讲话", f"{text}再见"), "http://a/2", "a", now).match == "near"
        assert count(one.connection, "waiting_keys") == 3


def test_what_is_rolled_back_does_not_wait(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        with suppress(KeyError), writing(corpus.connection, corpus.path):
            put_keys(corpus.connection, 1, [7])
            raise KeyError
        with writing(corpus.connection, corpus.path):
            assert looked_up(corpus.connection, [7]) == []
