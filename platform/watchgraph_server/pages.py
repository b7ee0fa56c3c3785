"""The addresses beside the API's own: a page that says what is here, the schema as text, the server's health."""

import logging
import sqlite3
from hashlib import sha256
from typing import Final

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.schema import printed
from watchgraph_server.caching import matching
from watchgraph_server.following import FollowerThread
from watchgraph_server.web.explorer import EXPLORER
from watchgraph_server.web.landing import LANDING

logger = logging.getLogger(__name__)

UNKEPT: Final = {"Cache-Control": "no-store"}
FOR_MINUTES: Final = "public, max-age=300, stale-while-revalidate=3600"


def pages(catalogue: Catalogue, thread: FollowerThread | None) -> list[Route]:
    """Return the addresses. thread: the follower's, whose failure is told."""

    async def health(_: Request) -> Response:
        failure = None if thread is None else thread.failure
        try:
            standing = await anyio.to_thread.run_sync(catalogue.standing)
        except (SQLAlchemyError, sqlite3.Error):
            logger.exception("The catalogue cannot be read")
            return JSONResponse({"ok": False, "follower": failure}, 503, UNKEPT)
        body = {"ok": failure is None, "position": standing.position, "day": standing.day, "follower": failure}
        return JSONResponse(body, 200 if failure is None else 503, UNKEPT)

    return [Route("/", _landing), Route("/schema.graphql", _schema), Route("/health", health), *EXPLORER]


async def _landing(_: Request) -> Response:
    return HTMLResponse(LANDING, headers={"Cache-Control": FOR_MINUTES})


async def _schema(request: Request) -> Response:
    text = printed()
    tag = f'"{sha256(text.encode()).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": FOR_MINUTES}
    known = request.headers.get("if-none-match")
    if known is not None and matching(known.encode("latin-1"), [tag.encode()]):
        return Response(status_code=304, headers=headers)
    return PlainTextResponse(text, headers=headers)
