"""What differs between two moments, one by one: a claim, an entity that was merged or parted, a headline value."""

from dataclasses import dataclass

import strawberry

from watchgraph.domain.claim_states import Rank
from watchgraph.domain.edtf import Certainty
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claim_changes import (
    ChangingCommits,
    ClaimChange,
    HeadlineChange,
    MoveRow,
    changes,
)
from watchgraph_projections.views.differences import About, DifferenceList, DifferenceRow, Stood
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import ClaimState, describe_enum
from watchgraph_schema.histories import Commit, commit_of
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.shown import LazyClaim, LazyEntity, claim_by_key, shown_by_key

describe_enum(
    ClaimChange,
    "How a claim differs between two moments.",
    {
        "APPEARED": "Only the later list has it.",
        "LEFT": "Only the earlier list has it: what it names was parted, or it no longer meets the conditions.",
        "ACCEPTED": "It stands now: reviewed, reinstated, or said again by its publisher.",
        "REJECTED": "A reviewer refused it.",
        "WITHDRAWN": "Whoever proposed it took it back.",
        "SUPERSEDED": "A newer edition of its publisher no longer says it.",
        "CORRECTED": "It was found wrong; `replacedBy` says it right.",
        "RETRACTED": "It was found not to stand.",
        "REDACTED": "It was made unreadable for a legal reason.",
        "REPROPOSED": "It was put forward again.",
        "DISPUTED": "A dispute lies over it now.",
        "UNDISPUTED": "No dispute lies over it any more.",
        "RANKED": "It is shown before or after its rivals otherwise than before.",
        "ENDED": "An end of what it says was recorded.",
        "MOVED": "Its subject, object or speaker is shown as another entity: something was merged or parted.",
        "SURER": "Its confidence rose.",
        "LESS_SURE": "Its confidence fell.",
        "LIKELIER": "It holds on the later day, or may hold, as it did not on the earlier.",
        "OVER": "It held on the earlier day, or may have, as it does not on the later.",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is asked for. earlier: the moment that the later one is set beside, see `DifferenceList`."""

    earlier: Moment
    about: About
    one_day: bool
    one_position: bool

    @property
    def listing(self) -> DifferenceList:
        """The claims that differ."""
        return DifferenceList(
            earlier=self.earlier, about=self.about, one_day=self.one_day, one_position=self.one_position
        )


@described
class ClaimStanding:
    """How a claim stood at one of the two moments."""

    reader: strawberry.Private[Reader]
    key: strawberry.Private[int]
    stood: strawberry.Private[Stood]

    @resolved
    async def claim(self) -> LazyClaim | None:
        """The claim as it was then."""
        return await claim_by_key(self.reader, self.key)

    @resolved
    def state(self) -> ClaimState:
        """Where it was in its life."""
        return ClaimState(self.stood.state)

    @resolved
    def certainty(self) -> Certainty:
        """Whether it was so on the day."""
        return self.stood.certainty

    @resolved
    def confidence(self) -> int | None:
        """How sure one could be, 0 to 100; null where nothing could be judged."""
        return self.stood.confidence

    @resolved
    def disputed(self) -> bool:
        """Whether an open dispute lay over it."""
        return bool(self.stood.disputed)

    @resolved
    def rank(self) -> Rank:
        """Whether it was shown before or after its rivals."""
        return Rank(self.stood.rank)

    @resolved
    def ended(self) -> str | None:
        """The last day or period in which it held, where an end was recorded by then."""
        return self.stood.ended

    @resolved
    async def subject(self) -> LazyEntity | None:
        """What it was about, as shown then."""
        return await shown_by_key(self.reader, self.stood.subject)

    @resolved
    async def object(self) -> LazyEntity | None:
        """The other entity, as shown then; null where it had none."""
        return await shown_by_key(self.reader, self.stood.object)


@described
class ClaimDifference(Node):
    """A claim that differs. Put in place of `before`, `after` makes the later list of the earlier one."""

    asked: strawberry.Private[Compared]
    earlier: strawberry.Private[Reader]
    later: strawberry.Private[Reader]
    row: strawberry.Private[DifferenceRow]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("ClaimDifference", self.asked, self.later.moment, self.row.key)

    @resolved
    async def claim(self) -> LazyClaim | None:
        """The claim as it is at the later moment, or was at the earlier if the later list has it not."""
        return await claim_by_key(self.earlier if self.row.after is None else self.later, self.row.key)

    @resolved
    def changes(self) -> list[ClaimChange]:
        """In which ways it differs, each kind once."""
        return list(changes(self.row))

    @resolved
    def before(self) -> ClaimStanding | None:
        """How it stood at the earlier moment; null where that list has it not."""
        return _standing(self.earlier, self.row.key, self.row.before)

    @resolved
    def after(self) -> ClaimStanding | None:
        """How it stands at the later moment; null where that list has it not."""
        return _standing(self.later, self.row.key, self.row.after)

    @paged
    def commits(self) -> Connection[Commit]:
        """The commits that did it, in the log's order; none where only the day makes the difference."""
        listing = ChangingCommits(after=self.earlier.moment.position)
        return listed(self.later, listing, commit_of, self.row.key)


def _standing(reader: Reader, key: int, stood: Stood | None) -> ClaimStanding | None:
    return None if stood is None else ClaimStanding(reader=reader, key=key, stood=stood)


@described
class EntityMove(Node):
    """An entity that is shown as another than before: a judgement merged it, or parted it."""

    asked: strawberry.Private[Compared]
    earlier: strawberry.Private[Reader]
    later: strawberry.Private[Reader]
    row: strawberry.Private[MoveRow]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("EntityMove", self.asked, self.later.moment, self.row.key)

    @resolved
    async def entity_id(self) -> strawberry.ID | None:
        """Id of the entity itself."""
        found = await self.later.entities.load(self.row.key)
        return None if found is None else strawberry.ID(found.id)

    @resolved
    async def before(self) -> LazyEntity | None:
        """What it was shown as."""
        return await shown_by_key(self.earlier, self.row.before)

    @resolved
    async def after(self) -> LazyEntity | None:
        """What it is shown as."""
        return await shown_by_key(self.later, self.row.after)

    @resolved
    async def commit(self) -> Commit | None:
        """The commit that did it, the last of several."""
        found = await self.later.commits.load(self.row.commit)
        return None if found is None else commit_of(self.later, found)


@described
class HeadlineDifference:
    """A headline value that comes from another claim than before, or from none."""

    earlier: strawberry.Private[Reader]
    later: strawberry.Private[Reader]
    change: strawberry.Private[HeadlineChange]

    @resolved
    def predicate(self) -> Predicate:
        """Which value."""
        return predicate_of(PREDICATES[self.change.predicate])

    @resolved
    async def before(self) -> LazyClaim | None:
        """The claim that gave it; null where none did."""
        return await _claim(self.earlier, self.change.before)

    @resolved
    async def after(self) -> LazyClaim | None:
        """The claim that gives it; null where none does."""
        return await _claim(self.later, self.change.after)


async def _claim(reader: Reader, key: int | None) -> LazyClaim | None:
    return None if key is None else await claim_by_key(reader, key)
