"""Money trails: from cameras in a place to whoever paid for them, as far as claims lead."""

from typing import Annotated

import strawberry

from watchgraph_projections.graph import stations, trails
from watchgraph_projections.graph.stations import Station
from watchgraph_schema.connections import USUAL_PAGE, PageInfo
from watchgraph_schema.context import Reader, public_id
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.hops import Hop
from watchgraph_schema.paths import graph_of
from watchgraph_schema.shown import LazyEntity, shown_by_key
from watchgraph_schema.windows import Question, Window, window

describe_enum(
    Station,
    "What stands where on a money trail, from the cameras to the money.",
    {
        "PLACE": "Where the system stands.",
        "DEPLOYMENT": "The surveillance system.",
        "VENDOR": "Who supplies it.",
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

PlaceArgument = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Start at the systems in this place and the places within it."),
]
DeploymentArgument = Annotated[strawberry.ID | None, strawberry.argument(description="Start at this system.")]
VendorArgument = Annotated[strawberry.ID | None, strawberry.argument(description="Start at what this vendor supplies.")]


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
        """The last known entity before the gap."""
        return await shown_by_key(self.reader, self.missing.after.key)

    @resolved
    def reason(self) -> str:
        """The same in words."""
        return self.missing.reason


@described
class MoneyTrail:
    """One chain of place, deployment, vendor, contract, financial facility and lender, as far as it is recorded.

    A vendor and a contract stand on one trail only where a claim names the vendor as the contract's supplier.
    """

    reader: strawberry.Private[Reader]
    ledger: strawberry.Private[Ledger]
    trail: strawberry.Private[trails.MoneyTrail]

    @resolved
    async def place(self) -> LazyEntity | None:
        """Where the system stands; null where nobody recorded it."""
        return await self._at(Station.PLACE)

    @resolved
    async def deployment(self) -> LazyEntity | None:
        """The system; null where nobody recorded it."""
        return await self._at(Station.DEPLOYMENT)

    @resolved
    async def vendor(self) -> LazyEntity | None:
        """Who supplies it; null where nobody recorded it."""
        return await self._at(Station.VENDOR)

    @resolved
    async def contract(self) -> LazyEntity | None:
        """Under which contract; null where nobody recorded it."""
        return await self._at(Station.CONTRACT)

    @resolved
    async def facility(self) -> LazyEntity | None:
        """The loan, credit or grant that pays for it; null where nobody recorded it."""
        return await self._at(Station.FACILITY)

    @resolved
    async def lender(self) -> LazyEntity | None:
        """Who lends or gives the money; null where nobody recorded it."""
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


@described
class MoneyTrailEdge:
    """A money trail with its place in the ranking."""

    cursor: str = strawberry.field(description="Opaque place of the trail: asks for those that come after.")
    node: MoneyTrail = strawberry.field(description="The trail.")


@described
class MoneyTrailConnection:
    """Money trails: complete ones first, then those that miss least, then those whose weakest link is strongest."""

    found: strawberry.Private[Window[MoneyTrail]]

    @resolved
    def edges(self) -> list[MoneyTrailEdge]:
        """The trails of this page, each with its cursor."""
        both = zip(self.found.cursors(), self.found.items, strict=True)
        return [MoneyTrailEdge(cursor=cursor, node=trail) for cursor, trail in both]

    @resolved
    def nodes(self) -> list[MoneyTrail]:
        """The trails of this page, without cursors."""
        return list(self.found.items)

    @resolved
    def page_info(self) -> PageInfo:
        """Where this page lies in the ranking."""
        return self.found.page_info()


def find_money_trails(
    reader: Reader, starts: dict[str, strawberry.ID | None], *, first: int = USUAL_PAGE, after: str | None = None
) -> MoneyTrailConnection:
    """Answer with a page of money trails.

    starts: `place`, `deployment` and `vendor`, one of them given. Raises BadArgumentError for none or several and for
    an entity of another kind, BadIdError, and what `GraphReader.money_trails` and `windows.window` raise.
    """
    given = [(name, public_id(value)) for name, value in starts.items() if value is not None]
    if len(given) != 1:
        raise BadArgumentError(f"give one of {', '.join(f'`{name}`' for name in KINDS)}; {len(given)} were given")
    ((name, start),) = given

    def rank(at: Reader, wanted: int) -> list[MoneyTrail]:
        graph, ledger = graph_of(at), Ledger(at)
        node = graph.node(start, moment=at.moment)
        if node.kind not in KINDS[name]:
            raise BadArgumentError(f"`{name}` {start} is of kind {node.kind}")
        found = graph.money_trails(start, moment=at.moment)[:wanted]
        return [MoneyTrail(reader=at, ledger=ledger, trail=trail) for trail in found]

    return MoneyTrailConnection(
        found=window(reader, Question(name="money trails", asked=given, first=first, after=after), rank)
    )
