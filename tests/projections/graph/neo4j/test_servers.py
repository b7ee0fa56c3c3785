"""Databases that cannot be used are refused in one clear sentence, and no sentence tells a secret."""

import socket
import traceback
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from tests.processes import PATIENCE_SECONDS
from tests.projections.graph.neo4j.stored import begun, dump

from watchgraph_projections.graph.neo4j import servers
from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError, GraphUnusableError
from watchgraph_projections.graph.neo4j.following import GraphFollower
from watchgraph_projections.graph.neo4j.models import MODEL
from watchgraph_projections.graph.neo4j.reading import Neo4jGraph
from watchgraph_projections.graph.neo4j.servers import Address, Server, Statement
from watchgraph_projections.graph.neo4j.standings import check_agent, clearing

SECRET = "open sesame"  # noqa: S105 - that of nobody


def test_a_wrong_password_is_told_and_not_repeated(graph_server: Server) -> None:
    wrong = Address(uri=graph_server.address.uri, user="neo4j", password=SECRET)

    with closing(Server(wrong)) as server, pytest.raises(GraphUnusableError, match="refuses the user 'neo4j'") as found:
        server.read("return 1")

    assert SECRET not in "".join(traceback.format_exception(found.value)) + repr(wrong)


def test_a_database_that_is_not_there_is_named(graph_server: Server) -> None:
    given = graph_server.address
    wrong = Address(uri=given.uri, user=given.user, password=given.password, database="nowhere")

    with closing(Server(wrong)) as server, pytest.raises(GraphUnusableError, match="no database 'nowhere'"):
        server.read("return 1")


@pytest.mark.parametrize("uri", ["postgresql://127.0.0.1", "no address", f"bolt://neo4j:{SECRET}@127.0.0.1:1"])
def test_an_address_of_another_sort_is_refused(uri: str) -> None:
    with pytest.raises(GraphUnusableError, match="is no address of a Neo4j server") as found:
        Server(Address(uri=uri, user="neo4j", password=SECRET))

    assert SECRET not in "".join(traceback.format_exception(found.value))


def test_a_server_that_is_not_there_is_told_at_once_and_for_a_while_without_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(servers, "RETRY_SECONDS", 10 * PATIENCE_SECONDS)
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{nobody.getsockname()[1]}"
        with closing(Server(Address(uri=uri, user="neo4j", password=SECRET))) as server:
            with pytest.raises(GraphUnavailableError, match="database does not answer") as found:
                server.read("return 1")
            nobody.listen()
            with pytest.raises(GraphUnavailableError):
                server.read("return 1")
        nobody.settimeout(0)
        with pytest.raises(BlockingIOError):
            nobody.accept()

    assert found.value.details() == {"retryAfterSeconds": 2}


def test_what_takes_too_long_is_broken_off(graph_server: Server) -> None:
    endless = "unwind range(1, 10000000) as a unwind range(1, 10000000) as b return max(a * b)"

    with (
        closing(Server(graph_server.address, seconds=1)) as server,
        pytest.raises(GraphUnavailableError, match="longer than 1 seconds"),
    ):
        server.read(endless)

    assert graph_server.read("return 1") == [[1]]


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/5.25.1", "Memgraph/3", ""])
def test_a_server_that_is_too_old_or_of_another_make_is_refused(agent: str) -> None:
    with pytest.raises(GraphUnusableError, match=r"needs Neo4j 5\.26 or later"):
        check_agent(agent, "bolt://127.0.0.1")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.26.30", "Neo4j/2026.08.1"])
def test_a_later_server_will_do(agent: str) -> None:
    check_agent(agent, "bolt://127.0.0.1")


def test_a_database_with_other_data_is_left_alone(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path, 1)
    graph_server.alone("match (n) detach delete n")
    graph_server.alone("create (:Film {title: 'Metropolis'})")

    with pytest.raises(GraphUnusableError, match="holds other data"):
        GraphFollower.open(store.catalogue, graph_server)

    assert graph_server.read("match (n) return n.title") == [["Metropolis"]]
    graph_server.alone("match (n) detach delete n")


def test_a_graph_of_a_later_model_is_left_alone(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path, 1)
    graph_server.alone("match (n) detach delete n")
    GraphFollower.open(store.catalogue, graph_server)
    graph_server.alone("match (s:Standing) set s.model = $model", model=MODEL + 1)

    with pytest.raises(GraphUnusableError, match="later version of this program"):
        GraphFollower.open(store.catalogue, graph_server)
    with pytest.raises(GraphUnusableError):
        GraphFollower(store.catalogue, graph_server).rebuild()


def test_a_graph_of_an_older_model_is_built_anew(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path, 1, 10)
    graph_server.alone("match (n) detach delete n")
    GraphFollower.open(store.catalogue, graph_server).catch_up()
    graph_server.alone("match (s:Standing) set s.model = 0")

    follower = GraphFollower.open(store.catalogue, graph_server)

    assert (follower.position, follower.catch_up()) == (0, store.catalogue.standing().position)


def test_a_graph_that_was_half_emptied_is_emptied_and_built(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path, 1, 10)
    graph_server.alone("match (n) detach delete n")
    GraphFollower.open(store.catalogue, graph_server).catch_up()
    whole = dump(graph_server)
    graph_server.write([clearing(), Statement("create (:Entity {key: -1, id: 'left'})")])

    with pytest.raises(GraphUnavailableError):
        Neo4jGraph(graph_server).node(str(uuid4()), moment=store.catalogue.moment())
    GraphFollower.open(store.catalogue, graph_server).catch_up()

    assert dump(graph_server) == whole


def test_a_store_that_was_restored_and_went_on_otherwise_is_told_so(tmp_path: Path, graph_server: Server) -> None:
    history, store = begun(tmp_path, 1, 10)
    graph_server.alone("match (n) detach delete n")
    GraphFollower.open(store.catalogue, graph_server).catch_up()
    graph_server.alone("match (s:Standing) set s.position = s.position + 1, s.mark = 'of what was lost'")
    follower = GraphFollower.open(store.catalogue, graph_server)
    for _ in range(10):
        history.act()
    store.catch_up()

    with pytest.raises(GraphUnusableError, match="history parted"):
        follower.catch_up()


def test_the_graph_of_another_store_is_left_alone(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path / "one", 1, 10)
    history, other = begun(tmp_path / "two", 2, 10)
    graph_server.alone("match (n) detach delete n")
    GraphFollower.open(store.catalogue, graph_server).catch_up()
    graph_server.alone("match (s:Standing) set s.store = 'of another'")

    for attempt in (GraphFollower.open, lambda *given: GraphFollower(*given).rebuild()):
        with pytest.raises(GraphUnusableError, match="the graph of another store"):
            attempt(other.catalogue, graph_server)

    assert history.log.head() == other.catalogue.standing().position


def test_a_copy_whose_history_parted_is_told_so_and_may_be_built_anew(tmp_path: Path, graph_server: Server) -> None:
    _, store = begun(tmp_path, 1, 10)
    graph_server.alone("match (n) detach delete n")
    GraphFollower.open(store.catalogue, graph_server).catch_up()
    graph_server.alone("match (s:Standing) set s.mark = 'another'")

    with pytest.raises(GraphUnusableError, match="history parted"):
        GraphFollower.open(store.catalogue, graph_server)

    assert GraphFollower(store.catalogue, graph_server).rebuild() == store.catalogue.standing().position
