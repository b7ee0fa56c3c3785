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
from watchgraph_projections.views.claim_filters import EVERY_CLAIM, ClaimFilter, conditions, shown_as
from watchgraph_projections.views.pages import TIE, Listing, Owner

CHANGING: Final = ("state", "disputed", "rank", "confidence", "ended", "subject", "object", "speaker")
"""Columns of a claim that acts change, on it or on what it names; all else that it says is in its id."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which claims the two lists have. entity: the subject or the object, by a public id; None for any."""

    entity: str | None = None
    filter: ClaimFilter = EVERY_CLAIM


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceList(Listing[DifferenceRow]):
    """The claims in which the list at the listing's moment differs from that at an earlier one, in recorded order.

    earlier: not after the listing's moment in recorded time, and without the same licences. one_day: it is taken on
    the day of the listing's moment, so that nothing can differ but what was written in between.
    """

    name: ClassVar[str] = "differences"
    earlier: Moment
    about: About
    one_day: bool

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        later = replace(moment, now=False)
        earlier = replace(self.earlier, now=False, day=moment.day if self.one_day else self.earlier.day)
        known = tables.claim.alias("known")
        before, after = tables.claim_at.alias("before"), tables.claim_at.alias("after")
        was, is_ = _listed(before, earlier, self.about), _listed(after, later, self.about)
        altered = or_(*_altered(before, after), _certainty(before, earlier) != _certainty(after, later))
        return (
            select(
                known.c.key,
                known.c.key.label(TIE),
                *_stood("before", before, was, earlier),
                *_stood("after", after, is_, later),
            )
            .select_from(known)
            .outerjoin(before, and_(before.c.key == known.c.key, earlier.holds(before)))
            .outerjoin(after, and_(after.c.key == known.c.key, later.holds(after)))
            .where(or_(was != is_, and_(was == 1, altered)), *self._among(known, earlier, later))
        )

    def _among(self, known: FromClause, earlier: Moment, later: Moment) -> Iterator[ColumnElement[bool]]:
        """What spares reading claims that cannot differ, or are not meant.

        A claim that nobody touched may leave a list nevertheless: one about an entity that is shown as another now.
        """
        about, wanted = self.about, self.about.filter
        if about.entity is not None:
            yield known.c.key.in_(_naming(about.entity, earlier, later))
        elif self.one_day and wanted.subject is wanted.object is wanted.speaker is None:
            yield known.c.key.in_(_written(about, earlier, later))

    def row(self, values: RowMapping) -> DifferenceRow:
        return DifferenceRow(key=values["key"], before=_read(values, "before"), after=_read(values, "after"))


def _listed(claim: FromClause, moment: Moment, about: About) -> ColumnElement[int]:
    """1 where the list of the moment has the claim, else 0."""
    wanted = [claim.c.key.is_not(None), *conditions(about.filter, claim, moment)]
    if about.entity is not None:
        shown = shown_as((about.entity,), moment)
        wanted.append(or_(claim.c.subject.in_(shown), claim.c.object.in_(shown)))
    return case((and_(*wanted), 1), else_=0)


def _altered(before: FromClause, after: FromClause) -> Iterator[ColumnElement[bool]]:
    for name in CHANGING:
        yield before.c[name].is_distinct_from(after.c[name])


def _certainty(claim: FromClause, moment: Moment) -> ColumnElement[int]:
    """The place of its certainty in `_CERTAINTIES`."""
    return case((moment.surely(claim), 2), (moment.possibly(claim), 1), else_=0)


def _stood(side: str, claim: FromClause, listed: ColumnElement[int], moment: Moment) -> list[ColumnElement[int]]:
    columns = [claim.c[name].label(f"{side}_{name}") for name in CHANGING]
    return [*columns, listed.label(f"{side}_listed"), _certainty(claim, moment).label(f"{side}_certainty")]


def _read(values: RowMapping, side: str) -> Stood | None:
    if not values[f"{side}_listed"]:
        return None
    certainty = _CERTAINTIES[values[f"{side}_certainty"]]
    return Stood(**{name: values[f"{side}_{name}"] for name in CHANGING}, certainty=certainty)


def _written(about: About, earlier: Moment, later: Moment) -> SelectBase:
    """Keys of claims of which a row was written after the one moment and up to the other.

    What a claim rests on matters only where it decides whether a list has it.
    """
    claims = tables.claim_at.alias("written")
    found = select(claims.c.key).where(_between(claims.c.recorded_from, earlier, later))
    if about.filter.edition is None and about.filter.published_by is None and not earlier.without:
        return found
    others = []
    for table in (tables.evidence_at, tables.spoken_again_at):
        rows = table.alias(f"written_{table.name}")
        ends = or_(*[_between(rows.c[end], earlier, later) for end in ("recorded_from", "recorded_to")])
        others.append(select(rows.c.claim).where(ends))
    return union(found, *others)


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
