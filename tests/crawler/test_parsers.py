"""A page that takes its reader's memory, time or life is one page lost."""

import asyncio
import contextlib
import pickle
from datetime import UTC, datetime

import pytest

from cleaners.model import Page, Rejected, Speech
from crawler.profile import SiteProfile
from crawler.profile_file import load_profile
from crawler.reading import read
from crawler.workers.parsers import Parsers
from pipelines.prepared import prepare_all
from tests.crawler.odd_site import article

URL = "http://a.cn/a/1001.html"
PAGES = {
    "parser_stuck": article(1, ["甲" * 60] * 5).body,
    "parser_memory": "<html><body>" + "<p>各位同志，大家好。" * 300_000,
}


async def results(profile, *bodies):
    """What one pool makes of pages, one after the other."""
    with contextlib.closing(Parsers(profile, ("a.cn",), 1, 2.0, 32 << 20)) as pool:
        readings = [await pool.read((Page(URL, body.encode()),), "open") for body in bodies]
    return [reading.result for reading in readings]


@pytest.mark.parametrize("reason", ["parser_stuck", "parser_memory"])
def test_the_next_page_is_read(reason, tmp_path):
    file = tmp_path / "slow.toml"
    file.write_text("[clean]\ndrop_lines = '^(甲+)+乙$'\n")
    lost, good = asyncio.run(results(load_profile(file), PAGES[reason], article(2).body))
    assert isinstance(lost, Rejected)
    assert lost.reason == reason
    assert isinstance(good, Speech)


def test_what_is_sent_arrives_as_it_was():
    page = Page(URL, article(3).body.encode(), "utf-8", datetime(2026, 1, 2, tzinfo=UTC))
    reading = read((page,), SiteProfile("a", "甲"), ("a.cn",))
    assert pickle.loads(pickle.dumps((page, reading))) == (page, reading)
    ready = prepare_all(reading.result)
    sent = pickle.loads(pickle.dumps(ready))
    assert (sent.columns, sent.content_hash, sent.words) == (
        ready.columns,
        ready.content_hash,
        ready.words,
    )
    assert (sent.length, sent.grams.tobytes()) == (ready.length, ready.grams.tobytes())
