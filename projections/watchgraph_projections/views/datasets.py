"""Data sets and their editions; declared searches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from sqlalchemy import Connection, RowMapping, SelectBase, Text, cast, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.containment import inside_one
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among, contains
from watchgraph_projections.views.pages import OWNER, SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read, table_at


class DatasetRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.dataset`."""

    key: int
    id: str
    slug: str
    title: str
    publisher: str
    home_page: str | None
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetList(Listing[DatasetRow]):
    """Data sets in recorded order. slugs, ids: empty for all."""

    name: ClassVar[str] = "datasets"
    slugs: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        dataset = table_at(moment, (tables.dataset, tables.dataset_at), "dataset")
        statement = select(*columns_of(DatasetRow, dataset), dataset.c.key.label(TIE)).where(moment.holds(dataset))
        if self.ids:
            statement = statement.where(among(dataset.c.id, self.ids))
        return statement.where(among(dataset.c.slug, self.slugs)) if self.slugs else statement

    def row(self, values: RowMapping) -> DatasetRow:
        return read(DatasetRow, values)


def editions(connection: Connection, moment: Moment) -> Mapping[str, frozenset[str]]:
    """Names of the editions of every data set known at the moment, by its short name."""
    dataset = table_at(moment, (tables.dataset, tables.dataset_at), "dataset")
    edition = table_at(moment, (tables.edition, tables.edition_at), "edition")
    joined = dataset.outerjoin(edition, (edition.c.dataset == dataset.c.slug) & moment.holds(edition))
    found: dict[str, set[str]] = {}
    for slug, name in connection.execute(
        select(dataset.c.slug, edition.c.name).select_from(joined).where(moment.holds(dataset))
    ):
        found.setdefault(slug, set()).update(() if name is None else (name,))
    return {slug: frozenset(names) for slug, names in found.items()}


class EditionRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.edition`."""

    dataset: str
    name: str
    mapping: int
    published: str
    published_by: int
    covers: str
    complete: int
    files: str
    licence: str
    policy: str | None
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionList(Listing[EditionRow]):
    """The editions of each data set, by its slug; the oldest first, each mapping of ours by itself."""

    name: ClassVar[str] = "editions"
    has_sort: ClassVar[bool] = True

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        edition = table_at(moment, (tables.edition, tables.edition_at), "edition")
        return select(
            *columns_of(EditionRow, edition),
            edition.c.dataset.label(OWNER),
            edition.c.published_by.label(SORT),
            (edition.c.name + "#" + cast(edition.c.mapping, Text)).label(TIE),
        ).where(moment.holds(edition), among(edition.c.dataset, owners or ()))

    def row(self, values: RowMapping) -> EditionRow:
        return read(EditionRow, values)


class CoverageRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.coverage`."""

    key: int
    id: str
    place: int
    topic: str
    databases: str
    languages: str
    queries: str
    from_date: str
    to_date: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageList(Listing[CoverageRow]):
    """Declared searches in recorded order, or those of each place. ids: empty for all.

    place: key, None for any; deep: those of what is within it, too; topic: words that it contains, whatever the case.
    """

    name: ClassVar[str] = "coverages"
    ids: tuple[str, ...] = ()
    place: int | None = None
    deep: bool = False
    topic: str | None = None

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        coverage = table_at(moment, (tables.coverage, tables.coverage_at), "coverage")
        columns = [*columns_of(CoverageRow, coverage), coverage.c.key.label(TIE), coverage.c.place.label(OWNER)]
        statement = select(*columns).where(moment.holds(coverage))
        if self.ids:
            statement = statement.where(among(coverage.c.id, self.ids))
        if self.place is not None:
            place = coverage.c.place
            there = place.in_(inside_one(self.place, moment)) if self.deep else place == self.place
            statement = statement.where(there)
        if self.topic is not None:
            statement = statement.where(contains(coverage.c.topic, self.topic))
        return statement if owners is None else statement.where(among(coverage.c.place, owners))

    def row(self, values: RowMapping) -> CoverageRow:
        return read(CoverageRow, values)
