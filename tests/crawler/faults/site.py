"""The mock site: each fault at a loopback address of its own, healthy pages beside them."""

import asyncio
import socket
import threading
from collections import Counter
from contextlib import closing, contextmanager, suppress

from tests.crawler.faults.answers import Asked, article, reply
from tests.crawler.odd_site import listing

HOME = "127.0.0.1"
FORBIDDEN = "127.0.3.1"
"""Listens, counts, and must never be asked: it is not among the hosts that are allowed."""

NOBODY = "127.0.4.1"
TLS = b"\x16"
GONE = (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError)
"""The client has left, or the test is over."""

HEALTHY = range(2001, 2021)


class FaultySite:
    """Serves faults until it is closed; `asked` counts requests by host and path."""

    def __init__(self, faults):
        self.faults = {self.host_of(number): fault for number, fault in enumerate(faults, 1)}
        self.asked = Counter()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    @staticmethod
    def host_of(number):
        return f"127.0.{1 + number // 250}.{number % 250}"

    @property
    def hosts(self):
        """The hosts that may be asked."""
        return [HOME, NOBODY, *self.faults]

    @property
    def domains(self):
        """The hosts that count as the site: the forbidden one does, by all its names."""
        forbidden = [FORBIDDEN, "localhost", "0x7f000301", "2130707201", "127.769"]
        return [f"{host}:{self.port}" for host in (*self.hosts, *forbidden)]

    def url_of(self, host):
        """The address of the faulty page of a host."""
        fault = self.faults[host]
        host = NOBODY if fault.nobody else host
        return f"{fault.scheme}://{host}:{self.port}{fault.path}"

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        sockets = [socket.create_server((HOME, 0))]
        self.port = sockets[0].getsockname()[1]
        sockets += [socket.create_server((h, self.port)) for h in (FORBIDDEN, *self.faults)]
        servers = [
            self._loop.run_until_complete(asyncio.start_server(self._serve, sock=each))
            for each in sockets
        ]
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._end(servers))
        self._loop.close()

    @staticmethod
    async def _end(servers):
        for server in servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader, writer):
        """One answer for each connection, whatever it asked for, and the end of it."""
        with closing(writer), suppress(*GONE):
            if (beginning := await reader.readexactly(1)) == TLS:
                writer.write(reply("", status="400 Bad Request"))
                return
            words = (beginning + await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)
            path = words[1].decode("latin-1")
            host = writer.get_extra_info("sockname")[0]
            self.asked[host, path] += 1
            for part in self._answer(host, path):
                if part is None:
                    writer.transport.abort()
                elif isinstance(part, bytes):
                    writer.write(part)
                    await writer.drain()
                else:
                    await asyncio.sleep(part)

    def _answer(self, host, path):
        fault = self.faults.get(host)
        if fault is None:
            return [self._healthy(path)]
        number = list(self.faults).index(host) + 1
        own = f"http://{host}:{self.port}"
        forbidden = f"http://{FORBIDDEN}:{self.port}"
        asked = Asked(
            path, self.asked[host, path], self.asked.total(), number, own, forbidden, self.port
        )
        if path == "/robots.txt" and fault.robots is None:
            return [reply("", status="404 Not Found")]
        answer = fault.robots if path == "/robots.txt" else fault.pages.get(path, fault.answer)
        return answer(asked)

    def _healthy(self, path):
        number = path.removeprefix("/a/").removesuffix(".html")
        if path == "/":
            faulty = [self.url_of(host) for host in self.faults]
            healthy = [f"/a/{number}.html" for number in HEALTHY]
            return reply(listing(*healthy[:10], *faulty, *healthy[10:]).body)
        if number.isdecimal() and int(number) in HEALTHY:
            return reply(article(int(number)))
        return reply("没有这个页面", status="404 Not Found")


@contextmanager
def serve(faults):
    site = FaultySite(faults)
    try:
        yield site
    finally:
        site.close()
