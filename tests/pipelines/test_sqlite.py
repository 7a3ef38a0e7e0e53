from datetime import UTC, datetime, timedelta

from cleaners.model import Page, Speech
from pipelines.corpus import Link, Visit
from pipelines.sqlite import SqliteCorpus

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def test_an_article_is_kept_with_its_sighting(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        run = corpus.open_run("a", NOW)
        corpus.find("a", [Link("http://a/1", "article")], run, NOW)
        page = Page("http://a/1", b"<p>")
        visit = Visit(
            "http://a/1", "a", run, NOW, "article", "fetched",
            pages=(page,), result=Speech("题目", "同志们：改革开放"),
        )  # fmt: skip
        assert corpus.record(visit).sighting.match == "first"
        assert corpus.due("a", NOW, NOW + timedelta(days=1), 10, 5) == []
        assert corpus.counts() == {"speeches": 1, "sightings": 1, "pages": 1, "fetched": 1}
