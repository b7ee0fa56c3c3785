"""Judgements of identity and disputes over claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from sqlalchemy import RowMapping, SelectBase, select, union_all

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read, table_at


class JudgementRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.judgement`."""

    key: int
    id: str
    left: int
    right: int
    verdict: str
    basis: str
    score: int | None
    rule: str | None
    without_effect: str | None
    reverted: str | None
    actor: str
    decided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementList(Listing[JudgementRow]):
    """All judgements, or those of a pair that each owner, an entity, is one of. verdicts: empty for all."""

    name: ClassVar[str] = "judgements"
    verdicts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        judgement = table_at(moment, (tables.judgement, tables.judgement_at), "judgement")
        columns = [*columns_of(JudgementRow, judgement), judgement.c.key.label(TIE)]
        conditions = [moment.holds(judgement)]
        if self.verdicts:
            conditions.append(among(judgement.c.verdict, self.verdicts))
        if self.ids:
            conditions.append(among(judgement.c.id, self.ids))
        if owners is None:
            return select(*columns).where(*conditions)
        return union_all(
            *[
                select(*columns, judgement.c[side].label(OWNER)).where(*conditions, among(judgement.c[side], owners))
                for side in ("left", "right")
            ]
        )

    def row(self, values: RowMapping) -> JudgementRow:
        return read(JudgementRow, values)


class DisputeRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.dispute`."""

    key: int
    id: str
    grounds: str
    text: str | None
    party: int | None
    state: str
    outcome: str | None
    resolution: str | None
    replies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeList(Listing[DisputeRow]):
    """All disputes, or those in which each owner, a claim, stands on either side."""

    name: ClassVar[str] = "disputes"
    states: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        dispute = table_at(moment, (tables.dispute, tables.dispute_at), "dispute")
        statement = select(*columns_of(DisputeRow, dispute), dispute.c.key.label(TIE)).where(moment.holds(dispute))
        if self.states:
            statement = statement.where(among(dispute.c.state, self.states))
        if self.ids:
            statement = statement.where(among(dispute.c.id, self.ids))
        if owners is None:
            return statement
        roles = tables.dispute_claim
        sides = select(roles.c.dispute, roles.c.claim).where(among(roles.c.claim, owners)).distinct().subquery()
        return statement.add_columns(sides.c.claim.label(OWNER)).where(sides.c.dispute == dispute.c.key)

    def row(self, values: RowMapping) -> DisputeRow:
        return read(DisputeRow, values)
