"""One of several processes that answer: it finds all that it needs to know in its environment."""

import json
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from starlette.applications import Starlette

from watchgraph.settings import Settings
from watchgraph_server.asgi import application
from watchgraph_server.databases import open_catalogue
from watchgraph_server.farewells import PROCESS_SECONDS, end_within
from watchgraph_server.graphs import graph_served
from watchgraph_server.logs import write_to
from watchgraph_server.manifests import all_trusted
from watchgraph_server.pauses import shorten_pauses
from watchgraph_server.persisted import Documents
from watchgraph_server.stores import log_to_look_at, watching

WORKER: Final = "watchgraph_server.workers:worker"
SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which workers count together; the library's own."""
_DOCUMENTS: Final = "WATCHGRAPH_WORKER_DOCUMENTS"
_ONLY: Final = "WATCHGRAPH_WORKER_ONLY_DOCUMENTS"


def environment(documents: Sequence[Path], *, only: bool) -> Mapping[str, str]:
    """What the process that starts workers tells them."""
    return {_DOCUMENTS: json.dumps([str(each.resolve()) for each in documents]), _ONLY: "yes" if only else ""}


def worker() -> Starlette:
    """Make the application of this process. Others move the read models on."""
    write_to(sys.stderr)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    settings = Settings()
    listed = [Path(each) for each in json.loads(os.environ.get(_DOCUMENTS, "[]"))]
    documents = Documents(all_trusted(listed), only=bool(os.environ.get(_ONLY)))
    held = ExitStack()  # open as long as the process lives
    catalogue = open_catalogue(settings, seconds=settings.read_timeout_seconds)
    held.enter_context(graph_served(settings, catalogue))
    log = held.enter_context(log_to_look_at(settings))
    app = application(catalogue, watching(settings), settings, documents, log)
    shorten_pauses()
    return app


def _end_with_parent() -> None:
    """Stop when the process that started this one is gone, however it went: nobody else would look after this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        end_within(PROCESS_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
