"""Many at once: followers skip and repeat nothing, a command is carried out once, and of rivals one wins."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

from tests.platform.log import writers
from tests.platform.log.homes import Home
from tests.processes import PATIENCE_SECONDS

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, ConflictError, KeyStore, Log, NewEvent

BODY = EntityRegistered(kind="Place", dataset="test", native="x")
PROCESSES = 4
ROUNDS = 50
SINGLE, MIXED = ",".join(["1"] * 30), "1,3000,1"
SECONDS = 300


def start(home: Home, batches: Sequence[str]) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, writers.__file__, str(home.folder), home.url or "-", *batches]
    return subprocess.Popen(command, env=environment)  # noqa: S603 - our own interpreter and script


def test_a_follower_skips_and_repeats_nothing_while_sixteen_write_small_and_large_batches(home: Home, log: Log) -> None:
    batches = (SINGLE, SINGLE, SINGLE, MIXED)
    expected = PROCESSES * sum(int(size) for each in batches for size in each.split(","))

    processes = [start(home, batches) for _ in range(PROCESSES)]
    seen: list[int] = []
    deadline = time.monotonic() + SECONDS
    while len(seen) < expected and time.monotonic() < deadline:
        page = log.read(seen[-1] if seen else 0, 500)
        seen += (event.position for event in page)
        assert not page or page[-1].commit == page[-1].position
    ended = [process.wait() for process in processes]

    assert ended == [0] * PROCESSES
    assert seen == list(range(1, expected + 1))


def at_once(count: int, work: Callable[[int], str]) -> Counter[str]:
    """Do it in so many threads at the same moment; count what came of it."""
    barrier = Barrier(count, timeout=PATIENCE_SECONDS)

    def turn(number: int) -> str:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return Counter(pool.map(turn, range(count)))


def test_a_command_that_is_sent_three_times_at_once_is_carried_out_once(home: Home, keys: KeyStore) -> None:
    logs = [home.log(keys) for _ in range(3)]
    actor = Actor("someone", "CONTRIBUTOR", "LOCAL")

    for number in range(1, 21):
        command, stream = uuid4(), uuid4()

        def send(which: int, command: UUID = command, stream: UUID = stream) -> str:
            return str(logs[which].append([NewEvent(stream, 1, BODY)], command, actor, digest="d"))

        assert at_once(3, send) == {str(number): 3}

    assert logs[0].head() == 20
    for log in logs:
        log.close()


def test_of_eight_who_decide_on_one_stream_one_wins_each_time(home: Home, keys: KeyStore) -> None:
    logs = [home.log(keys) for _ in range(8)]
    stream = uuid4()

    for version in range(1, ROUNDS + 1):

        def decide(which: int, version: int = version) -> str:
            actor = Actor(str(which), "REVIEWER", "LOCAL")
            try:
                logs[which].append([NewEvent(stream, version, BODY)], uuid4(), actor, digest="d")
            except ConflictError as error:
                return error.code
            return "won"

        assert at_once(8, decide) == {"won": 1, "conflict": 7}

    assert [event.version for event in logs[0].stream(stream)] == list(range(1, ROUNDS + 1))
    for log in logs:
        log.close()
