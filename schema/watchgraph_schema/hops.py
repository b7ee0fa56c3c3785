"""One step of a path or money trail: an edge with the claims that draw it."""

import strawberry

from watchgraph.domain.edtf import Certainty
from watchgraph.vocabulary import predicate
from watchgraph_projections.graph import edges
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import Direction
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.shown import LazyClaim, LazyEntity, shown_by_key
from watchgraph_schema.times import Valid, valid_of


@described
class Hop:
    """An edge walked from one entity to the next. All parallel claims of one relation between the two are one edge."""

    reader: strawberry.Private[Reader]
    ledger: strawberry.Private[Ledger]
    hop: strawberry.Private[edges.Hop]

    @resolved
    async def source(self) -> LazyEntity | None:
        """Where the step starts."""
        return await shown_by_key(self.reader, self.hop.source.key)

    @resolved
    async def target(self) -> LazyEntity | None:
        """Where it leads."""
        return await shown_by_key(self.reader, self.hop.target.key)

    @resolved
    def predicate(self) -> Predicate:
        """The relation."""
        return predicate_of(predicate(self.hop.predicate))

    @resolved
    def direction(self) -> Direction:
        """OUTGOING: the claims say it of the source, as in "source supplies target". INCOMING: of the target."""
        return Direction.OUTGOING if self.hop.direction is edges.Direction.FORWARD else Direction.INCOMING

    @resolved
    async def valid(self) -> Valid | None:
        """When it was so, by the claim that speaks for the edge: the surest, then the one of best confidence."""
        row = await self.reader.claims.load(self.hop.claims[0].key)
        return None if row is None else valid_of(self.reader, row)

    @resolved
    def certainty(self) -> Certainty:
        """Whether it was so on the day that is asked about; for an occurrence, whether it had happened by then."""
        return self.hop.certainty

    @resolved
    def confidence(self) -> int | None:
        """How sure we may be, 0 to 100: the best among its claims; null where none can be judged."""
        return self.hop.confidence

    @resolved
    def planned(self) -> bool:
        """Whether all its claims speak of something planned, not there yet, whatever status its ends have."""
        return self.hop.planned

    @resolved
    def disputed(self) -> bool:
        """Whether any of its claims is disputed."""
        return self.hop.disputed

    @paged
    def claims(self) -> Connection[LazyClaim]:
        """The claims that draw the edge, each with its sources."""
        return self.ledger.claims([claim.key for claim in self.hop.claims])
