"""What a difference between two moments means: the sort of change, the commits that made it, what was merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping, SelectBase, and_, case, or_, select, true

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions, shown_as
from watchgraph_projections.views.differences import About, DifferenceRow, Stood
from watchgraph_projections.views.entities import shown_by_id
from watchgraph_projections.views.histories import CommitRow
from watchgraph_projections.views.kinds import headline_claims
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read, table_at


class ClaimChange(StrEnum):
    """How a claim differs. APPEARED, LEFT: only one of the lists has it. ACCEPTED to REPROPOSED: its new state.

    MOVED: something that it names is shown as another entity. SURER, LESS_SURE: its confidence. LIKELIER, OVER: it
    holds on the later day as it did not on the earlier, or the reverse.
    """

    APPEARED = "APPEARED"
    LEFT = "LEFT"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    SUPERSEDED = "SUPERSEDED"
    CORRECTED = "CORRECTED"
    RETRACTED = "RETRACTED"
    REDACTED = "REDACTED"
    REPROPOSED = "REPROPOSED"
    DISPUTED = "DISPUTED"
    UNDISPUTED = "UNDISPUTED"
    RANKED = "RANKED"
    ENDED = "ENDED"
    MOVED = "MOVED"
    SURER = "SURER"
    LESS_SURE = "LESS_SURE"
    LIKELIER = "LIKELIER"
    OVER = "OVER"


_SURENESS: Final = (Certainty.NO, Certainty.POSSIBLY, Certainty.YES)


def changes(row: DifferenceRow) -> tuple[ClaimChange, ...]:
    """Say in which ways a claim differs, in the order of `ClaimChange`; at least one."""
    if row.before is None:
        return (ClaimChange.APPEARED,)
    if row.after is None:
        return (ClaimChange.LEFT,)
    return tuple(_changes(row.before, row.after))


def _changes(before: Stood, after: Stood) -> Iterator[ClaimChange]:
    if before.state != after.state:
        yield ClaimChange.REPROPOSED if after.state == "PROPOSED" else ClaimChange(after.state)
    if before.disputed != after.disputed:
        yield ClaimChange.DISPUTED if after.disputed else ClaimChange.UNDISPUTED
    if before.rank != after.rank:
        yield ClaimChange.RANKED
    if before.ended != after.ended:
        yield ClaimChange.ENDED
    if (before.subject, before.object, before.speaker) != (after.subject, after.object, after.speaker):
        yield ClaimChange.MOVED
    was, is_ = (-1 if each.confidence is None else each.confidence for each in (before, after))
    if was != is_:
        yield ClaimChange.SURER if is_ > was else ClaimChange.LESS_SURE
    if before.certainty != after.certainty:
        likelier = _SURENESS.index(after.certainty) > _SURENESS.index(before.certainty)
        yield ClaimChange.LIKELIER if likelier else ClaimChange.OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangingCommits(Listing[CommitRow]):
    """The commits after a position, up to the listing's moment, that wrote each claim, given by key, anew."""

    name: ClassVar[str] = "commits of a change"
    after: int

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        claims, commits = tables.claim_at.alias("written"), tables.commits.alias("commit")
        within = and_(claims.c.recorded_from > self.after, claims.c.recorded_from <= moment.position)
        columns = (*columns_of(CommitRow, commits), claims.c.key.label(OWNER), commits.c.position.label(TIE))
        found = select(*columns).join_from(claims, commits, commits.c.position == claims.c.recorded_from)
        return found.where(within, among(claims.c.key, owners or ()))

    def row(self, values: RowMapping) -> CommitRow:
        return read(CommitRow, values)


class MoveRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entity that is shown as another than before. key: its own; before, after: of what it is shown as.

    commit: the position of the commit that did it, the last of several.
    """

    key: int
    before: int
    after: int
    commit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveList(Listing[MoveRow]):
    """Entities that were merged or parted after an earlier moment, in recorded order.

    entity: only those that were or are shown as what this public id leads to; None for all.
    """

    name: ClassVar[str] = "entities moved"
    earlier: Moment
    entity: str | None = None

    @property
    def lasting(self) -> "MoveList":
        return replace(self, earlier=Moment(day=0, position=self.earlier.position, now=False))

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        earlier, later = (replace(each, now=False) for each in (self.earlier, moment))
        before, after = tables.entity_at.alias("before"), tables.entity_at.alias("after")
        columns = (
            before.c.cluster.label("before"),
            after.c.cluster.label("after"),
            after.c.recorded_from.label("commit"),
        )
        found = select(after.c.key, after.c.key.label(TIE), *columns).where(
            after.c.recorded_from > earlier.position,
            later.holds(after),
            before.c.key == after.c.key,
            earlier.holds(before),
            before.c.cluster != after.c.cluster,
        )
        if self.entity is None:
            return found
        sides = ((before, earlier), (after, later))
        return found.where(or_(*[side.c.cluster.in_(shown_as((self.entity,), at)) for side, at in sides]))

    def row(self, values: RowMapping) -> MoveRow:
        return read(MoveRow, values)


class HeadlineChange(NamedTuple):
    """A headline value that comes from another claim. before, after: keys of the claims, None for none."""

    predicate: str
    before: int | None
    after: int | None


def headline_changes(connection: Connection, earlier: Moment, later: Moment, about: About) -> list[HeadlineChange]:
    """List the headline values of the entity that are others than before, by predicate; none where none is named.

    Of those that claims give which the filter lets through, on either side.
    """
    if about.entity is None:
        return []
    was, is_ = (_headlines(connection, moment, about.entity) for moment in (earlier, later))
    changed = [(name, was.get(name), is_.get(name)) for name in sorted(was.keys() | is_.keys())]
    before = _values(connection, earlier, was.values(), about.filter)
    after = _values(connection, later, is_.values(), about.filter)
    return [
        HeadlineChange(name, one, other)
        for name, one, other in changed
        if one != other and (one in before.kept or other in after.kept) and before.says(one) != after.says(other)
    ]


class _Values(NamedTuple):
    """What claims say, by key. kept: those that the filter lets through."""

    said: Mapping[int, tuple[object, ...]]
    kept: frozenset[int]

    def says(self, key: int | None) -> tuple[object, ...] | None:
        return None if key is None else self.said.get(key)


def _values(connection: Connection, moment: Moment, keys: Iterable[int], wanted: ClaimFilter) -> _Values:
    claims = table_at(moment, CLAIMS, "saying")
    value = case((claims.c.object.is_(None), claims.c.value))
    passes = case((and_(true(), *conditions(wanted, claims, moment)), 1), else_=0)
    query = select(claims.c.key, claims.c.object, value, passes.label("passes"))
    rows = connection.execute(query.where(among(claims.c.key, sorted(keys)), moment.holds(claims))).all()
    said = {key: (object_, text) for key, object_, text, _ in rows}
    return _Values(said, frozenset(key for key, *_, passed in rows if passed))


def _headlines(connection: Connection, moment: Moment, entity: str) -> Mapping[str, int]:
    found = shown_by_id(connection, moment, [entity]).get(entity)
    if found is None or found.kind not in KIND_TABLES:
        return {}
    return headline_claims(connection, moment, found.kind, [found.key]).get(found.key, {})
