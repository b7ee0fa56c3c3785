"""Leads the one address that is asked thousands of times a second past the router."""

from collections.abc import Awaitable

from starlette.types import ASGIApp, Receive, Scope, Send


class Straight:
    """Has `to` answer at `path`, and the application everywhere else."""

    def __init__(self, app: ASGIApp, path: str, to: ASGIApp) -> None:
        self._app = app
        self._path = path
        self._to = to

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Choose."""
        straight = scope["type"] == "http" and scope["path"] == self._path
        return (self._to if straight else self._app)(scope, receive, send)
