"""The tables of the kinds: one pair a kind, one column a headline predicate, all derived from the vocabulary."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from watchgraph.vocabulary import KINDS, PREDICATES
from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_projections.catalogue.columns import OPEN, AnyColumn, day, index, key, metadata, position, text

SOURCE_KIND = "Source"
"""Sources have a table of their own with columns that no claim says."""


@cache
def snake_case(name: str) -> str:
    """Write `plannedCameras` as `planned_cameras`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def headlines(kind: str) -> tuple[Predicate, ...]:
    """The predicates that are columns of this kind, in the vocabulary's order."""
    return tuple(p for p in PREDICATES.values() if p.headline and p.range is not None and kind in p.domain)


def column_name(predicate: Predicate) -> str:
    """The column of its headline value; its claim's key stands beside it under the same name with `_claim`."""
    return snake_case(predicate.name)


@cache
def headline_columns(kind: str) -> Mapping[str, str]:
    """Predicate to column, for the predicates that are columns of this kind."""
    return MappingProxyType({predicate.name: column_name(predicate) for predicate in headlines(kind)})


def _columns(kind: str) -> list[AnyColumn]:
    columns: list[AnyColumn] = [text("label"), key("label_claim", null=True)]
    for predicate in headlines(kind):
        name = column_name(predicate)
        columns += [_value_column(name, predicate), key(f"{name}_claim", null=True)]
    return columns


def _value_column(name: str, predicate: Predicate) -> AnyColumn:
    match predicate.range.type if predicate.range else None:
        case ValueType.ENTITY:
            return key(name, null=True)
        case ValueType.QUANTITY | ValueType.MONEY:
            return Column(name, BigInteger, nullable=True)
        case _:
            return text(name)


def _tables(kind: str) -> tuple[Table, Table]:
    name = f"kind_{snake_case(kind)}"
    now = Table(name, metadata, key("key", primary=True), *_columns(kind))
    at = Table(
        f"{name}_at",
        metadata,
        key("key", primary=True),
        Column("valid_from", Integer, primary_key=True, autoincrement=False),
        day("valid_to"),
        *_columns(kind),
        position("recorded_from", primary=True),
        position("recorded_to"),
    )
    for column in ("label", *(column_name(predicate) for predicate in headlines(kind))):
        Index(f"{name}_{column}", now.c[column], now.c.key)
        Index(f"{name}_at_{column}", at.c[column], at.c.key, at.c.recorded_from, at.c.recorded_to)
    index(f"{name}_at_open", at.c.valid_from, where=at.c.recorded_to == OPEN)
    return now, at


KIND_TABLES: Mapping[str, tuple[Table, Table]] = MappingProxyType(
    {kind: _tables(kind) for kind in KINDS if kind != SOURCE_KIND}
)
"""Kind to its pair of tables. A row is an entity that represents its cluster; `label` is its best standing name.

Values: an entity's key; thousandths of a quantity's lower bound or of an amount; else text. `X_at` adds the valid
interval as half-open days.
"""
