"""What several tests of the graph in Neo4j share: a busy store, and all that stands in the database."""

from pathlib import Path

from tests.histories import History
from tests.stores import Store

from watchgraph_projections.graph.neo4j.servers import Server

Dump = list[str]


def begun(folder: Path, seed: int, acts: int = 0) -> tuple[History, Store]:
    """A store with a random history of so many acts."""
    history = History(folder, seed)
    history.begin()
    for _ in range(acts):
        history.act()
    store = Store.open(folder)
    store.catch_up()
    return history, store


def dump(server: Server) -> Dump:
    """Every node and relationship in words, but for what differs from one building to the next."""
    nodes = server.read("match (n) where not n:Standing return labels(n), properties(n)")
    edges = server.read("match (s)-[c]->(o) return s.key, type(c), o.key, properties(c)")
    standing = server.read("match (s:Standing) return s.model, s.store, s.mark, s.position")
    plain = [[sorted(map(str, labels)), sorted(properties.items())] for labels, properties in map(_typed, nodes)]
    ties = [[*row[:3], sorted(_typed(row[2:])[1].items())] for row in edges]
    return sorted(map(str, [*plain, *ties, *standing]))


def _typed(row: object) -> tuple[list[object], dict[str, object]]:
    assert isinstance(row, list)
    first, last = row[0], row[-1]
    assert isinstance(last, dict)
    return first if isinstance(first, list) else [first], last
