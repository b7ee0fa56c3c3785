"""Paths between two entities and what lies around one: searches over any source of edges."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from typing import Final

from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.explored import Explored, Inside, Side
from watchgraph_projections.graph.walks import SameEndsError, TooWideError, Walk

_STRONGEST: Final = 101


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain of hops that meets no entity twice."""

    hops: tuple[Hop, ...]

    @property
    def link(self) -> Hop:
        """The weakest link, the first of several."""
        return min(self.hops, key=lambda hop: hop.strength)

    @property
    def weakest(self) -> int | None:
        """The lowest confidence on the way, None where a hop cannot be judged."""
        return self.link.confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """What lies around an entity.

    distances: each entity with its number of hops from the start, by that number, then by id.
    hops: the edges that lead there and those between entities nearer than the outermost, from subject to object,
    by subject's id and then as `Hop.order` has it.
    """

    distances: Mapping[Node, int]
    hops: tuple[Hop, ...]


def neighbourhood(seen: Explored, start: Node, hops: int) -> Neighbourhood:
    """Read ring after ring. Raises TooWideError."""
    side = Side(start)
    for _ in range(hops):
        side.advance(seen)
    forward = [hop for node in side.distances for hop in seen.leaving(node.key) if hop.direction == "FORWARD"]
    return Neighbourhood(
        distances=dict(sorted(side.distances.items(), key=lambda item: (item[1], item[0].id))),
        hops=tuple(sorted(forward, key=lambda hop: (hop.source.id, hop.order))),
    )


def first_paths(seen: Explored, start: Node, end: Node, *, max_hops: int, first: int) -> tuple[Path, ...]:
    """Search from both ends, a hop longer each time, and stop at a length that completes the number asked for.

    Raises SameEndsError, TooWideError.
    """
    if start.key == end.key:
        raise SameEndsError(f"both ends are the entity {start.id}")
    sides = (Side(start, barred=[end.key]), Side(end, barred=[start.key]))
    insides = (Inside(start), Inside(end))
    found: list[Path] = []
    for length in range(1, max_hops + 1):
        min(sides, key=lambda side: len(side.ring)).advance(seen)
        for inside in insides:
            inside.deepen(seen)
        ahead = _ways_on(seen, (start, end), length, insides[0].keys | insides[1].keys)
        found += islice(_ranked(seen, start, ahead), first - len(found))
        if len(found) == first:
            break
    return tuple(found)


def _ranked(seen: Explored, start: Node, ahead: list[dict[int, int]]) -> Iterator[Path]:
    """Paths of one length, those with the strongest weakest link first, then by the order of their hops.

    ahead: what `_ways_on` found for the length. Best first: a path begun is worth no more than its weakest hop so far
    and the best way on from there. Of equal worth, one begun comes before all that continue it, and these in the order
    of the hops; so what is complete when it comes up is next.
    """
    length = len(ahead) - 1
    begun: list[tuple[int, tuple[tuple[str, str, str], ...], tuple[Hop, ...]]] = []
    if start.key in ahead[length]:
        begun.append((-ahead[length][start.key], (), ()))
    steps = 0
    while begun:
        steps += 1
        seen.check()
        if steps > seen.bounded.steps:
            raise TooWideError(f"too many paths of {length} hops to put in order: narrow the search")
        _, order, hops = heappop(begun)
        if len(hops) == length:
            yield Path(hops=hops)
            continue
        met = {start.key, *(hop.target.key for hop in hops)}
        for hop in seen.leaving(hops[-1].target.key if hops else start.key):
            best = ahead[length - len(hops) - 1].get(hop.target.key)
            if best is not None and hop.target.key not in met and goes_on(seen.walk, hops, hop):
                heappush(begun, (-min(_weakest((*hops, hop)), best), (*order, hop.order), (*hops, hop)))


def goes_on(walk: Walk, hops: tuple[Hop, ...], hop: Hop) -> bool:
    """Whether a path may go on so from where its hops led: a place is only passed on the way from or to an end."""
    if not hops or walk.passes(hop.source):
        return True
    return walk.descends(hop.turned()) or all(walk.descends(each) for each in hops)


def _weakest(hops: tuple[Hop, ...]) -> int:
    return min(hop.strength for hop in hops)


def _ways_on(seen: Explored, ends: tuple[Node, Node], length: int, inside: Collection[int]) -> list[dict[int, int]]:
    """For 0, 1, … hops: who can come to the end in exactly so many, with the strongest weakest link on the way.

    inside: places that some path may pass through. Never too little: a way may lead through one as no path may.
    """
    start, end = ends
    levels: list[dict[int, int]] = [{end.key: _STRONGEST}]
    for _ in range(length):
        level: dict[int, int] = {}
        for key, best in levels[-1].items():
            if key == start.key:
                continue
            seen.check()
            for hop in seen.leaving(key):
                before = hop.target
                if before.key != end.key and (before.key in inside or seen.walk.passes(before)):
                    level[before.key] = max(level.get(before.key, -_STRONGEST), min(best, hop.strength))
        levels.append(level)
    return levels
