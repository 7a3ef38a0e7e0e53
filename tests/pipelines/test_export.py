import gzip
import io
import json
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cleaners.model import Heading, Speech
from pipelines.corpus import CorpusError
from pipelines.export import export_jsonl, write_jsonl

ROOT = Path(__file__).parents[2]


@pytest.fixture
def filled(corpus, now):
    corpus.add(Speech("题目\n", "同志们：\u2028“改革”", tags=("甲",)), "http://a/1", "a", now)
    corpus.add(Speech("题", "开放"), "http://b/1", "b", now)
    return corpus


def test_each_line_is_a_speech(filled, tmp_path):
    path = tmp_path / "new" / "out.jsonl"
    assert export_jsonl(filled, path) == 2
    first, second = map(json.loads, path.read_bytes().splitlines())
    assert list(first)[:3] == ["id", "text", "title"]
    assert first["text"] == "同志们：\u2028“改革”"
    assert (first["tags"], first["urls"], first["published"]) == (["甲"], ["http://a/1"], None)
    assert second["text"] == "开放"
    assert "同志们" in path.read_text()


def test_personal_data_is_masked_only_when_asked_for(corpus, now):
    body = "一、联系13812345678\n张三，身份证11010519491231002X，zs@example.com"
    outline = (Heading(1, "一、联系13812345678", 0),)
    corpus.add(Speech("致13812345678", body, outline=outline), "http://a/", "a", now)
    plain, masked = io.BytesIO(), io.BytesIO()
    write_jsonl(corpus, plain)
    write_jsonl(corpus, masked, mask=True)
    assert json.loads(plain.getvalue())["text"] == body
    row = json.loads(masked.getvalue())
    assert row["title"] == "致" + "*" * 11
    assert row["text"].split("\n")[0] == row["outline"][0]["text"] == "一、联系" + "*" * 11
    assert row["text"].endswith(f"张三，身份证{'*' * 18}，{'*' * 14}")


def test_gz_is_packed_and_gives_the_same_bytes_each_time(filled, tmp_path):
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        assert export_jsonl(filled, tmp_path / name, site="b") == 1
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    with gzip.open(tmp_path / "a.jsonl.gz", "rt", encoding="utf-8") as lines:
        assert [json.loads(line)["site"] for line in lines] == ["b"]


def test_a_stream_can_be_written_to(filled):
    stream = io.BytesIO()
    assert write_jsonl(filled, stream) == 2
    assert stream.getvalue().count(b"\n") == 2


def test_an_interrupted_export_leaves_the_older_file(filled, tmp_path, monkeypatch):
    path = tmp_path / "out.jsonl"
    path.write_text("older")

    def interrupted(**_):
        yield next(type(filled).speeches(filled))
        raise KeyboardInterrupt

    monkeypatch.setattr(filled, "speeches", interrupted)
    with pytest.raises(KeyboardInterrupt):
        export_jsonl(filled, path)
    assert path.read_text() == "older"
    assert [file.name for file in tmp_path.iterdir() if "jsonl" in file.name] == ["out.jsonl"]


def test_a_killed_export_leaves_no_file_under_the_name(filled, tmp_path):
    program = f"""
        import os, signal
        from pathlib import Path
        from pipelines.export import export_jsonl
        from pipelines.sqlite import SqliteCorpus
        class Killed(SqliteCorpus):
            def speeches(self, **_):
                yield from super().speeches()
                os.kill(os.getpid(), signal.SIGKILL)
        export_jsonl(Killed(Path({str(filled.path)!r})), Path({str(tmp_path / "out.jsonl")!r}))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "out.jsonl").exists()


def test_a_place_that_cannot_be_written_is_told(filled, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match=r"out\.jsonl: .+; choose another path"):
        export_jsonl(filled, tmp_path / "file" / "out.jsonl")


def test_a_file_that_may_not_grow_is_told_and_leaves_nothing(filled, now, tmp_path):
    filled.add(Speech("题", "长" * 100_000), "http://a/2", "a", now)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(CorpusError, match="File too large"):
            export_jsonl(filled, tmp_path / "out.jsonl")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    assert [file.name for file in tmp_path.iterdir() if "jsonl" in file.name] == []
