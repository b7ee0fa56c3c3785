"""What happened about an entity by three clocks in one order: in the world, in this log, and in print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    RowMapping,
    Select,
    SelectBase,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    union,
    union_all,
)

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.views.claim_filters import EVERY_CLAIM, ClaimFilter, conditions, shown_as
from watchgraph_projections.views.pages import SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import read, table_at

STATES: Final = sorted(name for name, each in PREDICATES.items() if each.persistence is Persistence.STATE)
"""Predicates of what goes on, and may be over; the others say what happened once."""
BEGAN, OVER, PUBLISHED = "BEGAN", "OVER", "PUBLISHED"
WIDE: Final = 10**15
"""Added to a number, it makes texts of the same length of all of them, which sort as the numbers do."""


class Clock(StrEnum):
    """VALID: when it was so in the world. RECORDED: when it was done in this log. PUBLISHED: when it was printed."""

    VALID = "VALID"
    RECORDED = "RECORDED"
    PUBLISHED = "PUBLISHED"


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. day: YYYYMMDD, None where no day is known. claim: key.

    act: BEGAN or OVER, the topic of an event, or PUBLISHED. position: of the event; evidence, reading: its place; None
    on the other clocks.
    """

    clock: Clock
    day: int | None
    act: str
    claim: int
    claim_id: str
    position: int | None
    evidence: str | None
    reading: str | None
    tie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Listing[TimelineRow]):
    """Entries by day, undated ones first; on one day the world comes first, then the log, then print.

    entity: claims that have what this public id leads to as subject or object. claim: this one only, by public id.
    since, until: days, both included. tie: the one entry that is called so.
    """

    name: ClassVar[str] = "timeline"
    has_sort: ClassVar[bool] = True
    clocks: tuple[Clock, ...] = tuple(Clock)
    entity: str | None = None
    claim: str | None = None
    filter: ClaimFilter = EVERY_CLAIM
    since: int | None = None
    until: int | None = None
    tie: str | None = None

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        entries = union_all(*[each for clock in self.clocks for each in _BRANCHES[clock](self, moment)]).subquery()
        found = select(entries, entries.c.day.label(SORT), entries.c.tie.label(TIE))
        if self.since is not None:
            found = found.where(entries.c.day >= self.since)
        if self.until is not None:
            found = found.where(entries.c.day <= self.until)
        return found if self.tie is None else found.where(entries.c.tie == self.tie)

    def about(self, claims: FromClause, moment: Moment) -> Iterator[ColumnElement[bool]]:
        """Which claims it is made of."""
        yield moment.holds(claims)
        yield from conditions(self.filter, claims, moment)
        if self.entity is not None:
            named = table_at(moment, CLAIMS, "naming")
            ends = [named.c[end].in_(shown_as((self.entity,), moment)) for end in ("subject", "object")]
            yield claims.c.key.in_(union(*[select(named.c.key).where(end, moment.holds(named)) for end in ends]))
        if self.claim is not None:
            known = tables.claim.alias("known")
            yield claims.c.key.in_(select(known.c.key).where(known.c.id == self.claim))

    def row(self, values: RowMapping) -> TimelineRow:
        return replace(read(TimelineRow, values), clock=Clock(values["clock"]))


Branch = Select[*tuple[object, ...]]
Columns = Mapping[str, ColumnElement[object] | ColumnElement[str]]
_NOTHING: Final[Mapping[str, ColumnElement[object]]] = {
    "day": cast(null(), BigInteger),
    "position": cast(null(), BigInteger),
    "evidence": cast(null(), Text),
    "reading": cast(null(), Text),
}
"""What columns hold that an entry leaves empty."""


def _entry(clock: Clock, claims: FromClause, tie: ColumnElement[str], **columns: ColumnElement[object]) -> Branch:
    """Lay an entry out; columns that are not given are empty."""
    given: Columns = {
        "clock": literal(clock.value),
        "claim": claims.c.key,
        "claim_id": claims.c.id,
        "tie": tie,
        **_NOTHING,
        **columns,
    }
    return select(*[given[name].label(name) for name in TimelineRow.__struct_fields__])


def _numbered(mark: str, number: ColumnElement[int]) -> ColumnElement[str]:
    return literal(mark) + cast(number + WIDE, Text)


def _valid(wanted: Timeline, moment: Moment) -> Iterator[Branch]:
    """What stands: when it began at the earliest, and when it was surely over."""
    claims = table_at(moment, CLAIMS, "said")
    about = (claims.c.standing == 1, *wanted.about(claims, moment))
    began = func.nullif(claims.c.from_earliest, ALWAYS)
    yield _entry(Clock.VALID, claims, _numbered("1b", claims.c.key), day=began, act=literal(BEGAN)).where(*about)
    ended = (claims.c.until_latest < NEVER, claims.c.predicate.in_(STATES))
    yield _entry(
        Clock.VALID, claims, _numbered("1o", claims.c.key), day=claims.c.until_latest, act=literal(OVER)
    ).where(*about, *ended)


def _recorded(wanted: Timeline, moment: Moment) -> Iterator[Branch]:
    """What was done with the claims, and with disputes over them."""
    for of_dispute in (False, True):
        claims, events, commits = table_at(moment, CLAIMS, "said"), tables.events.alias(), tables.commits.alias()
        day = cast(func.replace(func.substr(commits.c.at, 1, 10), "-", ""), Integer)
        tie = _numbered("2", events.c.position) + literal(" ") + claims.c.id
        columns = {"day": day, "act": events.c.topic, "position": events.c.position}
        entry = _entry(Clock.RECORDED, claims, tie, **columns).where(
            commits.c.position == events.c.commit, events.c.commit <= moment.position, *wanted.about(claims, moment)
        )
        yield entry.where(*_disputes(claims, events)) if of_dispute else entry.where(events.c.stream == claims.c.id)


def _disputes(claims: FromClause, events: FromClause) -> Sequence[ColumnElement[bool]]:
    over, disputes = tables.dispute_claim.alias(), tables.dispute.alias()
    return (over.c.claim == claims.c.key, disputes.c.key == over.c.dispute, events.c.stream == disputes.c.id)


def _published(wanted: Timeline, moment: Moment) -> Iterator[Branch]:
    """Where the claims were printed, for or against."""
    claims, proofs = table_at(moment, CLAIMS, "said"), table_at(moment, EVIDENCE, "printed")
    tie = literal("3") + tables.place_of(proofs)
    columns = {
        "day": func.nullif(proofs.c.published_by, NEVER),
        "act": literal(PUBLISHED),
        "evidence": proofs.c.id,
        "reading": proofs.c.reading,
    }
    about = (proofs.c.claim == claims.c.key, moment.holds(proofs), *wanted.about(claims, moment))
    yield _entry(Clock.PUBLISHED, claims, tie, **columns).where(*about)


_BRANCHES: Final[Mapping[Clock, Callable[[Timeline, Moment], Iterator[Branch]]]] = {
    Clock.VALID: _valid,
    Clock.RECORDED: _recorded,
    Clock.PUBLISHED: _published,
}
