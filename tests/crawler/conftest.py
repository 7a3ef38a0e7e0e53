"""Fixtures of the end-to-end tests: real commands, in processes of their own, on loopback."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.sample.server import serve

ROOT = Path(__file__).parents[2]
SCRAPY = Path(sys.executable).with_name("scrapy")
FAST = (
    *("-s", "DOWNLOAD_DELAY=0"),
    *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16"),
    *("-s", "FIRST_REST=0.1"),
)


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
        process = self.start(*words, **options)
        try:
            process.out, process.err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            raise
        return process

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


@pytest.fixture
def yanlu(tmp_path):
    return Yanlu(tmp_path)


@pytest.fixture
def sample():
    with serve() as server:
        yield server
