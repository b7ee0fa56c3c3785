"""The graph in Neo4j follows the catalogue: to the same answers at any moment, whatever happens on the way."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE

import pytest
from tests.histories import DATASET, DAYS, History
from tests.projections.graph.neo4j.stored import begun, dump
from tests.stores import Store

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.identifiers import entity_id
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.graph.edges import Hop
from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError
from watchgraph_projections.graph.neo4j.following import GraphFollower, PoisonChangeError
from watchgraph_projections.graph.neo4j.reading import Neo4jGraph
from watchgraph_projections.graph.neo4j.servers import Row, Server, Statement
from watchgraph_projections.graph.port import GraphReader
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.walks import Walk

ACTS = 80
MOMENTS = 12
EVERYTHING_RECORDED = Walk(ended=True)


def emptied(server: Server) -> Server:
    server.alone("match (n) detach delete n")
    return server


def everything(graph: GraphReader, store: Store, moment: Moment) -> dict[int, Sequence[Hop]]:
    """All edges of all entities."""
    with store.catalogue.connect() as connection:
        keys = list(connection.scalars(tables.entity_at.select().with_only_columns(tables.entity_at.c.key).distinct()))
    return dict(graph.neighbours(keys, moment=moment, walk=EVERYTHING_RECORDED))


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_moment_is_answered_as_the_catalogue_answers_it(tmp_path: Path, graph_server: Server, seed: int) -> None:
    history, store = begun(tmp_path, seed)
    follower = GraphFollower.open(store.catalogue, emptied(graph_server), batch=40)
    heads = []
    for _ in range(ACTS):
        history.act()
        heads.append(history.log.head())
        if history.random.random() < 0.3:
            store.catch_up()
            follower.catch_up()
    store.catch_up()
    follower.catch_up()

    ours, theirs = Neo4jGraph(graph_server), SqlGraph(store.catalogue)

    assert follower.position == store.catalogue.standing().position
    for position in history.random.choices(heads, k=MOMENTS):
        moment = Moment(day=history.random.choice(DAYS), position=position, now=False)
        assert everything(ours, store, moment) == everything(theirs, store, moment), moment
    for place in history.places:
        now = store.catalogue.moment()
        assert ours.money_trails(str(place), moment=now) == theirs.money_trails(str(place), moment=now)


@pytest.mark.parametrize("batch", [1, 7, 5_000])
def test_what_was_followed_live_is_what_a_rebuild_makes(tmp_path: Path, graph_server: Server, batch: int) -> None:
    history, store = begun(tmp_path, batch)
    follower = GraphFollower.open(store.catalogue, emptied(graph_server), batch=batch)
    for _ in range(ACTS // 2):
        history.act()
        store.catch_up()
        follower.catch_up()
    followed = dump(graph_server)

    follower.rebuild()

    assert dump(graph_server) == followed


def test_replays_change_nothing(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path, 5, ACTS)
    GraphFollower.open(store.catalogue, emptied(graph_server)).catch_up()
    once = dump(graph_server)
    graph_server.alone("match (s:Standing) set s.position = 0, s.mark = null")

    GraphFollower.open(store.catalogue, graph_server, batch=30).catch_up()

    assert dump(graph_server) == once


class Failing(Server):
    """The real server, to which the connection is lost before a write."""

    writes_left = 1_000

    def write(self, statements: Sequence[Statement]) -> list[list[Row]]:
        self.writes_left -= 1
        if self.writes_left < 0:
            raise GraphUnavailableError("the connection is lost")
        return super().write(statements)


def test_half_a_commit_is_never_seen_and_is_finished_later(tmp_path: Path, graph_server: Server) -> None:
    history, store = begun(tmp_path, 6, ACTS // 2)
    GraphFollower.open(store.catalogue, emptied(graph_server)).catch_up()
    before = store.catalogue.moment()
    seen = everything(Neo4jGraph(graph_server), store, before)
    large_commit(history)
    store.catch_up()
    failing = Failing(graph_server.address, seconds=60)
    follower = GraphFollower.open(store.catalogue, failing, batch=5)
    failing.writes_left = 2

    with pytest.raises(GraphUnavailableError):
        follower.catch_up()
    between = everything(Neo4jGraph(graph_server), store, before)
    with pytest.raises(GraphUnavailableError, match="has yet to come to"):
        Neo4jGraph(graph_server, patience=0).node(str(history.places[0]), moment=store.catalogue.moment())
    failing.writes_left = 1_000
    follower.catch_up()
    failing.close()

    assert between == seen
    now = store.catalogue.moment()
    assert everything(Neo4jGraph(graph_server), store, now) == everything(SqlGraph(store.catalogue), store, now)


def large_commit(history: History) -> None:
    """Many claims in one commit."""
    history.commit([body for _ in range(30) for body in history.propose()])


KILLS = 5
FOLLOW = """
import sys
from contextlib import closing
from pathlib import Path
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.graph.neo4j.following import GraphFollower
from watchgraph_projections.graph.neo4j.servers import Address, Server
folder, uri, user, password = sys.stdin.read().split()
with closing(Server(Address(uri=uri, user=user, password=password), seconds=60)) as server:
    follower = GraphFollower.open(Catalogue.open(Path(folder)), server, batch=10)
    print("begun", flush=True)
    follower.catch_up()
