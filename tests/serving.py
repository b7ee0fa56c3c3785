"""A real server for tests: the application on a free port of this machine, in a thread."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

STARTED_WITHIN = 20.0


@contextmanager
def served(catalogue: Catalogue) -> Iterator[str]:
    """Serve the catalogue; its address, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(application(catalogue), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTED_WITHIN
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
