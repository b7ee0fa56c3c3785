"""A program that writes one event after another and tells of each once it is kept; it gives nothing up for lost.

A command that fails because the store is away or full is sent again as it was: it is carried out once.
"""

import sqlite3
import sys
import time
from uuid import UUID, uuid4

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.errors import WatchgraphError
from watchgraph.log import Actor, Log, NewEvent
from watchgraph.settings import Settings
from watchgraph_server.databases import open_keys, open_log

ACTOR = Actor("tests", "EDITOR", "LOCAL")
REST_SECONDS = 0.05
"""Before a command that failed is sent again."""
PACE_SECONDS = 0.002
"""Between two commands: a long run shall break often, not become a large store."""


def main() -> None:
    """Write until killed. A line each: `kept STREAM`, or `failed CODE`."""
    settings = Settings()
    log = _opened(settings)
    while True:
        stream, command = uuid4(), uuid4()
        body = EntityRegistered(kind="Place", dataset="faults", native=str(stream))
        while not _kept(log, NewEvent(stream, 1, body), command):
            time.sleep(REST_SECONDS)
        _say(f"kept {stream}")
        time.sleep(PACE_SECONDS)


def _opened(settings: Settings) -> Log:
    while True:
        try:
            return open_log(settings, open_keys(settings))
        except WatchgraphError as error:
            _say(f"failed {error.code}")
            time.sleep(REST_SECONDS)


def _kept(log: Log, event: NewEvent, command: UUID) -> bool:
    try:
        log.append([event], command, ACTOR, digest=str(event.stream))
    except WatchgraphError as error:
        _say(f"failed {error.code}")
        return False
    except sqlite3.OperationalError as error:
        _say(f"failed {error}")
        return False
    return True


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
