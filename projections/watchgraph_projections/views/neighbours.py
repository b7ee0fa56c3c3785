"""Neighbours: the edges that standing claims draw around an entity, parallel claims as one edge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from sqlalchemy import ColumnElement, FromClause, RowMapping, SelectBase, case, func, literal, select, union_all

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.combinations import combined
from watchgraph_projections.views.entities import ENTITIES
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import read, table_at

_CERTAINTIES = (Certainty.NO, Certainty.POSSIBLY, Certainty.YES)


class NeighbourRow(msgspec.Struct, frozen=True, kw_only=True):
    """One edge, seen from the owner of the list.

    near, other: keys of the owner and of the entity at its other end. first_claim: the earliest recorded of the claims
    that draw it. direction: OUTGOING where the owner is the subject, else INCOMING. certainty (YES, POSSIBLY, NO),
    confidence: the best among its claims. planned: 1 where all speak of plans. claims: how many draw it.
    """

    near: int
    first_claim: int
    predicate: str
    other: int
    direction: str
    planned: int
    certainty: str
    confidence: int | None
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourFilter:
    """Which edges are wanted; None and empty tuples ask for nothing.

    kinds: of the other end. outgoing: None for both directions. holds: certainties. min_claims: how many draw it.
    """

    predicates: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outgoing: bool | None = None
    planned: bool | None = None
    min_confidence: int | None = None
    min_claims: int | None = None
    holds: tuple[Certainty, ...] = ()
    all_of: tuple["NeighbourFilter", ...] = ()
    any_of: tuple["NeighbourFilter", ...] = ()
    none_of: tuple["NeighbourFilter", ...] = ()


EVERY_EDGE = NeighbourFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourList(Listing[NeighbourRow]):
    """The edges of each entity, by the first claim that drew them."""

    name: ClassVar[str] = "neighbours"
    filter: NeighbourFilter = EVERY_EDGE

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        ends = (("subject", "object", True), ("object", "subject", False))
        wanted = [end for end in ends if self.filter.outgoing in {None, end[2]}]
        edges = union_all(*[self._edges(moment, owners or (), *end) for end in wanted]).subquery()
        certainty = case({number: each.value for number, each in enumerate(_CERTAINTIES)}, value=edges.c.certainty)
        return select(
            *[edges.c[name] for name in ("predicate", "other", "direction", "planned", "confidence", "claims")],
            edges.c[OWNER].label("near"),
            edges.c[TIE].label("first_claim"),
            certainty.label("certainty"),
            edges.c[OWNER],
            edges.c[TIE],
        ).where(*_drawn(self.filter, edges), *combined(self.filter, lambda part: _wanted(part, edges, moment)))

    def _edges(self, moment: Moment, owners: Sequence[Owner], near: str, far: str, outgoing: bool) -> SelectBase:  # noqa: FBT001  # a constant of `ends`
        claims = table_at(moment, CLAIMS, "claim")
        statement = select(
            claims.c[near].label(OWNER),
            func.min(claims.c.key).label(TIE),
            claims.c.predicate,
            claims.c[far].label("other"),
            literal("OUTGOING" if outgoing else "INCOMING").label("direction"),
            func.min(claims.c.planned).label("planned"),
            func.max(_certainty(claims, moment)).label("certainty"),
            func.max(claims.c.confidence).label("confidence"),
            func.count().label("claims"),
        ).where(claims.c.draws == 1, among(claims.c[near], owners), moment.holds(claims))
        if self.filter.outgoing is None and not outgoing:
            statement = statement.where(claims.c.object != claims.c.subject)
        if self.filter.predicates:
            statement = statement.where(among(claims.c.predicate, self.filter.predicates))
        if self.filter.kinds:
            statement = statement.where(claims.c[far].in_(_of_kind(self.filter.kinds, moment)))
        return statement.group_by(claims.c[near], claims.c.predicate, claims.c[far])

    def row(self, values: RowMapping) -> NeighbourRow:
        return read(NeighbourRow, values)


def _of_kind(kinds: Sequence[str], moment: Moment) -> SelectBase:
    entity = table_at(moment, ENTITIES, "far_end")
    return select(entity.c.key).where(among(entity.c.kind, kinds), moment.holds(entity))


def _drawn(wanted: NeighbourFilter, edges: FromClause) -> Iterable[ColumnElement[bool]]:
    """What is asked of all the claims of an edge together."""
    if wanted.planned is not None:
        yield edges.c.planned == int(wanted.planned)
    if wanted.min_confidence is not None:
        yield edges.c.confidence >= wanted.min_confidence
    if wanted.min_claims is not None:
        yield edges.c.claims >= wanted.min_claims
    if wanted.holds:
        yield among(edges.c.certainty, [_CERTAINTIES.index(one) for one in wanted.holds])


def _wanted(wanted: NeighbourFilter, edges: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    """What is asked of an edge, all of it; a list's own predicates, kinds and direction are asked of claims before."""
    if wanted.predicates:
        yield among(edges.c.predicate, wanted.predicates)
    if wanted.kinds:
        yield edges.c.other.in_(_of_kind(wanted.kinds, moment))
    if wanted.outgoing is not None:
        yield edges.c.direction == ("OUTGOING" if wanted.outgoing else "INCOMING")
    yield from _drawn(wanted, edges)
    yield from combined(wanted, lambda part: _wanted(part, edges, moment))


def _certainty(claims: FromClause, moment: Moment) -> ColumnElement[int]:
    return case((moment.surely(claims), 2), (moment.possibly(claims), 1), else_=0)