"""


def test_a_follower_that_is_killed_loses_nothing_and_doubles_nothing(tmp_path: Path, graph_server: Server) -> None:
    history, store = begun(tmp_path, 12, ACTS)
    large_commit(history)
    store.catch_up()
    emptied(graph_server)
    given = graph_server.address

    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", FOLLOW], stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{tmp_path} {given.uri} {given.user} {given.password}")
            process.stdin.close()
            process.stdout.readline()
            time.sleep(history.random.random() / 2)
            process.kill()
    follower = GraphFollower.open(store.catalogue, graph_server)
    follower.catch_up()
    survived = dump(graph_server)
    follower.rebuild()

    assert dump(graph_server) == survived


def test_a_redacted_name_is_gone_from_every_version(tmp_path: Path, graph_server: Server) -> None:
    history, store = begun(tmp_path, 9, ACTS)
    follower = GraphFollower.open(store.catalogue, emptied(graph_server))
    follower.catch_up()
    named = history.people_named()
    labels = names_in(graph_server)

    for claim, _ in named:
        history.commit(history.redaction(claim))
    store.catch_up()
    follower.catch_up()

    assert labels & {name for _, name in named}
    assert not names_in(graph_server) & {name for _, name in named}
    followed = dump(graph_server)
    follower.rebuild()
    assert dump(graph_server) == followed


def names_in(server: Server) -> set[str]:
    return {str(row[0]) for row in server.read("match (n) where n.label is not null return distinct n.label")}


def test_a_change_that_cannot_be_written_stops_the_projection_in_front_of_it_by_name(
    tmp_path: Path, graph_server: Server
) -> None:
    history, store = begun(tmp_path, 10)
    follower = GraphFollower.open(store.catalogue, emptied(graph_server))
    for _ in range(3):
        history.act()
    taken = entity_id(DATASET, "Organisation", "taken")
    body = EntityRegistered(kind="Organisation", dataset=DATASET, native="taken", register=False, public_role=True)
    bad = history.commit([(taken, body)])
    store.catch_up()
    graph_server.alone("create (:Entity {key: -1, id: $id})", id=str(taken))

    with pytest.raises(PoisonChangeError, match=f"commit at position {bad}"):
        follower.catch_up()
    stopped = follower.position
    graph_server.alone("match (n:Entity {key: -1}) delete n")

    assert 0 < stopped < bad
    assert follower.catch_up() == bad


def test_of_two_followers_one_gives_way_and_nothing_is_lost(tmp_path: Path, graph_server: Server) -> None:
    history, store = begun(tmp_path, 11, ACTS // 4)
    first = GraphFollower.open(store.catalogue, emptied(graph_server))
    second = GraphFollower.open(store.catalogue, graph_server)
    first.catch_up()

    with pytest.raises(GraphUnavailableError, match="Another follower"):
        second.catch_up()
    history.act()
    store.catch_up()

    assert second.catch_up() == store.catalogue.standing().position
    assert first.position < second.position
