"""The query language as docs/search.md gives it."""

import re
from pathlib import Path

import pytest

from pipelines.searching.syntax import parse, understood

DOCUMENT = Path(__file__).parents[2] / "docs" / "search.md"
ROWS = [
    line.split("|")[1]
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines()[4:]
    if line.startswith("| `")
]
EXAMPLES = [example for row in ROWS for example in re.findall("`([^`]+)`", row)]


def test_the_document_has_examples():
    assert len(EXAMPLES) > 12


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_documented_query_can_be_read(query):
    assert parse(query)
    assert understood(query)[1] == ""


def test_what_is_wrong_is_said_in_one_line_whatever_was_typed():
    assert understood('改革 "三农\n问题')[1] == (
        'a quotation mark is not closed: "三农 问题; searched for as typed'
    )
