"""`serve`: the API, with the followers in the same process or without them, in one process or in several."""

import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette

from watchgraph.log import Log
from watchgraph.settings import Settings
from watchgraph_server.asgi import application
from watchgraph_server.connections import CONNECTION
from watchgraph_server.databases import open_catalogue
from watchgraph_server.farewells import ANSWERS_SECONDS, PunctualProcesses, PunctualServer, stopped_in_time
from watchgraph_server.followers import Followers
from watchgraph_server.graphs import graph_served
from watchgraph_server.logs import written_to
from watchgraph_server.manifests import all_trusted
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write
from watchgraph_server.pauses import short_pauses
from watchgraph_server.persisted import Documents
from watchgraph_server.stores import Store, following, log_to_look_at, watching
from watchgraph_server.workers import SHARED, WORKER, environment

USUAL_PORT: Final = 8000
IDLE_SECONDS: Final = 20
"""How long a connection is kept for a next request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How the API is to be served.

    documents: where those are that clients may name; only: no other is answered. alone: others move the read models on.
    workers: processes that answer.
    """

    host: str
    port: int
    documents: tuple[Path, ...] = ()
    only: bool = False
    alone: bool = False
    workers: int = 1


def serve(asked: Asked) -> None:
    """Serve until interrupted; say where first. Raises BadInputError and CatalogueMissingError."""
    documents = Documents(all_trusted(asked.documents), only=asked.only)
    with stopped_in_time(), _opened(asked) as (settings, followers, log):
        said = f"Serving {settings.data}" + (f" by {asked.workers} processes" if asked.workers > 1 else "")
        with listen(asked.host, asked.port) as listener:
            write(f"{said}\n  {address(listener)}/graphql\nStop with Ctrl-C.")
            if asked.workers > 1:
                _serve_by_many(asked, listener, followers)
            else:
                _serve(listener, settings, followers, documents, log)


@contextmanager
def _opened(asked: Asked) -> Iterator[tuple[Settings, Followers, Log]]:
    if not asked.alone:
        with Store.open() as store:
            yield store.settings, following(store), store.log
        return
    settings = Settings()
    open_catalogue(settings).close()
    with log_to_look_at(settings) as log:
        followers = watching(settings)
        followers.leaders()  # it may be that nobody lets us hear them
        yield settings, followers, log


def run(store: Store, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Listen, announce the address (without a slash at its end), serve until interrupted.

    Raises BadInputError where the address cannot be had.
    """
    with stopped_in_time(), listen(host, port) as listener:
        announce(address(listener))
        _serve(listener, store.settings, following(store), Documents(), store.log)


def _serve(listener: socket.socket, settings: Settings, followers: Followers, documents: Documents, log: Log) -> None:
    with (
        closing(open_catalogue(settings, seconds=settings.read_timeout_seconds)) as catalogue,
        graph_served(settings, catalogue, checked=True),
    ):
        app = application(catalogue, followers, settings, documents, log)
        # An interrupt is how a server is stopped from a terminal: nothing is wrong.
        with short_pauses(), written_to(sys.stderr), suppress(KeyboardInterrupt):
            PunctualServer(configured(app)).run(sockets=[listener])


def _serve_by_many(asked: Asked, listener: socket.socket, followers: Followers) -> None:
    """Have workers answer; this process moves the read models on, and replaces workers that die."""
    config = configured(WORKER, workers=asked.workers)
    with followers, written_to(sys.stderr), tempfile.TemporaryDirectory(prefix="watchgraph-") as shared:
        os.environ.update(environment(asked.documents, only=asked.only), **{SHARED: shared})
        PunctualProcesses(config, sockets=[listener]).run()


def configured(app: Starlette | str, workers: int = 1) -> uvicorn.Config:
    """Return how an application, or the maker of one that has a name, is served.

    What a proxy tells is weighed in the application, not here.
    """
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        http=CONNECTION,
        ws="none",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=ANSWERS_SECONDS,
    )


def listen(host: str, port: int) -> socket.socket:
    """Take the address; port 0 is any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BadInputError(
            f"Cannot listen on {host} port {port}: {_reason(error)}. Try another --host or --port."
        ) from error


def _reason(error: OSError) -> str:
    """Say what is wrong; Python adds the address again, in brackets."""
    return (error.strerror or str(error)).partition(" (while")[0]


def free_port(host: str) -> int:
    """Choose the usual port, or 0, for any, where that is taken."""
    try:
        with listen(host, USUAL_PORT):
            return USUAL_PORT
    except BadInputError:
        return 0


def address(listener: socket.socket) -> str:
    """Write the address of a listening socket as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
