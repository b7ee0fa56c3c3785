"""The entities of one kind, filtered and ordered by their headline values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    SelectBase,
    and_,
    func,
    select,
)

from watchgraph_projections.catalogue.kinds import KIND_TABLES, column_name, headlines
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions, shown_as
from watchgraph_projections.views.claims import CLAIMS
from watchgraph_projections.views.entities import ENTITIES, EntityRow
from watchgraph_projections.views.pages import SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read, table_at

LABEL = "label"


class Comparison(StrEnum):
    """How a column is compared. ENTITY: with public ids. CURRENCY: of the claim behind an amount."""

    EQUAL = "EQUAL"
    IN = "IN"
    LESS = "LESS"
    AT_MOST = "AT_MOST"
    MORE = "MORE"
    AT_LEAST = "AT_LEAST"
    CONTAINS = "CONTAINS"
    IS_NULL = "IS_NULL"
    ENTITY = "ENTITY"
    CURRENCY = "CURRENCY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison of a headline column, or of `label`. values: one for most tests, any number for IN and ENTITY."""

    column: str
    test: Comparison
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindList(Listing[EntityRow]):
    """Entities of one kind, merged ones under what they were merged into.

    ids: those that these public ids lead to; empty for all. said: each is the subject of such a claim.
    sort: a headline column or `label`; None for recorded order.
    """

    kind: str
    ids: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    said: tuple[ClaimFilter, ...] = ()
    sort: str | None = None
    down: bool = False

    @property
    def list_name(self) -> str:
        return f"{self.kind} {self.sort or 'recorded'}{' down' if self.down else ''}"

    @property
    def sorts(self) -> bool:
        return self.sort is not None

    @property
    def descending(self) -> bool:
        return self.down

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        rows, entity = table_at(moment, KIND_TABLES[self.kind], "one"), table_at(moment, ENTITIES, "entity")
        columns = [*columns_of(EntityRow, entity), rows.c.key.label(TIE)]
        if self.sort is not None:
            columns.append(rows.c[self.sort].label(SORT))
        statement = select(*columns).where(entity.c.key == rows.c.key, moment.holds(rows), moment.holds(entity))
        if self.ids:
            statement = statement.where(rows.c.key.in_(shown_as(self.ids, moment)))
        return statement.where(*[_compared(rows, each, moment) for each in self.where], *self._said(rows, moment))

    def _said(self, rows: FromClause, moment: Moment) -> Sequence[ColumnElement[bool]]:
        found = []
        for wanted in self.said:
            claims = table_at(moment, CLAIMS, "said")
            said = and_(claims.c.subject == rows.c.key, moment.holds(claims), *conditions(wanted, claims, moment))
            found.append(select(claims.c.key).where(said).exists())
        return found

    def row(self, values: RowMapping) -> EntityRow:
        return read(EntityRow, values)


_COMPARISONS: Mapping[Comparison, Callable[[ColumnElement[object], object], ColumnElement[bool]]] = {
    Comparison.EQUAL: lambda column, value: column == value,
    Comparison.LESS: lambda column, value: column < value,
    Comparison.AT_MOST: lambda column, value: column <= value,
    Comparison.MORE: lambda column, value: column > value,
    Comparison.AT_LEAST: lambda column, value: column >= value,
    Comparison.IS_NULL: lambda column, yes: column.is_(None) if yes else column.is_not(None),
    Comparison.CONTAINS: lambda column, words: func.instr(func.lower(column), str(words).lower()) > 0,
}


def _compared(rows: FromClause, condition: Condition, moment: Moment) -> ColumnElement[bool]:
    column = rows.c[condition.column]
    match condition.test:
        case Comparison.IN:
            return column.in_(condition.values)
        case Comparison.ENTITY:
            return column.in_(shown_as([str(each) for each in condition.values], moment))
        case Comparison.CURRENCY:
            return _in_currency(rows, condition, moment)
        case test:
            return _COMPARISONS[test](column, condition.values[0])


def _in_currency(rows: FromClause, condition: Condition, moment: Moment) -> ColumnElement[bool]:
    claims = table_at(moment, CLAIMS, "valued")
    same_claim = and_(claims.c.key == rows.c[f"{condition.column}_claim"], moment.holds(claims))
    currency = func.json_extract(claims.c.value, "$.currency").in_(condition.values)
    return select(claims.c.key).where(same_claim, currency).exists()


def headline_claims(
    connection: Connection, moment: Moment, kind: str, keys: Sequence[int]
) -> Mapping[int, Mapping[str, int]]:
    """The claim behind each headline value of entities of one kind, by predicate; left out where nobody says one."""
    rows = table_at(moment, KIND_TABLES[kind], "one")
    claims = {predicate.name: rows.c[f"{column_name(predicate)}_claim"] for predicate in headlines(kind)}
    statement = select(rows.c.key, *claims.values()).where(rows.c.key.in_(keys), moment.holds(rows))
    return {
        key: {name: claim for name, claim in zip(claims, found, strict=True) if claim is not None}
        for key, *found in connection.execute(statement)
    }
