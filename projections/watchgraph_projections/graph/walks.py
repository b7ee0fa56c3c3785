"""What a caller may ask of a search, how far it may go, and how it is refused."""

from dataclasses import dataclass
from typing import ClassVar, Final

from watchgraph.argument_places import at
from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.graph.edges import UNJUDGED, Direction, Hop, Node

RULE: Final = "weakest-link/3"
"""Which paths and money trails are found, and in what order."""

MOST_HOPS: Final = 6
"""The longest path, and the widest neighbourhood, that may be asked for."""

ENDS_ONLY: Final = frozenset({"Group", "LegalInstrument", "Place", "Source", "Technology"})
"""Kinds that a path may end in but, unless asked, not pass through.

Two vendors are not linked because both sell to one country, both make cameras, both belong to 'some firms', both are on
one list that a law made or both are spoken of in one document: such entities touch everything, and a path through them
says nothing.
"""

PLACE: Final = "Place"

OCCURRENCES: Final = frozenset(
    name for name, predicate in PREDICATES.items() if predicate.edge and predicate.persistence is Persistence.OCCURRENCE
)
"""Predicates whose edges stay once they happened: a firm that was sued in 2020 is tied to the case for ever."""


class TooWideError(WatchgraphError):
    """The search would read more than is allowed: ask for fewer hops, fewer predicates or more confidence."""

    code: ClassVar[str] = "too-wide"


class WrongHopsError(WatchgraphError):
    """Fewer hops than one or more than MOST_HOPS were asked for."""

    code: ClassVar[str] = "bad-hops"


class SameEndsError(WatchgraphError):
    """Both ends of the path are one entity, perhaps under two ids that were judged the same."""

    code: ClassVar[str] = "same-ends"


class UnknownNodeError(WatchgraphError):
    """No entity of this id is known at the moment asked for."""

    code: ClassVar[str] = "unknown-id"


class WrongStartError(WatchgraphError):
    """A money trail starts at a place, a deployment or a vendor, and this is none."""

    code: ClassVar[str] = "wrong-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Which edges are walked, and which entities are walked through.

    predicates: only these; None: all that draw edges.
    through: kinds that a path may pass through; None: all but ENDS_ONLY, and from an end that is a place down into the
    places within it. Its ends may be of any kind.
    min_confidence: 0 to 100; above 0, an edge that cannot be judged is left out too.
    planned: walk edges that only plans draw; they are marked.
    ended: walk edges that were over by the day as well (certainty NO); what had not yet begun is never walked.
    """

    predicates: frozenset[str] | None = None
    through: frozenset[str] | None = None
    min_confidence: int = 0
    planned: bool = True
    ended: bool = False

    def passes(self, node: Node) -> bool:
        """Whether a path may pass through this entity."""
        return node.kind not in ENDS_ONLY if self.through is None else node.kind in self.through

    def descends(self, hop: Hop) -> bool:
        """Whether it leads into a place within an end: what is in Belgrade is in Serbia too, but not the reverse.

        A place entered so, from an end and by nothing else, is passed through although its kind is not.
        """
        inwards = self.through is None and hop.predicate == WITHIN and hop.direction is Direction.BACKWARD
        return inwards and hop.source.kind == hop.target.kind == PLACE

    def admits(self, hop: Hop) -> bool:
        """Whether this edge is sure enough, by the best of its claims."""
        return hop.strength >= (self.min_confidence or UNJUDGED)


EVERYTHING: Final = Walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """How far a search may go before it is refused as too wide.

    nodes: entities whose edges are read. claims: claims read in one step. steps: paths begun while ranking one length.
    """

    nodes: int = 5_000
    claims: int = 50_000
    steps: int = 50_000


def check_hops(hops: int) -> None:
    """Raise WrongHopsError unless there are 1 to MOST_HOPS."""
    if not 1 <= hops <= MOST_HOPS:
        with at("maxHops"):
            raise WrongHopsError(f"{hops} hops: ask for 1 to {MOST_HOPS}")
