"""What was left out of an answer and would have had a part in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from tests.projections.statistics.by_hand.units import Sifter, Unit, leads_on

from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Reason, Step


def omissions(plan: Plan, sifter: Sifter, counted: Iterable[Unit]) -> Mapping[Reason, Collection[int]]:
    """Keys of claims by reason: about what would be counted if all that speaks to the conditions counted."""
    candidates = _candidates(plan, sifter)
    members = {each.member for each in counted}
    found: dict[Reason, set[int]] = defaultdict(set, sifter.left_out)
    for clause, left_out in sifter.spoken:
        ends = [sifter.meant(each, None) for each in clause.that]
        for reason, claim in left_out:
            matters = claim.member in candidates and not (_is_anything(clause, plan) and claim.member in members)
            if matters and (reason is Reason.UNKNOWN or leads_on(claim, ends)):
                found[reason] |= {claim.key, *sifter.statuses[reason, claim.key]}
    return found


def _is_anything(clause: Clause, plan: Plan) -> bool:
    """Whether anything that is said of a member lets it count."""
    return len(clause.predicates) > 1 and plan.query.measure is not Measure.COUNT_STATEMENTS


def _candidates(plan: Plan, sifter: Sifter) -> Collection[int]:
    first, *others = (set(sifter.meant(clause, plan.kind)) for clause in plan.clauses)
    found = first.intersection(*others)
    for clause in plan.absent:
        has = sifter.describe(clause, found).members
        found -= {member for member, claims in has.items() if any(each.step is Step.CERTAIN for each in claims)}
    return found
