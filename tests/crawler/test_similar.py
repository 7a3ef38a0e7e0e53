"""scrapy similar: copies, parts and wholes, and what is different, as a user sees it."""

import json
from datetime import UTC, datetime

import pytest

from benchmarks.copies import Writer
from cleaners.model import Speech
from crawler.sample.manuscripts import manuscripts
from pipelines.sqlite import SqliteCorpus

WRITE = Writer([it.body for it in manuscripts().values()], 3)
LINES = ["各位领导、同志们：", *(WRITE.paragraph() for _ in range(10)), "今年全县粮食增产三成。"]
TEXT = "\n".join(LINES)


@pytest.fixture
def filled(yanlu):
    now = datetime.now(UTC)
    bodies = {
        "原文": TEXT,
        "抄文": TEXT.replace("全县粮食", "全市粮食") + "\n谢谢大家！",
        "节选": "\n".join(LINES[:5]),
        "合集": "\n".join([TEXT, *(WRITE.paragraph() for _ in range(12))]),
        "别的": "\n".join(WRITE.paragraph() for _ in range(8)),
    }
    with SqliteCorpus(yanlu.corpus) as corpus:
        for title, body in bodies.items():
            corpus.add(Speech(title, body), f"http://a/{title}", "a", now)
    return yanlu


def test_copies_are_shown_with_what_is_different(filled):
    shown = filled.run("similar", "1")
    assert (shown.returncode, shown.err) == (0, "")
    assert "- 今年全【县】粮食增产三成。\n+ 今年全【市】粮食增产三成。\n" in shown.out
    assert "+ 谢谢大家！\n" in shown.out
    assert shown.out.endswith("3 similar, 3 shown\n")
    found = [json.loads(line) for line in filled.run("similar", "1", "--json").out.splitlines()]
    ties = {one["title"]: one["tie"] for one in found}
    assert ties == {"抄文": "near", "节选": "contains", "合集": "part of"}
    assert found[0]["chosen"] == 1
    assert any(pair[1].startswith("今年全市") for pair in found[0]["differences"])


def test_a_file_need_not_be_in_the_corpus(filled, tmp_path):
    file = tmp_path / "新稿.txt"
    file.write_text(TEXT.replace("全县粮食", "全州粮食"), encoding="gb18030")
    shown = filled.run("similar", file)
    assert (shown.returncode, shown.err) == (0, "")
    assert shown.out.count("\ncopy, ") == 2
    assert "今年全【州】粮食" in shown.out
    page = tmp_path / "页.html"
    page.write_text(f"<h1>在全县大会上的讲话</h1><div>{TEXT.replace(chr(10), '<p>')}</div>")
    assert filled.run("similar", page, "--limit", "1").out.endswith(" similar, 1 shown\n")


def test_what_cannot_be_compared_is_said_in_one_line(filled, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    for words, said in (
        (("99",), "no speech has the id 99"),
        (("nothing.txt",), "nothing.txt: No such file"),
        ((empty,), "holds no text: empty"),
        ((tmp_path,), "Is a directory"),
        ((), "one file"),
        (("1", "--limit", "0"), "no whole number from 1"),
    ):
        result = filled.run("similar", *words)
        assert (result.returncode, result.out) == (1, "")
        assert said in result.err
        assert result.err.count("\n") == 1
    assert filled.run("similar", "5").out == "0 similar, 0 shown\n"
