"""A question for numbers, said in words: the definition that stands beside every number."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.plans import Clause, Plan
from watchgraph_projections.statistics.queries import Condition, Measure, Side

NAMED = 3
"""Of more entities than these only the first are named."""


class Names(Protocol):
    """What is known of the entities that a question names."""

    def name(self, entity_id: UUID) -> str:
        """The name under which one is shown."""

    def has_parts(self, entity_id: UUID) -> bool:
        """Whether anything is part of it."""


def definition(plan: Plan, moment: Moment, names: Names) -> str:
    """Say what is counted, under which conditions, of which claims and on which day."""
    query = plan.query
    counted = query.of if plan.kind is not None else f"subjects of {query.of}"
    if query.measure is Measure.COUNT_GROUPS:
        counted = f"statements about {counted}"
    if plan.measured is not None:
        counted = f"{query.measure} of {plan.measured.predicates[0].name} of {counted}"
    where = " and ".join(_clause(clause, names) for clause in plan.clauses)
    without = "".join(f" and without {_clause(clause, names)}" for clause in plan.absent)
    steps = " and its ".join(_step(step) for step in plan.grouping) or "year"
    grouped = "" if query.group_by is None else f", by {steps}"
    published = "" if query.published_by is None else f", published by {query.published_by}"
    day = f", on {_day(moment.day)}" if any(clause.universe.tests_day for clause in plan.clauses) else ""
    return f"{counted} with {where}{without}{grouped}; of {query.universe}{published}{day}"


def _step(step: Clause) -> str:
    return f"the year of {step.condition.predicate}" if step.yearly else step.condition.predicate


def _clause(clause: Clause, names: Names) -> str:
    return " or ".join(_one(each, names) for each in clause.either)


def _one(clause: Clause, names: Names) -> str:
    condition = clause.condition
    if len(clause.predicates) > 1:
        return "anything that may be counted"
    leads = condition.side is Side.OBJECT
    parts = [f"a claim {condition.predicate} that leads to it" if leads else condition.predicate]
    if condition.members:
        parts.append(f"of {_named(condition.members, names)}")
    if condition.entities:
        parts.append(_entities(condition.entities, condition, names))
        parts += ["without what is part of it"] if _leaves_parts(condition, names) else []
    if condition.within:
        parts.append(f"{_entities(condition.within, condition, names)} or what is part of it")
    if condition.codes:
        parts.append(" or ".join(condition.codes))
    if clause.yearly:
        parts.append("in any year")
    parts += _compared(condition)
    parts += [f"({key}: {value})" for key, value in condition.qualifiers]
    parts += [f"that has {_clause(each, names)}" for each in clause.that]
    return " ".join(parts)


def _leaves_parts(condition: Condition, names: Names) -> bool:
    """Whether what it names has parts, which it does not mean."""
    return condition.predicate != WITHIN and any(names.has_parts(each) for each in condition.entities[:NAMED])


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


def _entities(entities: Sequence[UUID], condition: Condition, names: Names) -> str:
    words = _named(entities, names)
    return f"from {words}" if condition.side is Side.OBJECT else words


def _named(entities: Sequence[UUID], names: Names) -> str:
    first = [f"“{names.name(each)}”" for each in entities[:NAMED]]
    more = len(entities) - len(first)
    return " or ".join(first) + (f" or {more} others" if more else "")


def _day(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
