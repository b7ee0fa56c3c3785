"""Trails of money that was received for surveillance, where no claim says which system it pays for."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from watchgraph_projections.graph.edges import Hop, Node
from watchgraph_projections.graph.explored import Explored
from watchgraph_projections.graph.stations import (
    BACK,
    FORTH,
    IMPLEMENTER,
    RECEIVED,
    RECEIVED_GAPS,
    RECEIVING,
    RECIPIENT,
    Missing,
    Station,
)
from watchgraph_projections.graph.trails import MoneyTrail, Stations, best_first, lent, nodes_at, places_in, trail_of
from watchgraph_projections.graph.walks import PLACE

Chain = tuple[Stations, tuple[Hop, ...]]


def with_received(
    found: Sequence[MoneyTrail], seen: Explored, money: Explored, start: Node, facilities: Collection[int]
) -> tuple[MoneyTrail, ...]:
    """Put such trails after those that lead through a system; a trail that has nothing but the start gives way to them.

    found: the trails from a place or a vendor. seen: what was read for them. money: an empty one over RECEIVED_WALK.
    facilities: keys of those that are said to concern surveillance. Raises TooWideError.
    """
    paying = {trail.stations[Station.FACILITY].key for trail in found if Station.FACILITY in trail.stations}
    money.expand_keys(set(facilities) - paying)
    chains = _to_place(seen, money, start) if start.kind == PLACE else _to_vendor(money, start)
    received = [trail_of(money, stations, before, RECEIVED, RECEIVED_GAPS) for stations, before in chains]
    bare = received and all(len(trail.stations) == 1 for trail in found)
    return (*(() if bare else found), *sorted(received, key=best_first))


def with_larger(found: Sequence[MoneyTrail], start: Node, larger: Iterable[Node]) -> tuple[MoneyTrail, ...]:
    """Say on the trails of a place that lead to no money that there is some of larger places; it is not this one's.

    larger: places that the start is part of and that money for surveillance went to.
    """
    named = start.label or start.id
    hints = tuple(
        Missing(
            station=Station.FACILITY,
            after=place,
            reason=f"money for surveillance went to {place.label or place.id}, which {named} is part of; whether any "
            "of it is for here is not recorded",
        )
        for place in larger
    )
    return tuple(
        each if Station.FACILITY in each.stations else replace(each, missing=(*each.missing, *hints)) for each in found
    )


def _to_place(seen: Explored, money: Explored, start: Node) -> Iterator[Chain]:
    for place, before in places_in(seen, start):
        for facility in nodes_at(money, place, (RECIPIENT,), BACK):
            for vendor, paid in product(_vendors(money, facility) or (None,), lent(money, facility)):
                carried = {} if vendor is None else {Station.VENDOR: vendor}
                yield {Station.PLACE: place, **carried, **paid}, before


def _to_vendor(money: Explored, start: Node) -> Iterator[Chain]:
    for facility in nodes_at(money, start, (IMPLEMENTER,), BACK):
        if start in _vendors(money, facility):
            places = nodes_at(money, facility, (RECIPIENT,), FORTH) or (None,)
            for place, paid in product(places, lent(money, facility)):
                yield {**({} if place is None else {Station.PLACE: place}), Station.VENDOR: start, **paid}, ()


def _vendors(money: Explored, facility: Node) -> tuple[Node, ...]:
    """Who carries it out and does not receive it: bodies of one name are one here, whatever their ids."""
    receiving = {name for body in nodes_at(money, facility, (RECEIVING,), FORTH) for name in (body.id, body.label)}
    carrying = nodes_at(money, facility, (IMPLEMENTER,), FORTH)
    return tuple(body for body in carrying if receiving.isdisjoint({body.id, body.label or body.id}))
