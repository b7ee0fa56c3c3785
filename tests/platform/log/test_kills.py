"""A writer that is killed in the middle leaves nothing behind, and a server that is killed loses nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

from tests.platform.log.homes import Home
from tests.servers import Postgres

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, NewEvent
from watchgraph.postgresql import DatabaseRefusedError, DatabaseUnavailableError

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


def test_no_acknowledged_event_is_lost_or_doubled_when_the_server_is_killed_twice(
    own_postgres: Postgres, tmp_path: Path, actor: Actor
) -> None:
    commands = [uuid4() for _ in range(120)]
    acknowledged: dict[UUID, int] = {}
    done = threading.Event()

    def kill() -> None:
        for after in (40, 80):
            while len(acknowledged) < after and not done.is_set():
                time.sleep(0.002)
            os.kill(own_postgres.server.process.pid or 0, signal.SIGKILL)
            own_postgres.server.up()

    def send(log: Log, command: UUID) -> int:
        while True:
            try:
                return log.append([NewEvent(command, 1, BODY)], command, actor, digest="d")
            except (DatabaseUnavailableError, DatabaseRefusedError):  # as a client does: the same command again
                time.sleep(0.05)

    with closing(KeyStore.open(tmp_path / "keys.sqlite")) as keys, own_postgres.database() as url:
        killing = threading.Thread(target=kill)
        with closing(Home(folder=tmp_path, url=url).log(keys)) as log:
            killing.start()
            for command in commands:
                acknowledged[command] = send(log, command)
            done.set()
            killing.join()

            events = log.read(0, 1_000)

    assert [event.stream for event in events] == commands
    assert [event.position for event in events] == list(range(1, 121)) == list(acknowledged.values())
