"""Several processes serve one store: some answer, one moves the read models on, another is ready to."""

import json
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from tests.platform.server.conftest import Run
from tests.processes import got, health_of, posted, started, until

from watchgraph_projections.leases import FileLease

ASKED = {"query": "{ claims { totalCount } }"}


@pytest.fixture
def folder(reference_folder: Path, tmp_path: Path) -> Path:
    """A store of the test's own that holds the reference data."""
    return Path(shutil.copytree(reference_folder, tmp_path / "store"))


def registered(run: Run, folder: Path) -> int:
    """Have another process write; return the position."""
    line = json.dumps({"do": "register-contributor", "contributor": str(uuid4()), "roles": ["CONTRIBUTOR"]})
    result = run("apply", "-", "--as", "operator", "--json", folder=folder, text=line)
    assert result.exit_code == 0, result.output
    position: int = json.loads(result.stdout)[0]["position"]
    return position


def position_of(url: str) -> int:
    """Where the answers of a server stand."""
    position: int = posted(f"{url}/graphql", ASKED).json()["extensions"]["standing"]["position"]
    return position


def test_workers_answer_and_stop_when_they_are_told_to(folder: Path) -> None:
    with started(folder, "serve", "--port", "0", "--workers", "2") as server:
        url = server.url()
        assert until(lambda: posted(f"{url}/graphql", ASKED).status_code == 200)

        assert server.end(signal.SIGTERM) == 0


def workers_of(process: int) -> list[int]:
    """The processes that answer for one that looks after them."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(each) for each in found if b"spawn_main" in words_of(int(each))]


def words_of(process: int) -> bytes:
    """What a process was started as; nothing of one that has ended, whether anybody took note of that or not."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc: it tells the processes of a process")
def test_a_worker_that_is_killed_is_replaced(folder: Path) -> None:
    with started(folder, "serve", "--api-only", "--port", "0", "--workers", "2") as server:
        url = server.url()
        assert until(lambda: posted(f"{url}/graphql", ASKED).status_code == 200)
        assert until(lambda: len(workers_of(server.pid)) == 2)
        killed, left = workers_of(server.pid)

        os.kill(killed, signal.SIGKILL)

        assert until(lambda: len({*workers_of(server.pid)} - {killed}) == 2)
        assert left in workers_of(server.pid)
        assert until(lambda: posted(f"{url}/graphql", ASKED).status_code == 200)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc: it tells the processes of a process")
def test_workers_end_with_the_process_that_started_them_even_if_that_is_killed(folder: Path) -> None:
    with started(folder, "serve", "--api-only", "--port", "0", "--workers", "2") as server:
        url = server.url()
        assert until(lambda: posted(f"{url}/graphql", ASKED).status_code == 200)
        workers = workers_of(server.pid)

        server.end()

        assert until(lambda: not any(words_of(each) for each in workers))


def test_what_is_written_is_answered_by_a_process_that_moves_nothing_itself(run: Run, folder: Path) -> None:
    with (
        started(folder, "follow") as follower,
        started(folder, "serve", "--api-only", "--port", "0") as server,
    ):
        url = server.url()

        written = registered(run, folder)

        assert until(lambda: position_of(url) >= written)
        assert follower.end(signal.SIGTERM) == 0


def test_a_standby_takes_over_when_the_leader_is_killed(folder: Path) -> None:
    with started(folder, "follow", "catalogue") as first, started(folder, "follow") as second:
        watched = FileLease(folder, "catalogue")
        assert until(lambda: _leads(watched, first.pid) or _leads(watched, second.pid))
        one, other = (first, second) if _leads(watched, first.pid) else (second, first)

        one.end()

        assert until(lambda: _leads(watched, other.pid))


def _leads(lease: FileLease, process: int) -> bool:
    leader = lease.leader()
    return leader is not None and leader.holder.endswith(f"/{process}")


def test_a_projection_that_there_is_none_of_is_bad_input(run: Run, folder: Path) -> None:
    result = run("follow", "weather", folder=folder)

    assert result.exit_code == 2
    assert "there is catalogue" in result.stderr


def test_a_server_that_only_answers_wants_read_models_first(run: Run, tmp_path: Path) -> None:
    result = run("serve", "--api-only", folder=tmp_path)

    assert result.exit_code == 2
    assert "there is no catalogue" in result.stderr


def test_an_event_that_cannot_be_folded_keeps_no_server_from_starting(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "log.sqlite")) as log, log:
        row = (uuid4().hex, 1, "claim.proposed", b'{"broken":')
        log.execute(
            "insert into stored_events(originator_id, originator_version, topic, state) values (?, ?, ?, ?)", row
        )

    with started(folder, "serve", "--port", "0") as server:
        url = server.url()
        assert until(lambda: "failures" in health_of(url).json())
        health, answer = health_of(url), posted(f"{url}/graphql", ASKED)
        assert until(lambda: got(f"{url}/health/ready").status_code == 200)

    told = health.json()
    assert (health.status_code, answer.status_code) == (503, 200)
    assert told["failures"]["catalogue"].startswith(f"position {told['head']}:")
    assert told["lag"] == 1
