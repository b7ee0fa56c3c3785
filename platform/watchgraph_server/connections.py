"""Connections that wait for no caller for ever and keep little of what they send: uvicorn sets no such limits."""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Final

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from watchgraph_server.replies import Header
from watchgraph_server.sending import Cycle, Flow, quick
from watchgraph_server.shares import SHARES, Shares
from watchgraph_server.targets import naming, site_and_path
from watchgraph_server.turned_away import (
    BODY_TOO_LARGE,
    BODY_TOO_SLOW,
    LARGEST_HEAD,
    LARGEST_REQUEST,
    LINGER_SECONDS,
    MOST_LINES,
    MOST_WAITING,
    NOT_SPOKEN,
    SLOWEST_BODY_SECONDS,
    TOO_MANY,
    VERSIONS,
    Lingering,
    Refusal,
    TurnedAwayError,
    of_head,
    of_parsing,
    written,
)

MOST_CONNECTIONS: Final = 900
"""More are closed as they come; a process may commonly open 1,024 files."""
SLOWEST_HEAD_SECONDS: Final = 15.0
"""From its first byte to its last; a connection that is opened has as long until it has sent its first."""
USUAL_HEAD: Final = 8_192
"""Bytes; what came with no more needs no weighing."""


class _Dropped(list[Header]):
    """Takes the lines after a body: nobody asks for them, and they have no end of their own."""

    def append(self, _: Header) -> None:
        """Keep nothing."""


DROPPED: Final = _Dropped()
SLASH: Final = ord("/")


class _Uvicorn(asyncio.Protocol):
    """What we use of uvicorn's: what it says of its types does not hold before the first request."""

    app: ASGIApp
    app_state: dict[str, Shares]
    client: tuple[str, int] | None
    connections: set[asyncio.Protocol]
    cycle: Cycle | None
    flow: Flow
    headers: list[Header]
    loop: asyncio.AbstractEventLoop
    parser: HttpRequestParser
    pipeline: deque[tuple[Cycle, ASGIApp]]
    scope: Scope
    transport: asyncio.Transport
    url: bytes

    def _start_asgi_task(self, cycle: Cycle, app: ASGIApp) -> None: ...

    def _unset_keepalive_if_required(self) -> None: ...

    def on_headers_complete(self) -> None: ...


if TYPE_CHECKING:
    Base = _Uvicorn
else:
    Base = HttpToolsProtocol


