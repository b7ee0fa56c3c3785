"""Expressions that counting is made of: hints, extremes of a row, and texts looked up in a bound list."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import BindParameter, Column, ColumnElement, FromClause, Join, Text, literal_column, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from watchgraph_projections.catalogue.dialects import POSTGRESQL, declare

T = TypeVar("T")


class _Share(FunctionElement[bool]):
    """A condition, and how many of all rows meet it, for a planner that has no counts to go by."""

    name = "share"
    inherit_cache = True


class _Greatest(FunctionElement[object]):
    name = "greatest"
    inherit_cache = True


class _Least(FunctionElement[object]):
    name = "least"
    inherit_cache = True


class _Pairs(FunctionElement[object]):
    """The pairs of a JSON list of pairs of texts, as rows: a table of their own, of which SQLite makes an index."""

    name = "pairs"
    inherit_cache = True


declare(_Share, "likelihood({0}, {1})")
declare(_Share, "{0}", POSTGRESQL)
declare(_Greatest, "max({all})")
declare(_Greatest, "greatest({all})", POSTGRESQL)
declare(_Least, "min({all})")
declare(_Least, "least({all})", POSTGRESQL)
declare(
    _Pairs,
    "(with listed as materialized (select cast(json_extract(value, '$[0]') as text) as said,"
    " json_extract(value, '$[1]') as meant from json_each({0})) select said, meant from listed)",
)
declare(
    _Pairs,
    "(select pair ->> 0 as said, pair ->> 1 as meant from json_array_elements(cast({0} as json)) as listed(pair))",
    POSTGRESQL,
)


class InTurn(Join):
    """Two tables, of which SQLite goes through the first and looks the rows of the second up."""

    inherit_cache = True


@compiles(InTurn, "sqlite")
def _in_turn(element: InTurn, compiler: SQLCompiler, *, asfrom: bool = True, **given: object) -> str:  # noqa: ARG001
    left, right = (compiler.process(each, asfrom=True, **given) for each in (element.left, element.right))
    assert element.onclause is not None
    return f"{left} CROSS JOIN {right} ON {compiler.process(element.onclause, **given)}"


def in_turn(first: FromClause, second: FromClause, condition: ColumnElement[bool]) -> FromClause:
    """Join two tables of the database's own making, of whose size SQLite knows nothing.

    Of the second it makes an index each time: let it be the smaller one, or one that has to be looked up anyway.
    """
    return InTurn(first, second, condition)


def share(condition: ColumnElement[bool], of_all: float) -> ColumnElement[bool]:
    """The same condition, with a hint which part of all rows meets it, between 0 and 1.

    SQLite without the hint takes an indexed column for one that has ten rows a value, and what is joined with them for
    so few that it compares each with each.
    """
    return _Share(condition, literal_column(repr(of_all)))


def greatest(values: Sequence[ColumnElement[T]]) -> ColumnElement[T]:
    """The greatest of some values of a row, none of them null."""
    return values[0] if len(values) == 1 else type_coerce(_Greatest(*values), values[0].type)


def least(values: Sequence[ColumnElement[T]]) -> ColumnElement[T]:
    """The least of some values of a row, none of them null."""
    return values[0] if len(values) == 1 else type_coerce(_Least(*values), values[0].type)


def pairs(listed: BindParameter[str]) -> FromClause:
    """Look up what texts mean: the columns `said` and `meant` of a JSON list of pairs, bound as one value."""
    return _Pairs(listed).table_valued(Column("said", Text), Column("meant", Text))
