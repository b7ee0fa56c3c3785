"""Rivals: claims that cannot all be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    SelectBase,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Cardinality
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.timelines import DATE
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read, table_at


class Rivalry(StrEnum):
    """DISPUTE: a dispute sets the two against each other. POLARITY: one affirms what the other denies.

    VALUE: the predicate takes one value, and the two give different ones for times that meet; two dates of one thing
    are at odds whatever their times, unless the one is only the more exact.
    """

    DISPUTE = "DISPUTE"
    POLARITY = "POLARITY"
    VALUE = "VALUE"


_STRONGEST_FIRST = tuple(Rivalry)


class RivalRow(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that rivals the owner of the list, and the strongest reason why, a Rivalry. of: key of the owner."""

    of: int
    claim: ClaimRow
    rivalry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalList(Listing[RivalRow]):
    """The rivals of each claim, in recorded order."""

    name: ClassVar[str] = "rivals"

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        claims = table_at(moment, CLAIMS, "claim")
        found = union_all(_set_against(moment, owners or ()), _at_odds(moment, owners or ())).subquery()
        pairs = select(found.c.owner, found.c.key, func.min(found.c.why).label("why"))
        each = pairs.group_by(found.c.owner, found.c.key).subquery()
        return select(
            *columns_of(ClaimRow, claims),
            _named(each.c.why).label("rivalry"),
            each.c.owner.label(OWNER),
            claims.c.key.label(TIE),
        ).where(each.c.key == claims.c.key, moment.holds(claims))

    def row(self, values: RowMapping) -> RivalRow:
        return RivalRow(of=values[OWNER], claim=read(ClaimRow, values), rivalry=values["rivalry"])


def _set_against(moment: Moment, owners: Sequence[Owner]) -> SelectBase:
    """Pairs on the two sides of one dispute."""
    one, other = tables.dispute_claim.alias(), tables.dispute_claim.alias()
    dispute = table_at(moment, (tables.dispute, tables.dispute_at), "dispute")
    return select(
        one.c.claim.label("owner"), other.c.claim.label("key"), literal(_rank(Rivalry.DISPUTE)).label("why")
    ).where(
        among(one.c.claim, owners),
        one.c.dispute == other.c.dispute,
        one.c.role != other.c.role,
        dispute.c.key == one.c.dispute,
        moment.holds(dispute),
    )


def _at_odds(moment: Moment, owners: Sequence[Owner]) -> SelectBase:
    """Pairs that say different things of one subject under one predicate in the same circumstances."""
    one, other = table_at(moment, CLAIMS, "one"), table_at(moment, CLAIMS, "other")
    denied = _denies(one, other)
    why = case((denied, _rank(Rivalry.POLARITY)), else_=_rank(Rivalry.VALUE))
    alike = [one.c[name] == other.c[name] for name in ("subject", "predicate", "qualifier_key")]
    return select(one.c.key.label("owner"), other.c.key.label("key"), why.label("why")).where(
        among(one.c.key, owners),
        other.c.key != one.c.key,
        other.c.standing == 1,
        *alike,
        or_(and_(denied, _meets(one, other)), _differs(one, other)),
        moment.holds(one),
        moment.holds(other),
    )


def _rank(rivalry: Rivalry) -> int:
    return _STRONGEST_FIRST.index(rivalry)


def _named(rank: ColumnElement[int]) -> ColumnElement[str]:
    return case({number: each.value for number, each in enumerate(_STRONGEST_FIRST)}, value=rank)


def _same_value(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(
        func.coalesce(one.c.object, -1) == func.coalesce(other.c.object, -1),
        or_(one.c.object.is_not(None), func.coalesce(one.c.value, "") == func.coalesce(other.c.value, "")),
    )


def _denies(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    opposed = or_(
        and_(one.c.polarity == "AFFIRMED", other.c.polarity == "NEGATED"),
        and_(one.c.polarity == "NEGATED", other.c.polarity == "AFFIRMED"),
    )
    return and_(opposed, _same_value(one, other))


def _differs(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    single = [predicate.name for predicate in PREDICATES.values() if predicate.cardinality is Cardinality.ONE]
    affirmed = and_(one.c.polarity == "AFFIRMED", other.c.polarity == "AFFIRMED")
    differ = and_(among(one.c.predicate, single), affirmed, ~_same_value(one, other))
    apart = and_(~_begins(one, other), ~_begins(other, one))
    return and_(differ, case((and_(_dates(one), _dates(other)), apart), else_=_meets(one, other)))


def _dates(claim: FromClause) -> ColumnElement[bool]:
    return and_(claim.c.value_type == DATE, claim.c.text.is_not(None))


def _begins(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Whether a date is written as the other one begins: the year or month in which that lies."""
    return func.substr(other.c.text, 1, func.length(one.c.text)) == one.c.text


def _meets(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """The times that they state meet: a state that may have gone on is succeeded by a later one, not rivalled."""
    return and_(one.c.from_earliest <= _last_stated(other), other.c.from_earliest <= _last_stated(one))


def _last_stated(claim: FromClause) -> ColumnElement[int]:
    return case((claim.c.from_latest > claim.c.until_earliest, claim.c.from_latest), else_=claim.c.until_earliest)
