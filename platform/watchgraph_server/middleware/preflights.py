"""Answers browsers that ask whether a page of another site may read: it may, anything that is public."""

import re
from collections.abc import Awaitable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from watchgraph_server.replies import Header, reply

METHODS: Final = b"GET, HEAD, OPTIONS, POST"
A_DAY: Final = b"86400"
NAMES: Final = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}")
"""Of headers, comma-separated."""
ANY: Final = b"*"


class Preflights:
    """Allows every header that is asked for: nothing here is told by cookie or by header, so none can do harm.

    They are named back where they are names.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer a preflight; pass everything else on."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            asked = dict(scope["headers"])
            if b"origin" in asked and b"access-control-request-method" in asked:
                return reply(send, 204, _allowed(asked))
        return self._app(scope, receive, send)


def _allowed(asked: dict[bytes, bytes]) -> list[Header]:
    headers = [
        (b"access-control-allow-methods", METHODS),
        (b"access-control-max-age", A_DAY),
        (b"vary", b"Access-Control-Request-Headers"),
    ]
    if wanted := asked.get(b"access-control-request-headers"):
        headers.append((b"access-control-allow-headers", wanted if NAMES.fullmatch(wanted) else ANY))
    return headers
