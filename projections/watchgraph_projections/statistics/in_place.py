"""Whether a deployment is in place, as its status says: what is planned, or over, is never added to what exists."""

from collections.abc import Mapping
from typing import Final

from watchgraph.vocabulary.predicates import Predicate
from watchgraph_projections.statistics.queries import Side
from watchgraph_projections.statistics.rules import Reason

DEPLOYMENT: Final = "Deployment"
STATUS: Final = "hasStatus"
NOT_IN_PLACE: Final[Mapping[str, Reason]] = {
    "RUMOURED": Reason.NOT_IN_PLACE,
    "ANNOUNCED": Reason.NOT_IN_PLACE,
    "PLANNED": Reason.NOT_IN_PLACE,
    "TENDERED": Reason.NOT_IN_PLACE,
    "CONTRACTED": Reason.NOT_IN_PLACE,
    "ENDED": Reason.ENDED,
    "CANCELLED": Reason.ENDED,
}
"""Statuses under which a deployment is not in place."""
REGARDLESS: Final = frozenset({"contractFor", "finances", "involves", "opines", "takesPosition"})
"""What is so of a deployment whatever its status: contracts and money come before it, and what happened outlasts it."""


def leads_to_deployments(declared: Predicate, side: Side) -> bool:
    """Whether claims of a predicate may lead to a deployment, and say nothing of what exists unless it is in place.

    side: the end that they are looked at from.
    """
    if declared.name in REGARDLESS:
        return False
    reached = declared.domain if side is Side.OBJECT else (declared.range.kinds if declared.range else ())
    return DEPLOYMENT in reached
