"""Money trails: from a place to the cameras, to who sold them, to the contract, to the loan, to the bank.

Which of a trail's six stations are there is what the claims say. A link that nobody recorded is never guessed: the
trail says that it is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.graph.edges import UNJUDGED, Direction, Hop, Node
from watchgraph_projections.graph.explored import Explored
from watchgraph_projections.graph.stations import BACK, FORTH, GAPS, LENDS, LINKS, Gap, Link, Missing, Station, missing
from watchgraph_projections.graph.walks import PLACE, WrongStartError

NESTING: Final = 4
"""How many places within places are searched: a site in a district of a city in a region of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTrail:
    """One chain, as far as claims take it.

    stations: those that are known, in order. hops: every edge between them, in the order of the stations, each from
    the earlier to the later; before them those that lead from a larger place that was asked for to the place.
    missing: empty where the chain is complete.
    """

    stations: Mapping[Station, Node]
    hops: tuple[Hop, ...]
    missing: tuple[Missing, ...]

    @property
    def link(self) -> Hop | None:
        """The weakest link, the first of several; None on a trail without a hop."""
        return min(self.hops, key=lambda hop: hop.strength, default=None)

    @property
    def weakest(self) -> int | None:
        """The lowest confidence on the trail, None where there is no hop or one cannot be judged."""
        return None if self.link is None else self.link.confidence


def money_trails(seen: Explored, start: Node) -> tuple[MoneyTrail, ...]:
    """Find every chain from this start, reading one wave of entities after the other.

    seen: an empty one over TRAIL_WALK. Raises WrongStartError, TooWideError.
    """
    trails = [trail_of(seen, stations, before) for stations, before in _chains(seen, start)]
    return tuple(sorted(trails, key=best_first))


def best_first(trail: MoneyTrail) -> tuple[int, int, tuple[str, ...]]:
    """Order trails: those that miss least, then those whose weakest link is strongest, then by ids."""
    weakest = UNJUDGED if trail.link is None else trail.link.strength
    ids = tuple(trail.stations[station].id if station in trail.stations else "" for station in Station)
    return (len(trail.missing), -weakest, ids)


Stations = dict[Station, Node]


def _chains(seen: Explored, start: Node) -> Iterator[tuple[Stations, tuple[Hop, ...]]]:
    match start.kind:
        case "Place":
            return _from_place(seen, start)
        case "Deployment":
            return _from_deployment(seen, start)
        case "Organisation" | "Group":
            return _from_vendor(seen, start)
        case _:
            raise WrongStartError(f"{start.id} is of kind {start.kind}: start at a place, a deployment or a vendor")


def _from_place(seen: Explored, start: Node) -> Iterator[tuple[Stations, tuple[Hop, ...]]]:
    inside = places_in(seen, start)
    sited = _sited(seen, [place for place, _ in inside])
    _read_towards_money(seen, [deployment for found in sited.values() for deployment in found])
    empty = True
    for place, before in inside:
        for deployment in sited[place.key]:
            for rest in _beyond(seen, deployment):
                empty = False
                yield {Station.PLACE: place, **rest}, before
    if empty:
        yield {Station.PLACE: start}, ()


def places_in(seen: Explored, start: Node) -> list[tuple[Node, tuple[Hop, ...]]]:
    """The place and all places within it, each with the hops that lead there, nearest first; all are read."""
    found: dict[int, tuple[Node, tuple[Hop, ...]]] = {start.key: (start, ())}
    ring = [found[start.key]]
    for _ in range(NESTING):
        seen.expand(place for place, _ in ring)
        inner: dict[int, tuple[Node, tuple[Hop, ...]]] = {}
        for place, before in ring:
            for hop in seen.sorted_leaving(place.key):
                if (hop.predicate, hop.direction, hop.target.kind) == (WITHIN, BACK, PLACE):
                    inner.setdefault(hop.target.key, (hop.target, (*before, hop)))
        ring = [inner[key] for key in inner if key not in found]
        found |= {place.key: (place, before) for place, before in ring}
    seen.expand(place for place, _ in ring)
    return list(found.values())


def _sited(seen: Explored, places: list[Node]) -> dict[int, tuple[Node, ...]]:
    """Deployments of each place. A spot of a deployment counts only where no place of it is among these."""
    found = {place.key: nodes_at(seen, place, ("deployedIn",), BACK) for place in places}
    known = {deployment.key for deployments in found.values() for deployment in deployments}
    for place in places:
        spots = [each for each in nodes_at(seen, place, ("hasSite",), BACK) if each.key not in known]
        known |= {each.key for each in spots}
        found[place.key] = (*found[place.key], *spots)
    return found


def _from_deployment(seen: Explored, start: Node) -> Iterator[tuple[Stations, tuple[Hop, ...]]]:
    _read_towards_money(seen, [start])
    for place, rest in product(_places_of(seen, start), _beyond(seen, start)):
        yield {**({} if place is None else {Station.PLACE: place}), **rest}, ()


