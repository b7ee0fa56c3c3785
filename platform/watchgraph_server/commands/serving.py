"""`serve`: the API and the follower in one process."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn

from watchgraph_server.asgi import application
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write
from watchgraph_server.stores import Store

USUAL_PORT: Final = 8000


def serve(host: str, port: int) -> None:
    """Serve until interrupted; say where first."""
    with Store.open() as store:
        run(store, host, port, lambda url: write(f"Serving {store.folder}\n  {url}/graphql\nStop with Ctrl-C."))


def run(store: Store, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Listen, announce the address (without a slash at its end), serve until interrupted.

    Raises BadInputError where the address cannot be had.
    """
    with listen(host, port) as listener:
        announce(address(listener))
        config = uvicorn.Config(application(store.catalogue, store.follower), log_level="warning", access_log=False)
        with suppress(KeyboardInterrupt):  # how a server is stopped from a terminal: nothing is wrong
            uvicorn.Server(config).run(sockets=[listener])


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
