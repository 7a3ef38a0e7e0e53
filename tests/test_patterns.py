"""The benchmark of patterns: it finds those that grow, and tries each as the code uses it."""

import re

import pytest

from benchmarks import growth
from benchmarks.bait import baits
from benchmarks.patterns import modules_of
from benchmarks.uses import EVERY, uses


@pytest.mark.parametrize(
    "written",
    [r"(?:a|aa)+!x", r"(?:讲话)*(?:讲话)*稿", r"<b>(?:\d+)*</b>", r"编辑：(?:\s+|\u3000)+\S+$"],
)
def test_a_pattern_that_tries_every_division_of_a_text_fails(monkeypatch, written):
    monkeypatch.setattr(growth, "SLOW", 0.1)
    found = growth.try_out("bad", re.compile(written), EVERY, 8, limit=60.0)
    assert found.failed


def test_each_repetition_is_tried_behind_what_leads_to_it():
    found = {(bait.start, bait.again) for bait in baits(re.compile(r"编辑：(?:x+y)*$"), 1)}
    assert {("编辑：", "x")} < found
    assert any(start == "编辑：" and again.endswith("y") for start, again in found)


SOURCE = """
import re
FOUND, WHOLE = re.compile("a"), re.compile("b")
BEGUN, ALL = re.compile("c"), (re.compile("d"),)
def told(text): return FOUND.sub("", text), WHOLE.fullmatch(text), BEGUN.match(text), ALL
def passed(texts): return any(map(BEGUN.fullmatch, texts)), told(WHOLE.fullmatch)
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("FOUND", {"search"}),
        ("WHOLE", {"fullmatch"}),
        ("BEGUN", {"match", "fullmatch"}),
        ("ALL", EVERY),
        ("NOBODY", EVERY),
    ],
)
def test_a_pattern_is_tried_as_it_is_used(tmp_path, monkeypatch, name, told):
    (tmp_path / "written").mkdir()
    (tmp_path / "written/__init__.py").touch()
    (tmp_path / "written/patterns_of.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    (module,) = modules_of("written")
    assert uses(name, module, [module]) == told
