"""How much of an edition is here: the records that its publisher declares, and those that state something here."""

import json
from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from watchgraph.vocabulary import KINDS
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import CLAIMS, Moment

STATING = frozenset({"stated_anew", "stated_again"})
"""Outcomes of rows that state something."""
NAMING = "NAME"
"""Family of predicates by which a record only says what something is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """An edition as our newest mapping read it.

    published: the day (YYYYMMDD) by which it was surely out. covers: predicates that it has columns for.
    declared: records of the publisher's whole edition, None where not known. here: all of them where as many rows were
    read; else those that say more than a name, and no more than its files have rows that state something, since vendors
    and agencies of a row can be records too. part: the files were an extract, be the whole's size known or not.
    rows: what became of the rows of its files, by outcome.
    """

    dataset: str
    edition: str
    mapping: int
    published: int
    covers: frozenset[str]
    declared: int | None
    here: int
    part: bool = False
    rows: tuple[tuple[str, int], ...] = ()

    @property
    def absent(self) -> int | None:
        """How many records of the whole edition are known not to be here; None where it is a part and nobody knows."""
        lacking = max(0, (self.declared or 0) - self.here)
        return None if self.part and not lacking else lacking

    @property
    def partial(self) -> bool:
        """Whether records of the whole edition are known not to be here."""
        return self.absent != 0

    @property
    def text(self) -> str:
        """Say how much of it is here."""
        whole = "an unknown number of" if self.declared is None else str(self.declared)
        return f"{self.here} of {whole} rows of {self.dataset}, edition {self.edition}, are here"


def extents(connection: Connection, moment: Moment, dataset: str, edition: str | None = None) -> tuple[Extent, ...]:
    """The editions of a data set, or one of them, the oldest first; empty where none was imported by then."""
    table = moment.of((tables.edition, tables.edition_at))
    query = select(table).where(table.c.dataset == dataset, moment.holds(table))
    if edition is not None:
        query = query.where(table.c.name == edition)
    rows = connection.execute(query.order_by(table.c.published_by, table.c.name, table.c.mapping)).all()
    newest = {row.name: row for row in rows}
    return tuple(_extent(connection, moment, row) for row in newest.values())


def unstated(connection: Connection, moment: Moment, extent: Extent, names: frozenset[str]) -> frozenset[str]:
    """Predicates, of these, that the edition says nothing of, be it by a column or by a rule that reads its words."""
    lacking = sorted(names - extent.covers)
    if not lacking:
        return frozenset()
    claims = moment.of(CLAIMS)
    proofs = moment.of((tables.evidence, tables.evidence_at))
    query = (
        select(claims.c.predicate)
        .join_from(proofs, claims, claims.c.key == proofs.c.claim)
        .where(proofs.c.edition == extent.edition, proofs.c.mapping == extent.mapping, moment.holds(proofs))
        .where(claims.c.dataset == extent.dataset, claims.c.predicate.in_(lacking), moment.holds(claims))
    )
    return frozenset(lacking) - frozenset(connection.scalars(query.distinct()))


def _extent(connection: Connection, moment: Moment, row: Row[*tuple[object, ...]]) -> Extent:
    outcomes: dict[str, int] = json.loads(row.rows)
    stating = [rows for outcome, rows in outcomes.items() if outcome in STATING]
    whole = row.declared is not None and sum(stating) == row.declared
    records = row.declared if whole else _records(connection, moment, row.dataset, row.name, row.mapping)
    return Extent(
        dataset=row.dataset,
        edition=row.name,
        mapping=row.mapping,
        published=row.published_by,
        covers=frozenset(json.loads(row.covers)),
        declared=row.declared,
        part=bool(row.part),
        rows=tuple(outcomes.items()),
        here=min(records, sum(stating)) if stating else records,
    )


def _records(connection: Connection, moment: Moment, dataset: str, edition: str, mapping: int) -> int:
    """Count the records that say more than a name, without those that are parts of others."""
    claims = moment.of(CLAIMS)
    proofs = moment.of((tables.evidence, tables.evidence_at))
    query = (
        select(claims.c.record)
        .join_from(proofs, claims, claims.c.key == proofs.c.claim)
        .where(proofs.c.edition == edition, proofs.c.mapping == mapping, moment.holds(proofs))
        .where(claims.c.dataset == dataset, claims.c.family != NAMING, moment.holds(claims))
        .distinct()
    )
    found = {record for record in connection.scalars(query) if record is not None}
    return sum(not _is_part(record, found) for record in found)


def _is_part(record: str, records: Set[str]) -> bool:
    """Whether it is no record of its own: an annotation of another (`1|CSETv0`), or a thing that rows mention by kind.

    Such names importers give where the publisher has none.
    """
    whole, bar, _ = record.partition("|")
    return (bool(bar) and whole in records) or record.partition(":")[0] in KINDS
