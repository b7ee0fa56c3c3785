"""What databases write in different words: hints, extremes of a row, and texts looked up in a bound list."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import BindParameter, Column, ColumnElement, FromClause, Text, literal_column, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

T = TypeVar("T")


class _Share(FunctionElement[bool]):
    """A condition, and how many of all rows meet it, for a planner that has no counts to go by."""

    name = "share"
    inherit_cache = True


@compiles(_Share)
def _condition_alone(element: _Share, compiler: SQLCompiler, **given: object) -> str:
    return compiler.process(next(iter(element.clauses)), **given)


@compiles(_Share, "sqlite")
def _likelihood(element: _Share, compiler: SQLCompiler, **given: object) -> str:
    condition, share = element.clauses
    return f"likelihood({compiler.process(condition, **given)}, {compiler.process(share, **given)})"


def share(condition: ColumnElement[bool], of_all: float) -> ColumnElement[bool]:
    """The same condition, with a hint which part of all rows meets it, between 0 and 1.

    SQLite without the hint takes an indexed column for one that has ten rows a value, and what is joined with them for
    so few that it compares each with each.
    """
    return _Share(condition, literal_column(repr(of_all)))


class _Extreme(FunctionElement[object]):
    """The greatest, or the least, of some values of a row."""

    inherit_cache = True


class _Greatest(_Extreme):
    name = "greatest"
    inherit_cache = True


class _Least(_Extreme):
    name = "least"
    inherit_cache = True


@compiles(_Greatest)
def _greatest(element: _Greatest, compiler: SQLCompiler, **given: object) -> str:
    return f"greatest({compiler.process(element.clauses, **given)})"


@compiles(_Greatest, "sqlite")
def _max(element: _Greatest, compiler: SQLCompiler, **given: object) -> str:
    return f"max({compiler.process(element.clauses, **given)})"


@compiles(_Least)
def _least(element: _Least, compiler: SQLCompiler, **given: object) -> str:
    return f"least({compiler.process(element.clauses, **given)})"


@compiles(_Least, "sqlite")
def _min(element: _Least, compiler: SQLCompiler, **given: object) -> str:
    return f"min({compiler.process(element.clauses, **given)})"


def greatest(values: Sequence[ColumnElement[T]]) -> ColumnElement[T]:
    """The greatest of some values of a row, none of them null."""
    return values[0] if len(values) == 1 else type_coerce(_Greatest(*values), values[0].type)


def least(values: Sequence[ColumnElement[T]]) -> ColumnElement[T]:
    """The least of some values of a row, none of them null."""
    return values[0] if len(values) == 1 else type_coerce(_Least(*values), values[0].type)


class _Pairs(FunctionElement[object]):
    """The pairs of a JSON list of pairs of texts, as rows."""

    name = "pairs"
    inherit_cache = True


@compiles(_Pairs)
def _pairs_on_sqlite(element: _Pairs, compiler: SQLCompiler, **given: object) -> str:
    listed = compiler.process(next(iter(element.clauses)), **given)
    parts = "json_extract(value, '$[0]') AS said, json_extract(value, '$[1]') AS meant"
    return f"(SELECT {parts} FROM json_each({listed}))"  # noqa: S608 - nothing in it is anybody's text


@compiles(_Pairs, "postgresql")
def _pairs_on_postgresql(element: _Pairs, compiler: SQLCompiler, **given: object) -> str:
    listed = compiler.process(next(iter(element.clauses)), **given)
    rows = f"json_array_elements(CAST({listed} AS JSON)) AS listed(pair)"
    return f"(SELECT pair ->> 0 AS said, pair ->> 1 AS meant FROM {rows})"  # noqa: S608 - likewise


def pairs(listed: BindParameter[str]) -> FromClause:
    """Look up what texts mean: the columns `said` and `meant` of a JSON list of pairs, bound as one value."""
    return _Pairs(listed).table_valued(Column("said", Text), Column("meant", Text))
