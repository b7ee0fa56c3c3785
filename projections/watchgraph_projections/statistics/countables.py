"""What may be counted by itself: refusals that need no data, with what to ask instead."""

from collections.abc import Sequence

from watchgraph.argument_places import at
from watchgraph.vocabulary import KINDS, PREDICATES
from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.condition_checks import NUMBERS
from watchgraph_projections.statistics.errors import NotCountableError
from watchgraph_projections.statistics.queries import Condition, Query

SUGGESTED = 5
"""How many predicates a refusal names."""


def anything_of(counted: str, query: Query) -> Clause:
    """Read every claim that may be counted of a subject of the kind."""
    declared = tuple(each for each in PREDICATES.values() if counted in each.domain and each.countable)
    with at("of"):
        if not declared:
            raise NotCountableError(f"nothing that is said of a {KINDS[counted].label} may be counted")
    return Clause(
        predicates=declared,
        condition=Condition(predicate=declared[0].name),
        universe=query.universe,
        single=False,
    )


def check_countable(clauses: tuple[Clause, ...], counted: str | None) -> None:
    """A count needs one condition that may be counted, whatever does in its place; the others only narrow it."""
    lacking = [
        [each for each in clause.either if not any(one.countable for one in each.predicates)] for clause in clauses
    ]
    if all(lacking):
        declared = [one for clause in lacking for each in clause for one in each.predicates]
        ways = [*_countable_beside(declared, counted), *_measurable(declared)]
        names = ", ".join(each.name for each in declared)
        raise NotCountableError(
            f"{names}: nothing of this may be counted by itself" + (f"; {', or '.join(ways)}" if ways else "")
        )


def _countable_beside(declared: Sequence[Predicate], counted: str | None) -> list[str]:
    """What to add so that a count with these conditions may be made. counted: None where of whatever kind."""
    kinds = {counted} if counted else set(declared[0].domain)
    others = [each for each in PREDICATES.values() if each.countable and kinds.intersection(each.domain)]
    links = [each for each in others if each.range is not None and each.range.type is ValueType.ENTITY] or others
    if not links:
        return []
    return [f"add a condition on what may be, such as {', '.join(each.name for each in links[:SUGGESTED])}"]


def _measurable(declared: Sequence[Predicate]) -> list[str]:
    """How to ask for the numbers of these, which are no counts."""
    names = [each.name for each in declared if each.range is not None and each.range.type in NUMBERS]
    return [f'ask for its numbers with `measure: MEAN, measured: "{names[0]}"`'] if names else []
