"""The sample site over HTTP, on the loopback interface only."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from crawler.sample.site import Response, conditional, render

HOST = "127.0.0.1"


class SampleServer(ThreadingHTTPServer):
    """Serves the site and keeps what was asked for.

    `overrides` maps a path to a response to give instead: a test's way to change the site.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int = 0) -> None:
        super().__init__((HOST, port), SampleHandler)
        self.overrides: dict[str, Response] = {}
        self._requests: list[str] = []
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The base URL, without a slash at its end."""
        return f"http://{HOST}:{self.server_port}"

    @property
    def requests(self) -> list[str]:
        """Path and query of every request so far, in order: a copy."""
        with self._lock:
            return list(self._requests)

    def record(self, target: str) -> None:
        with self._lock:
            self._requests.append(target)

    def forget_requests(self) -> None:
        with self._lock:
            self._requests.clear()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients may leave when they please; anything else is told on stderr."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class SampleHandler(BaseHTTPRequestHandler):
    """GET and HEAD with keep-alive; what leaves the machine is one write per response."""

    protocol_version = "HTTP/1.1"
    server_version = "yanlu-sample"
    wbufsize = -1
    timeout = 30
    server: SampleServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `SampleServer.requests` is the log."""

    def _answer(self, *, with_body: bool) -> None:
        self.server.record(self.path)
        parts = urlsplit(self.path)
        made = self.server.overrides.get(parts.path) or render(parts.path, parts.query)
        response = conditional(made, dict(self.headers.items()))
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 304:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(response.body)


@contextmanager
def serve(port: int = 0) -> Iterator[SampleServer]:
    """A running server, its `url` ready to be fetched; port 0 takes a free one."""
    with SampleServer(port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def serve_forever(port: int = 8000) -> None:
    """Serve until interrupted; Ctrl-C returns quietly."""
    with SampleServer(port) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
