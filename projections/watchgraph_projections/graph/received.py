"""Trails of money that a place received for surveillance, where no claim says which system it pays for."""

from collections.abc import Collection, Iterator, Sequence

from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.explored import Explored
from watchgraph_projections.graph.stations import BACK, FORTH, LENDS, RECEIVED, RECIPIENT, Station
from watchgraph_projections.graph.trails import MoneyTrail, Stations, best_first, nodes_at, places_in, trail_of


def with_received(
    found: Sequence[MoneyTrail], seen: Explored, money: Explored, start: Node, facilities: Collection[int]
) -> tuple[MoneyTrail, ...]:
    """Put such trails after those that lead through a system; a trail that has nothing but the place gives way to them.

    found: the trails from a place. seen: what was read for them. money: an empty one over RECEIVED_WALK. facilities:
    keys of those that are said to concern surveillance. Raises TooWideError.
    """
    paying = {trail.stations[Station.FACILITY].key for trail in found if Station.FACILITY in trail.stations}
    money.expand_keys(set(facilities) - paying)
    chains = _chains(seen, money, start)
    received = sorted((trail_of(money, stations, before, RECEIVED) for stations, before in chains), key=best_first)
    bare = received and all(set(trail.stations) == {Station.PLACE} for trail in found)
    return (*(() if bare else found), *received)


def _chains(seen: Explored, money: Explored, start: Node) -> Iterator[tuple[Stations, tuple[Hop, ...]]]:
    for place, before in places_in(seen, start):
        for facility in nodes_at(money, place, (RECIPIENT,), BACK):
            for lender in nodes_at(money, facility, LENDS, FORTH) or (None,):
                known = {} if lender is None else {Station.LENDER: lender}
                yield {Station.PLACE: place, Station.FACILITY: facility, **known}, before
