"""The questions that a graph answers, whatever keeps it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.paths import Neighbourhood, Path
from watchgraph_projections.graph.trails import MoneyTrail
from watchgraph_projections.graph.walks import EVERYTHING, Walk


class GraphReader(Protocol):
    """Reads the edges at a moment. Every adapter gives the same answers in the same order.

    An edge is there for a claim that draws one: of a state that holds or may hold on the moment's day, or of an
    occurrence that has happened by it or may have. Parallel claims of one predicate between two entities are one edge.
    An entity that was merged is found under every id that it ever had and is shown under its representative; an edge
    from an entity to itself is left out. Ids are public UUIDs as text.
    """

    def node(self, entity: str, *, moment: Moment) -> Node:
        """The entity that an id stands for. Raises UnknownNodeError."""
        ...

    def neighbours(
        self, keys: Sequence[int], *, moment: Moment, walk: Walk = EVERYTHING
    ) -> Mapping[int, tuple[Hop, ...]]:
        """The hops that leave each of many entities, given by key, in one read; sorted as `Hop.order` has it.

        An entity without any is absent. Raises TooWideError.
        """
        ...

    def neighbourhood(self, start: str, *, moment: Moment, hops: int, walk: Walk = EVERYTHING) -> Neighbourhood:
        """What can be reached within some hops. Raises UnknownNodeError, WrongHopsError, TooWideError."""
        ...

    def paths(
        self, ends: tuple[str, str], *, moment: Moment, max_hops: int = 4, walk: Walk = EVERYTHING, first: int = 20
    ) -> tuple[Path, ...]:
        """The first so many paths: the shortest, then those with the strongest weakest link, then by ids on the way.

        The ids are compared hop by hop, as `Hop.order` has it. Empty where there is no path.
        Raises UnknownNodeError, SameEndsError, WrongHopsError, TooWideError.
        """
        ...

    def money_trails(self, start: str, *, moment: Moment, facilities: Collection[int] = ()) -> tuple[MoneyTrail, ...]:
        """Every chain from cameras to money at a place, a deployment or a vendor; what is over is on it too, marked.

        Complete chains first, then those that miss less, then the strongest, then by ids. Never empty: a start of
        which nothing is recorded gives one trail that says what is missing. facilities: keys of those that went to the
        place, or that the vendor carries out, and are said to concern surveillance, as `facilities_for` has them; each
        that pays for no system on these trails has some of its own behind them, one for each vendor and lender.
        Raises UnknownNodeError, WrongStartError, TooWideError.
        """
        ...
