"""Exports, read back by the programs they are made for."""

import csv
import gzip
import io
import json
import random
import resource
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zstandard

from cleaners.model import Heading, Speech
from cleaners.speech.quality import signals
from pipelines.corpus import CorpusError
from pipelines.export import export
from pipelines.exporting.records import FIELDS
from pipelines.exporting.targets import Target, target
from pipelines.selection import Selection

ROOT = Path(__file__).parents[2]
BODY = "同志们：\u2028“改革”\n=1+1，一、联系13812345678\n谢谢大家！"


@pytest.fixture
def filled(corpus, now):
    corpus.add(
        Speech(
            "=HYPERLINK(1)",
            BODY,
            tags=("甲", "乙,丙"),
            published=datetime(2020, 5, 4, 8, tzinfo=UTC),
            outline=(Heading(1, "一、联系13812345678", 14),),
            salutation=(0, 4),
            quality=0.75,
            signals=signals(BODY),
            category="讲话",
        ),
        "http://a/1",
        "a",
        now,
    )
    corpus.add(Speech("# 题", "开放\n- 一", quality=0.5), "http://b/1", "b", now)
    return corpus


def written(corpus, path, *chosen, shard=None, **options):
    return export(corpus, target(path, shard=shard), *chosen, **options)


def lines_of(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_each_line_is_a_speech(filled, tmp_path):
    path = tmp_path / "new" / "out.jsonl"
    assert written(filled, path).count == 2
    first, second = lines_of(path)
    assert list(first) == list(FIELDS)
    assert first["text"] == BODY
    assert (first["tags"], first["urls"]) == (["甲", "乙,丙"], ["http://a/1"])
    assert (second["text"], second["published"]) == ("开放\n- 一", None)
    assert "同志们" in path.read_text()


def test_personal_data_is_masked_only_when_asked_for(corpus, now, tmp_path):
    body = "一、联系13812345678\n张三，身份证11010519491231002X，zs@example.com"
    outline = (Heading(1, "一、联系13812345678", 0),)
    corpus.add(Speech("致13812345678", body, outline=outline), "http://a/", "a", now)
    written(corpus, tmp_path / "plain.jsonl")
    written(corpus, tmp_path / "masked.jsonl", mask=True)
    assert lines_of(tmp_path / "plain.jsonl")[0]["text"] == body
    (row,) = lines_of(tmp_path / "masked.jsonl")
    assert row["title"] == "致" + "*" * 11
    assert row["text"].split("\n")[0] == row["outline"][0]["text"] == "一、联系" + "*" * 11
    assert row["text"].endswith(f"张三，身份证{'*' * 18}，{'*' * 14}")


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_packed_files_are_the_same_bytes_each_time(filled, tmp_path, ending):
    for name in ("a", "b"):
        written(filled, tmp_path / f"{name}.jsonl.{ending}", Selection(site="b"))
    packed = (tmp_path / f"a.jsonl.{ending}").read_bytes()
    assert packed == (tmp_path / f"b.jsonl.{ending}").read_bytes()
    if ending == "gz":
        text = gzip.decompress(packed)
    else:
        text = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    assert [json.loads(line)["site"] for line in text.splitlines()] == ["b"]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Selection(), [1, 2]),
        (Selection(site="b"), [2]),
        (Selection(category="讲话"), [1]),
        (Selection(since=date(2020, 5, 4)), [1]),
        (Selection(since=date(2020, 5, 5)), []),
        (Selection(until=date(2020, 5, 4)), [1]),
        (Selection(until=date(2020, 5, 3)), []),
        (Selection(quality=0.75), [1]),
        (Selection(quality=0.76, site="a"), []),
    ],
)
def test_only_what_is_chosen_is_written(filled, tmp_path, chosen, ids):
    assert written(filled, tmp_path / "out.jsonl", chosen).count == len(ids)
    assert [row["id"] for row in lines_of(tmp_path / "out.jsonl")] == ids


def test_shards_hold_so_many_each(corpus, now, tmp_path):
    for number in range(7):
        corpus.add(Speech("题", f"文{number}"), f"http://a/{number}", "a", now)
    done = written(corpus, tmp_path / "out.jsonl.gz", shard=3)
    assert [path.name for path in done.files] == [f"out-0000{n}.jsonl.gz" for n in range(3)]
    sizes = [len(gzip.decompress(path.read_bytes()).splitlines()) for path in done.files]
    assert sizes == [3, 3, 1]


def test_a_shorter_export_leaves_no_shards_of_a_longer_one(filled, tmp_path):
    others = ["out-extra.jsonl", "out-00007.jsonl.gz", "out-7.jsonl", "xout-00007.jsonl"]
    for name in (*others, "out-00001.jsonl", "out-00007.jsonl"):
        (tmp_path / name).touch()
    written(filled, tmp_path / "out.jsonl", shard=5)
    found = {path.name for path in tmp_path.iterdir() if "out" in path.name}
    assert found == {*others, "out-00000.jsonl"}


