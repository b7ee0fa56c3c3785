"""A server that does not come to its end by itself: something in it never looks whether it should."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchgraph_server import farewells
from watchgraph_server.commands.serving import address, configured, listen
from watchgraph_server.farewells import PunctualProcesses, PunctualServer

farewells.PROCESS_SECONDS = 1.0  # type: ignore[misc]  # a test has not all day
farewells.ALL_SECONDS = 3.0  # type: ignore[misc]  # as above
FOR_EVER: Final = 100_000


@asynccontextmanager
async def _never_ending(_: Starlette) -> AsyncIterator[None]:
    yield
    time.sleep(FOR_EVER)  # noqa: ASYNC251  # keeps the loop, and with it all that would end the process in order


def _hello(_: Request) -> Response:
    return Response("hello")


def application() -> Starlette:
    """Answer `/` until told to stop, and then do not come to an end."""
    return Starlette(routes=[Route("/", _hello)], lifespan=_never_ending)


def serve_alone() -> None:
    """Serve it in this process."""
    with listen("127.0.0.1", 0) as listener:
        print(f"{address(listener)}/graphql")  # noqa: T201  # where tests look for it
        PunctualServer(configured(application())).run(sockets=[listener])


def serve_by_two() -> None:
    """Serve it by two processes."""
    with listen("127.0.0.1", 0) as listener:
        print(f"{address(listener)}/graphql")  # noqa: T201  # where tests look for it
        PunctualProcesses(configured(f"{__name__}:application", workers=2), sockets=[listener]).run()
