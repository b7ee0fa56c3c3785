"""Ways between two entities that could be walked if more were there: what speaks for them, and what stands in the way.

The same search as for paths, over every claim of any state. The ways with least in the way come first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from watchgraph.vocabulary import KINDS
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.explored import Explored
from watchgraph_projections.graph.paths import Path, first_paths, goes_on
from watchgraph_projections.graph.sql import Lent, SqlGraph
from watchgraph_projections.graph.unwalked import Unwalked, Witness
from watchgraph_projections.graph.walks import Bounded, TooWideError, Walk, check_hops

MOST_WAYS: Final = 50
ANY_KIND: Final = frozenset(KINDS)
USUAL: Final = Bounded()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edge of a way. witnesses: the claims that speak for it, the nearest to being walked first.

    barred: it leaves from an entity of a kind that is not walked through.
    """

    hop: Hop
    witnesses: tuple[Witness, ...]
    barred: bool

    @property
    def open(self) -> bool:
        """Whether it can be walked as it is."""
        return not self.barred and not self.witnesses[0].obstacles


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A chain of edges, some of which are not there."""

    steps: tuple[Step, ...]

    @property
    def closed(self) -> int:
        """How many of its steps cannot be walked."""
        return sum(not step.open for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What a search found. searched: up to how many hops every way was looked at; beyond it there was too much.

    ways: at most MOST_WAYS of the shortest, those first that lack least.
    """

    start: Node
    end: Node
    ways: tuple[Way, ...]
    searched: int

    @property
    def connected(self) -> bool:
        """Whether one can be walked as it is."""
        return bool(self.ways) and not self.ways[0].closed


def ways_between(
    connection: Connection,
    ends: tuple[str, str],
    *,
    moment: Moment,
    max_hops: int,
    walk: Walk,
    bounded: Bounded = USUAL,
) -> Ways:
    """Find the shortest path; where there is none, what could tie the two.

    Ways through kinds that the walk does not pass are looked for only where there are no others.
    Raises UnknownNodeError, SameEndsError, WrongHopsError, and TooWideError where even one hop is too much.
    """
    check_hops(max_hops)
    graph = SqlGraph(Lent(connection), bounded=bounded)
    start, end = (graph.node(each, moment=moment) for each in ends)
    edges = Unwalked(connection, moment, walk, bounded)
    paths: Sequence[Path] = graph.paths(ends, moment=moment, max_hops=max_hops, walk=walk, first=1)
    searched = max_hops
    if paths:
        edges.read({hop.source.key for hop in paths[0].hops})
    for through in (walk.through, ANY_KIND):
        if not paths:
            paths, searched = _search(Explored(edges.read, Walk(through=through), bounded), start, end, max_hops)
    ways = sorted((_way(path, edges, walk) for path in paths), key=lambda way: (way.closed, len(way.steps)))
    return Ways(start=start, end=end, ways=tuple(ways), searched=searched)


def _way(path: Path, edges: Unwalked, walk: Walk) -> Way:
    return Way(steps=tuple(_steps(path, edges, walk)))


def _steps(path: Path, edges: Unwalked, walk: Walk) -> Iterator[Step]:
    for number, hop in enumerate(path.hops):
        barred = not goes_on(walk, path.hops[:number], hop)
        yield Step(hop=hop, witnesses=edges.witnesses(hop), barred=barred)


def _search(seen: Explored, start: Node, end: Node, max_hops: int) -> tuple[Sequence[Path], int]:
    """The shortest paths and the length up to which all were looked at; what was read for one length is kept."""
    found: Sequence[Path] = ()
    for length in range(1, max_hops + 1):
        try:
            found = first_paths(seen, start, end, max_hops=length, first=MOST_WAYS)
        except TooWideError:
            if length == 1:
                raise
            return found, length - 1
        if len(found) == MOST_WAYS:
            return found, length
    return found, max_hops