class Connection(Base):
    """Ends a connection whose request does not come whole in time, or has no end; answers quickly."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait, if there is room for one more."""
        self._keep_nothing()
        self._unread = self._come = 0
        self._in_body = False
        self._deadline: asyncio.TimerHandle | None = None
        self._at_work: Cycle | None = None
        self._refusal: Refusal | None = None
        super().connection_made(transport)
        self.parser.set_dangerous_leniencies(lenient_version=True)  # else it reads no 1.2, and we say what is spoken
        self._peer = self.client[0] if self.client else ""
        self._shares = self.app_state.get(SHARES)
        if self._shares is not None and not self._shares.take(self._peer):
            self._shares = None
            self.transport.abort()
        elif len(self.connections) > MOST_CONNECTIONS:
            self.transport.abort()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on, and wait for the rest, if there is one."""
        before = self.cycle
        self._come = self._unread + len(data)
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except HttpParserError as error:
            self._refuse(of_parsing(error, self.url))
            return
        except HttpParserUpgrade:
            pass  # a wish for WebSockets is answered as a plain request
        cycle = self.cycle
        if cycle is None or cycle is before or cycle.more_body or self.headers:
            self._weigh(is_new=cycle is not before)
        else:
            self._unread, self._in_body = 0, False
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer, and tell the request that is at work: uvicorn tells the one that came last."""
        self._stop_waiting()
        self.pipeline.clear()
        super().connection_lost(exc)
        if self._shares is not None:
            self._shares.give_back(self._peer)
        if self._at_work is not None and not self._at_work.response_complete:
            _give_up(self._at_work)

    def on_headers_complete(self) -> None:
        """Begin to answer a request, or put it behind the others. Raises TurnedAwayError."""
        if self.url[0] != SLASH and (parted := site_and_path(self.url)):
            needs_host = self.parser.get_http_version() != "1.0"
            self.headers[:] = naming(parted[0], self.headers, needs_host=needs_host)
            self.url = parted[1]
        if len(self.pipeline) >= MOST_WAITING:
            raise TurnedAwayError(TOO_MANY)
        if len(self.headers) > MOST_LINES or (self._come > USUAL_HEAD and self._is_head_too_large()):
            raise TurnedAwayError(of_head(self.url))
        super().on_headers_complete()
        self.headers = DROPPED
        if (version := self.scope["http_version"]) not in VERSIONS:
            if not version.startswith("1."):
                raise TurnedAwayError(NOT_SPOKEN)
            self.scope["http_version"] = "1.1"  # a higher minor version asks for no more: RFC 9110, 2.5

    def _start_asgi_task(self, cycle: Cycle, app: ASGIApp) -> None:
        """Have the application answer through our own `send`, or say what had to wait until all else was answered."""
        if self._refusal is not None and not self.pipeline:
            self._end(self._refusal)
            return
        self._at_work = cycle
        if self._in_body and cycle is self.cycle:  # nothing was read on while it stood behind others
            self._wait()
        super()._start_asgi_task(cycle, quick(app, cycle))

    def _weigh(self, *, is_new: bool) -> None:
        """Look at what came and is not whole, or beside what is at work. is_new: whether it began a request."""
        cycle, in_body = self.cycle, self._lacks_body()
        if is_new or in_body is not self._in_body:
            self._come = 0
            self._stop_waiting()
        self._unread = self._come
        self._in_body = in_body
        if in_body and self._unread > LARGEST_REQUEST:
            self._refuse(BODY_TOO_LARGE)
        elif not in_body and self._is_too_large_so_far():
            self._refuse(of_head(self.url))
        elif cycle is None or cycle.response_complete or (in_body and cycle is self._at_work):
            self._wait()
        else:
            self._stop_waiting()

    def _lacks_body(self) -> bool:
        """Whether a request whose head came is not answered, and has not come whole."""
        cycle = self.cycle
        return cycle is not None and cycle.more_body and not cycle.response_complete

    def _is_too_large_so_far(self) -> bool:
        return self._unread > LARGEST_HEAD or len(self.headers) > MOST_LINES

    def _is_head_too_large(self) -> bool:
        lines = sum(len(name) + len(value) + len(": \r\n") for name, value in self.headers)
        return len(self.url) + lines > LARGEST_HEAD

    def _refuse(self, why: Refusal) -> None:
        """Refuse what came last, once, when all before it is answered, and take note of nothing that follows."""
        if self.transport.is_closing():
            return
        self._refusal = why
        self._stop_waiting()
        self.transport.set_protocol(Lingering(self))
        self._drop_unfinished()
        if self.transport.is_closing():
            return
        if self._at_work is None or self._at_work.response_complete:
            self._end(why)
        else:
            self.flow.resume_reading()
            self.transport.pause_reading()  # which now nobody undoes
            self.pipeline.appendleft((self._at_work, self.app))

    def _drop_unfinished(self) -> None:
        """Have nothing answered that came in part."""
        self._keep_nothing()
        cycle = self.cycle
        if cycle is None or not cycle.more_body or cycle.response_complete:
            return
        _give_up(cycle)
        if cycle is not self._at_work:
            self.pipeline.popleft()
        elif cycle.response_started:
            self.transport.close()
        else:
            self._at_work = None

    def _keep_nothing(self) -> None:
        self.headers, self.url, self.scope = DROPPED, b"", {}

    def _end(self, why: Refusal) -> None:
        transport = self.transport
        transport.write(written(why))
        transport.resume_reading()
        transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, transport.close)

    def _wait(self) -> None:
        if self._deadline is None:
            seconds = SLOWEST_BODY_SECONDS if self._in_body else SLOWEST_HEAD_SECONDS
            self._deadline = self.loop.call_later(seconds, self._give_up_waiting)

    def _give_up_waiting(self) -> None:
        if self._lacks_body():
            self._refuse(BODY_TOO_SLOW)
        else:
            self.transport.close()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _give_up(cycle: Cycle) -> None:
    cycle.disconnected = True
    cycle.message_event.set()


CONNECTION: Final = f"{__name__}:{Connection.__name__}"
"""Its name, by which other processes find it."""
