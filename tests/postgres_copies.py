"""Catalogues of files copied into a PostgreSQL database, row by row: what a fold there leads to, without the fold."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Table, create_engine, select

from watchgraph_projections.catalogue.postgres_readings import SCHEMA
from watchgraph_projections.catalogue.tables import metadata


def copy_catalogue(file: Path, url: str) -> None:
    """Make the tables in the database, and fill them."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("drop schema if exists {0} cascade; create schema {0}").format(sql.Identifier(SCHEMA))
        )
    in_schema = f"-c search_path={SCHEMA}"
    made = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url, options=in_schema))
    metadata.create_all(made)
    made.dispose()
    with closing(sqlite3.connect(file)) as source, psycopg.connect(url, options=in_schema) as target:
        for table in metadata.sorted_tables:
            _copy(table, source, target)
        target.execute("analyze")


def _copy(table: Table, source: sqlite3.Connection, target: psycopg.Connection) -> None:
    found = source.execute(str(select(table)))
    names = sql.SQL(", ").join([sql.Identifier(column.name) for column in table.c])
    written = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.name), names)
    with target.cursor().copy(written) as copying:
        for row in found:
            copying.write_row(row)
