"""The adapters that have to answer alike about the same world."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, event
from tests.projections.graph.worlds import ClaimRow, EntityRow, World

from watchgraph.domain.edtf import parse
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.standing import Standing, move_to
from watchgraph_projections.graph.neo4j.following import GraphFollower
from watchgraph_projections.graph.neo4j.reading import Neo4jGraph
from watchgraph_projections.graph.neo4j.servers import Server
from watchgraph_projections.graph.port import GraphReader
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.walks import Bounded


@dataclass(slots=True)
class SqlWorld:
    """A catalogue that holds what its tests put in; counts the statements that read it."""

    engine: Engine
    statements: int = 0

    def connect(self) -> AbstractContextManager[Connection]:
        return self.engine.connect()

    def load(self, world: World) -> None:
        with self.engine.begin() as connection:
            for pair, rows in (
                ((tables.entity, tables.entity_at), [_entity(row) for row in world.entities]),
                ((tables.claim, tables.claim_at), [_claim(row) for row in world.claims]),
            ):
                _fill(connection, pair, rows)
        self.statements = 0


Row = dict[str, int | str | None]


def _fill(connection: Connection, pair: tuple[Table, Table], rows: list[Row]) -> None:
    now, at = pair
    for table, kept in ((now, [row for row in rows if row["recorded_to"] == tables.OPEN]), (at, rows)):
        connection.execute(table.delete())
        if kept:
            names = set(table.c.keys())
            connection.execute(table.insert(), [{n: v for n, v in row.items() if n in names} for row in kept])


def _entity(row: EntityRow) -> Row:
    return {
        "key": row.key, "id": row.id, "kind": row.kind, "cluster": row.cluster,
        "label": row.label or f"label {row.cluster}", "label_claim": None,
        "dataset": "tests", "register": 0, "public_role": 0,
        "recorded_from": row.since, "recorded_to": row.until,
    }  # fmt: skip


def _claim(row: ClaimRow) -> Row:
    bounds = parse(row.valid, PREDICATES[row.predicate].persistence)
    filled: Row = dict.fromkeys(tables.claim.c.keys())
    filled |= {column.name: 0 for column in tables.claim.c if not column.nullable}
    return filled | {
        "key": row.key, "id": row.id, "predicate": row.predicate, "subject": row.subject, "object": row.object,
        "valid": row.valid, "from_earliest": bounds.from_earliest, "from_latest": bounds.from_latest,
        "until_earliest": bounds.until_earliest, "until_latest": bounds.until_latest, "draws": int(row.draws),
        "planned": int(row.planned), "disputed": int(row.disputed), "confidence": row.confidence,
        "recorded_from": row.since, "recorded_to": row.until,
    }  # fmt: skip


@dataclass(slots=True)
class Neo4jWorld:
    """The same world in a Neo4j database, put there by the projection."""

    world: SqlWorld
    server: Server
    follower: GraphFollower

    def load(self, world: World) -> None:
        self.world.load(world)
        self.follower.empty()
        self.follower.catch_up()


Answering = Callable[..., GraphReader]
"""Takes a world, and bounds where they matter; gives the adapter that answers about this world."""


@pytest.fixture(scope="session")
def sql_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlWorld]:
    path: Path = tmp_path_factory.mktemp("graph") / "catalogue.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    needed = (tables.entity, tables.entity_at, tables.claim, tables.claim_at)
    tables.metadata.create_all(engine, tables=[*needed, tables.standing, tables.commits, tables.events])
    with engine.begin() as connection:
        move_to(connection, Standing(tables.OPEN - 1, 20201231))
    world = SqlWorld(engine)

    @event.listens_for(engine, "before_cursor_execute")
    def count(*_: object) -> None:
        world.statements += 1

    yield world
    engine.dispose()


@pytest.fixture(scope="module")
def neo4j_world(sql_world: SqlWorld, graph_server: Server) -> Neo4jWorld:
    return Neo4jWorld(sql_world, graph_server, GraphFollower.open(sql_world, graph_server))


@pytest.fixture(scope="module", params=["sql", "neo4j"])
def answering(request: pytest.FixtureRequest, sql_world: SqlWorld) -> Answering:

    def sql(world: World, bounded: Bounded | None = None) -> GraphReader:
        sql_world.load(world)
        return SqlGraph(sql_world, bounded=bounded)

    if request.param == "sql":
        return sql
    neo4j_world: Neo4jWorld = request.getfixturevalue("neo4j_world")

    def neo4j(world: World, bounded: Bounded | None = None) -> GraphReader:
        neo4j_world.load(world)
        return Neo4jGraph(neo4j_world.server, bounded=bounded)

    return neo4j
