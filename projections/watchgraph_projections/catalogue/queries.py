"""Statements as the fold writes them: lists in one bound value, text that the driver prepares once."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import ClauseElement, ColumnElement, func, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect


def among(column: ColumnElement[int] | ColumnElement[str], values: Iterable[int | str]) -> ColumnElement[bool]:
    """Compare with a list of any length, in one bound value."""
    listed = func.json_each(msgspec.json.encode(list(values)).decode()).table_valued("value")
    return column.in_(select(listed.c.value))


def sql(statement: ClauseElement) -> str:
    """Write a statement once for the driver, with one `?` a value in the order of the columns."""
    return str(statement.compile(dialect=sqlite_dialect(paramstyle="qmark")))
