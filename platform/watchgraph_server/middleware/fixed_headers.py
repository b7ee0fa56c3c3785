"""Headers that every answer has: what browsers may do with it, and that any page may read it."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph_server.replies import Header

READ_BY_PAGES: Final = b"ETag, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Request-Id"

ALWAYS: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    # Sent whether or not a page asked, or a shared cache would hand an answer without them to a page that needs them.
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", READ_BY_PAGES),
    (b"timing-allow-origin", b"*"),
    (b"vary", b"Accept-Encoding"),
)
POLICY: Final = b"content-security-policy"
NOTHING_RUNS: Final[Header] = (POLICY, b"default-src 'none'; frame-ancestors 'none'")


class FixedHeaders:
    """Adds the headers. A page with scripts of its own brings its own content security policy, which is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"]
                policy = () if any(name == POLICY for name, _ in own) else (NOTHING_RUNS,)
                message["headers"] = [*own, *ALWAYS, *policy]
            await send(message)

        await self._app(scope, receive, send_with_headers)
