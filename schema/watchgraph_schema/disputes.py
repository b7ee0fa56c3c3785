"""Disputes: readers see the claim and who says that it is wrong."""

import msgspec
import strawberry

from watchgraph.domain.disputes import Outcome
from watchgraph_projections.views.claims import ClaimList, Through
from watchgraph_projections.views.histories import History
from watchgraph_projections.views.reviews import DisputeRow
from watchgraph_schema.codes import DisputeGround
from watchgraph_schema.columns import member
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.enums import DisputeState
from watchgraph_schema.histories import Event, event_of
from watchgraph_schema.list_parts import LARGEST_PAGE
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyClaim, LazyEntity, claim_of, shown_by_id, shown_by_key
from watchgraph_schema.stored_lists import each_of


class _StoredReply(msgspec.Struct, frozen=True, kw_only=True):
    text: str | None = None
    party: str | None = None


@described
class Reply:
    """What a party answered to a dispute."""

    stored: strawberry.Private[_StoredReply]
    reader: strawberry.Private[Reader]

    @compiled
    def text(self) -> str | None:
        """The answer; null where it was redacted."""
        return self.stored.text

    @compiled
    async def party(self) -> LazyEntity | None:
        """Who answered, where that is an entity that we know."""
        return await shown_by_id(self.reader, self.stored.party)


@described
class Dispute(Node):
    """Somebody says that claims are wrong. The claims stay visible beside it."""

    row: strawberry.Private[DisputeRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID."""
        return strawberry.ID(self.row.id)

    @compiled
    def grounds(self) -> DisputeGround:
        """Why the claims are said to be wrong."""
        return member(DisputeGround, self.row.grounds)

    @compiled
    def text(self) -> str | None:
        """What is said against the claims; null where it was redacted."""
        return self.row.text

    @compiled
    async def party(self) -> LazyEntity | None:
        """Who disputes, where that is an entity that we know."""
        return await shown_by_key(self.reader, self.row.party)

    @compiled
    def state(self) -> DisputeState:
        """Whether it is decided."""
        return member(DisputeState, self.row.state)

    @compiled
    def outcome(self) -> Outcome | None:
        """How it was decided; null while open."""
        return None if self.row.outcome is None else member(Outcome, self.row.outcome)

    @compiled
    def resolution(self) -> str | None:
        """The reasons of the decision."""
        return self.row.resolution

    @compiled
    def replies(self) -> list[Reply]:
        """What the parties answered, in order, at most 100; `history` has all."""
        return each_of(
            _StoredReply,
            self.row.replies,
            lambda stored: Reply(stored=stored, reader=self.reader),
            most=LARGEST_PAGE,
        )

    @paged
    def claims(self) -> Connection[LazyClaim]:
        """The claims that are disputed."""
        return listed(self.reader, ClaimList(through=Through.DISPUTED), claim_of, self.row.key)

    @paged
    def rivals(self) -> Connection[LazyClaim]:
        """The claims that say it otherwise."""
        return listed(self.reader, ClaimList(through=Through.RIVAL), claim_of, self.row.key)

    @paged
    def history(self) -> Connection[Event]:
        """What was done about it, in the log's order."""
        return listed(self.reader, History(), event_of, self.row.id)


def dispute_of(reader: Reader, row: DisputeRow) -> Dispute:
    """Show a dispute."""
    return Dispute(reader=reader, row=row)
