"""Evidence: the places that bear on a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from sqlalchemy import Connection, RowMapping, SelectBase, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import EVIDENCE, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.pages import OWNER, SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read, table_at


class EvidenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.evidence`."""

    id: str
    reading: str
    claim: int
    source: int
    stance: str
    locator: str
    artifact: str | None
    relays: int | None
    published: str
    published_by: int
    edition: str | None
    mapping: int | None
    quote: str | None
    quote_language: str | None
    licence: str
    self_interested: int


def by_place(
    connection: Connection, moment: Moment, places: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], EvidenceRow]:
    """Find evidence by id and reading; what is not there at the moment is left out."""
    evidence = table_at(moment, EVIDENCE, "evidence")
    wanted = among(evidence.c.id, [place for place, _ in places])
    found = select(*columns_of(EvidenceRow, evidence)).where(wanted, moment.holds(evidence))
    return {(row["id"], row["reading"]): read(EvidenceRow, row) for row in connection.execute(found).mappings()}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceList(Listing[EvidenceRow]):
    """The evidence of each claim, oldest publication first, undated last. stances, ids: empty for all."""

    name: ClassVar[str] = "evidence"
    has_sort: ClassVar[bool] = True
    stances: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        evidence = table_at(moment, (tables.evidence, tables.evidence_at), "evidence")
        statement = select(
            *columns_of(EvidenceRow, evidence),
            evidence.c.claim.label(OWNER),
            evidence.c.published_by.label(SORT),
            tables.place_of(evidence).label(TIE),
        ).where(moment.holds(evidence))
        if owners is not None:
            statement = statement.where(among(evidence.c.claim, owners))
        if self.ids:
            statement = statement.where(among(evidence.c.id, self.ids))
        return statement.where(among(evidence.c.stance, self.stances)) if self.stances else statement

    def row(self, values: RowMapping) -> EvidenceRow:
        return read(EvidenceRow, values)
