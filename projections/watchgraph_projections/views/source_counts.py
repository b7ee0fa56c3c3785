"""How many sources there are of each publisher, sort, language and so on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from watchgraph_projections.catalogue.dialects import Bytewise
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.rows import read, table_at
from watchgraph_projections.views.sources import SOURCES, SourceFilter


class SourceProperty(StrEnum):
    """What sources are counted by. YEAR: of publication."""

    PUBLISHER = "PUBLISHER"
    TIER = "TIER"
    LANGUAGE = "LANGUAGE"
    LIVENESS = "LIVENESS"
    RELIABILITY = "RELIABILITY"
    LICENCE = "LICENCE"
    YEAR = "YEAR"


class SourceCountRow(msgspec.Struct, frozen=True, kw_only=True):
    """value: None for those of which it is not known."""

    value: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCounts:
    """values: the most frequent, those of more sources first, of equals the lesser. others: sources with rarer ones."""

    values: Sequence[SourceCountRow]
    others: int


def source_counts(
    connection: Connection, moment: Moment, wanted: SourceFilter, by: SourceProperty, most: int
) -> SourceCounts:
    """Count the sources of each value. most: so many values at most."""
    source = table_at(moment, SOURCES, "source")
    known = select(_property(source, by).label("value")).where(moment.holds(source))
    if moment.without:
        known = known.where(moment.admits(source))
    value = known.where(*wanted.conditions(source, moment)).subquery("known").c.value
    number, all_ = func.count().label("count"), func.sum(func.count()).over().label("all")
    order = number.desc(), Bytewise(func.coalesce(value, ""))
    rows = connection.execute(select(value, number, all_).group_by(value).order_by(*order).limit(most)).mappings().all()
    values = [read(SourceCountRow, row) for row in rows]
    total = int(rows[0]["all"]) if rows else 0
    return SourceCounts(values=values, others=total - sum(each.count for each in values))


def _property(source: FromClause, by: SourceProperty) -> ColumnElement[str | None]:
    if by is SourceProperty.YEAR:
        return func.nullif(func.substr(source.c.published, 1, 4), "")
    return func.nullif(source.c[by.lower()], "")
