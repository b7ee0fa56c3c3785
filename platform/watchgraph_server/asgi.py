"""The ASGI application: the API, a page that says what is here, and the follower beside them."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.follower import Follower
from watchgraph_schema.schema import printed
from watchgraph_server.following import FollowerThread
from watchgraph_server.graphql_http import GraphqlEndpoint
from watchgraph_server.web.landing import LANDING

SAFE = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


def application(catalogue: Catalogue, follower: Follower | None = None) -> Starlette:
    """Serve a catalogue. With a follower, what is written to its log is served as soon as it is folded."""
    thread = None if follower is None else FollowerThread(follower)
    running: AbstractContextManager[object] = nullcontext() if thread is None else thread

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with running:
            yield

    async def health(_: Request) -> Response:
        standing = await anyio.to_thread.run_sync(catalogue.standing)
        failure = None if thread is None else thread.failure
        body = {"ok": failure is None, "position": standing.position, "day": standing.day, "follower": failure}
        return JSONResponse(body, 200 if failure is None else 503)

    routes = [
        Route("/", _landing),
        Route("/graphql", GraphqlEndpoint(catalogue).__call__, methods=["GET", "POST"]),
        Route("/schema.graphql", _schema),
        Route("/health", health),
    ]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _refused},
    )


async def _refused(_: Request, error: Exception) -> Response:
    """Refuse as the API does: with a code."""
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    words = {404: "Nothing is served at this address", 405: "This address takes no such method: see the header Allow"}
    codes = {404: "not-served", 405: "method-not-allowed"}
    refusal = {"message": words.get(status, "Refused"), "extensions": {"code": codes.get(status, "refused")}}
    return JSONResponse({"errors": [refusal]}, status, headers)


async def _landing(_: Request) -> Response:
    return HTMLResponse(LANDING)


async def _schema(_: Request) -> Response:
    return PlainTextResponse(printed())


class SafeHeaders:
    """Tells browsers to run nothing and to guess no media type."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *SAFE]
            await send(message)

        await self._app(scope, receive, with_headers)