def test_a_spreadsheet_takes_no_cell_for_a_formula(filled, tmp_path):
    written(filled, tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(FIELDS)
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert rows[0]["text"] == BODY
    assert json.loads(rows[0]["tags"]) == ["甲", "乙,丙"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_markdown_keeps_the_text_text(filled, tmp_path):
    written(filled, tmp_path / "out.md", Selection(site="b"))
    assert (tmp_path / "out.md").read_text() == ("# \\# 题\n\n<http://b/1>\n\n开放\n\n\\- 一\n\n")


def test_other_programs_read_the_same(filled, tmp_path):
    """pandas, polars and DuckDB read Parquet and CSV; texts and lists are what was stored."""
    import duckdb
    import pandas
    import polars

    for name in ("out.parquet", "out.csv"):
        written(filled, tmp_path / name)
    expected = [BODY, "开放\n- 一"]
    whole, table = str(tmp_path / "out.parquet"), str(tmp_path / "out.csv")
    frame = pandas.read_parquet(whole)
    assert frame["text"].tolist() == polars.read_parquet(whole)["text"].to_list() == expected
    assert list(frame["tags"][0]) == ["甲", "乙,丙"]
    assert frame["outline"][0][0] == {"level": 1, "text": "一、联系13812345678", "start": 14}
    assert pandas.read_csv(table)["text"].tolist() == expected
    assert polars.read_csv(table)["text"].to_list() == expected
    query = "SELECT text FROM read_{}('{}') ORDER BY id"
    for read, path in (("parquet", whole), ("csv_auto", table)):
        assert [row[0] for row in duckdb.sql(query.format(read, path)).fetchall()] == expected


@pytest.mark.parametrize("name", ["out.parquet", "out.jsonl", "out.jsonl.gz", "out.jsonl.zst"])
def test_hugging_face_datasets_loads_it_unchanged(filled, tmp_path, name, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    import datasets

    written(filled, tmp_path / name)
    kind = "parquet" if name.endswith("parquet") else "json"
    loaded = datasets.load_dataset(
        kind, data_files=str(tmp_path / name), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert loaded["text"][:] == [BODY, "开放\n- 一"]
    assert loaded[0]["outline"][0]["text"] == "一、联系13812345678"


@pytest.mark.parametrize("name", ["out.parquet", "out.jsonl", "out.jsonl.gz"])
def test_datatrove_reads_it_unchanged(filled, tmp_path, name):
    from datatrove.pipeline.readers import JsonlReader, ParquetReader

    written(filled, tmp_path / name)
    reader = ParquetReader if name.endswith("parquet") else JsonlReader
    documents = list(reader(str(tmp_path), glob_pattern=name)())
    assert [document.text for document in documents] == [BODY, "开放\n- 一"]
    assert documents[0].metadata["title"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("name", ["out", "out.txt", "out.jsonl.xz", "out.parquet.gz", ".gz"])
def test_a_name_that_says_no_format_is_refused(name):
    with pytest.raises(ValueError, match=name):
        target(Path(name))


def test_the_format_can_be_told():
    assert target(Path("data"), "csv") == Target(Path("data"), "csv")


def test_it_holds_one_state_of_a_corpus_that_goes_on(corpus, now, tmp_path):
    """The copy that stands for the other changes while speeches between them are written."""
    letters = random.Random(3)
    body = "".join(chr(letters.randrange(0x4E00, 0x9FA5)) for _ in range(600))
    corpus.add(Speech("讲话", body, quality=0.9), "http://a/1", "a", now)
    for number in range(520):
        corpus.add(Speech(f"题{number}", f"文{number}"), f"http://b/{number}", "b", now)
    corpus.add(Speech("讲话", f"{body}又及", quality=0.5), "http://a/2", "a", now)

    def change(row):
        if row["id"] == 1:
            corpus.add(Speech("别的", "别的"), "http://a/1", "a", now)

    written(corpus, tmp_path / "out.jsonl", watch=change)
    ids = [record["id"] for record in lines_of(tmp_path / "out.jsonl")]
    assert ids == list(range(1, 522))


def test_an_interrupted_export_leaves_the_older_file(filled, tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("older")

    def interrupt(row):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(filled, path, watch=interrupt)
    assert path.read_text() == "older"
    assert [file.name for file in tmp_path.iterdir() if "jsonl" in file.name] == ["out.jsonl"]


def test_what_a_killed_export_left_goes(filled, tmp_path):
    (tmp_path / ".out.jsonl.999999999.part").write_text("half")
    written(filled, tmp_path / "out.jsonl")
    assert sorted(p.name for p in tmp_path.iterdir() if "jsonl" in p.name) == ["out.jsonl"]


def test_a_killed_export_leaves_no_file_under_the_name(filled, tmp_path):
    program = f"""
        import os, signal
        from pathlib import Path
        from pipelines.export import export
        from pipelines.exporting.targets import target
        from pipelines.sqlite import SqliteCorpus
        class Killed(SqliteCorpus):
            def speeches(self, chosen):
                yield from super().speeches(chosen)
                os.kill(os.getpid(), signal.SIGKILL)
        export(Killed(Path({str(filled.path)!r})), target(Path({str(tmp_path / "out.jsonl")!r})))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "out.jsonl").exists()


def test_a_place_that_cannot_be_written_is_told(filled, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match=r"file.*: .+; choose another path"):
        written(filled, tmp_path / "file" / "out.jsonl")


def test_a_file_that_may_not_grow_is_told_and_leaves_nothing(filled, now, tmp_path):
    filled.add(Speech("题", "长" * 100_000), "http://a/2", "a", now)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(CorpusError, match="File too large"):
            written(filled, tmp_path / "out.jsonl")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    assert [file.name for file in tmp_path.iterdir() if "jsonl" in file.name] == []
