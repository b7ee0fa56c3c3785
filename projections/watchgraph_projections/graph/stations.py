"""The stations of a money trail, the predicates that link them, and the words for a link that nobody recorded.

The links are these predicates of the vocabulary, read towards the money:

    place <-deployedIn- deployment <-supplies- vendor <-supplier- contract <-finances- facility -lender-> lender
                        deployment <-contractFor- contract        deployment <-finances- facility
    place <-recipient- facility that concerns surveillance -lender-> lender
                       facility -implementer-> vendor, unless it is a receivingAgency of the facility, too
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.graph.edges import Direction, Hop, Node
from watchgraph_projections.graph.walks import Walk

BACK: Final = Direction.BACKWARD
FORTH: Final = Direction.FORWARD


class Station(StrEnum):
    """What stands where on a trail, from the cameras to the money."""

    PLACE = "PLACE"
    DEPLOYMENT = "DEPLOYMENT"
    VENDOR = "VENDOR"
    CONTRACT = "CONTRACT"
    FACILITY = "FACILITY"
    LENDER = "LENDER"


Link = tuple[Station, Station, tuple[str, ...], Direction]
"""Two stations, the predicates that tie them, and the way in which these are walked towards the money."""

SITED: Final = ("deployedIn", "hasSite")
LENDS: Final = ("lender", "coFinancier")
LINKS: Final[tuple[Link, ...]] = (
    (Station.PLACE, Station.DEPLOYMENT, SITED, BACK),
    (Station.DEPLOYMENT, Station.VENDOR, ("supplies",), BACK),
    (Station.DEPLOYMENT, Station.CONTRACT, ("contractFor",), BACK),
    (Station.VENDOR, Station.CONTRACT, ("supplier",), BACK),
    (Station.DEPLOYMENT, Station.FACILITY, ("finances",), BACK),
    (Station.CONTRACT, Station.FACILITY, ("finances",), BACK),
    (Station.FACILITY, Station.LENDER, LENDS, FORTH),
)
RECIPIENT: Final = "recipient"
IMPLEMENTER: Final = "implementer"
RECEIVING: Final = "receivingAgency"
"""Who has this part of a facility is no vendor of it: ministries and the police are named as implementers, too."""

RECEIVED: Final[tuple[Link, ...]] = (
    (Station.PLACE, Station.FACILITY, (RECIPIENT,), BACK),
    (Station.VENDOR, Station.FACILITY, (IMPLEMENTER,), BACK),
    (Station.FACILITY, Station.LENDER, LENDS, FORTH),
)
"""The links of a trail of which no claim says which system the money pays for."""

TRAIL_WALK: Final = Walk(
    predicates=frozenset({WITHIN, *(name for *_, names, _ in LINKS for name in names)}),
    ended=True,
)
"""What a trail walks: these predicates, and what is over too, for a debt outlives the cameras."""

RECEIVED_WALK: Final = Walk(predicates=frozenset({RECIPIENT, IMPLEMENTER, RECEIVING, *LENDS}), ended=True)
"""The same where no system is known. It starts at the facilities: a country has many that are for other things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A station that no claim names. after: the station before it, as far as the trail is known."""

    station: Station
    after: Node
    reason: str


Gap = tuple[Station, tuple[Station, ...], str]
"""Station, those that have to be known for the words to be true (the trail breaks after the first), the words."""

GAPS: Final[tuple[Gap, ...]] = (
    (Station.PLACE, (Station.DEPLOYMENT,), "no place is recorded for this deployment"),
    (Station.DEPLOYMENT, (Station.CONTRACT,), "no deployment is recorded for this contract"),
    (Station.DEPLOYMENT, (Station.VENDOR,), "no deployment is recorded for this vendor"),
    (Station.DEPLOYMENT, (Station.PLACE,), "no deployment is recorded in this place"),
    (Station.VENDOR, (Station.CONTRACT,), "no supplier is recorded for this contract"),
    (Station.VENDOR, (Station.DEPLOYMENT,), "no vendor is recorded for this deployment"),
    (
        Station.CONTRACT,
        (Station.VENDOR, Station.DEPLOYMENT),
        "no contract with this vendor for the deployment is recorded",
    ),
    (Station.CONTRACT, (Station.DEPLOYMENT,), "no contract is recorded for this deployment"),
    (Station.CONTRACT, (Station.VENDOR,), "no contract is recorded with this vendor"),
    (Station.FACILITY, (Station.CONTRACT,), "no facility is recorded for this contract"),
    (Station.FACILITY, (Station.DEPLOYMENT,), "no facility is recorded for this deployment"),
    (Station.LENDER, (Station.FACILITY,), "no lender is recorded for this facility"),
)
RECEIVED_GAPS: Final[tuple[Gap, ...]] = (
    (Station.PLACE, (Station.FACILITY,), "no place that this facility went to is recorded"),
    (
        Station.DEPLOYMENT,
        (Station.PLACE, Station.FACILITY),
        "this facility concerns surveillance and went to this place; for which deployment is not recorded",
    ),
    (
        Station.DEPLOYMENT,
        (Station.FACILITY,),
        "this facility concerns surveillance; for which deployment is not recorded",
    ),
    (Station.VENDOR, (Station.FACILITY,), "nobody is recorded who carries out what this facility pays for"),
    (
        Station.CONTRACT,
        (Station.VENDOR, Station.FACILITY),
        "this vendor carries out what this facility pays for; under which contract is not recorded",
    ),
    (Station.CONTRACT, (Station.FACILITY,), "no contract is recorded that this facility pays for"),
    (Station.LENDER, (Station.FACILITY,), "no lender is recorded for this facility"),
)
"""The same where no claim says which system the money pays for: the facility is known, so all it lacks is named."""


def missing(stations: Mapping[Station, Node], hops: Iterable[Hop], gaps: Iterable[Gap] = GAPS) -> Iterator[Missing]:
    """Name what nobody recorded next to what is known; what lies beyond a gap is not named."""
    for station in Station:
        known = next((gap for gap in gaps if gap[0] is station and all(each in stations for each in gap[1])), None)
        if station not in stations and known is not None:
            yield Missing(station=station, after=stations[known[1][0]], reason=known[2])
    contract, facility = stations.get(Station.CONTRACT), stations.get(Station.FACILITY)
    if contract and facility and not any(hop.source == contract and hop.target == facility for hop in hops):
        reason = "this facility is recorded for the deployment, not for this contract"
        yield Missing(station=Station.FACILITY, after=contract, reason=reason)
