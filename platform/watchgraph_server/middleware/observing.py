"""Lets others see every request once it is answered; it is there only where somebody looks."""

import logging
from collections.abc import Sequence
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph_server.observations import Observation, Observe, address_of, operation_of

logger = logging.getLogger(__name__)


class Observing:
    """Shows what the endpoint left in `scope["state"]`: `question` and `path`."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observe]) -> None:
        self._app = app
        self._observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and look at what comes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        status = 500

        async def send_seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_seen)
        finally:
            self._show(scope, status, perf_counter() - began)

    def _show(self, scope: Scope, status: int, seconds: float) -> None:
        state = scope["state"]
        seen = Observation(
            request=state["request_id"],
            method=scope["method"],
            address=address_of(scope["path"]),
            status=status,
            seconds=seconds,
            operation=operation_of(scope["path"], state.get("question")),
            path=state.get("path", ""),
            headers=dict(scope["headers"]),
        )
        for observe in self._observers:
            observe(seen)


def noted(seen: Observation) -> None:
    """Write a line of the log. It holds no address of a caller, and nothing that a caller wrote."""
    about = {"request": seen.request, "method": seen.method, "address": seen.address, "status": seen.status}
    more = {"operation": seen.operation, "path": seen.path, "milliseconds": round(1_000 * seen.seconds, 3)}
    logger.info("A request was answered", extra={**about, **more})
