import pickle
import random
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.big_site import own_sentence, sentence
from cleaners.model import Heading, Page, Speech
from pipelines.corpus import Visit
from pipelines.duplicates.sketch import Text
from pipelines.prepared import LONGEST, prepare_all
from pipelines.sqlite import SqliteCorpus

TABLES = (
    "speeches", "sightings", "sketches", "sketch_keys", "waiting_keys", "speeches_fts_data",
)  # fmt: skip


@pytest.fixture
def visits(now):
    return list(visits_of(now))


def visits_of(now):
    chance = random.Random(5)
    bodies = ["\n".join(say(chance) for _ in range(20)) for say in (sentence, own_sentence) * 6]
    bodies += [f"{bodies[1]}\n谢谢大家！", bodies[0], "坏\ud800字"]
    for number, body in enumerate(bodies):
        speech = Speech(f"讲话{number}", body, tags=("一",), outline=(Heading(1, "一", 0),))
        url = f"http://a/{number}"
        page = Page(url, body.encode("utf-8", "replace"), fetched_at=now)
        yield Visit(url, "a", 1, now, "article", "fetched", pages=(page,), result=speech)


def test_a_corpus_is_the_same_with_and_without(tmp_path, visits):
    sent = [pickle.loads(pickle.dumps(prepare_all(visit.result))) for visit in visits]
    ready = [replace(each, prepared=made) for each, made in zip(visits, sent, strict=True)]
    dumps = []
    for name, chosen in (("plain", visits), ("ready", ready)):
        with SqliteCorpus(tmp_path / name) as corpus:
            recorded = corpus.record_all(chosen)
            corpus.index()
            tables = (
                "speeches",
                "sightings",
                "sketches",
                "sketch_keys",
                "waiting_keys",
                "speeches_fts_data",
            )
            rows = [corpus.connection.execute(f"SELECT * FROM {name}") for name in tables]
            dumps.append((recorded, *(each.fetchall() for each in rows)))
    assert [each.sighting.match for each in dumps[0][0]][-3:] == ["near", "same", "first"]
    assert dumps[0] == dumps[1]


def test_words_of_a_text_that_was_changed_meanwhile_do_not_count(corpus, visits):
    first = visits[0]
    corpus.record(replace(first, prepared=prepare_all(first.result)))
    corpus.connection.execute("UPDATE speeches SET body = '另外的改革'")
    corpus.index()
    assert [hit.id for hit in corpus.search("另外的").hits] == [1]


def test_grams_that_are_known_are_those_of_the_text(visits):
    speech = visits[0].result
    known, text = prepare_all(speech).text, Text(speech.title, speech.body)
    assert known.length == known.sketch.letters == text.length == len(text.codes)
    assert np.array_equal(known.grams, text.grams)
    assert np.array_equal(known.sketch.hashes, text.sketch.hashes)


def test_a_long_speech_is_sent_as_it_is():
    assert prepare_all(Speech("长", "长" * (LONGEST + 1))) is None
