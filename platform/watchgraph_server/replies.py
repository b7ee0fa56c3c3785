"""What goes out: whole answers in one piece, and refusals in GraphQL's shape whatever the address."""

from collections.abc import Iterable

import msgspec
from starlette.types import Send

from watchgraph.errors import WatchgraphError
from watchgraph_schema.failures import refusal

Header = tuple[bytes, bytes]

JSON = b"application/json; charset=utf-8"
NOT_STORED: Header = (b"cache-control", b"no-store")
WITHOUT_BODY = frozenset((204, 304))


async def reply(send: Send, status: int, headers: Iterable[Header], body: bytes = b"") -> None:
    """Send an answer whole."""
    length = () if status in WITHOUT_BODY else ((b"content-length", b"%d" % len(body)),)
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, status: int, error: WatchgraphError, headers: Iterable[Header] = ()) -> None:
    """Send an error with its code, which nobody may keep; as JSON, where the headers name no other type."""
    given = [NOT_STORED, *headers]
    if not any(name == b"content-type" for name, _ in given):
        given.append((b"content-type", JSON))
    await reply(send, status, given, msgspec.json.encode(refusal(error)))
