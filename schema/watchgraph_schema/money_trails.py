"""Money trails: from cameras in a place to whoever paid for them, as far as claims lead."""

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

import strawberry

from watchgraph.argument_places import at, read_at
from watchgraph_projections.graph import stations, trails
from watchgraph_projections.graph.concerning import facilities_for, receiving_around
from watchgraph_projections.graph.edges import Node as GraphNode
from watchgraph_projections.graph.received import with_larger
from watchgraph_projections.graph.stations import Station
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.entities import Entity
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.hops import Hop
from watchgraph_schema.kinds import of_kind
from watchgraph_schema.known_ids import known_ids
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.paths import graph_of
from watchgraph_schema.public_ids import public_id
from watchgraph_schema.rankings import Ranking
from watchgraph_schema.shown import LazyEntity, shown_by_key

describe_enum(
    Station,
    "What stands where on a money trail, from the cameras to the money.",
    {
        "PLACE": "Where the system stands.",
        "DEPLOYMENT": "The surveillance system.",
        "VENDOR": "Who supplies it, or carries out what the facility pays for.",
        "CONTRACT": "Under which contract.",
        "FACILITY": "The loan, credit or grant that pays for it.",
        "LENDER": "Who lends or gives the money.",
    },
)
KINDS = {
    "place": frozenset({"Place"}),
    "deployment": frozenset({"Deployment"}),
    "vendor": frozenset({"Organisation", "Group"}),
}
"""The kinds that each argument of the field takes."""


class Start(NamedTuple):
    """Where a trail starts: the argument that says so, and the id that it gives."""

    argument: str
    id: str


PlaceArgument = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Start at the systems in this place and the places within it."),
]
DeploymentArgument = Annotated[strawberry.ID | None, strawberry.argument(description="Start at this system.")]
VendorArgument = Annotated[
    strawberry.ID | None, strawberry.argument(description="Start at what this vendor supplies or carries out.")
]


@described
class MissingLink:
    """A link that no claim names. It is not guessed: nobody recorded it, which does not say that there is none."""

    reader: strawberry.Private[Reader]
    missing: strawberry.Private[stations.Missing]

    @resolved
    def station(self) -> Station:
        """What is missing."""
        return self.missing.station

    @resolved
    async def after(self) -> LazyEntity | None:
        """The last known entity before the gap; the larger place where only that is known to have received money."""
        return await shown_by_key(self.reader, self.missing.after.key)

    @resolved
    def reason(self) -> str:
        """The same in words."""
        return self.missing.reason


