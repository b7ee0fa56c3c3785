"""What is said to those whose bytes come to no request that could be answered, and how their connection ends."""

import asyncio
from functools import cache
from typing import Final, NamedTuple

import msgspec
from httptools import HttpParserError

from watchgraph_schema.errors import RequestError, TooLargeError
from watchgraph_schema.failures import refusal
from watchgraph_server.graphql_requests import LARGEST_BODY, LongTargetError, SlowBodyError
from watchgraph_server.middleware.fixed_headers import with_fixed
from watchgraph_server.replies import JSON, NOT_STORED
from watchgraph_server.sending import head_of

LARGEST_HEAD: Final = 65_536
"""Bytes of a request before its body."""
MOST_LINES: Final = 500
"""Lines of a head: each takes far more memory than it has bytes."""
LARGEST_REQUEST: Final = 4 * LARGEST_BODY
"""Bytes of a body as it comes, with the sizes of its chunks and what may stand beside and after them."""
MOST_WAITING: Final = 20
"""Requests that one connection may send ahead of their answers, beside the one that is being answered."""
SLOWEST_BODY_SECONDS: Final = 10
"""From the end of the head on, whether any of the body comes or none."""
LINGER_SECONDS: Final = 2.0
"""How long a caller who still sends what is refused is listened to: were it cut off, it would not hear why."""


class Refusal(NamedTuple):
    """A status, and the error that the answer shows."""

    status: int
    error: RequestError


NO_HTTP: Final = Refusal(400, RequestError("What came is no request of HTTP/1.1: send one as its RFC 9112 says"))
TOO_MANY: Final = Refusal(
    400,
    RequestError(f"At most {MOST_WAITING} requests of a connection wait for answers: read some before you send more"),
)
BODY_TOO_LARGE: Final = Refusal(413, TooLargeError(f"A request has at most {LARGEST_BODY} bytes"))
BODY_TOO_SLOW: Final = Refusal(408, SlowBodyError(f"Send the whole request within {SLOWEST_BODY_SECONDS} seconds"))
TARGET_TOO_LONG: Final = Refusal(
    414, LongTargetError(f"The head of a request has at most {LARGEST_HEAD:,} bytes: send long documents by POST")
)
HEAD_TOO_LARGE: Final = Refusal(
    431, RequestError(f"The head of a request has at most {LARGEST_HEAD:,} bytes and {MOST_LINES} lines")
)
NOT_SPOKEN: Final = Refusal(505, RequestError("Only HTTP/1.1 and HTTP/1.0 are spoken here"))

VERSIONS: Final = frozenset(("1.1", "1.0"))
HTTP_2: Final = "Pause on PRI/Upgrade"
"""What the parser says of it where it comes from those who expect it."""


class TurnedAwayError(Exception):
    """Ends the parsing of what came."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.error)
        self.why = why


def of_parsing(error: HttpParserError, target: bytes) -> Refusal:
    """Say what is wrong with a request that was parsed as far as that, its target as far as it had come."""
    if isinstance(error.__context__, TurnedAwayError):
        return error.__context__.why
    if str(error) == HTTP_2:
        return NOT_SPOKEN
    return of_head(target) if len(target) > LARGEST_HEAD // 2 else NO_HTTP


def of_head(target: bytes) -> Refusal:
    """Say by what a head is too large."""
    return TARGET_TOO_LONG if len(target) > LARGEST_HEAD // 2 else HEAD_TOO_LARGE


class Lingering(asyncio.Protocol):
    """Takes the place of one that has refused what comes, until its caller has heard that: nothing more is read."""

    def __init__(self, before: asyncio.Protocol) -> None:
        self._before = before

    def connection_lost(self, exc: Exception | None) -> None:
        self._before.connection_lost(exc)

    def pause_writing(self) -> None:
        self._before.pause_writing()

    def resume_writing(self) -> None:
        self._before.resume_writing()


@cache
def written(why: Refusal) -> bytes:
    """Write the whole answer."""
    body = msgspec.json.encode(refusal(why.error))
    own = [(b"content-type", JSON), NOT_STORED, (b"connection", b"close"), (b"content-length", b"%d" % len(body))]
    return (head_of(why.status, (), with_fixed(own)) or b"") + body
