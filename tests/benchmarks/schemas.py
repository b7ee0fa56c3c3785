"""Rebuilding on PostgreSQL: how near the fold comes to reading the log and sending the same rows by COPY."""

from collections.abc import Mapping, Sequence
from contextlib import closing

from sqlalchemy import select
from tests.benchmarks.generated import fill, generate
from tests.benchmarks.measuring import Finding, Scale, cost, in_turns, settled_heap, timed, typical, without_gc
from tests.benchmarks.stores import TODAY, empty_log
from tests.servers import shared_postgres

from watchgraph.log import Log
from watchgraph.postgresql import Address
from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.places import Place
from watchgraph_projections.catalogue.schemas import CatalogueSchema
from watchgraph_projections.catalogue.tables import metadata
from watchgraph_projections.catalogue.writing import Cells, writer_of
from watchgraph_projections.follower import Follower

CLAIMS_OF_A_PAIR = 20_000

Rows = Mapping[str, Sequence[Cells]]


def schema(scale: Scale) -> Finding:
    """The read models built anew in a database, against reading the log and copying the same rows into like tables."""
    claims = min(scale.claims, CLAIMS_OF_A_PAIR)
    with empty_log() as log, shared_postgres().database() as url:
        fill(log, generate(claims))
        place = CatalogueSchema(Address.of(url, "WATCHGRAPH_DATABASE_URL"))
        with closing(Follower(log, place)) as follower:
            follower.rebuild(day=TODAY)
            rows, reading = _rows(place), timed(lambda: _scan(log))

            def raw() -> float:
                return timed(lambda: _scan(log)) + timed(lambda: _write(place.apart, rows))

            with settled_heap():
                rounds = in_turns(scale.pairs, lambda: timed(lambda: follower.rebuild(day=TODAY)), raw)
    return Finding(
        what="rebuild on PostgreSQL / (read and decode the log + COPY the same rows raw)",
        values=cost(rounds),
        goal=2.0,
        notes=(
            f"{claims:,} claims a pair, {sum(map(len, rows.values())):,} rows; ours {typical(rounds, 0):.2f} s, "
            f"raw {typical(rounds, 1):.2f} s, of which reading the log {reading:.2f} s; both make the tables with "
            "their indexes, and vacuum them",
        ),
    )


def _scan(log: Log) -> None:
    for _ in log.scan(0):
        pass


def _rows(place: Place) -> Rows:
    with place.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))] for name, table in metadata.tables.items()
        }


def _write(place: Place, rows: Rows) -> None:
    place.remove()
    engine = place.engine(write=True)
    with without_gc(), engine.begin() as connection:
        databases.create(connection)
        for name, table in metadata.tables.items():
            if rows[name]:
                writer_of(connection).add(connection, table, rows[name])
    engine.dispose()
    place.settle()
