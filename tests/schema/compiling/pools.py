"""Texts to ask a catalogue with: what it holds, and what nobody may ask for."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, select
from tests.schema.compiling.drawn import Pools

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.reading import Catalogue

MOST = 12
"""Texts of one sort."""
DATES = ("2018", "2019", "2020-06", "2021-05-11", "2022")
IDENTIFIED = (
    tables.entity, tables.claim, tables.evidence, tables.source, tables.dispute, tables.judgement, tables.dataset,
)  # fmt: skip


def pools_of(catalogue: Catalogue) -> Pools:
    """Texts by the names of what they are arguments of, and by type for all others."""
    held = _Held(catalogue)
    predicates, everything = list(PREDICATES)[::9], [each for table in IDENTIFIED for each in held.some(table.c.id)]
    of_names: Mapping[tuple[str, ...], Sequence[str]] = {
        ("ID",): held.some(tables.entity.c.id),
        ("id", "ids"): everything,
        ("claim",): held.some(tables.claim.c.id),
        ("String", "contains", "titleContains", "text"): ("police", "face", "é", "Moscow"),
        ("predicate", "predicates", "of", "measured"): predicates,
        ("validAt", "publishedBy", "publishedFrom", "publishedBefore", "during", "begins", "since"): DATES,
        ("eq", "gt", "gte", "lt", "lte", "atLeast", "atMost"): ("2019", "2020", "100000"),
        ("recordedAt", "recordedAfter", "recordedUpTo"): (*map(str, range(300, 1500, 400)), "2026-11-23T12:00:00Z"),
        ("ref", "refs"): held.some(tables.claim.c.record),
        ("dataset", "slug"): held.some(tables.dataset.c.slug),
        ("notIn", "in"): held.some(tables.evidence.c.licence),
        ("languages",): held.some(tables.source.c.language),
        ("currency", "unit"): ("USD", "EUR"),
    }
    return {name: texts for names, texts in of_names.items() for name in names}


class _Held:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def some(self, column: Column[str]) -> Sequence[str]:
        """Some texts of a column, from all over it; at least one."""
        with self._catalogue.connect() as connection:
            found = connection.scalars(select(column).where(column.is_not(None)).distinct().order_by(column)).all()
        return found[:: max(1, len(found) // MOST)][:MOST] or ["none"]
