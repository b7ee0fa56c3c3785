"""Writing rows to PostgreSQL: COPY for what is new, one statement over arrays for what goes. Imported only there."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects.postgresql.base import PGDialect

from watchgraph.postgresql import Address
from watchgraph.postgresql.failures import in_words
from watchgraph_projections.catalogue.columns import OPEN
from watchgraph_projections.catalogue.writing import Cells

_DIALECT = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy declares no types there


@dataclass(frozen=True, slots=True)
class CopyingWriter:
    """Sends a page's rows of a table in one go, however many."""

    address: Address

    def add(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        with self._driver(connection) as driver, driver.cursor() as cursor, cursor.copy(_copy(table)) as copy:
            for row in rows:
                copy.write_row(row)

    def add_missing(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        """Where a row is all key, one that takes its own place changes nothing."""
        self.keep(connection, table, dict.fromkeys(rows))

    def keep(self, connection: Connection, table: Table, rows: Collection[Cells]) -> None:
        keys = [column.name for column in table.primary_key]
        assert keys == table.c.keys()[: len(keys)], "the key leads the row"
        self.remove(connection, table, keys, [row[: len(keys)] for row in rows])
        self.add(connection, table, rows)

    def remove(self, connection: Connection, table: Table, named: Sequence[str], rows: Collection[Cells]) -> None:
        with self._driver(connection) as driver:
            driver.execute(_remove(table, tuple(named)), _arrays(rows))

    def end(self, connection: Connection, at: Table, named: Sequence[str], rows: Collection[Cells]) -> None:
        with self._driver(connection) as driver:
            driver.execute(_end(at, tuple(named)), _arrays(rows))

    @contextmanager
    def _driver(self, connection: Connection) -> Iterator[psycopg.Connection]:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with in_words(self.address):
            yield driver


def _arrays(rows: Collection[Cells]) -> list[list[object]]:
    return [list(cells) for cells in zip(*rows, strict=True)]


@cache
def _copy(table: Table) -> Composed:
    names = SQL(", ").join(Identifier(column.name) for column in table.c)
    return SQL("copy {} ({}) from stdin").format(Identifier(table.name), names)


@cache
def _remove(table: Table, named: tuple[str, ...]) -> Composed:
    listed, same = _listed(table, named)
    return SQL("delete from {} as held using {} where {}").format(Identifier(table.name), listed, same)


@cache
def _end(at: Table, named: tuple[str, ...]) -> Composed:
    listed, same = _listed(at, named, "recorded_to")
    statement = SQL("update {} as held set recorded_to = wanted.recorded_to from {} where {} and held.recorded_to = {}")
    return statement.format(Identifier(at.name), listed, same, OPEN)


def _listed(table: Table, named: tuple[str, ...], *before: str) -> tuple[Composed, Composed]:
    """One array a column, side by side; and what names a row."""
    columns = [table.c[name] for name in (*before, *named)]
    arrays = SQL(", ").join(SQL("%s::{}[]").format(SQL(_type(column))) for column in columns)
    names = SQL(", ").join(Identifier(column.name) for column in columns)
    same = SQL(" and ").join(SQL("held.{0} = wanted.{0}").format(Identifier(name)) for name in named)
    return SQL("unnest({}) as wanted ({})").format(arrays, names), same


def _type(column: Column[object]) -> str:
    return column.type.compile(_DIALECT).partition(" COLLATE")[0]
