import re
import sqlite3
from pathlib import Path
from typing import get_args

import pytest

from cleaners.model import Speech
from pipelines.archive import PageArchive
from pipelines.corpus import Kind, Match, State
from pipelines.records import FIELDS
from pipelines.sqlite import SqliteCorpus

DOCUMENTS = Path(__file__).parents[2] / "docs"
DOCS = (DOCUMENTS / "data.md").read_text(encoding="utf-8")
SQL = re.findall(r"```sql\n(.*?)```", DOCS, re.DOTALL)
BOTH = "_sqlite_migrations"


def documented(file: str) -> dict[str, list[tuple[str, str]]]:
    """Return the columns of each table in the section about a file."""
    (section,) = re.findall(rf"^## `data/{file}`\n(.*?)^## ", DOCS, re.DOTALL | re.MULTILINE)
    tables = re.findall(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", section, re.DOTALL | re.MULTILINE)
    return {name: re.findall(r"^\| `(\w+)` \| (\w*)", text, re.MULTILINE) for name, text in tables}


def actual(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    tables = connection.execute(
        "SELECT name, type FROM pragma_table_list"
        " WHERE schema = 'main' AND type <> 'shadow' AND name <> 'sqlite_schema'"
    ).fetchall()
    return {
        name: [
            (column, "FTS5" if kind == "virtual" else declared)
            for _, column, declared, *_ in connection.execute(f"PRAGMA table_info({name})")
        ]
        for name, kind in tables
    }


def test_every_table_and_column_of_the_corpus_is_described_and_no_other(corpus):
    assert documented("corpus.db") == actual(corpus.connection)


def test_every_table_and_column_of_the_archive_is_described_and_no_other(tmp_path):
    with PageArchive(tmp_path / "pages.db") as archive:
        tables = actual(archive.connection)
    del tables[BOTH]
    assert documented("pages.db") == tables


def test_the_states_and_kinds_are_those_of_the_contract():
    for value in (*get_args(Kind), *get_args(State), *get_args(Match)):
        assert f"`{value}`" in DOCS


@pytest.mark.parametrize("sql", SQL)
def test_each_query_runs(corpus, now, sql):
    with SqliteCorpus(corpus.path) as writer:
        writer.add(Speech("营商环境", "改革开放，营商环境", tags=("甲",)), "http://a/", "a", now)
        writer.add(Speech("营商环境", "改革开放，营商环境"), "http://b/", "b", now)
        writer.index()
    rows = corpus.connection.execute(sql).fetchall()
    if "MATCH" in sql or "sites" in sql:
        assert len(rows) == 1


def test_the_fields_of_an_export_are_those_described():
    exports = (DOCUMENTS / "export.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| (.+) \|$", exports, re.MULTILINE) == list(FIELDS.items())
