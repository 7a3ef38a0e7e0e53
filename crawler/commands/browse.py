"""scrapy browse: the corpus in a browser."""

import argparse
import ipaddress
import os
import signal
from pathlib import Path

from crawler.command import YanluCommand, named, number, port
from crawler.console import fail
from pipelines.archive import ARCHIVE
from pipelines.storage.places import corpus_file

PORT = 8001
HERE = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine for itself: of a page that listens only here, others are a trick."""

NEEDED = "scrapy browse needs Datasette: pip install -e '.[web]'"


class Command(YanluCommand):
    examples = """\
scrapy browse                     the reading room at http://127.0.0.1:8001/, until Ctrl-C
scrapy browse --port 8080         at another port; 0 takes a free one
scrapy browse --host 0.0.0.0      for everyone who can reach this machine
scrapy browse --sql               visitors may also send SQL of their own (it can only read)"""

    def syntax(self) -> str:
        return "[--port N] [--host ADDRESS] [--sql] [--time-limit MS]"

    def short_desc(self) -> str:
        return "Read and search the corpus in a browser"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--port", type=port, default=PORT, metavar="N", help=f"the port to listen at ({PORT})")
        add(
            "--host",
            type=named,
            default="127.0.0.1",
            metavar="ADDRESS",
            help="the address to listen at (127.0.0.1)",
        )
        add("--sql", action="store_true", help="let visitors send SQL of their own")
        add(
            "--time-limit",
            type=number,
            default=1000,
            metavar="MS",
            help="milliseconds that a query of Datasette's pages may take (1000)",
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse("it takes no arguments, only options")
        try:
            from crawler.web import server
            from crawler.web.room import Room
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in ("datasette", "uvicorn", "markupsafe"):
                fail(NEEDED)
            raise
        with self.corpus():
            pass  # it is there, of our kind, whole and at the newest schema
        try:
            listening = server.listen(opts.host, opts.port)
        except OSError as error:
            fail(f"{opts.host}:{opts.port}: {_reason(error)}; choose another with --port or --host")
        root, url = Path(self.settings["PROJECT_ROOT"]), self.settings["CORPUS"]
        corpus = corpus_file(url, root)
        room = Room(corpus, corpus.parent / ARCHIVE)
        hosts = {*HERE, opts.host} if _loopback(opts.host) else ()
        limit = opts.time_limit
        app = server.datasette(corpus, room, sql=opts.sql, milliseconds=limit, hosts=hosts)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a visitor that leaves ends no server
        server.serve(app, room, listening, _told(opts.host, listening.getsockname()[1]))


def _reason(error: OSError) -> str:
    number = error.errno or 0  # below 0: of a name that is not found
    return os.strerror(number) if number > 0 else str(error.strerror)


def _told(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    line = f"Reading room: http://{shown}:{port}/   (Ctrl-C ends it)"
    if not _loopback(host):
        line += "\nEveryone who can reach this machine can read the corpus there."
    return line


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
