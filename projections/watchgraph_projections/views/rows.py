"""Rows as plain data: a frozen struct names the columns that it needs, and is filled from them by name."""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, Table, select

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among

RowT = TypeVar("RowT", bound=msgspec.Struct)
Selected = Select[*tuple[object, ...]]
Found = tuple[FromClause, ColumnElement[bool]]


@cache
def _named(table: Table, name: str) -> FromClause:
    return table.alias(name)


def table_at(moment: Moment, pair: tuple[Table, Table], name: str) -> FromClause:
    """Choose the table of a pair. name: its alias, one of its own among the tables of a statement.

    The alias is made once: making one lists all its columns, which costs more than the statement.
    """
    return _named(pair[0] if moment.now else pair[1], name)


def found_by(moment: Moment, pair: tuple[Table, Table], name: str, column: str, values: Sequence[object]) -> Found:
    """Choose the table of a pair, and find rows by a column that is the same in every version, such as the id.

    Only the table of what holds now is indexed by such columns; it knows every key that there ever was.
    """
    table = table_at(moment, pair, name)
    if moment.now:
        return table, among(table.c[column], values)
    known = _named(pair[0], f"{name}_known")
    return table, table.c.key.in_(select(known.c.key).where(among(known.c[column], values)))


def columns_of(row: type[msgspec.Struct], table: FromClause) -> Sequence[ColumnElement[object]]:
    """The columns of the table that the row's fields name."""
    return [table.c[name] for name in row.__struct_fields__]


def read(row: type[RowT], values: RowMapping) -> RowT:
    """Fill a row; columns that it does not name are left out."""
    return row(**{name: values[name] for name in row.__struct_fields__})
