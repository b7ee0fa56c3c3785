"""The end of a server comes within seconds, whatever its threads do."""

import signal
from pathlib import Path

import pytest
from tests.platform.server.test_many_processes import words_of, workers_of
from tests.processes import Program, at_work, got, until

from watchgraph_server.farewells import stopped_in_time


def stubborn(how: str) -> Program:
    return Program(words=("-c", f"from tests.platform.server.stubborn import {how}; {how}()"), environment={})


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_does_not_come_to_its_end_is_ended(told: signal.Signals) -> None:
    server = stubborn("serve_alone")
    with at_work(server):
        url = server.url()
        assert until(lambda: got(url).text == "hello")

        server.send(told)

        assert server.ended() == -signal.SIGALRM


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc: it tells the processes of a process")
def test_workers_that_do_not_come_to_their_end_are_ended_by_who_looks_after_them() -> None:
    server = stubborn("serve_by_two")
    with at_work(server):
        url = server.url()
        assert until(lambda: got(url).text == "hello")
        assert until(lambda: len(workers_of(server.pid)) == 2)
        workers = workers_of(server.pid)

        server.send(signal.SIGTERM)

        assert server.ended() in {0, -signal.SIGALRM}
        assert until(lambda: not any(words_of(each) for each in workers))


def test_a_server_that_has_ended_in_time_leaves_the_process_in_peace() -> None:
    with stopped_in_time():
        signal.setitimer(signal.ITIMER_REAL, 100)

    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
