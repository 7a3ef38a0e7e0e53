"""What a writer keeps at hand is what the file says, whoever writes it."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from benchmarks.big_site import sentence
from cleaners.model import Speech
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import writing
from pipelines.storage.kept import at_hand

TABLES = ("speeches", "sightings", "sketches", "sketch_keys", "waiting_keys", "parts", "ties")


@pytest.fixture
def corpus(tmp_path):
    with SqliteCorpus(tmp_path / "corpus.db") as corpus:
        yield corpus


def put(corpus):
    with writing(corpus.connection, corpus.path):
        before = dict(at_hand(corpus.connection, "keys"))
        at_hand(corpus.connection, "keys")[1] = "one"
    return before


def test_it_is_there_in_the_next_transaction(corpus):
    assert [put(corpus), put(corpus)] == [{}, {1: "one"}]
    at_hand(corpus.connection, "keys")[2] = "outside"
    assert put(corpus) == {1: "one"}


def test_it_goes_with_a_transaction_that_fails(corpus):
    put(corpus)
    with suppress(KeyError), writing(corpus.connection, corpus.path):
        raise KeyError
    assert put(corpus) == {}


def test_it_goes_when_others_write(corpus, now):
    put(corpus)
    with SqliteCorpus(corpus.path) as other:
        other.open_run("a", now)
    assert [put(corpus), put(corpus)] == [{}, {1: "one"}]


def entered(chance):
    """Yield addresses and texts on the same words: new ones, changed ones, copies, old ones."""
    bodies = []
    for number in range(110):
        body = "\n".join(sentence(chance) for _ in range(12))
        if number % 9 == 8:
            body = f"{chance.choice(bodies)}\n{sentence(chance)}"
        bodies.append(body)
        place = chance.randrange(number) if number % 5 == 4 else number
        yield f"http://a/{place}", Speech(f"讲话{number}", chance.choice((body, bodies[0])))


def test_a_corpus_is_the_same_without_it(tmp_path, now):
    dumps = []
    for name, at_once in (("kept", 200), ("anew", 1)):
        visits, rows = list(entered(random.Random(3))), []
        for first in range(0, len(visits), at_once):
            with SqliteCorpus(tmp_path / name) as corpus:
                for number, (url, speech) in enumerate(visits[first : first + at_once], first):
                    corpus.add(speech, url, "a", now + timedelta(seconds=number))
                if at_once > 1:
                    with writing(corpus.connection, corpus.path):
                        assert at_hand(corpus.connection, "keys")
                        assert at_hand(corpus.connection, "sketches")
                rows = [corpus.connection.execute(f"SELECT * FROM {name}") for name in TABLES]
                rows = [each.fetchall() for each in rows]
        dumps.append(rows)
    assert dumps[0] == dumps[1]
