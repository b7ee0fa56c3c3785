"""A writer that is killed in the middle leaves nothing behind, and nobody waits for it."""

import os
import signal
import subprocess
import sys
from uuid import UUID, uuid4

from tests.platform.log.homes import Home

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, Log, NewEvent

BODY = EntityRegistered(kind="Place", dataset="test", native="x")

KILLED = """
import sys
from pathlib import Path
from uuid import uuid4
from tests.platform.log.homes import Home
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, seal_body

home = Home(folder=Path(sys.argv[1]), url=None if sys.argv[2] == "-" else sys.argv[2])
keys = home.keys()
body = EntityRegistered(kind="Place", dataset="test", native="x" * 200)

def rows():
    for index in range(1_000_000):
        if index == 20_000:
            print("half way", flush=True)
        stream = uuid4()
        yield stream.hex, 1, body.TOPIC, seal_body(stream, 1, body, keys)

actor = Actor("a", "IMPORTER", "IMPORT")
home.log(keys).append_staged(rows(), size=1_000_000, command=uuid4(), actor=actor, digest="d")
"""


def test_a_bulk_append_that_is_killed_leaves_nothing(home: Home, log: Log, actor: Actor) -> None:
    log.append([NewEvent(UUID(int=1), 1, BODY)], uuid4(), actor, digest="d")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([".", *sys.path])}
    writer = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", KILLED, str(home.folder), home.url or "-"], stdout=subprocess.PIPE, env=environment
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"half way\n"

    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    assert log.head() == 1
    assert log.append([NewEvent(UUID(int=2), 1, BODY)], uuid4(), actor, digest="d") == 2
    assert [event.position for event in log.read(0, 10)] == [1, 2]
