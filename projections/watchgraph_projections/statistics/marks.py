"""Marks of what is not to be added up: which questions have to do with them, and the clause that reads one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from watchgraph.vocabulary import PREDICATES, predicate
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.ends import leads_to
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Condition, Side

COUNTABLE: Final = "countable"
NO: Final = "NO"


def mark_beside(clause: Clause) -> Clause:
    """The clause that reads the marks, in the claims that another looks at."""
    return replace(
        clause,
        predicates=(predicate(COUNTABLE),),
        condition=Condition(predicate=COUNTABLE),
        single=True,
        that=(),
        others=(),
        each=None,
        apart=None,
        status=None,
    )


def asks_for_no_mark(plan: Plan) -> bool:
    """Whether what is counted or summed may be marked as not countable, and the question is not about that itself."""
    asked = {each.condition.predicate for clause in (*plan.clauses, *plan.absent) for each in clause.either}
    kinds = {plan.kind} if plan.kind else set((plan.measured or plan.clauses[0]).predicates[0].domain)
    return COUNTABLE not in asked and _may_be_marked(kinds)


def leading_to_marked(plan: Plan) -> Sequence[int]:
    """The places of conditions that say something, but nothing of marks, of what may be marked at their other end."""
    return [at for at, clause in enumerate(plan.clauses) if clause.that and _leads_to_marked(clause)]


def _leads_to_marked(clause: Clause) -> bool:
    asked = {name for each in clause.that for one in each.either for name in one.names}
    declared = clause.predicates[0]
    kinds = declared.domain if clause.condition.side is Side.OBJECT else leads_to(declared)
    return COUNTABLE not in asked and _may_be_marked(set(kinds))


def _may_be_marked(kinds: set[str]) -> bool:
    return not kinds.isdisjoint(PREDICATES[COUNTABLE].domain)
