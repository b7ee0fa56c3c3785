"""Catalogues of files copied into a PostgreSQL database, row by row: what a fold there leads to, without the fold."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Table, create_engine, select

from watchgraph_projections.catalogue import databases, queries
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.schemas import SCHEMA
from watchgraph_projections.catalogue.tables import metadata


def copy_catalogue(file: Path, url: str) -> None:
    """Make the tables in the database, which has none, and fill them."""
    assert KIND_TABLES, "they are among the tables once they are loaded"

    def connect() -> psycopg.Connection:
        return psycopg.connect(url, options=f"-c search_path={SCHEMA}")

    engine = create_engine("postgresql+psycopg://", creator=connect)
    with engine.begin() as connection:
        databases.create(connection)
    engine.dispose()
    with closing(sqlite3.connect(file)) as source, connect() as target:
        for table in metadata.sorted_tables:
            _copy(table, source, target)
        target.execute("analyze")


def _copy(table: Table, source: sqlite3.Connection, target: psycopg.Connection) -> None:
    found = source.execute(queries.sql(select(table)))
    names = sql.SQL(", ").join([sql.Identifier(column.name) for column in table.c])
    written = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.name), names)
    with target.cursor().copy(written) as copying:
        for row in found:
            copying.write_row(row)
