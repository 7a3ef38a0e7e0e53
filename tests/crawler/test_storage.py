"""A disk or corpus that fails in mid-run: a clear end, nothing damaged, the next run completes."""

import ctypes
import sqlite3
import time
from contextlib import closing, contextmanager

import pytest

from benchmarks.big_site import serve
from crawler.console import COULD_NOT_RUN, GOOD, RAN_BADLY
from tests.crawler.conftest import FAST
from tests.crawler.holding import LONGEST, held

PAGES = 130
CAP_DAC_OVERRIDE = 1
PR_CAPBSET_DROP = 24


@pytest.fixture
def site():
    with serve(PAGES) as server:
        yield server


@pytest.fixture
def crawl(yanlu, site):
    """Start a crawl; it is under way, and goes no further, in the block."""

    @contextmanager
    def start(*words):
        with held(site, 25) as reached:
            process = yanlu.start("crawl", "generic", "-a", f"url={site.url}", *FAST, *words)
            assert reached.wait(LONGEST)
            yield process

    return start


def ending(process):
    out, err = process.communicate(timeout=100)
    assert out == ""
    return process.returncode, err


def intact(yanlu):
    assert yanlu.query("PRAGMA integrity_check") == [("ok",)]


def completes(yanlu, site):
    assert yanlu.crawl("generic", site.url).returncode == GOOD
    intact(yanlu)
    articles = sum(path.startswith("/a/") for path in site.site)
    query = "SELECT count(*), count(DISTINCT content_hash) FROM speeches"
    assert yanlu.query(query) == [(articles, articles)]


def test_a_corpus_that_is_locked_for_longer_than_we_wait(yanlu, site, crawl):
    with closing(sqlite3.connect(yanlu.corpus, isolation_level=None, timeout=60)) as other:
        with crawl("-s", "CORPUS_TIMEOUT=1") as process:
            other.execute("BEGIN IMMEDIATE")
        code, err = ending(process)
    assert code == RAN_BADLY
    assert "another process keeps it locked; wait for it to end, then try again" in err
    assert len(err.splitlines()) == 1
    intact(yanlu)
    completes(yanlu, site)


def test_a_corpus_that_is_locked_for_less(yanlu, site, crawl):
    with closing(sqlite3.connect(yanlu.corpus, isolation_level=None, timeout=60)) as other:
        with crawl("-s", "CORPUS_TIMEOUT=30") as process:
            other.execute("BEGIN IMMEDIATE")
        time.sleep(2)
        other.execute("ROLLBACK")
    assert ending(process) == (GOOD, "")
    completes(yanlu, site)


@pytest.mark.parametrize("name", ["corpus.db", "pages.db"])
def test_a_file_deleted_in_mid_run(yanlu, site, crawl, name):
    with crawl() as process:
        (yanlu.folder / name).unlink()
    code, err = ending(process)
    assert code == RAN_BADLY
    assert f"{name}: it was moved or deleted while in use" in err
    assert len(err.splitlines()) == 1
    if name == "corpus.db":
        assert not yanlu.corpus.exists()
    completes(yanlu, site)


def cannot_override():
    """Let file modes hold for root, too, as they do for everybody else."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)


@pytest.mark.parametrize("what", ["corpus.db", "."])
def test_what_cannot_be_written(yanlu, site, what):
    yanlu.crawl("generic", site.url, "-s", "CLOSESPIDER_PAGECOUNT=10")
    asked = len(site.requests)
    path = yanlu.folder / what
    mode = path.stat().st_mode
    path.chmod(0o555)
    try:
        result = yanlu.crawl("generic", site.url, preexec_fn=cannot_override)
    finally:
        path.chmod(mode)
    assert result.returncode == COULD_NOT_RUN
    assert "check the owner and mode of file and folder" in result.err
    assert len(result.err.splitlines()) == 1
    assert len(site.requests) == asked
    completes(yanlu, site)
