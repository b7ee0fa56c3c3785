"""Timelines: what happened about an entity in the world, in this log and in print, side by side in one order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import strawberry

from watchgraph.domain.edtf import EdtfError, ReversedIntervalError, first_day, latest_day
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.timelines import Clock, Timeline, TimelineRow
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.claim_filters import WhereArgument, claim_filter
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Info, Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.entities import NAMES
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.evidence import Evidence, evidence_of
from watchgraph_schema.given import some
from watchgraph_schema.histories import Event, event_of
from watchgraph_schema.known_ids import known_id
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.prices import NUMBERS, costing
from watchgraph_schema.shown import LazyClaim, claim_by_key
from watchgraph_schema.times import day_text

describe_enum(
    Clock,
    "The clocks of a timeline. What happened in the world and what was done here are never mixed.",
    {
        "VALID": "In the world: what stands began to be so, or was over.",
        "RECORDED": "In this log: a claim was proposed, accepted, disputed, corrected, retracted …",
        "PUBLISHED": "In print: a source said it, or otherwise.",
    },
    name="TimelineClock",
)

EntityArgument = Annotated[strawberry.ID, strawberry.argument(description="Id of an entity; merged ones resolve.")]
ClocksArgument = Annotated[
    list[Clock] | None, strawberry.argument(description="Only entries of these clocks; all three if absent.")
]
SinceArgument = Annotated[
    str | None, strawberry.argument(description="Only from this year, month or day (EDTF) on, by each entry's clock.")
]
UntilArgument = Annotated[
    str | None, strawberry.argument(description="Only up to this year, month or day (EDTF), it included.")
]


@described
class TimelineEntry(Node):
    """Something that happened on a day, by one of the clocks, with the claim that it is about."""

    reader: strawberry.Private[Reader]
    row: strawberry.Private[TimelineRow]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("TimelineEntry", self.row.claim_id, self.row.tie)

    @resolved
    def clock(self) -> Clock:
        """By which clock."""
        return self.row.clock

    @resolved
    def day(self) -> str | None:
        """On which day; null where none is known.

        In the world: the first on which it may have begun, or the first on which it was surely over. In print: the day
        by which it was surely out.
        """
        return None if self.row.day is None else day_text(self.row.day)

    @resolved
    def act(self) -> str:
        """What happened: `BEGAN` or `OVER` in the world; the topic of an act, such as `claim.accepted`; `PUBLISHED`."""
        return self.row.act

    @resolved
    async def claim(self) -> LazyClaim | None:
        """The claim that it is about: its `valid`, `recorded` and `evidence` have all three times."""
        return await claim_by_key(self.reader, self.row.claim)

    @resolved
    async def event(self) -> Event | None:
        """The act in this log, with its commit and who did it; null on the other clocks."""
        row = None if self.row.position is None else await self.reader.events.load(self.row.position)
        return None if row is None else event_of(self.reader, row)

    @resolved
    async def evidence(self) -> Evidence | None:
        """Where it was printed; null on the other clocks."""
        if self.row.evidence is None or self.row.reading is None:
            return None
        row = await self.reader.evidence.load((self.row.evidence, self.row.reading))
        return None if row is None else evidence_of(self.reader, row)


def entry_of(reader: Reader, row: TimelineRow) -> TimelineEntry:
    """Show an entry."""
    return TimelineEntry(reader=reader, row=row)


def timeline_list(reader: Reader, entity: str, wanted: ClaimFilter, since: str | None, until: str | None) -> Timeline:
    """Read what is asked for. Names are left out unless asked for.

    Raises BadArgumentError, BadIdError, UnknownEntityError.
    """
    named = known_id(reader, entity, "entity")
    if not wanted.predicates and not wanted.families:
        wanted = replace(wanted, without_families=NAMES)
    since_day, until_day = _day(since, "since", first_day), _day(until, "until", latest_day)
    if since_day is not None and until_day is not None and since_day > until_day:
        raise ReversedIntervalError(f"`since` {since} is later than `until` {until}: nothing happened in between")
    return Timeline(entity=named, filter=wanted, since=since_day, until=until_day)


def _day(text: str | None, argument: str, read: Callable[[str], int]) -> int | None:
    try:
        return None if text is None else read(text)
    except EdtfError as error:
        raise BadArgumentError(f"`{argument}` {text!r}: {error}") from error


@described
class TimelineQuestions:
    """What is asked of the course of things."""

    @costing(NUMBERS)
    @paged
    def timeline(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        entity: EntityArgument,
        clocks: ClocksArgument = None,
        since: SinceArgument = None,
        until: UntilArgument = None,
        where: WhereArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[TimelineEntry]:
        """What happened about an entity: in the world, in this log and in print, in one order by day.

        Undated entries come first, unless `since` or `until` leaves them out; on one day the world comes before the
        log, and the log before print. Names are left out unless `where` asks for them.
        Example: `timeline(entity: "ad0a577a-a8d2-5e11-8691-8542008e7696", clocks: [VALID, RECORDED], last: 10) {
        nodes { clock day act claim { ref } } }`.
        """
        reader = reader_of(info, as_of, licence)
        listing = timeline_list(reader, entity, claim_filter(reader, where), since, until)
        chosen = some(clocks, "clocks")
        return listed(reader, replace(listing, clocks=chosen) if chosen else listing, entry_of)
