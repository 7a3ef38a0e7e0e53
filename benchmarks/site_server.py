"""A loopback server of pages in memory that takes next to nothing from what is measured.

A crawl of loopback shares its cores with the server; one on the web does not. A thread for each
connection (http.server) took .15 to .29 ms of CPU a page, most of it to wake up and go to sleep;
one event loop takes .05 to .07.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate

_END = b"\r\n\r\n"
_LARGEST_HEAD = 64 * 1024
_STATES = {200: b"200 OK", 404: b"404 Not Found"}


class SiteServer:
    """Pages by path, and which paths were asked for, in order."""

    def __init__(self, site: dict[str, bytes]) -> None:
        self.site = site
        self.requests: list[str] = []
        self.url = ""

    def answer(self, path: str) -> bytes:
        """Return the whole answer to a GET, and keep that it was asked for."""
        self.requests.append(path)
        body = self.site.get(path)
        return b"HTTP/1.1 %b\r\nDate: %b\r\nContent-Type: text/html; charset=utf-8\r\n%b%d%b%b" % (
            _STATES[404 if body is None else 200],
            formatdate(usegmt=True).encode(),
            b"Content-Length: ",
            len(body or b""),
            _END,
            body or b"",
        )


class _Connection(asyncio.Protocol):
    """Answers one request after the other, until the client leaves or asks to close."""

    def __init__(self, server: SiteServer, clients: set[asyncio.Transport]) -> None:
        self._server, self._clients = server, clients
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._clients.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._clients.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        *heads, self._received = (self._received + data).split(_END)
        for head in heads:
            method, _, rest = head.partition(b" ")
            if method != b"GET":
                self._transport.abort()
                return
            self._transport.write(self._server.answer(rest.partition(b" ")[0].decode("latin-1")))
            if b"\r\nconnection: close" in head.lower():
                self._transport.close()
        if len(self._received) > _LARGEST_HEAD:
            self._transport.abort()


@contextmanager
def serving(site: dict[str, bytes], host: str = "127.0.0.1") -> Iterator[SiteServer]:
    """A running server of the pages, on a free port of a loopback address."""
    server, loop = SiteServer(site), asyncio.new_event_loop()
    clients: set[asyncio.Transport] = set()
    listening = loop.run_until_complete(
        loop.create_server(lambda: _Connection(server, clients), host, 0, backlog=128)
    )
    server.url = f"http://{host}:{listening.sockets[0].getsockname()[1]}/"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        for client in list(clients):
            client.abort()
        loop.run_until_complete(asyncio.sleep(0))  # in which they are closed
        loop.close()
