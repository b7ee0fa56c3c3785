"""Headers that every answer has: what browsers may do with it, and that any page may read it."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph_server.replies import Header

READ_BY_PAGES: Final = b"ETag, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Request-Id"

ALWAYS: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    # Sent whether or not a page asked, or a shared cache would hand an answer without them to a page that needs them.
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", READ_BY_PAGES),
    (b"vary", b"Accept-Encoding"),
)
POLICY: Final = b"content-security-policy"
NOTHING_RUNS: Final = (*ALWAYS, (POLICY, b"default-src 'none'; frame-ancestors 'none'"))
NO_REFERRER: Final[Header] = (b"referrer-policy", b"no-referrer")
"""For pages, the only answers that lead anywhere."""


class FixedHeaders:
    """Adds the headers. A page with scripts of its own brings its own content security policy, which is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = dict(message["headers"])
                message["headers"] = [*message["headers"], *(ALWAYS if POLICY in own else NOTHING_RUNS)]
                if own.get(b"content-type", b"").startswith(b"text/html"):
                    message["headers"].append(NO_REFERRER)
            await send(message)

        await self._app(scope, receive, send_with_headers)
