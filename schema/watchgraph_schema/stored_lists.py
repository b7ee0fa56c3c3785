"""Lists that a column holds as JSON: an item of the API for each of theirs. Symbols are taken, too."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec
from msgspec.structs import fields
from sqlalchemy import BigInteger, ColumnElement, Select, TableValuedAlias, cast, select

from watchgraph_projections.catalogue.dialects import Items, Members, member
from watchgraph_schema.compiling.scopes import Scope
from watchgraph_schema.compiling.symbols import Each, Symbol, may_be_null

StructT = TypeVar("StructT", bound=msgspec.Struct)
ItemT = TypeVar("ItemT")
ValueT = TypeVar("ValueT")


def each_of(
    stored: type[StructT], listed: str, made: Callable[[StructT], ItemT], *, most: int | None = None
) -> list[ItemT]:
    """Make an item of each object of a JSON list. stored: what an object holds. most: how many; all if absent."""
    if isinstance(listed, Symbol):
        rows = _rows(listed)
        columns = {each.name: member(rows.c.value, each.name, each.type) for each in fields(stored)}
        known = [each.name for each in fields(stored) if not may_be_null(each.type)]
        scope = Scope(_ordered(rows, columns).limit(most), listed.scopes, known=known)
        return Each(scope, made(stored(**scope.symbols())))
    return [made(each) for each in msgspec.json.decode(listed, type=list[stored])[:most]]  # type: ignore[valid-type]  # a class is given


def rows_of_texts(listed: Symbol, most: int) -> tuple[Scope, str]:
    """The rows of a JSON list of texts, and what stands for the text of each."""
    rows = _rows(listed)
    scope = Scope(_ordered(rows, {"text": rows.c.value}).limit(most), listed.scopes, known=("text",))
    return scope, scope.symbols()["text"]  # type: ignore[return-value]  # stands for it


def each_named(type_: type[ValueT], named: str, made: Callable[[str, ValueT], ItemT]) -> list[ItemT]:
    """Make an item of each member of a JSON object: of its name and its value, a text or a number."""
    if isinstance(named, Symbol):
        rows = Members(named.expression).table_valued("key", "value", "id")
        value = cast(rows.c.value, BigInteger) if type_ is int else rows.c.value
        scope = Scope(_ordered(rows, {"key": rows.c.key, "value": value}), named.scopes, known=("key", "value"))
        return Each(scope, made(*scope.symbols().values()))
    found = msgspec.json.decode(named, type=dict[str, type_])  # type: ignore[valid-type]  # a class is given
    return [made(name, value) for name, value in found.items()]


def _rows(listed: Symbol) -> TableValuedAlias:
    return Items(listed.expression).table_valued("value", "id")


def _ordered(rows: TableValuedAlias, columns: Mapping[str, ColumnElement[object]]) -> Select[*tuple[object, ...]]:
    return select(*[column.label(name) for name, column in columns.items()]).order_by(rows.c.id)
