"""What became of claims between two moments: every claim that one of the two lists has otherwise than the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

import msgspec
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    RowMapping,
    Select,
    SelectBase,
    and_,
    case,
    or_,
    select,
    union,
)

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.claim_filters import EVERY_CLAIM, ClaimFilter, conditions, shown_as
from watchgraph_projections.views.pages import TIE, Listing, Owner

CHANGING: Final = ("state", "disputed", "rank", "confidence", "ended", "subject", "object", "speaker")
"""Columns of a claim that acts change, on it or on what it names; all else that it says is in its id."""
ELSEWHERE: Final = (
    "edition", "published_by", "subject", "object", "speaker", "subject_kinds", "object_kinds", "min_sources",
    "licences", "without_licences", "all_of", "any_of", "none_of",
)  # fmt: skip
"""Conditions of a filter that look at more than the claim's own row: what they say may change while that stays."""
_CERTAINTIES: Final = (Certainty.NO, Certainty.POSSIBLY, Certainty.YES)


class Stood(msgspec.Struct, frozen=True, kw_only=True):
    """How a claim stood at one moment, as far as that may change. subject, object, speaker: keys, as shown then.

    certainty: on the day of the moment.
    """

    state: str
    disputed: int
    rank: str
    confidence: int | None
    ended: str | None
    subject: int
    object: int | None
    speaker: int | None
    certainty: Certainty


class DifferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim. before, after: None where the list of that moment has it not."""

    key: int
    before: Stood | None
    after: Stood | None


Side = tuple[FromClause, Moment]
"""The table that tells how claims stood, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which claims the two lists have. entity: subject or object at either moment, by a public id; None for any."""

    entity: str | None = None
    filter: ClaimFilter = EVERY_CLAIM


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceList(Listing[DifferenceRow]):
    """The claims in which the list at the listing's moment differs from that at an earlier one, in recorded order.

    earlier: not after the listing's moment in recorded time, and without the same licences. one_day, one_position: it
    is taken on the day, or at the position, of the listing's moment, so that only the other clock makes a difference.
    """

    name: ClassVar[str] = "differences"
    earlier: Moment
    about: About
    one_day: bool
    one_position: bool

    @property
    def lasting(self) -> "DifferenceList":
        day, position = (0 if self.one_day else self.earlier.day), (0 if self.one_position else self.earlier.position)
        return replace(self, earlier=Moment(day=day, position=position, now=False))

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        earlier, later = self.moments(moment)
        if self.one_position:
            claims = tables.claim_at.alias("claims")
            found, altered = self._compared(claims, (claims, earlier), (claims, later))
            return found.where(later.holds(claims), altered)
        known, before, after = (
            tables.claim.alias("known"),
            *[tables.claim_at.alias(each) for each in ("before", "after")],
        )
        found, altered = self._compared(known, (before, earlier), (after, later))
        joined = found.outerjoin_from(known, before, and_(before.c.key == known.c.key, earlier.holds(before)))
        return joined.outerjoin(after, and_(after.c.key == known.c.key, later.holds(after))).where(altered)

    def _compared(
        self, known: FromClause, before: Side, after: Side
    ) -> tuple[Select[*tuple[object, ...]], ColumnElement[bool]]:
        """How claims stood on either side, of those that can differ at all; and whether they do."""
        named = _named(self.about.entity, before, after)
        was, is_ = (_listed(*side, self.about.filter, named) for side in (before, after))
        stood = (*_stood("before", *before, was), *_stood("after", *after, is_))
        moved = [] if self.one_position else _altered(before[0], after[0])
        altered = or_(_certainty(*before) != _certainty(*after), *moved)
        found = select(known.c.key, known.c.key.label(TIE), *stood).where(*self._among(known, before[1], after[1]))
        return found, or_(was != is_, and_(was == 1, altered))

    def moments(self, later: Moment) -> tuple[Moment, Moment]:
        """The two moments that are compared."""
        day = later.day if self.one_day else self.earlier.day
        position = later.position if self.one_position else self.earlier.position
        return replace(self.earlier, now=False, day=day, position=position), replace(later, now=False)

    def _among(self, known: FromClause, earlier: Moment, later: Moment) -> Iterator[ColumnElement[bool]]:
        """What spares reading claims that cannot differ, or are not meant.

        A claim that nobody touched may leave a list nevertheless: one about an entity that is shown as another now.
        """
        about, wanted = self.about, self.about.filter
        if wanted.dataset is not None:
            yield known.c.dataset == wanted.dataset
        if wanted.predicates:
            yield among(known.c.predicate, wanted.predicates)
        if about.entity is not None:
            yield known.c.key.in_(_naming(about.entity, earlier, later))
        elif self.one_day and not any(map(_given, (getattr(wanted, name) for name in ELSEWHERE))):
            yield known.c.key.in_(_written(earlier, later))

    def row(self, values: RowMapping) -> DifferenceRow:
        return DifferenceRow(key=values["key"], before=_read(values, "before"), after=_read(values, "after"))


def _named(entity: str | None, *sides: Side) -> Sequence[ColumnElement[bool]]:
    """Whether a claim is about the entity at either moment; nothing to ask where none is named.

    It is then in both lists, as long as it was there: what was merged brings no claim that had not been said before,
    and what was parted takes none away. They have moved.
    """
    if entity is None:
        return ()
    ends = [claim.c[end].in_(shown_as((entity,), moment)) for claim, moment in sides for end in ("subject", "object")]
    return (or_(*ends),)


def _listed(
    claim: FromClause, moment: Moment, wanted: ClaimFilter, named: Sequence[ColumnElement[bool]]
) -> ColumnElement[int]:
    """1 where the list of the moment has the claim, else 0."""
    return case((and_(claim.c.key.is_not(None), *conditions(wanted, claim, moment), *named), 1), else_=0)


def _altered(before: FromClause, after: FromClause) -> Iterator[ColumnElement[bool]]:
    for name in CHANGING:
        yield before.c[name].is_distinct_from(after.c[name])


def _certainty(claim: FromClause, moment: Moment) -> ColumnElement[int]:
    """The place of its certainty in `_CERTAINTIES`."""
    return case((moment.surely(claim), 2), (moment.possibly(claim), 1), else_=0)


def _stood(side: str, claim: FromClause, moment: Moment, listed: ColumnElement[int]) -> list[ColumnElement[int]]:
    columns = [claim.c[name].label(f"{side}_{name}") for name in CHANGING]
    return [*columns, listed.label(f"{side}_listed"), _certainty(claim, moment).label(f"{side}_certainty")]


def _read(values: RowMapping, side: str) -> Stood | None:
    if not values[f"{side}_listed"]:
        return None
    certainty = _CERTAINTIES[values[f"{side}_certainty"]]
    return Stood(**{name: values[f"{side}_{name}"] for name in CHANGING}, certainty=certainty)


def _given(value: object) -> bool:
    return bool(value) if isinstance(value, tuple) else value is not None


def _written(earlier: Moment, later: Moment) -> SelectBase:
    """Keys of claims that were written after the one moment and up to the other.

    Their evidence matters only where the licences that are left out decide whether a list has them.
    """
    claims, proofs = tables.claim_at.alias("written"), tables.evidence_at.alias("attached")
    found = select(claims.c.key).where(_between(claims.c.recorded_from, earlier, later))
    if not earlier.without:
        return found
    ends = [_between(proofs.c[end], earlier, later) for end in ("recorded_from", "recorded_to")]
    return union(found, select(proofs.c.claim).where(or_(*ends)))


def _between(position: ColumnElement[int], earlier: Moment, later: Moment) -> ColumnElement[bool]:
    return and_(position > earlier.position, position <= later.position)


def _naming(entity: str, earlier: Moment, later: Moment) -> CompoundSelect[*tuple[object, ...]]:
    """Keys of claims that ever had what the entity was shown as, at either moment, at one of their ends."""
    claims = tables.claim_at.alias("naming")
    return union(
        *[
            select(claims.c.key).where(claims.c[end].in_(shown_as((entity,), moment)))
            for end in ("subject", "object")
            for moment in (earlier, later)
        ]
    )
