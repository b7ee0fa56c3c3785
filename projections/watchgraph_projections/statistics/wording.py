"""A question for numbers, said in words: the definition that stands beside every number."""

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.plans import Clause, Plan
from watchgraph_projections.statistics.queries import Measure, Side


def definition(plan: Plan, moment: Moment) -> str:
    """Say what is counted, under which conditions, of which claims and on which day."""
    query = plan.query
    counted = query.of if plan.kind is not None else f"subjects of {query.of}"
    if query.measure is Measure.COUNT_GROUPS:
        counted = f"statements about {counted}"
    if plan.measured is not None:
        counted = f"{query.measure} of {plan.measured.predicates[0].name} of {counted}"
    where = " and ".join(_clause(clause) for clause in plan.clauses)
    grouped = "" if query.group_by is None else f", by {query.group_by.predicate or 'year'}"
    published = "" if query.published_by is None else f", published by {query.published_by}"
    day = f", on {_day(moment.day)}" if any(clause.universe.tests_day for clause in plan.clauses) else ""
    return f"{counted} with {where}{grouped}; of {query.universe}{published}{day}"


def _clause(clause: Clause) -> str:
    condition = clause.condition
    if len(clause.predicates) > 1:
        return "anything that may be counted"
    name = condition.predicate if condition.side is Side.SUBJECT else f"a claim {condition.predicate} that leads to it"
    parts = [name]
    if condition.entities:
        parts.append(f"one of {', '.join(str(each) for each in condition.entities)}")
    if condition.codes:
        parts.append(" or ".join(condition.codes))
    if condition.at_least is not None:
        parts.append(f"at least {condition.at_least}")
    if condition.at_most is not None:
        parts.append(f"at most {condition.at_most}")
    parts += [f"({key}: {value})" for key, value in condition.qualifiers]
    return " ".join(parts)


def _day(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
