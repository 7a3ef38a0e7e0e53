"""What `scrapy export` must not lose: the corpus, a device, an earlier export."""

import json
import os
import pty
import stat
import subprocess
from datetime import UTC, datetime

import pytest

from cleaners.model import Speech
from crawler.console import COULD_NOT_RUN, RAN_BADLY
from pipelines.archive import PageArchive
from pipelines.sqlite import SqliteCorpus
from tests.crawler.conftest import ROOT, SCRAPY
from tests.crawler.test_bad_input import says


@pytest.fixture
def kept(yanlu):
    with SqliteCorpus(yanlu.corpus) as corpus:
        for number, topic in enumerate(("乡村振兴", "安全生产", "义务教育")):
            speech = Speech(f"讲话{number}", f"同志们：{topic * 9}。\n谢谢大家！")
            corpus.add(speech, f"http://a.cn/{number}.html", "mingyue", datetime.now(UTC))
    PageArchive(yanlu.folder / "pages.db").close()
    return yanlu


@pytest.mark.parametrize(
    "words",
    [
        ("{}/corpus.db", "--format", "jsonl"),
        ("{}/corpus.db-wal", "--format", "csv"),
        ("{}/pages.db", "--format", "md"),
        ("{}/other.db", "--format", "jsonl"),
        ("{}/all.jsonl", "--card", "{}/corpus.db"),
        ("{}/all.jsonl", "--card", "{}/all.jsonl"),
        ("{}/all.jsonl", "--card", "{}/../{}/all.jsonl"),
        ("{}/all.jsonl", "--cursor", "{}/all.jsonl"),
        ("{}/all.jsonl", "--card", "{}/x", "--cursor", "{}/x"),
        ("{}/all.jsonl", "--shard", "2", "--card", "{}/all-00001.jsonl"),
    ],
)
def test_no_output_replaces_a_database_or_another_output(kept, words):
    SqliteCorpus(kept.folder / "other.db").close()
    (kept.folder / "here").symlink_to(kept.folder)
    before = (kept.folder / "other.db").read_bytes()
    names = [word.replace("{}/../{}", f"{kept.folder}/here") for word in words]
    result = kept.run("export", *(name.replace("{}", str(kept.folder)) for name in names))
    says(result, COULD_NOT_RUN)
    assert kept.query("SELECT count(*) FROM speeches") == [(3,)]
    assert (kept.folder / "other.db").read_bytes() == before
    assert not list(kept.folder.glob("all*"))


def test_standard_output(kept):
    result = kept.run("export", "-", "--format", "jsonl")
    assert (result.returncode, result.err) == (0, "")
    assert [json.loads(line)["title"] for line in result.out.splitlines()] == [
        "讲话0", "讲话1", "讲话2",
    ]  # fmt: skip
    whole = kept.folder / "out"
    with whole.open("w") as file:
        words = [SCRAPY, "export", "/dev/stdout", "--format", "jsonl"]
        subprocess.run(words, cwd=ROOT, env=kept.environment, stdout=file, check=True)
    assert whole.read_text() == result.out


def test_a_reader_that_leaves(kept):
    words = f"{SCRAPY} export - --format jsonl | true"
    done = subprocess.run(
        words, shell=True, cwd=ROOT, env=kept.environment, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_a_pipe_with_a_name_stays_one(kept):
    pipe = kept.folder / "pipe.jsonl"
    os.mkfifo(pipe)
    process = kept.start("export", pipe)
    assert len(pipe.read_text().splitlines()) == 3
    assert process.communicate() == ("", "")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    for option in (("--shard", "2"), ("--cursor", "x"), ("--card", "x"), ("--format", "parquet")):
        says(kept.run("export", pipe, *option), COULD_NOT_RUN, option[0], "file")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--site", "mingyeu"), "did you mean mingyue?"),
        (("--category", "总接"), "no speech of the category 总接 in the corpus; there are none"),
        (("--quality", "7"), "from 0 to 1"),
        (("--quality", "nan"), "from 0 to 1"),
        (("--since", "2024-01-02", "--until", "2024-01-01"), "2024-01-02 until 2024-01-01"),
        (("b.jsonl",), "one file"),
    ],
)
def test_a_typing_error_does_not_empty_an_export(kept, words, complaint):
    path = kept.folder / "all.jsonl"
    path.write_text("the last export\n")
    says(kept.run("export", path, *words), COULD_NOT_RUN, complaint)
    assert path.read_text() == "the last export\n"