@described
class MoneyTrail(Node):
    """One chain of place, deployment, vendor, contract, financial facility and lender, as far as it is recorded.

    A vendor and a contract stand on one trail only where a claim names the vendor as the contract's supplier. Where a
    facility concerns surveillance and no claim says for which deployment, the place that it went to and the vendor that
    carries it out (`implementer`, and no receiving agency of it) are next to it.
    """

    reader: strawberry.Private[Reader]
    ledger: strawberry.Private[Ledger]
    trail: strawberry.Private[trails.MoneyTrail]
    start: strawberry.Private[Start]
    rank: strawberry.Private[int]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("MoneyTrail", self.start, self.reader.moment, self.rank)

    @resolved
    async def place(self) -> LazyEntity | None:
        """Where the system stands, a place or a group of places; null where nobody recorded it."""
        return await self._at(Station.PLACE)

    @resolved
    @of_kind("Deployment")
    async def deployment(self) -> Entity | None:
        """The system; null where nobody recorded it."""
        return await self._at(Station.DEPLOYMENT)

    @resolved
    async def vendor(self) -> LazyEntity | None:
        """Who supplies it, or carries out what the facility pays for; null where nobody recorded it."""
        return await self._at(Station.VENDOR)

    @resolved
    @of_kind("Contract")
    async def contract(self) -> Entity | None:
        """Under which contract; null where nobody recorded it."""
        return await self._at(Station.CONTRACT)

    @resolved
    @of_kind("FinancialFacility")
    async def facility(self) -> Entity | None:
        """The loan, credit or grant that pays for it; null where nobody recorded it."""
        return await self._at(Station.FACILITY)

    @resolved
    async def lender(self) -> LazyEntity | None:
        """Who lends or gives the money, an organisation or a group; null where nobody recorded it."""
        return await self._at(Station.LENDER)

    @resolved
    def complete(self) -> bool:
        """Whether every link from the place to the lender is recorded."""
        return not self.trail.missing

    @resolved
    def hops(self) -> list[Hop]:
        """Every edge between its entities, from the place towards the lender; what is over is on it too, marked NO."""
        return [self._hop(number) for number in range(len(self.trail.hops))]

    @resolved
    def missing(self) -> list[MissingLink]:
        """The links that nobody recorded, next to what is known; what lies beyond a gap is not listed."""
        return [MissingLink(reader=self.reader, missing=each) for each in self.trail.missing]

    @resolved
    def confidence(self) -> int | None:
        """The confidence of its weakest link, 0 to 100; null where there is no hop or one cannot be judged."""
        return self.trail.weakest

    @resolved
    def weakest_link(self) -> Hop | None:
        """The hop of least confidence, the first of several; null on a trail without hops."""
        return None if self.trail.link is None else self._hop(self.trail.hops.index(self.trail.link))

    def _hop(self, number: int) -> Hop:
        return Hop(reader=self.reader, ledger=self.ledger, hop=self.trail.hops[number])

    async def _at(self, station: Station) -> LazyEntity | None:
        node = self.trail.stations.get(station)
        return await shown_by_key(self.reader, None if node is None else node.key)


def start_of(starts: Mapping[str, strawberry.ID | None]) -> Start:
    """Read the one start that is given. Raises BadArgumentError for none or several, and BadIdError."""
    given = [Start(name, read_at(name, public_id, value)) for name, value in starts.items() if value is not None]
    if len(given) != 1:
        raise BadArgumentError(f"give one of {', '.join(f'`{name}`' for name in KINDS)}; {len(given)} were given")
    return given[0]


def find_money_trails(reader: Reader, start: Start) -> Connection[MoneyTrail]:
    """Answer with money trails.

    Looking at them raises BadArgumentError for an entity of another kind, and what `GraphReader.money_trails` raises.
    """
    (name, _), (entity,) = start, known_ids(reader, [start.id], start.argument)

    def rank(then: Reader, first: int) -> list[MoneyTrail]:
        ledger, node = Ledger(then), graph_of(then).node(entity, moment=then.moment)
        _check_start(name, node)
        found = trails_from(then, node)[:first]
        return [
            MoneyTrail(reader=then, ledger=ledger, trail=each, start=start, rank=n) for n, each in enumerate(found, 1)
        ]

    return Connection(part=Ranking(reader, "money trails", start, rank))


def _check_start(name: str, node: GraphNode) -> None:
    if node.kind not in KINDS.get(name, ()):
        with at(name):
            raise BadArgumentError(f"`{name}` {node.id} is of kind {node.kind}: {_taken(node.kind)}")


def trails_from(reader: Reader, start: GraphNode) -> Sequence[trails.MoneyTrail]:
    """Find the trails from here. Raises what `GraphReader.money_trails` raises."""
    moment = reader.moment
    facilities, graph = facilities_for(reader.connection, moment, start), graph_of(reader)
    found = graph.money_trails(start.id, moment=moment, facilities=facilities)
    if start.kind not in KINDS["place"] or all(Station.FACILITY in trail.stations for trail in found):
        return found
    larger = receiving_around(reader.connection, moment, start.id)
    return with_larger(found, start, [graph.node(place, moment=moment) for place in larger])


def _taken(kind: str) -> str:
    """What would be right for an entity of a kind."""
    by = next((name for name, kinds in KINDS.items() if kind in kinds), None)
    return "a trail starts at a place, a deployment or a vendor" if by is None else f"give it as `{by}:`"
