"""The list of all speeches, its facets and its pages, without a server."""

from datetime import UTC, datetime

from cleaners.model import Speech
from crawler.web import pages
from crawler.web.asked import Asked
from crawler.web.finding import find
from crawler.web.room import Room
from pipelines.sqlite import SqliteCorpus

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def counted(facet):
    return {one["value"]: one["count"] for one in facet}


def test_each_site_that_shows_a_speech_counts_it(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        for site in ("one.example", "two.example"):
            corpus.add(Speech("题", "改革开放"), f"http://{site}/1", site, NOW)
        corpus.add(Speech("题", "春耕秋收"), "http://one.example/2", "one.example", NOW)
        for query in ("", "改革"):
            sites = counted(find(corpus.connection, Asked(query))["facets"]["site"])
            assert sites == {"one.example": 1 if query else 2, "two.example": 1}
            for site, count in sites.items():
                assert find(corpus.connection, Asked(query, site=site))["total"] == count


def test_a_collection_is_not_listed_beside_what_it_holds(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        for number in range(3):
            corpus.add(Speech("题", f"第{number}篇"), f"http://a/{number}", "a", NOW)
        corpus.connection.execute("UPDATE speeches SET collection = 2 WHERE id = 1")
        for asked, total in ((Asked(), 2), (Asked(site="a"), 2), (Asked(near=True), 3)):
            found = find(corpus.connection, asked)
            assert (found["total"], len(found["hits"])) == (total, total)
            assert counted(found["facets"]["site"]) == {"a": total}


def test_pages_behind_the_first_count_nothing_anew(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        for number in range(5):
            corpus.add(Speech("题", f"第{number}篇"), f"http://a/{number}", "a", NOW)
    room = Room(tmp_path / "corpus.db", tmp_path / "pages.db")
    try:
        shown = []
        for page in ("1", "2", "3", "4"):
            found, _ = pages.search(room, {"site": "a", "size": "2", "page": page})
            shown += [hit["id"] for hit in found["hits"]]
            assert (found["total"], found["pages"], found["query"]["page"]) == (5, 3, int(page))
            assert counted(found["facets"]["site"]) == {"a": 5}
        assert shown == [5, 4, 3, 2, 1]
        asked = []
        reading = room.read(lambda connection: connection)
        reading.set_trace_callback(asked.append)
        pages.search(room, {"site": "a", "size": "2", "page": "2"})
        assert not [sql for sql in asked if "count(" in sql and "sightings" in sql]
    finally:
        room.close()
