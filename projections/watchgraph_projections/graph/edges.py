"""Entities and the edges between them: every edge names all the claims that draw it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from watchgraph.domain.edtf import Bounds, Certainty

UNJUDGED = -1
"""Where an edge whose confidence cannot be judged stands in an order: after every figure."""

_SURENESS = {Certainty.YES: 0, Certainty.POSSIBLY: 1, Certainty.NO: 2}


class Direction(StrEnum):
    """FORWARD: walked as the claim says it, from subject to object. BACKWARD: from object to subject."""

    FORWARD = "FORWARD"
    BACKWARD = "BACKWARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity as it is shown, the representative of its cluster.

    key: the catalogue's; id: the public UUID as text. label: best standing name, None where it has none.
    """

    key: int
    id: str
    kind: str
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeClaim:
    """One claim that draws an edge.

    bounds: when it was so. certainty: whether it was so on the day asked for; for an occurrence, whether it had
    happened by then. confidence: 0 to 100, of its group; None where it cannot be judged.
    """

    key: int
    id: str
    bounds: Bounds
    certainty: Certainty
    confidence: int | None
    planned: bool
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One edge, in the direction in which it is walked.

    claims: all that draw it, the one that speaks for it first: what is there before what is planned, then the surest,
    then the best confidence, then by id. bounds and certainty are that claim's.
    confidence: the best of its claims' groups (claims of plans lend none to an edge that is there), None where none
    can be judged. planned: nothing but plans draws it. disputed: a claim under it is disputed.
    """

    predicate: str
    source: Node
    target: Node
    direction: Direction
    claims: tuple[EdgeClaim, ...]
    bounds: Bounds
    certainty: Certainty
    confidence: int | None
    planned: bool
    disputed: bool

    @classmethod
    def drawn(cls, predicate: str, subject: Node, target: Node, claims: Iterable[EdgeClaim]) -> "Hop":
        """Make one edge of all claims that say it, from subject to object. Expects at least one claim."""
        ordered = tuple(sorted(claims, key=_speaks_first))
        first = ordered[0]
        judged = [claim.confidence for claim in ordered if claim.planned == first.planned]
        return cls(
            predicate=predicate,
            source=subject,
            target=target,
            direction=Direction.FORWARD,
            claims=ordered,
            bounds=first.bounds,
            certainty=first.certainty,
            confidence=max((score for score in judged if score is not None), default=None),
            planned=first.planned,
            disputed=any(claim.disputed for claim in ordered),
        )

    def turned(self) -> "Hop":
        """The same edge, walked the other way."""
        other = Direction.BACKWARD if self.direction is Direction.FORWARD else Direction.FORWARD
        return replace(self, source=self.target, target=self.source, direction=other)

    @property
    def strength(self) -> int:
        """Confidence as a number to compare by."""
        return UNJUDGED if self.confidence is None else self.confidence

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it comes among the hops that leave one entity: by the other end's id, predicate, direction."""
        return (self.target.id, self.predicate, self.direction)


def _speaks_first(claim: EdgeClaim) -> tuple[bool, int, int, str]:
    score = UNJUDGED if claim.confidence is None else claim.confidence
    return (claim.planned, _SURENESS[claim.certainty], -score, claim.id)
