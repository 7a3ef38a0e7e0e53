"""The one way out of the browser: a SOCKS proxy on loopback that lets nothing reach inside.

Scripts, redirects, WebSockets and names that change their address all have to pass here.
"""

import asyncio
import logging
import socket
from contextlib import suppress
from ipaddress import ip_address
from typing import Self

from scrapy.settings import BaseSettings

from crawler.network.guards import allowed_hosts, is_private

CONNECT_SECONDS = 10.0
_CHUNK = 1 << 16
# RFC 1928
_VERSION, _CONNECT = 5, 1
_GRANTED, _FORBIDDEN, _UNREACHABLE, _NOT_SUPPORTED = 0, 2, 4, 7

logger = logging.getLogger(__name__)


class Forbidden(OSError):
    """A host is, or its name leads to, a private address."""


class Gateway:
    """Connects to public addresses, and to hosts that `allowed` names.

    A connection ends when `longest` bytes have come in. `address` is the proxy's own.
    """

    def __init__(self, allowed: frozenset[str], longest: int) -> None:
        self._allowed, self._longest = allowed, longest
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"socks5://127.0.0.1:{self._socket.getsockname()[1]}"

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(allowed_hosts(settings), settings.getint("DOWNLOAD_MAXSIZE"))

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, sock=self._socket)

    def close(self) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, EOFError, ValueError):
                await self._connect(reader, writer)
        finally:
            writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes((_VERSION, 0)))
        _, command, _, kind = await reader.readexactly(4)
        host, port = await _target(reader, kind)
        if command != _CONNECT:
            return _answer(writer, _NOT_SUPPORTED)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                address = await self._address(host, port)
                answer, upstream = await asyncio.open_connection(address, port)
        except Forbidden as error:
            logger.warning("a page wanted to connect to %s", error)
            return _answer(writer, _FORBIDDEN)
        except OSError:
            return _answer(writer, _UNREACHABLE)
        _answer(writer, _GRANTED)
        await asyncio.gather(_pipe(reader, upstream), _pipe(answer, writer, self._longest))

    async def _address(self, host: str, port: int) -> str:
        """Return the address to connect to; raises Forbidden for one that is not public."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port)
        addresses = [str(sockaddr[0]) for *_, sockaddr in found]
        if host.lower() not in self._allowed and any(map(is_private, addresses)):
            raise Forbidden(f"{host}, a private address")
        return addresses[0]


async def _target(reader: asyncio.StreamReader, kind: int) -> tuple[str, int]:
    sizes = {1: 4, 4: 16}
    size = sizes[kind] if kind in sizes else (await reader.readexactly(1))[0]
    raw = await reader.readexactly(size)
    port = int.from_bytes(await reader.readexactly(2))
    return str(ip_address(raw)) if kind in sizes else raw.decode("ascii"), port


def _answer(writer: asyncio.StreamWriter, reply: int) -> None:
    writer.write(bytes((_VERSION, reply, 0, 1, 0, 0, 0, 0, 0, 0)))


async def _pipe(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, longest: float = float("inf")
) -> None:
    """Pass bytes on until either side has gone, then let go of the other."""
    with suppress(OSError):
        while longest > 0 and (data := await reader.read(_CHUNK)):
            longest -= len(data)
            writer.write(data)
            await writer.drain()
    writer.close()
