"""Fixtures of the end-to-end tests: real commands, in processes of their own, on loopback."""

import os
import signal
import sqlite3
import subprocess
from dataclasses import dataclass
from functools import cache

import pytest

from crawler.sample.server import serve
from tests.crawler.forks import ROOT, SCRAPY, Forks

FAST = (
    *("-s", "DOWNLOAD_DELAY=0"),
    *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16"),
    *("-s", "FIRST_REST=0.1"),
)


LONGEST = 120
"""Seconds after which a command hangs."""


@dataclass
class Done:
    """What came of a command."""

    returncode: int
    out: str
    err: str


class Yanlu:
    """The commands as a user runs them, on a corpus in a folder of the test's own."""

    def __init__(self, folder):
        self.folder = folder
        self.corpus = folder / "corpus.db"
        self.environment = os.environ | {
            "YANLU_CORPUS": f"sqlite:///{self.corpus}",
            "YANLU_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
            "COLUMNS": "200",
        }

    def start(self, *words, **options):
        return subprocess.Popen(
            [SCRAPY, *map(str, words)],
            cwd=options.pop("cwd", ROOT),
            env=options.pop("env", self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *words, **options):
        """Run a command to its end; return it with `returncode`, `out` and `err`."""
        if not options:
            try:
                return Done(*forks().run([*map(str, words)], self.environment, LONGEST))
            except EOFError:  # another test begins a new one
                forks.cache_clear()
                raise
        process = self.start(*words, **options)
        try:
            out, err = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            raise
        return Done(process.returncode, out, err)

    def crawl(self, site, url, *words, **options):
        return self.run("crawl", site, "-a", f"url={url}", *FAST, *words, **options)

    def query(self, sql, *values):
        connection = sqlite3.connect(self.corpus)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def change(self, sql, *values):
        connection = sqlite3.connect(self.corpus, isolation_level=None)
        try:
            connection.execute(sql, values)
        finally:
            connection.close()


@cache
def forks():
    return Forks()


@pytest.fixture(scope="session", autouse=True)
def no_fork_is_left():
    yield
    if forks.cache_info().currsize:
        forks().close()


@pytest.fixture
def yanlu(tmp_path):
    return Yanlu(tmp_path)


@pytest.fixture
def sample():
    with serve() as server:
        yield server
