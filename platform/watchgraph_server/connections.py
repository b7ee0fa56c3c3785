"""Connections that wait for no caller for ever: uvicorn itself sets no limit to how slowly a request may come."""

import asyncio
from functools import cache
from types import new_class
from typing import TYPE_CHECKING, Final

import msgspec
from starlette.types import ASGIApp
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from watchgraph_schema.errors import RequestError
from watchgraph_schema.failures import refusal
from watchgraph_server.middleware.fixed_headers import with_fixed
from watchgraph_server.replies import JSON, NOT_STORED
from watchgraph_server.sending import Cycle, head_of, quick

MOST_CONNECTIONS: Final = 900
"""More are closed as they come; a process may commonly open 1,024 files."""
SLOWEST_REQUEST_SECONDS: Final = 15.0
"""From its first byte to its last; a connection that is opened has as long to begin."""
LARGEST_HEAD: Final = 65_536
"""Bytes of a request before its body."""


class _Uvicorn(asyncio.Protocol):
    """What both of uvicorn's protocols have."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    connections: set[asyncio.Protocol]
    cycle: Cycle | None

    def _start_asgi_task(self, cycle: Cycle, app: ASGIApp) -> None: ...


if TYPE_CHECKING:
    Base = _Uvicorn
else:
    Base = object


class Deadlines(Base):
    """Closes a connection whose request does not come whole in time, or whose head has no end; answers quickly."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait."""
        self._unread = 0
        self._deadline: asyncio.TimerHandle | None = None
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self.transport.abort()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest, if there is one."""
        super().data_received(data)
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            self._unread += len(data)
            if self._unread > LARGEST_HEAD:
                self.transport.close()
            self._wait()
            return
        self._unread = 0
        if cycle.more_body:
            self._wait()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request of HTTP as all else is refused: with a code."""
        self.transport.write(_no_http())
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Keep still of a wish for WebSockets: it is answered as a plain request, and no library is wanting."""

    def _start_asgi_task(self, cycle: Cycle, app: ASGIApp) -> None:
        """Have the application answer through our own `send`."""
        super()._start_asgi_task(cycle, quick(app, cycle))

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(SLOWEST_REQUEST_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


@cache
def _no_http() -> bytes:
    body = msgspec.json.encode(
        refusal(RequestError("What came is no request of HTTP/1.1: send one as its RFC 9112 says"))
    )
    own = [(b"content-type", JSON), NOT_STORED, (b"connection", b"close"), (b"content-length", b"%d" % len(body))]
    return (head_of(400, (), with_fixed(own)) or b"") + body


Connection: Final = new_class("Connection", (Deadlines, AutoHTTPProtocol))

CONNECTION: Final = f"{__name__}:{Connection.__name__}"
"""Its name, by which other processes find it."""
