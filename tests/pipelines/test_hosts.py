from datetime import timedelta

from pipelines.corpus import HostRest


def test_a_host_rests_until_it_answers(corpus, now):
    first = HostRest("a.com", "http_429", 1, now + timedelta(seconds=4))
    longer = HostRest("a.com", "timeout", 2, now + timedelta(seconds=8))
    assert corpus.rest_of("a.com") is None
    corpus.rest(first, now)
    assert corpus.rest_of("a.com") == first
    corpus.rest(longer, now + timedelta(seconds=4))
    assert corpus.rest_of("a.com") == longer
    since = corpus.connection.execute("SELECT since FROM hosts").fetchall()
    assert since == [("2026-11-21T08:00:00.000Z",)]
    assert corpus.rest_of("b.com") is None
    corpus.recover("a.com")
    assert corpus.rest_of("a.com") is None