def _from_vendor(seen: Explored, start: Node) -> Iterator[tuple[Stations, tuple[Hop, ...]]]:
    seen.expand([start])
    contracts = nodes_at(seen, start, ("supplier",), BACK)
    seen.expand(contracts)
    deployments = {node.key: node for node in nodes_at(seen, start, ("supplies",), FORTH) if node.kind == "Deployment"}
    homeless: list[Node] = []
    for contract in contracts:
        works = nodes_at(seen, contract, ("contractFor",), FORTH)
        deployments |= {node.key: node for node in works}
        homeless += [] if works else [contract]
    _read_towards_money(seen, list(deployments.values()))
    seen.expand(facility for contract in homeless for facility in nodes_at(seen, contract, ("finances",), BACK))
    for deployment in deployments.values():
        for place, rest in product(_places_of(seen, deployment), _beyond(seen, deployment)):
            if rest.get(Station.VENDOR) == start:
                yield {**({} if place is None else {Station.PLACE: place}), **rest}, ()
    for contract in homeless:
        for rest in _financed(seen, [contract]):
            yield {Station.VENDOR: start, Station.CONTRACT: contract, **rest}, ()
    if not deployments and not homeless:
        yield {Station.VENDOR: start}, ()


def _read_towards_money(seen: Explored, deployments: list[Node]) -> None:
    """Read the deployments, then their contracts, then what finances either: three reads, however many there are."""
    seen.expand(deployments)
    contracts = [node for deployment in deployments for node in nodes_at(seen, deployment, ("contractFor",), BACK)]
    seen.expand(contracts)
    seen.expand(node for paid in (*deployments, *contracts) for node in nodes_at(seen, paid, ("finances",), BACK))


def _places_of(seen: Explored, deployment: Node) -> tuple[Node | None, ...]:
    return nodes_at(seen, deployment, ("deployedIn",), FORTH) or (None,)


def _beyond(seen: Explored, deployment: Node) -> Iterator[Stations]:
    """All chains from a deployment on, itself included. A vendor and a contract meet only where a claim says so."""
    contracts = nodes_at(seen, deployment, ("contractFor",), BACK)
    ways: list[Stations] = []
    for contract in contracts:
        suppliers = nodes_at(seen, contract, ("supplier",), FORTH)
        ways += [{Station.VENDOR: vendor, Station.CONTRACT: contract} for vendor in suppliers]
        ways += [] if suppliers else [{Station.CONTRACT: contract}]
    contracted = {way[Station.VENDOR].key for way in ways if Station.VENDOR in way}
    vendors = nodes_at(seen, deployment, ("supplies",), BACK)
    ways += [{Station.VENDOR: vendor} for vendor in vendors if vendor.key not in contracted]
    for way in ways or [{}]:
        paid = [way[Station.CONTRACT]] if Station.CONTRACT in way else []
        for rest in _financed(seen, [*paid, deployment]):
            yield {Station.DEPLOYMENT: deployment, **way, **rest}


def _financed(seen: Explored, paid: list[Node]) -> Iterator[Stations]:
    """The money behind any of these."""
    facilities = {facility.key: facility for node in paid for facility in nodes_at(seen, node, ("finances",), BACK)}
    for facility in facilities.values():
        yield from lent(seen, facility)
    if not facilities:
        yield {}


def lent(seen: Explored, facility: Node) -> Iterator[Stations]:
    """A facility with each of its lenders, or alone."""
    for lender in nodes_at(seen, facility, LENDS, FORTH) or (None,):
        yield {Station.FACILITY: facility, **({} if lender is None else {Station.LENDER: lender})}


def nodes_at(seen: Explored, node: Node, predicates: tuple[str, ...], direction: Direction) -> tuple[Node, ...]:
    """Who is tied to it by these predicates, each once, by id."""
    hops = seen.sorted_leaving(node.key)
    named = [hop.target for hop in hops if hop.predicate in predicates and hop.direction is direction]
    return tuple({node.key: node for node in named}.values())


def trail_of(
    seen: Explored,
    stations: Stations,
    before: tuple[Hop, ...],
    links: Sequence[Link] = LINKS,
    gaps: Sequence[Gap] = GAPS,
) -> MoneyTrail:
    """Make a trail of its stations. links: which edges may lie between them. gaps: what it may lack."""
    hops = [
        hop
        for near, far, predicates, direction in links
        if near in stations and far in stations
        for hop in seen.sorted_leaving(stations[near].key)
        if hop.predicate in predicates and hop.direction is direction and hop.target == stations[far]
    ]
    ordered = {station: stations[station] for station in Station if station in stations}
    return MoneyTrail(stations=ordered, hops=(*before, *hops), missing=tuple(missing(ordered, hops, gaps)))
