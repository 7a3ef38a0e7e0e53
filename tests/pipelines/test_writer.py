"""Visits that come close together are one transaction; an error is that of one visit."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cleaners.model import Page, Speech
from pipelines.archive import PageArchive
from pipelines.corpus import CorpusError, Visit
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import LOG_PAGES
from pipelines.writer import GROUP, INDEX_EVERY, VisitWriter

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def corpus(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db", busy_seconds=0.1) as corpus:
        yield corpus


@pytest.fixture
def archive(tmp_path):
    with PageArchive(tmp_path / "pages.db") as archive:
        yield archive


def visits(count):
    for number in range(count):
        url = f"http://a.cn/{number}.html"
        page = Page(url, f"{number}".encode(), fetched_at=NOW)
        yield Visit(url, "a", 1, NOW, "other", "fetched", pages=(page,))


def kept(archive, corpus, visits):
    """What becomes of visits that come all at once."""

    async def keep():
        corpus.open_run("a", NOW)
        writer = VisitWriter(archive, corpus)
        return await asyncio.gather(*map(writer.keep, visits), return_exceptions=True)

    return asyncio.run(keep())


def test_visits_are_written_in_groups(archive, corpus):
    statements = []
    corpus.connection.set_trace_callback(statements.append)
    found = kept(archive, corpus, visits(GROUP + 3))
    assert [recorded.new_links for recorded in found] == [0] * (GROUP + 3)
    assert statements.count("COMMIT") == 1 + 2  # the run's own, and two groups
    assert corpus.counts("a")["pages"] == GROUP + 3
    assert len(list(archive.pages())) == GROUP + 3


def test_an_error_is_that_of_one_visit(archive, corpus):
    good, bad, other = visits(3)
    found = kept(archive, corpus, [good, replace(bad, at=NOW.replace(tzinfo=None)), other])
    assert [type(each).__name__ for each in found] == ["Recorded", "ValueError", "Recorded"]
    assert corpus.counts("a")["pages"] == 2


def test_a_corpus_that_fails_fails_for_all(archive, corpus):
    with SqliteCorpus(corpus.path) as other:
        corpus.open_run("a", NOW)
        other.connection.execute("BEGIN IMMEDIATE")
        writer = VisitWriter(archive, corpus)

        async def keep():
            return await asyncio.gather(*map(writer.keep, visits(2)), return_exceptions=True)

        assert [type(each) for each in asyncio.run(keep())] == [CorpusError] * 2


def speeches(count):
    for number, visit in enumerate(visits(count)):
        speech = Speech("题目", f"第{number}篇讲话说的是别的事情。")
        yield replace(visit, kind="article", result=speech)


def test_speeches_are_indexed_while_others_come(archive, corpus):
    async def keep():
        corpus.open_run("a", NOW)
        writer = VisitWriter(archive, corpus)
        found = await asyncio.gather(*map(writer.keep, speeches(3 * INDEX_EVERY)))
        indexed = waiting_from(corpus) >= INDEX_EVERY
        await writer.end()
        return found, indexed

    found, indexed = asyncio.run(keep())
    assert indexed
    assert len(found) == 3 * INDEX_EVERY == waiting_from(corpus)
    assert corpus.search("讲话", limit=1, near=True).total == 3 * INDEX_EVERY


def waiting_from(corpus):
    return corpus.connection.execute("SELECT indexed_through FROM search_index").fetchone()[0]


def test_an_index_that_fails_fails_the_visits_that_follow(archive, corpus, tmp_path):
    async def keep():
        corpus.open_run("a", NOW)
        writer = VisitWriter(archive, corpus)

        async def keep_last(visit):
            await writer.keep(visit)
            corpus.path.rename(tmp_path / "away.db")  # the index begins after this

        *others, last = speeches(INDEX_EVERY)
        await asyncio.gather(*map(writer.keep, others), keep_last(last))
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
        (tmp_path / "away.db").rename(corpus.path)
        return await asyncio.gather(*map(writer.keep, visits(1)), return_exceptions=True)

    (found,) = asyncio.run(keep())
    assert isinstance(found, CorpusError)
    assert "moved" in str(found)
    assert waiting_from(corpus) == 0


def test_many_speeches_are_indexed_some_at_a_time(archive, corpus):
    async def index():
        await corpus.index_some(2)
        return waiting_from(corpus)

    kept(archive, corpus, speeches(5))
    assert [asyncio.run(index()) for _ in range(4)] == [2, 4, 5, 5]
    query = "PRAGMA wal_autocheckpoint"
    assert corpus.connection.execute(query).fetchone() == (4 * LOG_PAGES,)  # where it waits, not us
