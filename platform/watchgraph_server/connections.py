"""Connections that wait for no caller for ever: uvicorn itself sets no limit to how slowly a request may come."""

import asyncio
from types import new_class
from typing import TYPE_CHECKING, Final

from starlette.types import ASGIApp
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from watchgraph_server.sending import Cycle, quick

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


Connection: Final = new_class("Connection", (Deadlines, AutoHTTPProtocol))

CONNECTION: Final = f"{__name__}:{Connection.__name__}"
"""Its name, by which other processes find it."""
