"""What only the SQL adapter promises: how often it reads, and on whose connection."""

from itertools import pairwise

import pytest
from sqlalchemy import text
from tests.projections.graph.conftest import SqlWorld
from tests.projections.graph.worlds import ClaimRow, EntityRow, World, now, then, uid

from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.sqlite_readings import SqliteReading
from watchgraph_projections.graph.sql import SqlGraph


def ladder(rungs: int, width: int) -> World:
    """One firm at each end and `rungs` rows of `width` firms between, each tied to all of the next row."""
    rows = [[1], *[[10 * rung + each for each in range(width)] for rung in range(1, rungs + 1)], [2]]
    entities = [EntityRow(key=key, kind="Organisation", cluster=key) for row in rows for key in row]
    pairs = [(a, b) for near, far in pairwise(rows) for a in near for b in far]
    claims = [ClaimRow(key=1000 + n, predicate="supplies", subject=a, object=b) for n, (a, b) in enumerate(pairs)]
    return World(entities=entities, claims=claims)


@pytest.mark.parametrize("moment", [now(), then(5)])
@pytest.mark.parametrize("width", [1, 9])
def test_a_search_reads_once_a_hop_however_many_entities_stand_there(
    sql_world: SqlWorld, moment: Moment, width: int
) -> None:
    sql_world.load(ladder(3, width))

    found = SqlGraph(sql_world).paths((uid("entity 1"), uid("entity 2")), moment=moment, max_hops=4)

    assert len(found) == min(width**3, 20)
    assert sql_world.statements == 1 + 4


def test_neighbours_of_many_cost_one_read(sql_world: SqlWorld) -> None:
    sql_world.load(ladder(3, 9))
    keys = [row.key for row in ladder(3, 9).entities]

    found = SqlGraph(sql_world).neighbours(keys, moment=now())

    assert (len(found), sql_world.statements) == (len(keys), 1)


def test_it_reads_on_a_connection_that_is_already_open(sql_world: SqlWorld) -> None:
    sql_world.load(ladder(1, 1))

    with sql_world.connect() as connection:
        graph = SqlGraph.on(connection)
        found = graph.paths((uid("entity 1"), uid("entity 2")), moment=now())
        again = connection.scalar(text("select count(*) from claim"))

    assert (len(found), again) == (1, 2)


def test_a_search_ends_once_its_time_is_up_though_no_statement_is_begun_any_more(sql_world: SqlWorld) -> None:
    sql_world.load(ladder(1, 1))
    asked = uid("entity 1"), uid("entity 2")

    with sql_world.connect() as connection:
        reading, graph = SqliteReading(connection, object()), SqlGraph.on(connection)
        in_time = graph.paths(asked, moment=now())
        reading.allow(0)

        with pytest.raises(ReadTimeoutError):
            graph.paths(asked, moment=now())

    assert len(in_time) == 1
