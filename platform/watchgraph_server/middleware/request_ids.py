"""Names every request, gives every answer the headers that all have, and answers where nothing else could."""

import logging
import re
import secrets
from collections.abc import Awaitable
from itertools import count
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph.errors import WatchgraphError
from watchgraph_server.middleware.fixed_headers import with_fixed
from watchgraph_server.replies import refuse

logger = logging.getLogger(__name__)

HEADER: Final = b"x-request-id"
SANE: Final = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
"""Short, and nothing that could break a line of a log."""


class InternalError(WatchgraphError):
    """Our mistake; the caller gets a number to quote, the log the rest."""

    code = "internal"


class RequestIds:
    """Gives each request an id, the caller's own where it is sane, in `scope["state"]["request_id"]` and in the answer.

    An exception that nobody caught is logged under that id and answered with it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._begin = secrets.token_hex(5)
        self._numbers = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, named."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = self._name(scope)
        header = (HEADER, name.encode())
        scope.setdefault("state", {})["request_id"] = name
        started = False

        def send_named(message: Message) -> Awaitable[None]:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = with_fixed(message["headers"], header)
            return send(message)

        try:
            await self._app(scope, receive, send_named)
        except Exception:
            logger.exception("A request could not be answered", extra={"request": name})
            if started:
                raise  # half an answer is out: only closing the connection tells the caller
            await refuse(
                send_named, 500, InternalError(f"Something went wrong on our side. Please quote request {name}")
            )

    def _name(self, scope: Scope) -> str:
        for key, value in scope["headers"]:
            if key == HEADER and SANE.fullmatch(value):
                given: str = value.decode()
                return given
        return f"{self._begin}-{next(self._numbers):x}"
