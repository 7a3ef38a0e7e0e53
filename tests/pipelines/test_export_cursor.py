"""Exports with a cursor: each speech once, and again when it has changed, whatever is killed."""

import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pyarrow import parquet

from cleaners.model import Speech
from pipelines.corpus import CorpusError
from pipelines.export import export_changes
from pipelines.exporting.delivery import Cursor, Parts, write_cursor
from pipelines.exporting.targets import target
from pipelines.selection import EVERYTHING, Selection
from tests.pipelines.test_division import THREE, TWO

ROOT = Path(__file__).parents[2]


@pytest.fixture
def take(corpus, tmp_path):
    """Export what is new; return the ids written."""

    def take(name, chosen=Selection(), shard=None):  # noqa: B008
        to = target(tmp_path / name, shard=shard)
        done = export_changes(corpus, to, tmp_path / "cursor", chosen)
        return [
            json.loads(line)["id"] for path in done.files for line in path.read_bytes().splitlines()
        ]

    return take


def add(corpus, now, number, body=None, **said):
    speech = Speech("题", body or f"文{number}", **said)
    return corpus.add(speech, f"http://a/{number}", "a", now).speech_id


def test_each_speech_comes_once(corpus, now, take):
    add(corpus, now, 1)
    assert take("1.jsonl") == [1]
    assert take("2.jsonl") == []
    add(corpus, now, 2)
    add(corpus, now, 3)
    assert take("3.jsonl") == [2, 3]
    assert take("4.jsonl") == []


def test_what_has_changed_comes_again(corpus, now, take):
    for number in range(1, 5):
        add(corpus, now, number)
    take("1.jsonl")
    corpus.add(Speech("题", "文3", source="新华社"), "http://b/3", "b", now)  # now with a source
    new = add(corpus, now, 2, "全新的文")  # the old text is at no address any more
    assert take("2.jsonl") == [3, new, 2]
    corpus.add(Speech("题", "文3", source="新华社"), "http://c/3", "c", now)
    assert take("3.jsonl") == []


def test_who_takes_what_is_new_knows_what_is_shown(corpus, now, take, tmp_path):
    """A text that comes back, speeches of a collection that go, and one that is deleted."""
    known = {}

    def follow(name):
        take(name)
        for line in (tmp_path / name).read_text().splitlines():
            record = json.loads(line)
            known[record["id"]] = record["current"]
            if record["deleted"]:
                del known[record["id"]]
        assert known == {
            row["id"]: row["current"] for row in corpus.speeches(Selection(near=True))
            if row["id"] in known or not row["collection"]
        }  # fmt: skip

    def at(hours):
        return now + timedelta(hours=hours)

    corpus.add(Speech("甲", "甲文"), "http://a/1", "a", now)
    corpus.add(THREE, "http://a/2", "a", now)
    follow("1.jsonl")
    corpus.add(Speech("乙", "乙文"), "http://a/1", "a", at(1))
    corpus.add(TWO, "http://a/2", "a", at(1))
    follow("2.jsonl")
    corpus.add(Speech("甲", "甲文"), "http://a/1", "a", at(2))
    corpus.add(THREE, "http://a/2", "a", at(2))
    follow("3.jsonl")
    corpus.add(Speech("丙", "丙文"), "http://b/1", "b", at(2))
    corpus.add(Speech("丁", "丁文"), "http://b/2", "b", at(2))
    follow("4.jsonl")
    corpus.replace("b", [("http://b/1", Speech("丁", "丁文"))], "2", dry_run=False)
    follow("5.jsonl")
    assert take("6.jsonl") == []


def test_a_first_export_has_one_of_each_text_as_one_without_a_cursor(corpus, now, take):
    body = "".join(chr(0x4E00 + n * n * 7 % 9_000) for n in range(900))
    add(corpus, now, 1, body, published=now)
    add(corpus, now, 2, body[:-9], published=now - timedelta(days=9))
    assert [row["was_chosen"] for row in corpus.speeches(EVERYTHING)] == [1, 0]
    assert take("1.jsonl") == [row["id"] for row in corpus.speeches(Selection())] == [2]


@pytest.mark.parametrize("ending", ["csv", "md", "parquet"])
def test_deletions_come_in_every_format(corpus, now, tmp_path, ending):
    add(corpus, now, 1)
    export_changes(corpus, target(tmp_path / f"1.{ending}"), tmp_path / "cursor")
    corpus.connection.execute("DELETE FROM speeches")
    done = export_changes(corpus, target(tmp_path / f"2.{ending}"), tmp_path / "cursor")
    assert done.count == 1
    if ending == "csv":
        (row,) = csv.DictReader(io.StringIO((tmp_path / "2.csv").read_text("utf-8-sig")))
        assert (row["id"], row["deleted"], row["text"]) == ("1", "true", "")
    if ending == "parquet":
        (row,) = parquet.read_table(tmp_path / "2.parquet").to_pylist()
        assert (row["id"], row["deleted"], row["text"]) == (1, True, None)


