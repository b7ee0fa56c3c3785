"""Connections that wait for no caller for ever: uvicorn itself sets no limit to how slowly a request may come."""

import asyncio
from functools import cache
from types import new_class
from typing import TYPE_CHECKING, Final

import msgspec
from starlette.types import ASGIApp, Scope
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
LINGER_SECONDS: Final = 2.0
"""How long a caller who still sends what is refused is listened to: were it cut off, it would not hear why."""
NO_HTTP: Final = "What came is no request of HTTP/1.1: send one as its RFC 9112 says"
HEAD_TOO_LARGE: Final = f"The head of a request has at most {LARGEST_HEAD:,} bytes: send long documents by POST"


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
        self._unread = self._come = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._at_work: Cycle | None = None
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self.transport.abort()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest, if there is one."""
        self._come = self._unread + len(data)
        super().data_received(data)
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            self._unread += len(data)
            if self._unread > LARGEST_HEAD:
                self._refuse(431, HEAD_TOO_LARGE)
            self._wait()
            return
        self._unread = 0
        if cycle.more_body:
            self._wait()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer, and tell the request that is at work: uvicorn tells the one that came last."""
        self._stop_waiting()
        super().connection_lost(exc)
        cycle = self._at_work
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request of HTTP as all else is refused: with a code."""
        self._refuse(400, NO_HTTP)

    def _unsupported_upgrade_warning(self) -> None:
        """Keep still of a wish for WebSockets: it is answered as a plain request, and no library is wanting."""

    def _start_asgi_task(self, cycle: Cycle, app: ASGIApp) -> None:
        """Have the application answer through our own `send`; not what has too large a head, come all at once."""
        if self._come > LARGEST_HEAD and _bytes_of_head(cycle.scope) > LARGEST_HEAD:
            self._refuse(431, HEAD_TOO_LARGE)
            return
        self._at_work = cycle
        super()._start_asgi_task(cycle, quick(app, cycle))

    def _refuse(self, status: int, why: str) -> None:
        """Refuse what never came to a request, once, and take note of nothing that follows."""
        transport = self.transport
        if transport.is_closing() or transport.get_protocol() is not self:
            return
        transport.write(_refusal(status, why))
        transport.set_protocol(_Lingering(self))
        transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, transport.close)

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(SLOWEST_REQUEST_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Lingering(asyncio.Protocol):
    """Takes the place of one that has refused what comes, until its caller has heard that."""

    def __init__(self, before: asyncio.Protocol) -> None:
        self._before = before

    def connection_lost(self, exc: Exception | None) -> None:
        self._before.connection_lost(exc)


def _bytes_of_head(scope: Scope) -> int:
    own = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
    return own + sum(len(name) + len(value) + len(": \r\n") for name, value in scope["headers"])


@cache
def _refusal(status: int, why: str) -> bytes:
    body = msgspec.json.encode(refusal(RequestError(why)))
    own = [(b"content-type", JSON), NOT_STORED, (b"connection", b"close"), (b"content-length", b"%d" % len(body))]
    return (head_of(status, (), with_fixed(own)) or b"") + body


Connection: Final = new_class("Connection", (Deadlines, AutoHTTPProtocol))

CONNECTION: Final = f"{__name__}:{Connection.__name__}"
"""Its name, by which other processes find it."""
