"""`serve`: the API and the follower in one process."""

import gc
import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.connections import Connection
from watchgraph_server.logs import written_to
from watchgraph_server.manifests import trusted
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write
from watchgraph_server.persisted import Documents
from watchgraph_server.stores import Store

USUAL_PORT: Final = 8000
IDLE_SECONDS: Final = 20
"""How long a connection is kept for a next request."""
FAREWELL_SECONDS: Final = 8
"""How long answers that are being worked out may take after the server was told to stop."""


def serve(host: str, port: int, listed: Path | None, *, only: bool) -> None:
    """Serve until interrupted; say where first. listed: documents that clients may name; only: no other is answered."""
    documents = Documents({} if listed is None else trusted(listed), only=only)
    with Store.open() as store:
        said = f"Serving {store.folder}"
        run(store, host, port, lambda url: write(f"{said}\n  {url}/graphql\nStop with Ctrl-C."), documents)


def run(
    store: Store, host: str, port: int, announce: Callable[[str], None], documents: Documents | None = None
) -> None:
    """Listen, announce the address (without a slash at its end), serve until interrupted.

    documents: what can be asked by name; the questions of the catalogue where none are given.
    Raises BadInputError where the address cannot be had.
    """
    seconds = store.settings.read_timeout_seconds
    with listen(host, port) as listener, closing(Catalogue.open(store.folder, seconds=seconds)) as catalogue:
        announce(address(listener))
        app = application(catalogue, store.follower, store.settings, documents)
        gc.collect()
        gc.freeze()  # what is here now stays: to look through it again and again would hold up answers
        # An interrupt is how a server is stopped from a terminal: nothing is wrong.
        with written_to(sys.stderr), suppress(KeyboardInterrupt):
            uvicorn.Server(configured(app)).run(sockets=[listener])


def configured(app: Starlette) -> uvicorn.Config:
    """Return how the application is served. What a proxy tells is weighed in the application, not here."""
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=FAREWELL_SECONDS,
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
