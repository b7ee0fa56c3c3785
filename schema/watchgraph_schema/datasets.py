"""Data sets: publishers' continuing databases, their editions, and declared searches."""

from enum import StrEnum

import strawberry

from watchgraph_projections.views.datasets import CoverageRow, DatasetRow, EditionList, EditionRow
from watchgraph_projections.views.histories import History
from watchgraph_schema.codes import CoverageResult
from watchgraph_schema.columns import capitals, flag, member, stated, texts
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.histories import Event, event_of
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyEntity, shown_by_key
from watchgraph_schema.stored_lists import each_named


@described
class File:
    """One file of an edition."""

    name: str = strawberry.field(description="Its name.")
    sha256: str = strawberry.field(description="SHA-256 of its bytes, in hex.")


class RowOutcome(StrEnum):
    """What became of rows of an edition."""

    STATED_ANEW = "STATED_ANEW"
    STATED_AGAIN = "STATED_AGAIN"
    REFUSED = "REFUSED"
    NOT_DATA = "NOT_DATA"


describe_enum(
    RowOutcome,
    RowOutcome.__doc__ or "",
    {
        "STATED_ANEW": "They say something that was not known.",
        "STATED_AGAIN": "They say nothing that was not known.",
        "REFUSED": "They were faulty, and are left out.",
        "NOT_DATA": "They are headers, footers and the like.",
    },
)


@described
class RowCount:
    """What became of rows of an edition."""

    outcome: RowOutcome = strawberry.field(description="What.")
    rows: int = strawberry.field(description="How many.")


def row_count(outcome: str, rows: int) -> RowCount:
    """Show how many rows became of this, as the log calls it."""
    return RowCount(outcome=member(RowOutcome, capitals(outcome)), rows=rows)


@described
class Edition(Node):
    """One edition of a data set as one version of our mapping read it. An edition states; it does not correct."""

    row: strawberry.Private[EditionRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Edition", self.row.dataset, self.row.mapping, self.row.name)

    @compiled
    def name(self) -> str:
        """The publisher's name of it."""
        return self.row.name

    @compiled
    def mapping(self) -> int:
        """Version of our mapping from its columns to claims."""
        return self.row.mapping

    @compiled
    def published(self) -> str | None:
        """When it was published (EDTF)."""
        return stated(self.row.published)

    @compiled
    def covers(self) -> list[str]:
        """Predicates that it has columns for; of others it says nothing."""
        return texts(self.row.covers)

    @compiled
    def complete(self) -> bool:
        """Whether a record that is missing from it is no longer listed."""
        return flag(self.row.complete)

    @compiled
    def files(self) -> list[File]:
        """Its files."""
        return each_named(str, self.row.files, lambda name, digest: File(name=name, sha256=digest))

    @compiled
    def licence(self) -> str:
        """Its licence (SPDX); NOASSERTION where none is stated."""
        return self.row.licence

    @compiled
    def policy(self) -> str | None:
        """The recorded rule under which its claims were accepted."""
        return self.row.policy

    @compiled
    def rows(self) -> list[RowCount]:
        """What became of its rows; the counts add up to all."""
        return each_named(int, self.row.rows, row_count)


def edition_of(reader: Reader, row: EditionRow) -> Edition:
    """Show an edition."""
    return Edition(reader=reader, row=row)


@described
class Dataset(Node):
    """A publisher's continuing database, of which editions were imported."""

    row: strawberry.Private[DatasetRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID."""
        return strawberry.ID(self.row.id)

    @compiled
    def slug(self) -> str:
        """Its short name, for filters."""
        return self.row.slug

    @compiled
    def title(self) -> str:
        """Its title."""
        return self.row.title

    @compiled
    def publisher(self) -> str:
        """Who publishes it."""
        return self.row.publisher

    @compiled
    def home_page(self) -> str | None:
        """Its home page."""
        return self.row.home_page

    @compiled
    def licence(self) -> str:
        """Its licence (SPDX); NOASSERTION where none is stated."""
        return self.row.licence

    @paged
    def editions(self) -> Connection[Edition]:
        """The editions that were imported, the oldest first."""
        return listed(self.reader, EditionList(), edition_of, self.row.slug)

    @paged
    def history(self) -> Connection[Event]:
        """Its imports and releases, in the log's order."""
        return listed(self.reader, History(), event_of, self.row.id)


def dataset_of(reader: Reader, row: DatasetRow) -> Dataset:
    """Show a data set."""
    return Dataset(reader=reader, row=row)


@described
class Coverage(Node):
    """A search that somebody made, so that "none found" means something."""

    row: strawberry.Private[CoverageRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID."""
        return strawberry.ID(self.row.id)

    @compiled
    async def place(self) -> LazyEntity | None:
        """The place that was searched for."""
        return await shown_by_key(self.reader, self.row.place)

    @compiled
    def topic(self) -> str:
        """What was looked for."""
        return self.row.topic

    @compiled
    def databases(self) -> list[str]:
        """Where."""
        return texts(self.row.databases)

    @compiled
    def languages(self) -> list[str]:
        """In which languages (BCP 47)."""
        return texts(self.row.languages)

    @compiled
    def queries(self) -> list[str]:
        """With which words."""
        return texts(self.row.queries)

    @compiled
    def from_date(self) -> str:
        """Start of the time that the search covered (EDTF)."""
        return self.row.from_date

    @compiled
    def to_date(self) -> str:
        """End of the time that the search covered (EDTF)."""
        return self.row.to_date

    @compiled
    def result(self) -> CoverageResult:
        """What it brought."""
        return member(CoverageResult, self.row.result)


def coverage_of(reader: Reader, row: CoverageRow) -> Coverage:
    """Show a declared search."""
    return Coverage(reader=reader, row=row)
