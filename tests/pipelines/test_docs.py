import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

import cleaners
from cleaners.model import Speech
from pipelines.archive import PageArchive
from pipelines.corpus import Kind, Link, Match, State
from pipelines.exporting.records import FIELDS
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


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A corpus in which every question of the documents has an answer."""
    path = tmp_path_factory.mktemp("filled") / "corpus.db"
    when = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    text = "一、优化营商环境\n要深入推进改革开放，持续优化营商环境，服务好每一家企业。\n" * 3
    found = cleaners.clean_text(text * 9, title="在全县大会上的讲话")
    assert isinstance(found, Speech)
    first = replace(
        found, published=when, quality=0.9, speaker="张三", tags=("改革",), category="讲话稿"
    )
    changed = Speech("教育", "教育是国之大计。", published=when)
    two = Speech("发言稿两篇", f"篇一\n{'修一条路。' * 40}\n篇二\n{'架一座桥。' * 40}")
    with SqliteCorpus(path) as corpus:
        for speech, url, site in (
            (first, "http://a/1", "a"),
            (first, "http://b/1", "b"),
            (replace(first, body=first.body + "\n谢谢大家！"), "http://c/1", "c"),
            (two, "http://a/4", "a"),
            (changed, "http://a/2", "a"),
            (replace(changed, body="教育是国之大计、党之大计。"), "http://a/2", "a"),
        ):
            corpus.add(speech, url, site, when)
        corpus.find("a", [Link("http://a/3", "article")], 1, when)
        corpus.index()
    return path


@pytest.mark.parametrize("sql", SQL, ids=[sql.partition("\n")[0][:40] for sql in SQL])
def test_each_query_finds_something(filled, sql):
    connection = sqlite3.connect(f"file:{filled}?mode=ro", uri=True)
    rows = connection.execute(sql).fetchall()
    connection.close()
    assert rows


def test_ten_questions_and_more_are_answered():
    assert len(re.findall(r"^-- (\d+)\. ", "\n".join(SQL), re.MULTILINE)) >= 10


TITLES = "SELECT title FROM speeches ORDER BY id"


@pytest.fixture
def titles(filled):
    connection = sqlite3.connect(filled)
    rows = [title for (title,) in connection.execute(TITLES)]
    connection.close()
    return rows


@pytest.mark.parametrize(
    "words",
    [
        ("sqlite3", "{file}", TITLES),
        ("{here}/sqlite-utils", "query", "{file}", TITLES, "--csv", "--no-headers"),
        (
            "{here}/sqlite-utils",
            "rows",
            "{file}",
            "speeches",
            "-c",
            "title",
            "--csv",
            "--no-headers",
        ),
    ],
)
def test_other_tools_read_the_file(filled, titles, words):
    if words[0] == "sqlite3" and not shutil.which("sqlite3"):
        words = (sys.executable, "-c", _SHELL, *words[1:])
    here = Path(sys.executable).parent
    command = [word.format(file=filled, here=here) for word in words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == titles


_SHELL = """
import sqlite3, sys
print(*(title for (title,) in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])), sep="\\n")
"""


@pytest.fixture
def duck(filled):
    import duckdb
    import duckdb_ext

    (extension,) = Path(duckdb_ext.__path__[0]).rglob("sqlite_scanner.duckdb_extension")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"ATTACH '{filled}' AS corpus (TYPE sqlite, READ_ONLY)")
        yield connection


@pytest.mark.skipif(sys.platform != "linux", reason="the extension's package is for Linux")
def test_duckdb_reads_every_table_but_the_search_index(filled, duck, titles):
    rows = duck.sql("SELECT title FROM corpus.speeches ORDER BY id").fetchall()
    assert [title for (title,) in rows] == titles
    with SqliteCorpus(filled) as corpus:
        tables = [table for table, columns in actual(corpus.connection).items() if columns]
        for table in tables:
            if not table.endswith("_fts"):
                (count,) = corpus.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
                assert len(duck.sql(f"SELECT * FROM corpus.{table}").fetchall()) == count


def test_duckdb_answers_as_the_documents_say(duck):
    (query,) = re.findall(r"READ_ONLY\);\s*(SELECT [^\"]+)\"", DOCS)
    assert {site for site, _ in duck.sql(query).fetchall()} == {"a", "c"}


def test_the_fields_of_an_export_are_those_described():
    exports = (DOCUMENTS / "export.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| (.+) \|$", exports, re.MULTILINE) == list(FIELDS.items())
