"""Clients of an application that runs in the test's own process, with a server between them or without."""

import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from urllib.parse import urlsplit

import httpx
import uvicorn
from starlette.applications import Starlette

from watchgraph_server.commands import serving as serving_commands

PATIENCE = 120
"""Seconds after which a test gives up: far longer than any server here waits."""


@asynccontextmanager
async def serving(app: Starlette, address: str = "127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
    """Talk to the running application from an address."""
    async with app.router.lifespan_context(app), client_of(app, address) as opened:
        yield opened


def client_of(app: Starlette, address: str) -> httpx.AsyncClient:
    """Return one more client of an application that runs already."""
    transport = httpx.ASGITransport(app=app, client=(address, 50_000), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """Serve the application as `watchgraph serve` does, on a port of its own, and give its address."""
    with serving_commands.listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(serving_commands.configured(app))
        thread = threading.Thread(target=server.run, args=[[listener]])
        thread.start()
        try:
            yield serving_commands.address(listener)
        finally:
            server.should_exit = True
            thread.join()


def connected(url: str, source: str = "127.0.0.1") -> socket.socket:
    """Open a connection to the server from an address of this machine."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE, source_address=(source, 0))


def until_closed(connection: socket.socket) -> bytes:
    """Read what comes until the server closes; a reset is the end, too."""
    received = b""
    with suppress(ConnectionResetError):
        while part := connection.recv(65_536):
            received += part
    return received


def told(url: str, sent: bytes) -> bytes:
    """Send bytes as they are, as far as the server takes them, and read until it closes."""
    with connected(url) as connection:
        with suppress(OSError):  # the rest may be too much for the server to listen to
            connection.sendall(sent)
        return until_closed(connection)


def code_of(reply: httpx.Response) -> str:
    """Return the code of the only error."""
    [error] = reply.json()["errors"]
    code: str = error["extensions"]["code"]
    return code
