"""The way of a small request through the server, beside a bare application that reads JSON and answers JSON.

Both are fed through uvicorn's protocol without a network; what is compared is the processor's time.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final, cast

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tests.benchmarks.measuring import Finding, Scale, in_turns, speed, typical
from tests.stores import Store
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.server import ServerState

from watchgraph.settings import Settings
from watchgraph_server.asgi import application
from watchgraph_server.commands.serving import configured
from watchgraph_server.sending import Cycle

BODY: Final = b'{"query": "{ __typename }"}'
HEAD: Final = b"POST /graphql HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
REQUEST: Final = HEAD % len(BODY) + BODY
UNLIMITED: Final = 10**12


class Wire(asyncio.Transport):
    """A connection that leads nowhere: what is written is counted and forgotten."""

    def __init__(self) -> None:
        super().__init__({"peername": ("192.0.2.1", 1), "sockname": ("192.0.2.2", 80)})
        self.written = asyncio.Event()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.set()

    def writelines(self, list_of_data: Sequence[bytes | bytearray | memoryview]) -> None:  # type: ignore[override]
        self.written.set()

    def is_closing(self) -> bool:
        return False

    def close(self) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Serving(asyncio.Protocol):
    """What uvicorn's protocols have."""

    cycle: Cycle


async def asked(app: Starlette, config: uvicorn.Config, times: int) -> float:
    """Return the processor seconds of so many requests, one after the other on one connection."""
    config.load()
    async with app.router.lifespan_context(app):
        made = cast("Callable[..., Serving]", config.http_protocol_class)
        protocol = made(config=config, server_state=ServerState(), app_state={})
        wire = Wire()
        protocol.connection_made(wire)
        start = process_time()
        for _ in range(times):
            protocol.data_received(REQUEST)
            while not protocol.cycle.response_complete:
                await wire.written.wait()
                wire.written.clear()
        return process_time() - start


def requests(scale: Scale) -> Finding:
    """Compare the two, ours with a budget that is counted."""
    times = max(scale.claims // 50, 10)
    settings = Settings(points_at_once=UNLIMITED, points_per_hour=UNLIMITED)

    with TemporaryDirectory() as folder, closing(Store.open(Path(folder))) as store:

        def ours() -> float:
            app = application(store.catalogue, settings=settings)
            return asyncio.run(asked(app, configured(app), times))

        def bare() -> float:
            return asyncio.run(asked(BARE, uvicorn.Config(BARE, log_config=None, access_log=False), times))

        rounds = in_turns(scale.pairs, ours, bare)
    notes = [f"{typical(rounds, side) / times * 1e6:.0f} us {name}" for side, name in enumerate(("ours", "bare"))]
    return Finding(
        what="A tiny question by HTTP, beside a bare POST",
        values=speed(rounds),
        goal=0.6,
        at_least=True,
        notes=(*notes, f"over uvicorn's {AutoHTTPProtocol.__name__}"),
    )


async def _answer(request: Request) -> Response:
    await request.json()
    return JSONResponse({"data": {"__typename": "Query"}})


BARE: Final = Starlette(routes=[Route("/graphql", _answer, methods=["POST"])])
