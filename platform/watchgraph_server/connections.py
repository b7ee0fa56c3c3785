"""Connections that wait for no caller for ever: uvicorn itself sets no limit to how slowly a request may come."""

import asyncio
from types import new_class
from typing import TYPE_CHECKING, Final, Protocol, cast

from uvicorn.protocols.http.auto import AutoHTTPProtocol

MOST_CONNECTIONS: Final = 900
"""More are closed as they come; a process may commonly open 1,024 files."""
SLOWEST_REQUEST_SECONDS: Final = 15.0
"""From its first byte to its last; a connection that is opened has as long to begin."""
LARGEST_HEAD: Final = 65_536
"""Bytes of a request before its body."""


class Cycle(Protocol):
    """A request and its response, as uvicorn keeps them."""

    more_body: bool
    response_complete: bool


class _Uvicorn(asyncio.Protocol):
    """What both of uvicorn's protocols have."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    connections: set[asyncio.Protocol]
    cycle: Cycle | None

    def on_response_complete(self) -> None: ...


if TYPE_CHECKING:
    Base = _Uvicorn
else:
    Base = object


class Gathered(asyncio.Transport):
    """Holds the head of an answer until its body comes, so that both leave at once: uvicorn writes them one by one."""

    def __init__(self, transport: asyncio.Transport) -> None:
        super().__init__()
        self._transport = transport
        self._head: bytes | bytearray | memoryview = b""
        self.get_extra_info = transport.get_extra_info  # type: ignore[method-assign]  # shorter ways to the same
        self.is_closing = transport.is_closing  # type: ignore[method-assign]
        self.pause_reading = transport.pause_reading  # type: ignore[method-assign]
        self.resume_reading = transport.resume_reading  # type: ignore[method-assign]
        self.set_protocol = transport.set_protocol  # type: ignore[method-assign]

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send, with the head that was held, or hold what is one."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.writelines((head, data))
        elif data[:9] == b"HTTP/1.1 " and data[9:10] != b"1":
            self._head = data
        else:
            self._transport.write(data)

    def flush(self) -> None:
        """Send what is held."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Send what is held, and close."""
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        """Close at once."""
        self._transport.abort()


class Deadlines(Base):
    """Closes a connection whose request does not come whole in time, or whose head has no end."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait."""
        self._unread = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._gathered = Gathered(cast("asyncio.Transport", transport))  # uvloop's are of no class of asyncio's
        super().connection_made(self._gathered)
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

    def on_response_complete(self) -> None:
        """Let nothing of the answer wait."""
        self._gathered.flush()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

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