def test_one_speech_on_the_terminal(kept):
    says(kept.run("show", "9"), COULD_NOT_RUN, "no speech has the id 9")
    says(kept.run("show", "9" * 30), COULD_NOT_RUN, "no speech has the id 9")
    says(kept.run("show"), COULD_NOT_RUN, "by its id")
    shown = kept.run("show", "2")
    assert (shown.returncode, shown.err) == (0, "")
    assert shown.out.startswith("讲话1\nsite: mingyue\nurl: http://a.cn/1.html\n\n同志们：")
    assert shown.out.endswith("\n谢谢大家！\n")
    told = json.loads(kept.run("show", "2", "--json").out)
    assert (told["id"], told["text"].split("\n")[-1]) == (2, "谢谢大家！")
    assert "\n2 · no date · mingyue" in kept.run("search", "安全生产").out


def on_a_terminal(kept, *words, **variables):
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = kept.environment | {"TERM": "xterm", **variables}
    words = [SCRAPY, *words]
    subprocess.run(words, cwd=ROOT, env=environment, stdout=theirs, check=True)
    os.close(theirs)
    text = os.read(ours, 1 << 16).decode()
    os.close(ours)
    return text


def test_no_color_is_obeyed(kept):
    assert "\x1b[" in on_a_terminal(kept, "search", "安全")
    text = on_a_terminal(kept, "search", "安全", NO_COLOR="1")
    assert "\x1b[" not in text
    assert "【安全】" in text


def test_what_an_ingest_did(yanlu):
    good, large = yanlu.folder / "讲话.txt", yanlu.folder / "large.jsonl"
    good.write_text("同志们：\n今天我们召开会议，部署安全生产工作。\n谢谢大家！\n" * 9)
    assert yanlu.run("ingest", good).out == "1 new speech, 0 same, 0 pages known before\n"
    report = yanlu.run("report").out
    assert "1 page read from files" in report
    assert report.endswith("  1 speech in the corpus\n")
    large.write_text('{"text": "' + "讲" * 4_000_000 + '"}\n')
    done = yanlu.run("ingest", large)
    assert (done.returncode, "1 left out (too_large)" in done.out) == (RAN_BADLY, True)


def test_a_folder_that_is_made_for_an_export_is_told(kept):
    new = kept.folder / "new/er"
    told = kept.run("export", str(new / "all.jsonl"), "--card", str(kept.folder / "card/README.md"))
    assert told.out.rstrip() == f"3 speeches written to {new}/all.jsonl, a new folder: {new}"
    again = kept.run("export", str(new / "all.jsonl"))
    assert again.out.rstrip() == f"3 speeches written to {new}/all.jsonl"
    assert (kept.folder / "card/README.md").exists()


def test_copies_that_are_left_out_are_told(kept):
    lines = [
        f"{number * 7919 % 997}名代表谈到{chr(0x4E00 + number * 31)}的经过。"
        for number in range(60)
    ]
    with SqliteCorpus(kept.corpus) as corpus:
        for opening in ("", "各位领导：\n"):
            speech = Speech("经过", opening + "\n".join(lines))
            corpus.add(speech, f"http://b.cn/{len(opening)}.html", "mingyue", datetime.now(UTC))
    told = kept.run("export", str(kept.folder / "one.jsonl"))
    assert "4 speeches written" in told.out
    assert "1 speech left out, as copies or collections of others (--near all" in told.out
    told = kept.run("export", str(kept.folder / "all.jsonl"), "--near", "all")
    assert "5 speeches written" in told.out
    assert "left out" not in told.out
