"""The graph's questions answered by searches that read step by step: the same for every adapter."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from watchgraph.domain.edtf import Bounds, Certainty
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.graph.edges import EdgeClaim, Hop, Node
from watchgraph_projections.graph.explored import Explored, Read
from watchgraph_projections.graph.paths import Neighbourhood, Path, first_paths, neighbourhood
from watchgraph_projections.graph.received import with_received
from watchgraph_projections.graph.stations import RECEIVED_WALK, TRAIL_WALK
from watchgraph_projections.graph.trails import MoneyTrail, money_trails
from watchgraph_projections.graph.walks import (
    EVERYTHING,
    OCCURRENCES,
    Bounded,
    TooWideError,
    UnknownNodeError,
    Walk,
    check_hops,
)

Edge = tuple[str, Node, Node]
"""A predicate, its subject and its object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a search at one moment sees with.

    nodes: the entities that ids stand for, by id; an id that stands for none is absent. reading: gives, for a walk,
    what reads the edges that may be walked. check: raises what ends a search that takes too long.
    """

    nodes: Callable[[Sequence[str]], Mapping[str, Node]]
    reading: Callable[[Walk], Read]
    check: Callable[[], None] = lambda: None

    def found(self, *ids: str) -> list[Node]:
        """The entities that these ids stand for, in their order. Raises UnknownNodeError."""
        nodes = self.nodes(ids)
        for each in ids:
            if each not in nodes:
                raise UnknownNodeError(f"no entity {each} is known at that moment")
        return [nodes[each] for each in ids]


class SearchedGraph(ABC):
    """A `GraphReader` over whatever `_seen` reads."""

    def __init__(self, bounded: Bounded | None = None) -> None:
        self._bounded = bounded or Bounded()

    @abstractmethod
    def _seen(self, moment: Moment) -> AbstractContextManager[Sight]:
        """Open what one answer is read with: one state throughout."""

    def node(self, entity: str, *, moment: Moment) -> Node:
        with self._seen(moment) as sight:
            return sight.found(entity)[0]

    def neighbours(
        self, keys: Sequence[int], *, moment: Moment, walk: Walk = EVERYTHING
    ) -> Mapping[int, tuple[Hop, ...]]:
        with self._seen(moment) as sight:
            leaving: dict[int, list[Hop]] = {key: [] for key in keys}
            for hop in sight.reading(walk)(leaving):
                for way in (hop, hop.turned()):
                    if way.source.key in leaving and walk.admits(way):
                        leaving[way.source.key].append(way)
        return {key: tuple(sorted(hops, key=lambda hop: hop.order)) for key, hops in leaving.items() if hops}

    def neighbourhood(self, start: str, *, moment: Moment, hops: int, walk: Walk = EVERYTHING) -> Neighbourhood:
        check_hops(hops)
        with self._seen(moment) as sight:
            (root,) = sight.found(start)
            return neighbourhood(self._explored(sight, walk), root, hops)

    def paths(
        self, ends: tuple[str, str], *, moment: Moment, max_hops: int = 4, walk: Walk = EVERYTHING, first: int = 20
    ) -> tuple[Path, ...]:
        check_hops(max_hops)
        with self._seen(moment) as sight:
            start, end = sight.found(*ends)
            return first_paths(self._explored(sight, walk), start, end, max_hops=max_hops, first=first)

    def money_trails(self, start: str, *, moment: Moment, facilities: Collection[int] = ()) -> tuple[MoneyTrail, ...]:
        with self._seen(moment) as sight:
            (root,) = sight.found(start)
            seen = self._explored(sight, TRAIL_WALK)
            found = money_trails(seen, root)
            if not facilities:
                return found
            return with_received(found, seen, self._explored(sight, RECEIVED_WALK), root, facilities)

    def _explored(self, sight: Sight, walk: Walk) -> Explored:
        return Explored(sight.reading(walk), walk, self._bounded, sight.check)


def drawn(said: Iterable[tuple[Edge, EdgeClaim]]) -> list[Hop]:
    """Gather the claims of each edge; a claim met from both its ends counts once."""
    edges: dict[Edge, dict[int, EdgeClaim]] = {}
    for edge, claim in said:
        edges.setdefault(edge, {})[claim.key] = claim
    return [Hop.drawn(*edge, claims.values()) for edge, claims in edges.items()]


def check_width(rows: Sequence[object], bounded: Bounded) -> None:
    """Raise TooWideError where a step has read more claims than it may; so it asks for one more."""
    if len(rows) > bounded.claims:
        raise TooWideError(f"more than {bounded.claims} claims at one step: narrow the search")


def certainty_of(predicate: str, bounds: Bounds, day: int) -> Certainty:
    """Whether it was so on the day; of an occurrence, whether it had happened by then."""
    if predicate in OCCURRENCES:
        return Certainty.YES if bounds.from_latest <= day else Certainty.POSSIBLY
    return bounds.holds_on(day)
