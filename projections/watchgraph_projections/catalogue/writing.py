"""Writing many rows at once, each database in its own manner."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Final, Protocol, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, literal_column, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watchgraph_projections.catalogue.columns import OPEN
from watchgraph_projections.catalogue.queries import sql

Cell: TypeAlias = int | str | bytes | None
Cells: TypeAlias = tuple[Cell, ...]
WRITER: Final = "watchgraph_writer"
"""Name of the option under which an engine knows who writes through its connections."""


class Writer(Protocol):
    """Rows have their cells in the order of the table's columns, or of those that are named."""

    def add(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        """Insert rows that are not there."""

    def add_missing(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        """Insert those that are not there, of a table that is all key."""

    def keep(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        """Insert rows, in the place of those with their keys."""

    def remove(self, connection: Connection, table: Table, named: Sequence[str], rows: Collection[Cells]) -> None:
        """Delete what has these cells in the columns named."""

    def end(self, connection: Connection, at: Table, named: Sequence[str], rows: Collection[Cells]) -> None:
        """Close open versions. rows: the position from which they no longer hold, then the cells that name them."""


class PreparedWriter:
    """One prepared statement, executed row by row: what is fastest on SQLite."""

    def add(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        connection.exec_driver_sql(_add(table), _listed(rows))

    def add_missing(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        connection.exec_driver_sql(_add_missing(table), _listed(rows))

    def keep(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        connection.exec_driver_sql(_keep(table), _listed(rows))

    def remove(self, connection: Connection, table: Table, named: Sequence[str], rows: Collection[Cells]) -> None:
        connection.exec_driver_sql(_remove(table, tuple(named)), _listed(rows))

    def end(self, connection: Connection, at: Table, named: Sequence[str], rows: Collection[Cells]) -> None:
        connection.exec_driver_sql(_end(at, tuple(named)), _listed(rows))


def _listed(rows: Collection[Cells]) -> list[Cells]:
    return rows if isinstance(rows, list) else list(rows)


_PREPARED: Final = PreparedWriter()


def writer_of(connection: Connection) -> Writer:
    """Who writes through a connection."""
    writer: Writer = connection.get_execution_options().get(WRITER, _PREPARED)
    return writer


@cache
def _add(table: Table) -> str:
    return sql(insert(table))


@cache
def _add_missing(table: Table) -> str:
    return sql(upsert(table).on_conflict_do_nothing())


@cache
def _keep(table: Table) -> str:
    statement = upsert(table)
    others = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    return sql(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others))


@cache
def _remove(table: Table, named: tuple[str, ...]) -> str:
    return sql(delete(table).where(*(table.c[name] == bindparam(f"is_{name}") for name in named)))


@cache
def _end(at: Table, named: tuple[str, ...]) -> str:
    open_: ColumnElement[int] = literal_column(str(OPEN))
    held = [at.c[name] == bindparam(f"is_{name}") for name in named]
    return sql(update(at).values(recorded_to=bindparam("until")).where(*held, at.c.recorded_to == open_))
