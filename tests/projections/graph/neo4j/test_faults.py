"""Neo4j itself dies while it is written: the graph goes on from where it truly was."""

import os
import signal
from contextlib import closing, suppress
from pathlib import Path
from threading import Timer

import pytest
from tests import servers
from tests.projections.graph.neo4j.stored import begun, dump

from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError
from watchgraph_projections.graph.neo4j.following import GraphFollower
from watchgraph_projections.graph.neo4j.servers import Address, Server

KILLS = 3


@pytest.mark.unmeasured
def test_a_database_that_is_killed_while_it_is_written_loses_nothing(tmp_path: Path, neo4j: servers.Neo4j) -> None:
    history, store = begun(tmp_path, 20)
    address = Address(uri=neo4j.uri, user=neo4j.user, password=neo4j.password)
    with closing(Server(address, seconds=60, retry_seconds=0)) as server:
        follower = GraphFollower.open(store.catalogue, server, batch=3)

        for _ in range(KILLS):
            for _ in range(20):
                history.act()
            store.catch_up()
            process = neo4j.server.process.pid
            assert process, "it runs"
            kill = Timer(history.random.random() / 2, os.kill, (process, signal.SIGKILL))
            kill.start()
            with suppress(GraphUnavailableError):
                while True:
                    follower.catch_up()
            kill.join()
            acknowledged = follower.position
            neo4j.server.up()
            assert follower.look() >= acknowledged
        follower.catch_up()
        survived = dump(server)
        follower.rebuild()

        assert dump(server) == survived