def test_a_file_that_is_there_is_not_replaced(corpus, now, take, tmp_path):
    add(corpus, now, 1)
    take("1.jsonl")
    add(corpus, now, 2)
    with pytest.raises(CorpusError, match=r"1\.jsonl: it exists"):
        take("1.jsonl")
    assert take("2.jsonl") == [2]


def test_other_filters_need_another_cursor(corpus, now, take):
    add(corpus, now, 1)
    take("1.jsonl")
    with pytest.raises(CorpusError, match="other filters"):
        take("2.jsonl", Selection(site="a"))


@pytest.mark.parametrize("text", ["", "{}", '{"through": 3}', "[1]", "\0"])
def test_a_file_that_is_no_cursor_is_left_alone(corpus, now, take, tmp_path, text):
    (tmp_path / "cursor").write_text(text)
    with pytest.raises(CorpusError, match="no cursor"):
        take("1.jsonl")
    assert (tmp_path / "cursor").read_text() == text


def test_two_at_once_are_refused(corpus, now, take, tmp_path):
    add(corpus, now, 1)
    to = target(tmp_path / "1.jsonl")
    with pytest.raises(CorpusError, match="is running"):
        export_changes(
            corpus, to, tmp_path / "cursor",
            watch=lambda row: take("2.jsonl"),
        )  # fmt: skip


def test_stopped_before_files_have_their_names_the_next_one_gives_them(
    corpus, now, take, tmp_path, monkeypatch
):
    def stop(files):
        raise KeyboardInterrupt

    add(corpus, now, 1)
    with monkeypatch.context() as patched:
        patched.setattr(Parts, "give", stop)
        with pytest.raises(KeyboardInterrupt):
            take("1.jsonl")
    assert take("2.jsonl") == []
    assert json.loads((tmp_path / "1.jsonl").read_text())["id"] == 1


@contextmanager
def heeding_ctrl_c():
    """Whoever starts the tests in the background has Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_same_command_finishes_what_it_was_stopped_in(corpus, now, tmp_path, monkeypatch):
    add(corpus, now, 1)
    monkeypatch.chdir(tmp_path)
    given = target(Path("out/1.jsonl")), Path("cursor")
    with monkeypatch.context() as patched, heeding_ctrl_c():
        patched.setattr(Parts, "give", lambda files: os.kill(os.getpid(), signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            export_changes(corpus, *given)
    assert export_changes(corpus, *given).resumed
    shutil.rmtree("out")  # whoever took the file may take its folder
    assert export_changes(corpus, target(Path("2.jsonl")), Path("cursor")).count == 0


def test_a_folder_that_went_does_not_stop_the_cursor(corpus, now, take, tmp_path):
    add(corpus, now, 1)
    waiting = {str(tmp_path / "gone/.1.jsonl.1.kept"): str(tmp_path / "gone/1.jsonl")}
    write_cursor(tmp_path / "cursor", Cursor(0, {}, waiting))
    assert take("2.jsonl") == [1]


EXPORTER = """
    import sys
    from pathlib import Path
    from pipelines.export import export_changes
    from pipelines.exporting.targets import target
    from pipelines.sqlite import SqliteCorpus
    corpus, folder = SqliteCorpus(Path(sys.argv[1])), Path(sys.argv[2])
    number = len(list(folder.glob("*.jsonl")))
    while True:
        print(flush=True)
        to = target(folder / f"{number:05}.jsonl", shard=40)
        done = export_changes(corpus, to, folder / "cursor")
        number += len(done.files)
"""


def test_killed_at_any_moment_it_skips_and_repeats_nothing(corpus, now, tmp_path):
    """Speeches keep coming while exports are killed at random moments."""
    out = tmp_path / "out"
    out.mkdir()
    chance, number = random.Random(5), 0
    command = [sys.executable, "-c", textwrap.dedent(EXPORTER), corpus.path, out]
    for _ in range(12):
        for _ in range(60):
            add(corpus, now, number := number + 1)
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    for name in ("last", "very last"):  # the first may only finish what was killed
        export_changes(corpus, target(out / f"{name}.jsonl"), out / "cursor")
    ids = [
        json.loads(line)["id"]
        for path in out.glob("*.jsonl")
        for line in path.read_bytes().splitlines()
    ]
    assert sorted(ids) == list(range(1, number + 1))
