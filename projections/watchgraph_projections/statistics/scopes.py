"""Where claims are read: the tables of one moment, and tables of the database's own making."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import count

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    bindparam,
    null,
    select,
    true,
    union_all,
)

from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.tables import claim, commits
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.values import Values
from watchgraph_projections.statistics.verdicts import said

_NEVER = bindparam("never", 0, type_=Integer())
_COLUMNS = (
    "key", "id", "predicate", "subject", "object", "value", "code", "qualifiers", "qualifier_key", "group_key",
    "polarity", "modality", "state", "planned", "disputed", "rank", "confidence", "dataset", "record", "valid", "ended",
    "from_earliest", "from_latest", "until_earliest", "until_latest", "taken", "published_from", "published_to",
    "series", "least", "most",
)  # fmt: skip

Rows = Select[*tuple[object, ...]]


@dataclass(frozen=True)
class Scope:
    """Where claims are read. moment: with parameters in the place of its values. names: numbers for tables' names.

    tells_latest: whether anybody asks on which claims numbers rest, so that it has to be told which are the latest.
    """

    values: Values
    moment: Moment
    tells_latest: bool = False
    names: "count[int]" = field(default_factory=lambda: count(1))

    @cached_property
    def claims(self) -> Subquery:
        """Claims as they stand at the moment, and by when they were said."""
        if self.moment.now and not self.moment.without:
            return _claims_now()
        table = self.moment.of(CLAIMS)
        return _claims(table, self.moment.holds(table))

    @cached_property
    def entities(self) -> FromClause:
        """Entities as they stand at the moment."""
        return self.moment.of(ENTITIES)

    def cte(self, name: str, *parts: Rows) -> CTE:
        """Name a table of rows of several parts, which is worked out once.

        To SQLite it looks large, by rows that it never has: else it takes each for so small that it joins two of them
        by comparing each row with each.
        """
        nothing = select(*(null() for _ in parts[0].selected_columns)).select_from(commits).where(_NEVER == 1)
        return union_all(*parts, nothing).cte(f"{name}_{next(self.names)}").prefix_with("MATERIALIZED")


@cache
def _claims_now() -> Subquery:
    return _claims(claim, true())


def _claims(table: FromClause, holds: ColumnElement[bool]) -> Subquery:
    columns = [table.c[name] for name in _COLUMNS]
    return select(*columns, said(table).label("said")).where(holds).subquery("stated")
