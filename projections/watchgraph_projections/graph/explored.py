"""The part of the graph that one search has read so far."""

from collections.abc import Callable, Collection, Iterable, Mapping

from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.walks import Bounded, TooWideError, Walk

Read = Callable[[Collection[int]], Iterable[Hop]]
"""All edges that touch any of these entities, given by key, from subject to object: one read."""


class Explored:
    """Edges by the entities at their ends. Reads each entity once, many at a time."""

    def __init__(self, read: Read, walk: Walk, bounded: Bounded) -> None:
        self.walk = walk
        self.bounded = bounded
        self._read = read
        self._read_already: set[int] = set()
        self._leaving: dict[int, dict[tuple[str, str, str], Hop]] = {}

    def expand(self, nodes: Iterable[Node]) -> None:
        """Read the edges of those entities that were not read before. Raises TooWideError."""
        fresh = {node.key for node in nodes} - self._read_already
        if not fresh:
            return
        self._read_already |= fresh
        if len(self._read_already) > self.bounded.nodes:
            raise TooWideError(f"more than {self.bounded.nodes} entities would have to be read: narrow the search")
        for hop in self._read(fresh):
            if self.walk.admits(hop):
                self._keep(hop)
                self._keep(hop.turned())

    def _keep(self, hop: Hop) -> None:
        self._leaving.setdefault(hop.source.key, {})[hop.order] = hop

    def leaving(self, key: int) -> Collection[Hop]:
        """The hops read so far that leave an entity, in no order: all of them, once it was expanded."""
        return self._leaving.get(key, {}).values()

    def sorted_leaving(self, key: int) -> tuple[Hop, ...]:
        """The same, sorted as `Hop.order` has it."""
        return tuple(hop for _, hop in sorted(self._leaving.get(key, {}).items(), key=lambda item: item[0]))


class Side:
    """One end of a search and the ring of entities that it has reached and not yet read beyond."""

    def __init__(self, root: Node, *, barred: Collection[int] = ()) -> None:
        self.ring: Mapping[int, Node] = {root.key: root}
        self.distances: dict[Node, int] = {root: 0}
        self._known = {root.key, *barred}
        self._rings = 0

    def advance(self, seen: Explored) -> None:
        """Read the ring and go on to the next; through an entity only where the walk passes it."""
        seen.expand(self.ring.values())
        self._rings += 1
        ring: dict[int, Node] = {}
        for key in self.ring:
            for hop in seen.leaving(key):
                if hop.target.key in self._known:
                    continue
                self._known.add(hop.target.key)
                self.distances[hop.target] = self._rings
                if seen.walk.passes(hop.target):
                    ring[hop.target.key] = hop.target
        self.ring = ring
