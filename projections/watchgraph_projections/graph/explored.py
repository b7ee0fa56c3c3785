"""The part of the graph that one search has read so far."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.walks import PLACE, Bounded, TooWideError, Walk

Read = Callable[[Collection[int]], Iterable[Hop]]
"""All edges that touch any of these entities, given by key, from subject to object: one read."""


class Explored:
    """Edges by the entities at their ends. Reads each entity once, many at a time.

    check: raises what ends a search that takes too long.
    """

    def __init__(self, read: Read, walk: Walk, bounded: Bounded, check: Callable[[], None] = lambda: None) -> None:
        self.walk = walk
        self.bounded = bounded
        self.check = check
        self._read = read
        self._read_already: set[int] = set()
        self._leaving: dict[int, dict[tuple[str, str, str], Hop]] = {}

    def expand(self, nodes: Iterable[Node]) -> None:
        """Read the edges of those entities that were not read before. Raises TooWideError."""
        self.expand_keys(node.key for node in nodes)

    def expand_keys(self, keys: Iterable[int]) -> None:
        """The same of entities that are known by their keys alone."""
        fresh = set(keys) - self._read_already
        if not fresh:
            return
        self._read_already |= fresh
        if len(self._read_already) > self.bounded.nodes:
            raise TooWideError(f"more than {self.bounded.nodes} entities would have to be read: narrow the search")
        for hop in self._read(fresh):
            self.check()
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
        self._barred = frozenset(barred)
        self._inside = {root.key}
        self._rings = 0

    def advance(self, seen: Explored) -> None:
        """Read the ring and go on to the next; through an entity only where the walk passes it."""
        seen.expand(self.ring.values())
        self._rings += 1
        hops = [hop for key in self.ring for hop in seen.leaving(key) if hop.target.key not in self._barred]
        inner = {hop.target.key: hop.target for hop in self._descents(seen, hops)}
        fresh = {hop.target.key: hop.target for hop in hops if hop.target.key not in self._known}
        self.distances |= dict.fromkeys(fresh.values(), self._rings)
        self._known |= fresh.keys()
        self._inside |= inner.keys()
        self.ring = {key: node for key, node in fresh.items() if seen.walk.passes(node)} | inner

    def _descents(self, seen: Explored, hops: Iterable[Hop]) -> Iterator[Hop]:
        """Hops into places within the root that were not entered so before, though perhaps reached in another way."""
        for hop in hops:
            if hop.source.key in self._inside and hop.target.key not in self._inside and seen.walk.descends(hop):
                yield hop


class Inside:
    """The places within an end of a search, so far as they were read; a path may pass through these and no others.

    Read whichever side is nearer: the other side reaches such a place by any edge, and cannot tell that it lies within.
    """

    def __init__(self, root: Node) -> None:
        self.keys = {root.key}
        self._ring = {root.key: root} if root.kind == PLACE else {}

    def deepen(self, seen: Explored) -> None:
        """Read the places of the level reached and go on to those within them."""
        if seen.walk.through is not None:
            return
        seen.expand(self._ring.values())
        hops = [hop for key in self._ring for hop in seen.leaving(key) if seen.walk.descends(hop)]
        self._ring = {hop.target.key: hop.target for hop in hops if hop.target.key not in self.keys}
        self.keys |= self._ring.keys()
