"""The graph in Neo4j: how near the projection comes to a bare `UNWIND … MERGE` of the same batches."""

from collections.abc import Sequence
from contextlib import closing
from time import perf_counter

from neo4j import Driver, GraphDatabase, ManagedTransaction
from tests import servers
from tests.benchmarks.generated import fill, generate
from tests.benchmarks.measuring import Finding, Scale, in_turns, settled_heap, speed, typical
from tests.benchmarks.stores import TODAY, empty_log

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import read_standing
from watchgraph_projections.follower import Follower
from watchgraph_projections.graph.neo4j import changes
from watchgraph_projections.graph.neo4j.following import BATCH, GraphFollower, batches
from watchgraph_projections.graph.neo4j.servers import Address, Server, Statement

CLAIMS_OF_A_PAIR = 20_000

Batches = Sequence[Sequence[Statement]]


def graph(scale: Scale) -> Finding:
    """The graph filled from nothing, against its statements run by the driver alone."""
    claims = min(scale.claims, CLAIMS_OF_A_PAIR)
    with empty_log() as log, servers.lent_neo4j() as lent:
        fill(log, generate(claims))
        Follower.open(log, log.path.parent, day=TODAY).close()
        address = Address(uri=lent.uri, user=lent.user, password=lent.password)
        with (
            closing(Catalogue.open(log.path.parent)) as catalogue,
            closing(Server(address, seconds=600, retry_seconds=10)) as server,
            GraphDatabase.driver(lent.uri, auth=(lent.user, lent.password)) as driver,
        ):
            follower, bare = GraphFollower.open(catalogue, server), _batches(catalogue)
            with settled_heap():
                rounds = in_turns(scale.pairs, lambda: _ours(follower), lambda: _raw(follower, driver, bare))
            ((edges,),) = server.read("match ()-[c]->() return count(c)")
    return Finding(
        what="filling the graph in Neo4j / a bare UNWIND … MERGE of the same batches through the driver",
        values=speed(rounds),
        goal=0.5,
        at_least=True,
        notes=(
            f"{edges:,} relationships in {len(bare)} batches; ours {typical(rounds, 0):.2f} s, "
            f"bare {typical(rounds, 1):.2f} s",
        ),
    )


def _batches(catalogue: Catalogue) -> Batches:
    """All that the projection would write, made beforehand."""
    made: list[Sequence[Statement]] = []
    with catalogue.connect() as connection:
        head, after = read_standing(connection).position, 0
        while after < head:
            found = changes.window(connection, after, head, BATCH)
            made += batches(connection, found, BATCH)
            after = found.upto
    return made


def _ours(follower: GraphFollower) -> float:
    follower.empty()
    start = perf_counter()
    follower.catch_up()
    return perf_counter() - start


def _raw(follower: GraphFollower, driver: Driver, bare: Batches) -> float:
    follower.empty()
    with driver.session() as session:
        start = perf_counter()
        for batch in bare:
            session.execute_write(_run, batch)
        return perf_counter() - start


def _run(transaction: ManagedTransaction, batch: Sequence[Statement]) -> None:
    for statement in batch:
        transaction.run(statement.text, dict(statement.values)).consume()
