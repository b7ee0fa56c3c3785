"""A question for numbers, said in words: the definition that stands beside every number."""

from collections.abc import Callable, Sequence
from uuid import UUID

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.plans import Clause, Plan
from watchgraph_projections.statistics.queries import Condition, Measure, Side

NAMED = 3
"""Of more entities than these only the first are named."""


def definition(plan: Plan, moment: Moment, name: Callable[[UUID], str]) -> str:
    """Say what is counted, under which conditions, of which claims and on which day. name: of an entity."""
    query = plan.query
    counted = query.of if plan.kind is not None else f"subjects of {query.of}"
    if query.measure is Measure.COUNT_GROUPS:
        counted = f"statements about {counted}"
    if plan.measured is not None:
        counted = f"{query.measure} of {plan.measured.predicates[0].name} of {counted}"
    where = " and ".join(_clause(clause, name) for clause in plan.clauses)
    without = "".join(f" and without {_clause(clause, name)}" for clause in plan.absent)
    steps = " and its ".join(step.condition.predicate for step in plan.grouping) or "year"
    grouped = "" if query.group_by is None else f", by {steps}"
    published = "" if query.published_by is None else f", published by {query.published_by}"
    day = f", on {_day(moment.day)}" if any(clause.universe.tests_day for clause in plan.clauses) else ""
    return f"{counted} with {where}{without}{grouped}; of {query.universe}{published}{day}"


def _clause(clause: Clause, name: Callable[[UUID], str]) -> str:
    return " or ".join(_one(each, name) for each in clause.either)


def _one(clause: Clause, name: Callable[[UUID], str]) -> str:
    condition = clause.condition
    if len(clause.predicates) > 1:
        return "anything that may be counted"
    leads = condition.side is Side.OBJECT
    parts = [f"a claim {condition.predicate} that leads to it" if leads else condition.predicate]
    if condition.members:
        parts.append(f"of {_named(condition.members, name)}")
    if condition.entities:
        parts.append(_entities(condition.entities, condition, name))
    if condition.within:
        parts.append(f"{_entities(condition.within, condition, name)} or what is part of it")
    if condition.codes:
        parts.append(" or ".join(condition.codes))
    parts += _compared(condition)
    parts += [f"({key}: {value})" for key, value in condition.qualifiers]
    parts += [f"that has {_clause(each, name)}" for each in clause.that]
    return " ".join(parts)


def _compared(condition: Condition) -> list[str]:
    parts = [" or ".join(f"“{each}”" for each in condition.texts)] if condition.texts else []
    if condition.contains is not None:
        parts.append(f"with “{condition.contains}”")
    if condition.since is not None:
        parts.append(f"since {condition.since}")
    if condition.before is not None:
        parts.append(f"before {condition.before}")
    if condition.at_least is not None:
        parts.append(f"at least {condition.at_least}")
    if condition.at_most is not None:
        parts.append(f"at most {condition.at_most}")
    return parts


def _entities(entities: Sequence[UUID], condition: Condition, name: Callable[[UUID], str]) -> str:
    words = _named(entities, name)
    return f"from {words}" if condition.side is Side.OBJECT else words


def _named(entities: Sequence[UUID], name: Callable[[UUID], str]) -> str:
    first = [f"“{name(each)}”" for each in entities[:NAMED]]
    more = len(entities) - len(first)
    return " or ".join(first) + (f" or {more} others" if more else "")


def _day(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
