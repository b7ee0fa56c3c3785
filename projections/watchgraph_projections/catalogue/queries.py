"""Values in statements: lists in one bound value, and text that the driver prepares once."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import JSON, BindParameter, ClauseElement, ColumnElement, Text, bindparam, cast, func, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from watchgraph_projections.catalogue.dialects import POSTGRESQL, Bytewise, Found


class ValueList(Text):
    """The type of one bound value that holds many, as a JSON list."""


class _Among(FunctionElement[bool]):
    """Whether a column has one of the values of a JSON list.

    It has no type: what is said to be boolean SQLAlchemy compares with 1 on SQLite, past any index.
    """

    name = "among"
    inherit_cache = True


@compiles(_Among)
def _on_sqlite(element: _Among, compiler: SQLCompiler, **given: object) -> str:
    column, listed = element.clauses
    values = func.json_each(listed).table_valued("value")
    return compiler.process(column.in_(select(values.c.value)), **given)


@compiles(_Among, POSTGRESQL)
def _on_postgresql(element: _Among, compiler: SQLCompiler, **given: object) -> str:
    column, listed = element.clauses
    values = func.json_array_elements_text(cast(listed, JSON)).column_valued()
    listed_values = compiler.process(select(cast(values, column.type)), **given)
    return f"{compiler.process(column, **given)} = any(array({listed_values}))"


def among(column: ColumnElement[object], values: Iterable[object]) -> ColumnElement[bool]:
    """Compare with any number of values: one by itself, which may be a column; more in one bound value, as a list.

    A single parameter of the type ValueList stands for a list of any length.
    """
    wanted = tuple(values)
    if len(wanted) == 1 and not is_list(wanted[0]):
        return column == wanted[0]
    listed = wanted[0] if len(wanted) == 1 else bindparam(None, json_list(wanted), type_=ValueList(), unique=True)
    return _Among(column, listed)


def contains(column: ColumnElement[object], words: object) -> ColumnElement[bool]:
    """Whether a text has the words in it; A to Z in either case."""
    return Found(func.lower(Bytewise(column)), func.lower(Bytewise(words))) > 0


def is_list(value: object) -> bool:
    """Whether it is one bound value that holds many."""
    return isinstance(value, BindParameter) and isinstance(value.type, ValueList)


def json_list(values: Iterable[object]) -> str:
    """Write values as what a ValueList holds."""
    return msgspec.json.encode(list(values)).decode()


def sql(statement: ClauseElement) -> str:
    """Write a statement once for the driver, with one `?` a value in the order of the columns."""
    return str(statement.compile(dialect=sqlite_dialect(paramstyle="qmark")))
