import sqlite3
from pathlib import Path

import pytest

from cleaners.model import Speech
from pipelines.corpus import CorpusError, Link
from pipelines.sqlite import SqliteCorpus
from pipelines.storage import opening
from pipelines.storage.database import stamp
from pipelines.tables.schema import corpus_migrations


def refusal(path) -> str:
    with pytest.raises(CorpusError) as caught:
        SqliteCorpus(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "corpus.db"
    path.write_text("同志们：" * 1000)
    assert "not an SQLite database" in refusal(path)
    assert path.read_text() == "同志们：" * 1000


def test_a_python_with_an_old_sqlite_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "OLDEST", (99, 1))
    with pytest.raises(CorpusError, match=r"brings SQLite 3\.\S+, and Yanlu needs 99\.1 or newer"):
        SqliteCorpus(tmp_path / "x.db")


def test_sql_is_what_sqlite_of_2020_reads():
    root = Path(__file__).parents[2]
    sources = [*(root / "pipelines").rglob("*.py"), *(root / "docs").glob("*.md")]
    newer = ("->>", " RETURNING ", "DROP COLUMN", "pragma_table_list")
    assert not [f for f in sources for word in newer if word in f.read_text("utf-8")]


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "corpus.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    assert "not a yanlu corpus" in refusal(path)
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    other.close()


def test_a_folder_is_refused(tmp_path):
    assert "it is a folder" in refusal(tmp_path)


def test_a_place_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    assert "folder cannot be made" in refusal(tmp_path / "file" / "corpus.db")


def test_a_place_nobody_can_write_is_refused():
    from pathlib import Path

    assert "cannot be" in refusal(Path("/proc/corpus.db"))


def test_a_newer_schema_is_refused_by_name(tmp_path):
    path = tmp_path / "corpus.db"
    with SqliteCorpus(path) as corpus:
        corpus.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            (corpus_migrations.name, "m999_holograms", "2036-01-01"),
        )
    assert "a newer Yanlu wrote it (schema m999_holograms); upgrade" in refusal(path)


def test_a_damaged_file_is_refused(tmp_path, now):
    path = tmp_path / "corpus.db"
    with SqliteCorpus(path) as corpus:
        for number in range(100):
            corpus.add(Speech("题", f"正文{number}" * 500), f"http://a/{number}", "a", now)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(path)


def test_a_file_without_its_tail_is_noticed_at_the_edges_too(tmp_path, now, monkeypatch):
    path = tmp_path / "corpus.db"
    with SqliteCorpus(path) as corpus:
        for number in range(100):
            corpus.add(Speech("题", f"正文{number}" * 500), f"http://a/{number}", "a", now)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr("pipelines.storage.opening.CHECKED_BYTES", 0)
    assert "damaged" in refusal(path)


def test_opening_again_keeps_everything(tmp_path, now):
    path = tmp_path / "corpus.db"
    for _ in range(2):
        with SqliteCorpus(path) as corpus:
            corpus.add(Speech("题", "正文"), "http://a/", "a", now)
            corpus.check()
            assert corpus.counts()["speeches"] == 1


def test_a_lock_held_too_long_is_told_and_nothing_is_lost(corpus, now):
    other = sqlite3.connect(corpus.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CorpusError, match=r"another process keeps it locked"):
        corpus.add(Speech("题", "正文"), "http://a/", "a", now)
    assert corpus.counts()["speeches"] == 0
    other.execute("ROLLBACK")
    other.close()
    corpus.add(Speech("题", "正文"), "http://a/", "a", now)
    assert corpus.counts()["speeches"] == 1


def test_a_full_disk_undoes_the_whole_visit_and_the_corpus_stays_usable(corpus, now):
    corpus.add(Speech("题", "正文"), "http://a/", "a", now)
    (pages,) = corpus.connection.execute("PRAGMA page_count").fetchone()
    corpus.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(CorpusError, match="no space left on the disk"):
        corpus.find("a", [Link(f"http://a/{n}") for n in range(5000)], 1, now)
    assert corpus.counts() == {"speeches": 1, "sightings": 1, "pages": 0}
    corpus.connection.execute("PRAGMA max_page_count = 1000000")
    assert corpus.find("a", [Link("http://a/1")], 1, now) == 1
    corpus.check()


def test_a_full_disk_does_not_stop_a_search(corpus, now):
    corpus.add(Speech("改革", "改革开放" * 2000), "http://a/", "a", now)
    (pages,) = corpus.connection.execute("PRAGMA page_count").fetchone()
    corpus.connection.execute(f"PRAGMA max_page_count = {pages}")
    assert corpus.search("开放").total == 1
    with pytest.raises(CorpusError, match="no space left"):
        for number in range(50):
            corpus.add(Speech("题", f"{number}" * 5000), f"http://a/{number}", "a", now)


def test_times_are_kept_in_utc_and_need_a_zone(now):
    assert stamp(now) == "2026-11-21T08:00:00.000Z"
    with pytest.raises(ValueError, match="no time zone"):
        stamp(now.replace(tzinfo=None))
