"""`follow`: keeps projections where the log is, beside the processes that answer."""

import signal
import sys
import threading
from collections.abc import Sequence

from watchgraph_server.followers import Followers
from watchgraph_server.logs import written_to
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write
from watchgraph_server.stores import Store, following


def follow(names: Sequence[str]) -> None:
    """Move projections on until told to stop; wait for the turn where another process leads.

    names: of projections; none: all that the settings turn on. Raises BadInputError for one that there is none of.
    """
    told = threading.Event()
    with Store.open() as store, written_to(sys.stderr):
        followers = _of(following(store), names)
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda _number, _frame: told.set())
        with followers:
            write(f"Following {', '.join(each.projection for each in followers.threads)} of {store.folder}")
            told.wait()


def _of(followers: Followers, names: Sequence[str]) -> Followers:
    known = {thread.projection: thread for thread in followers.threads}
    if unknown := [name for name in names if name not in known]:
        raise BadInputError(f"No projection {unknown[0][:40]!r} is kept here; there is {', '.join(known)}")
    return Followers([thread for name, thread in known.items() if name in names or not names])
