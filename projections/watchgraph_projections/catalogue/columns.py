"""The sorts of columns that the catalogue's tables have, and the pair of tables that a noun has."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TextClause,
)

OPEN = 2**62
"""Recorded end of a version that still holds."""

CONDITION: Final = "condition"

AnyColumn: TypeAlias = Column[int] | Column[str]

metadata = MetaData()


WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere: SQLite takes an INTEGER primary key as the row's own number and needs no second index."""
WORDS = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its bytes: SQLite's own order, and not that of the language of a PostgreSQL server."""


def key(name: str, *, primary: bool = False, null: bool = False) -> Column[int]:
    """A key: the state hash reads the public id that it stands for instead."""
    return Column(name, WHOLE, primary_key=primary, nullable=null, autoincrement=False, info={"is": "key"})


def position(name: str, *, primary: bool = False, null: bool = False) -> Column[int]:
    """A log position: the state hash reads the rank of its commit instead."""
    return Column(name, WHOLE, primary_key=primary, nullable=null, autoincrement=False, info={"is": "position"})


def text(name: str, *, primary: bool = False, null: bool = True) -> Column[str]:
    """Text, compared byte by byte on every database."""
    return Column(name, WORDS, primary_key=primary, nullable=null)


def flag(name: str) -> Column[int]:
    """0 or 1."""
    return Column(name, SmallInteger, nullable=False)


def day(name: str, *, null: bool = False) -> Column[int]:
    """A day as YYYYMMDD; 0 and 99991231 are open."""
    return Column(name, Integer, nullable=null)


def number(name: str, *, null: bool = True) -> Column[int]:
    """A whole number."""
    return Column(name, WHOLE, nullable=null)


def index(name: str, *columns: Column[int], where: ColumnElement[bool] | TextClause) -> Index:
    """Index only the rows of which the condition is true: on PostgreSQL once `conditions_everywhere` was called."""
    return Index(name, *columns, sqlite_where=where, info={CONDITION: where})


def indexes_in_order(table: Table) -> list[Index]:
    """The indexes of a table in the order in which they are to be made: by name, those that keep to a condition last.

    Of plans that look equally good SQLite takes one by the age of indexes, and a table has its own in no order: how
    long a question takes would change from one rebuild to the next.
    """
    return sorted(table.indexes, key=lambda each: (CONDITION in each.info, each.name or ""))


def conditions_everywhere() -> None:
    """Let indexes keep to their conditions on PostgreSQL: to say so earlier loads all that SQLAlchemy knows of it."""
    for table in metadata.tables.values():
        for each in table.indexes:
            if CONDITION in each.info:
                each.dialect_options["postgresql"]["where"] = each.info[CONDITION]


def clocked(name: str, columns: Sequence[AnyColumn], *, identity: tuple[str, ...]) -> tuple[Table, Table]:
    """Make the pair of tables of a noun: what holds now, and every recorded version.

    identity: the columns that name a row among those that hold at one time.
    """
    now = Table(name, metadata, *[_copy(column, primary=column.name in identity) for column in columns])
    at = Table(
        f"{name}_at",
        metadata,
        *[_copy(column, primary=column.name in identity) for column in columns],
        position("recorded_from", primary=True),
        position("recorded_to"),
    )
    return now, at


def _copy(column: AnyColumn, *, primary: bool) -> Column[int | str]:
    return Column(
        column.name,
        column.type,
        primary_key=primary,
        nullable=column.nullable and not primary,
        autoincrement=False,
        info=column.info,
    )
