"""Judgements: whether two entities are one."""

import strawberry

from watchgraph.domain.judgements import Verdict
from watchgraph.identity.clusters import Refusal
from watchgraph_projections.views.histories import History
from watchgraph_projections.views.reviews import JudgementRow
from watchgraph_schema.columns import member
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.histories import Commit, Event, commit_of, event_of
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyEntity, shown_by_key

describe_enum(
    Refusal,
    "Why a judgement that two entities are one joins nothing.",
    {
        "JUDGED_DISTINCT": "Somebody found that two of those which it would join are two.",
        "TWO_OF_ONE_REGISTER": "It would join two things that one register tells apart.",
        "DIFFERENT_KINDS": "They are of different kinds.",
        "ALREADY_ONE": "Other judgements join them already.",
    },
    name="MergeRefusal",
)


@described
class Judgement(Node):
    """Somebody's, or a rule's, verdict on whether two entities are the same. It can be reverted without a trace."""

    row: strawberry.Private[JudgementRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID made of the pair."""
        return strawberry.ID(self.row.id)

    @compiled
    async def left_id(self) -> strawberry.ID | None:
        """Id of the one, as it was before any merge."""
        row = await self.reader.entities.load(self.row.left)
        return None if row is None else strawberry.ID(row.id)

    @compiled
    async def right_id(self) -> strawberry.ID | None:
        """Id of the other, as it was before any merge."""
        row = await self.reader.entities.load(self.row.right)
        return None if row is None else strawberry.ID(row.id)

    @compiled
    async def left(self) -> LazyEntity | None:
        """What the one is shown as."""
        return await shown_by_key(self.reader, await self._cluster(self.row.left))

    @compiled
    async def right(self) -> LazyEntity | None:
        """What the other is shown as."""
        return await shown_by_key(self.reader, await self._cluster(self.row.right))

    async def _cluster(self, key: int) -> int | None:
        row = await self.reader.entities.load(key)
        return None if row is None else row.cluster

    @compiled
    def verdict(self) -> Verdict:
        """What it says."""
        return member(Verdict, self.row.verdict)

    @compiled
    def basis(self) -> str:
        """Why."""
        return self.row.basis

    @compiled
    def score(self) -> int | None:
        """How alike a rule found them, 0 to 100; null where a person judged."""
        return self.row.score

    @compiled
    def rule(self) -> str | None:
        """The rule and its version; null where a person judged."""
        return self.row.rule

    @compiled
    def without_effect(self) -> Refusal | None:
        """Why a standing SAME joins nothing; null where it has its effect."""
        return None if self.row.without_effect is None else member(Refusal, self.row.without_effect)

    @compiled
    def reverted(self) -> str | None:
        """Why it was taken back; null while it stands."""
        return self.row.reverted

    @compiled
    async def decided(self) -> Commit | None:
        """When the verdict was given, and by whom."""
        row = await self.reader.commits.load(self.row.decided)
        return None if row is None else commit_of(self.reader, row)

    @paged
    def history(self) -> Connection[Event]:
        """Verdicts and reversions on the pair, in the log's order."""
        return listed(self.reader, History(), event_of, self.row.id)


def judgement_of(reader: Reader, row: JudgementRow) -> Judgement:
    """Show a judgement."""
    return Judgement(reader=reader, row=row)
