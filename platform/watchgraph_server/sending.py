"""Answers on their way to the socket: head and body leave at once, and the head is written in one go.

uvicorn looks each header through by two patterns and writes head and body apart, which takes longer than most answers
take to find. What is out of the ordinary is left to it: answers in pieces, to HEAD, or that close their connection.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Final, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph_server.replies import WITHOUT_BODY, Header

START: Final = "http.response.start"
BODY: Final = "http.response.body"
CONNECTION: Final = b"\r\nconnection:"
ENCODED: Final = b"\r\ntransfer-encoding:"
"""Headers that decide how an answer is sent: those that have them are uvicorn's to send."""
COLON: Final = b": "
LINE_END: Final = b"\r\n"
SHORT: Final = 16_384
"""Bytes of a body that are rather copied than sent as a second piece."""


class Transport(Protocol):
    """Where it goes to."""

    def write(self, data: bytes) -> None: ...

    def writelines(self, data: Sequence[bytes], /) -> None: ...


class Flow(Protocol):
    """Whether the caller takes what it is sent."""

    write_paused: bool

    def resume_reading(self) -> None: ...


class Event(Protocol):
    """What waits for the end of an answer."""

    def set(self) -> None: ...


class Cycle(Protocol):
    """A request and its answer, as uvicorn keeps them."""

    scope: Scope
    transport: Transport
    flow: Flow
    default_headers: Sequence[Header]
    message_event: Event
    on_response: Callable[[], None]
    access_log: bool
    disconnected: bool
    keep_alive: bool
    more_body: bool
    response_started: bool
    response_complete: bool
    waiting_for_100_continue: bool

    @property
    def send(self) -> Send:
        """Takes the messages of an answer."""


class Sender:
    """Takes an answer's messages in place of uvicorn's `send`: holds the first until the second comes."""

    __slots__ = ("_cycle", "_start")

    def __init__(self, cycle: Cycle) -> None:
        self._cycle = cycle
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        """Send an answer, or leave that to uvicorn."""
        cycle, start = self._cycle, self._start
        if start is None:
            if message["type"] == START and not cycle.response_started:
                self._start = message
            else:
                await cycle.send(message)
            return
        self._start = None
        head = _usual_head(cycle, start, message)
        if head is None:
            await cycle.send(start)
            await cycle.send(message)
        else:
            _write(cycle, head, message.get("body", b""))


def quick(app: ASGIApp, cycle: Cycle) -> ASGIApp:
    """Have an application answer one request quickly."""

    def begun(scope: Scope, receive: Receive, _: Send) -> Awaitable[None]:
        return app(scope, receive, Sender(cycle).send)

    return begun


def _usual_head(cycle: Cycle, start: Message, message: Message) -> bytes | None:
    """The head of an answer that is whole, of known length, and nothing out of the ordinary; None of any other."""
    if message["type"] != BODY or message.get("more_body") or not _is_usual(cycle):
        return None
    head = head_of(start["status"], cycle.default_headers, start["headers"])
    if head is None or CONNECTION in head or ENCODED in head:
        return None
    length = len(message.get("body", b""))
    is_told = b"\r\ncontent-length: %d\r\n" % length in head
    return head if is_told or (start["status"] in WITHOUT_BODY and not length) else None


def _is_usual(cycle: Cycle) -> bool:
    return (
        cycle.keep_alive
        and not cycle.flow.write_paused
        and not cycle.disconnected
        and not cycle.access_log
        and cycle.scope["method"] != "HEAD"
    )


def head_of(status: int, always: Sequence[Header], headers: Sequence[Header]) -> bytes | None:
    """Write the head of an answer. None where a value would begin another line: uvicorn says what is wrong with it."""
    lines = [_status_line(status), *map(COLON.join, always), *map(COLON.join, headers), b"", b""]
    head = LINE_END.join(lines)
    ends = len(lines) - 1
    return head if head.count(b"\n") == head.count(b"\r") == ends else None


def _write(cycle: Cycle, head: bytes, body: bytes) -> None:
    """Send the answer whole, and do what uvicorn does at an answer's end."""
    cycle.response_started = True
    cycle.waiting_for_100_continue = False
    if len(body) <= SHORT:
        cycle.transport.write(head + body)
    else:
        cycle.transport.writelines((head, body))
    cycle.response_complete = True
    cycle.message_event.set()
    cycle.on_response()


@lru_cache(maxsize=64)
def _status_line(status: int) -> bytes:
    return b"HTTP/1.1 %d %s" % (status, HTTPStatus(status).phrase.encode())
