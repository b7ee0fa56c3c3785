"""Sends answers compressed to those who take them so: gzip, or zstd for those who like it better."""

import gzip
import re
import zlib
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

import anyio.to_thread
import zstandard
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph_server.replies import WITHOUT_BODY, Header

LONGEST: Final = 300
"""Bytes of the header Accept-Encoding that are read."""
SMALLEST: Final = 1_000
"""Bytes; what is shorter fits one packet anyway."""
ON_A_THREAD: Final = 32_000
"""Bytes; what is longer would hold up the other requests for a millisecond or more."""
GZIP_LEVEL: Final = 5
ZSTD_LEVEL: Final = 3
TEXTS: Final = re.compile(rb"(?:text/|application/(?:[\w.+-]*json|javascript|xml|graphql)|image/svg\+xml)")


class Stream(Protocol):
    """Compresses piece by piece."""

    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class Coding(NamedTuple):
    """name: of Content-Encoding. whole: compresses an answer at once, on any thread. stream: begins one in pieces."""

    name: bytes
    whole: Callable[[bytes], bytes]
    stream: Callable[[], Stream]


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(ZSTD_LEVEL).compress(body)


def _gzip_stream() -> Stream:
    return zlib.compressobj(GZIP_LEVEL, wbits=31)


def _zstd_stream() -> Stream:
    return zstandard.ZstdCompressor(ZSTD_LEVEL).compressobj()


CODINGS: Final = (Coding(b"gzip", _gzip, _gzip_stream), Coding(b"zstd", _zstd, _zstd_stream))
"""The surer first. Many clients under Node name zstd among the codings that they take and cannot unpack it
(https://github.com/ardatan/whatwg-node, by which graphql-codegen and graphql-inspector fetch a schema)."""


class Compression:
    """Compresses texts of some length. That they vary by Accept-Encoding is said by `with_fixed`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on, and its answer back compressed."""
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name == b"accept-encoding" and (coding := chosen(value[:LONGEST])):
                    send = _Squeezer(send, coding)
                    break
        return self._app(scope, receive, send)


@lru_cache(maxsize=256)
def chosen(accepted: bytes) -> Coding | None:
    """Choose a coding that the header Accept-Encoding takes, the one it likes best; None: send it as it is."""
    weights = {name: weight for name, weight in map(_weighed, accepted.lower().split(b",")) if name}
    liked = [(weights.get(coding.name, weights.get(b"*", 0.0)), coding) for coding in CODINGS]
    weight, best = max(liked, key=lambda pair: pair[0])
    return best if weight > 0 else None


def _weighed(part: bytes) -> tuple[bytes, float]:
    name, _, weight = part.partition(b";q=")
    try:
        return name.strip(), float(weight or 1)
    except ValueError:
        return name.strip(), 0.0


class _Squeezer:
    """Takes an answer's messages in place of `send`: holds the first until it is known how long the answer is."""

    def __init__(self, send: Send, coding: Coding) -> None:
        self._send = send
        self._coding = coding
        self._start: Message | None = None
        self._stream: Stream | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _worthwhile(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            start, self._start = self._start, None
            await self._begin(start, message)
        elif self._stream is not None and message["type"] == "http.response.body":
            await self._send(self._pressed(self._stream, message))
        else:
            await self._send(message)

    async def _begin(self, start: Message, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if more:
            self._stream = self._coding.stream()
            await self._send(_encoded(start, self._coding, length=None))
            await self._send(self._pressed(self._stream, message))
        elif len(body) < SMALLEST:
            await self._send(start)
            await self._send(message)
        else:
            pressed = await self._whole(body)
            await self._send(_encoded(start, self._coding, len(pressed)))
            await self._send({**message, "body": pressed})

    async def _whole(self, body: bytes) -> bytes:
        if len(body) < ON_A_THREAD:
            return self._coding.whole(body)
        return await anyio.to_thread.run_sync(self._coding.whole, body)

    def _pressed(self, stream: Stream, message: Message) -> Message:
        pressed = stream.compress(message.get("body", b""))
        if not message.get("more_body", False):
            pressed += stream.flush()
        return {**message, "body": pressed}


def _worthwhile(start: Message) -> bool:
    headers = dict(start["headers"])
    return (
        start["status"] not in WITHOUT_BODY
        and b"content-encoding" not in headers
        and b"content-range" not in headers
        and TEXTS.match(headers.get(b"content-type", b"")) is not None
    )


def _encoded(start: Message, coding: Coding, length: int | None) -> Message:
    """Return the beginning of the answer as it is compressed. A strong ETag of other bytes becomes a weak one."""
    headers: list[Header] = [
        (name, b"W/" + value if name == b"etag" and not value.startswith(b"W/") else value)
        for name, value in start["headers"]
        if name != b"content-length"
    ]
    headers.append((b"content-encoding", coding.name))
    if length is not None:
        headers.append((b"content-length", b"%d" % length))
    return {**start, "headers": headers}
