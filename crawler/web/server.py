"""Datasette over one corpus file, as we want it, and its server."""

import asyncio
import socket
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from crawler.web import pages
from crawler.web.catalogue import TABLES, metadata
from crawler.web.plugin import STATIC, TEMPLATES, Plugin
from crawler.web.room import Room
from pipelines.storage.openable import connect_to_read

_LONGEST_ADDRESS = 256 * 1024  # bytes of a request's head: a long query in a GET address


def datasette(
    corpus: Path, room: Room, *, sql: bool, milliseconds: int, hosts: Collection[str]
) -> Datasette:
    """Return Datasette with our plugin, and the corpus as its database `corpus`, read only.

    `sql`: whether anyone may send SQL of their own; a query may take so many milliseconds. Only
    requests to one of the `hosts` are answered, if there are any.
    """
    # With it, Datasette prints a page of local variables for every page that is not found.
    pm.get_plugin("datasette.handle_exception").rich = None
    pm.register(Plugin(room, hosts), name="yanlu")
    found = Datasette(
        metadata=metadata(),
        template_dir=str(TEMPLATES),
        static_mounts=[("static", str(STATIC))],
        settings={
            "default_allow_sql": sql,
            "sql_time_limit_ms": milliseconds,
            "allow_download": False,
            "allow_csv_stream": False,
            "suggest_facets": False,
            "default_page_size": 50,
            "truncate_cells_html": 120,
        },
    )
    found.add_database(_Corpus(found, path=str(corpus), is_mutable=True), name="corpus")
    return found


class _Corpus(Database):  # type: ignore[misc]
    """The corpus without the tables that only programs read; an index cannot even be counted."""

    async def table_names(self) -> list[str]:
        return [name for name in await super().table_names() if name in TABLES]

    async def hidden_table_names(self) -> list[str]:
        return []

    def connect(self, write: bool = False) -> sqlite3.Connection:
        connection = connect_to_read(Path(self.path))
        self._all_file_connections.append(connection)
        return connection


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises OSError when that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else answers wait for 40 ms
    return listening


def serve(app: Datasette, room: Room, listening: socket.socket, told: str) -> None:
    """Answer requests until Ctrl-C or SIGTERM; print what is `told` when it begins."""
    room.index_soon()
    pages.prepare(room)
    with suppress(KeyboardInterrupt), closing(room):
        asyncio.run(_serve(app, listening, told))


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, told: str) -> None:
        super().__init__(config)
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._told, flush=True)


async def _serve(app: Datasette, listening: socket.socket, told: str) -> None:
    await app.invoke_startup()
    config = uvicorn.Config(
        app.app(),
        log_level="warning",
        access_log=False,
        lifespan="on",
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=_LONGEST_ADDRESS,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    await _Server(config, told).serve(sockets=[listening])
