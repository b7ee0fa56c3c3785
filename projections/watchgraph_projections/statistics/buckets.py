"""Which groups a claim leads to: by what it states, by a circumstance of it, or by when it was so."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Integer, Text, cast, func, literal, select, type_coerce

from watchgraph.vocabulary.predicates import Range, ValueType
from watchgraph_projections.catalogue.expressions import greatest, in_turn, least, pairs
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Span
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.spans import BEGUN, Lying
from watchgraph_projections.statistics.statements import qualified, stated_beginning, stated_text
from watchgraph_projections.statistics.values import Asked

UNKNOWN = "\x01"
"""The group of what has no known value: no text that anybody wrote."""
_DAY = 8
"""Digits of a day."""

Read = Callable[[Asked, str], str | None]


def grouped_type(plan: Plan) -> ValueType | None:
    """The type of what the groups are of."""
    if _are_of_claims(plan):
        return ValueType.DATE
    declared = grouped_range(plan)
    return declared.type if declared else None


def grouped_range(plan: Plan) -> Range | None:
    """What values the groups are of; None for when claims were so, and where there are none."""
    if _are_of_claims(plan):
        return None
    last = plan.grouping[-1]
    return last.by.range if last.by else last.predicates[0].range


def grouped_columns(plan: Plan) -> set[str]:
    """The columns of a claim that say to which group it leads."""
    if plan.query.group_by is None:
        return set()
    if _are_of_claims(plan):
        return set(BEGUN)
    if plan.grouping[-1].by is not None:
        return {"qualifiers"}
    return {ValueType.CODE: {"code"}, ValueType.TEXT: {"value"}, ValueType.DATE: {"value"}}.get(
        grouped_type(plan) or ValueType.ENTITY, set()
    )


def _are_of_claims(plan: Plan) -> bool:
    """Whether groups are of the times of claims, and not of what these state."""
    return not plan.grouping or plan.grouping[-1].each is not None


@dataclass(frozen=True)
class Buckets:
    """The groups of a plan, each as a text."""

    sieve: Sieve
    plan: Plan

    def led(self, last: FromClause) -> Rows:
        """The claims of the last step, each by `bucket`: UNKNOWN where it says none, and a row for each of several."""
        if _are_of_claims(self.plan):
            return self._by_time(last, last, last.c.from_earliest, self._begun_by(last))
        sort, by = grouped_type(self.plan), self.plan.grouping[-1].by
        if by is None and sort in {ValueType.ENTITY, ValueType.CODE}:
            found = last.c.other if sort is ValueType.ENTITY else last.c.code
            return select(*last.c, func.coalesce(cast(found, Text), UNKNOWN).label("bucket"))
        column, read = _reading(self.plan.grouping[-1], sort)
        texts = self.sieve.texts(self.plan.grouping[-1], self._kind, column)
        named = self.sieve.cte("named", select(*pairs(self.sieve.values.meaning(texts, read)).c))
        table = last.outerjoin(named, named.c.said == last.c[column])
        if by is None and sort is ValueType.DATE:
            days = (cast(func.substr(named.c.meant, at, _DAY), Integer) for at in (1, 1 + _DAY))
            return self._by_time(last, table, *days)
        return select(*last.c, func.coalesce(named.c.meant, UNKNOWN).label("bucket")).select_from(table)

    def _by_time(
        self, last: FromClause, table: FromClause, begun: ColumnElement[int], begun_by: ColumnElement[int]
    ) -> Rows:
        """Let claims lead to each span in which a date may lie, as doubtful as it is which of several that is."""
        span = self._span
        if span is Span.YEAR:
            return select(*last.c, Lying(span, begun, begun_by).bucket(UNKNOWN).label("bucket")).select_from(table)
        later = self.sieve.cte("later", *(select(literal(each).label("later")) for each in range(span.a_year)))
        lying = Lying(span, begun, begun_by, later.c.later)
        others = [column for column in last.c if column.name != "step"]
        step = greatest([last.c.step, lying.step]).label("step")
        query = select(*others, step, lying.bucket(UNKNOWN).label("bucket"))
        return query.select_from(in_turn(table, later, lying.is_one))

    @property
    def _span(self) -> Span:
        assert self.plan.query.group_by is not None
        return self.plan.query.group_by.last.span

    def _begun_by(self, last: FromClause) -> ColumnElement[int]:
        """The last day on which it may have begun; by the day that is asked about, where it has to have begun then."""
        read = self.plan.grouping[-1] if self.plan.grouping else self.plan.clauses[0]
        if self._span is Span.YEAR or not all(each.universe.tests_day for each in read.either):
            return last.c.from_latest
        return least([last.c.from_latest, type_coerce(self.sieve.moment.day, Integer)])

    @property
    def _kind(self) -> str | None:
        """Of what the last step's claims speak."""
        return self.plan.kind if len(self.plan.grouping) <= 1 else None


def _reading(clause: Clause, sort: ValueType | None) -> tuple[str, Read]:
    """The column of a claim that says what the groups are of, and how to read it: of a date two days."""
    if clause.by is None:
        said = stated_beginning if sort is ValueType.DATE else stated_text
        return "value", lambda _, text: said(text)
    name = clause.by.name
    if sort is ValueType.ENTITY:
        return "qualifiers", lambda asked, text: _text(asked.lookups.key_of(qualified(text).get(name)))
    return "qualifiers", lambda _, text: qualified(text).get(name)


def _text(key: int | None) -> str | None:
    return None if key is None else str(key)
