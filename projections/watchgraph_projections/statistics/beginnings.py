"""When what claims say began, and whether a condition on dates is about that."""

from sqlalchemy import ColumnElement, FromClause

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.values import Values


def states_dates(clause: Clause) -> bool:
    """Whether the values of a clause's claims may be dates, which then are what a condition on dates is about."""
    return any(each.range is not None and each.range.type is ValueType.DATE for each in clause.predicates)


def begun_between(values: Values, claims: FromClause, clause: Clause) -> list[ColumnElement[bool]]:
    """Keep claims of what surely began between the dates of a clause's condition."""
    found: list[ColumnElement[bool]] = []
    if clause.condition.since is not None:
        since = values.number(values.own(clause, lambda _, own: edtf.first_day(own.condition.since or "")))
        found.append(claims.c.from_earliest >= since)
    if clause.condition.before is not None:
        before = values.number(values.own(clause, lambda _, own: edtf.first_day(own.condition.before or "")))
        found.append(claims.c.from_latest < before)
    return found
