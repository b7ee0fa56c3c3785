"""Several writers and a reader; a writer killed in the middle."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, NewEvent, seal_body

ACTOR = Actor("someone", "CONTRIBUTOR", "LOCAL")
BODY = EntityRegistered(kind="Place", dataset="test", native="x")
BATCHES = (1, 1, 40, 3, 120, 1, 7)


def write(folder: Path) -> None:
    keys = KeyStore.open(folder / "keys.sqlite")
    log = Log.open(folder / "log.sqlite", keys)
    for size in BATCHES:
        events = [NewEvent(uuid4(), 1, BODY) for _ in range(size)]
        if size == 1:
            log.append(events, uuid4(), ACTOR, digest="d")
        else:
            rows = [(new.stream.hex, 1, BODY.TOPIC, seal_body(new.stream, 1, BODY, keys)) for new in events]
            log.append_staged(rows, size=size, command=uuid4(), actor=ACTOR, digest="d")


def test_a_reader_misses_nothing_while_processes_append_mixed_batches(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.sqlite")
    log = Log.open(tmp_path / "log.sqlite", keys)
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write, args=(tmp_path,)) for _ in range(3)]
    expected = len(writers) * sum(BATCHES)

    for writer in writers:
        writer.start()
    seen: list[int] = []
    deadline = time.monotonic() + 60
    while len(seen) < expected and time.monotonic() < deadline:
        page = log.read(seen[-1] if seen else 0, 50)
        seen += (event.position for event in page)
        assert not page or page[-1].commit == page[-1].position
    for writer in writers:
        writer.join()

    assert seen == list(range(1, expected + 1))
    log.close()
    keys.close()


KILLED = """
import sys
from pathlib import Path
from uuid import uuid4
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, seal_body

folder = Path(sys.argv[1])
keys = KeyStore.open(folder / "keys.sqlite")
log = Log.open(folder / "log.sqlite", keys)
body = EntityRegistered(kind="Place", dataset="test", native="x" * 200)

def rows():
    for index in range(1_000_000):
        if index == 20_000:
            print("half way", flush=True)
        stream = uuid4()
        yield stream.hex, 1, body.TOPIC, seal_body(stream, 1, body, keys)

log.append_staged(rows(), size=1_000_000, command=uuid4(), actor=Actor("a", "IMPORTER", "IMPORT"), digest="d")
"""


def test_a_bulk_append_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    keys = KeyStore.open(tmp_path / "keys.sqlite")
    log = Log.open(tmp_path / "log.sqlite", keys)
    log.append([NewEvent(UUID(int=1), 1, BODY)], uuid4(), ACTOR, digest="d")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writer = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=environment
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"half way\n"

    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    assert log.head() == 1
    assert log.append([NewEvent(UUID(int=2), 1, BODY)], uuid4(), ACTOR, digest="d") == 2
    assert [event.position for event in log.read(0, 10)] == [1, 2]
    log.close()
    keys.close()
