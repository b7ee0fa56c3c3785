"""The question how many sources there are, by what is known of them."""

from typing import Annotated, Final

import strawberry

from watchgraph.argument_places import at
from watchgraph_projections.views.source_counts import SourceCountRow, SourceProperty, source_counts
from watchgraph_projections.views.source_counts import SourceCounts as Counted
from watchgraph_projections.views.sources import EVERY_SOURCE
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.combinations import check_size
from watchgraph_schema.context import Info
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.prices import SEARCH, WHOLE_LIST, costing, of_length
from watchgraph_schema.source_filters import SourceArgument

MOST_VALUES: Final = 100

describe_enum(
    SourceProperty,
    "What sources are counted by.",
    {
        "PUBLISHER": "Their publisher's name, as it is written.",
        "TIER": "Their sort.",
        "LANGUAGE": "Their language (BCP 47); `und` where nobody says it.",
        "LIVENESS": "What was found where they had been.",
        "RELIABILITY": "Their rating.",
        "LICENCE": "Their licence (SPDX); `NOASSERTION` where none is stated.",
        "YEAR": "The year in which they were published.",
    },
)
ByArgument = Annotated[SourceProperty, strawberry.argument(description="What they are counted by.")]


@described
class SourceCount:
    """How many sources have one value in common."""

    row: strawberry.Private[SourceCountRow]

    @resolved
    def value(self) -> str | None:
        """The value; null for those of which it is not known."""
        return self.row.value

    @resolved
    def count(self) -> int:
        """How many sources there are with it."""
        return self.row.count


@described
class SourceCounts:
    """How many sources there are by one of their properties."""

    counted: strawberry.Private[Counted]

    @of_length(MOST_VALUES)
    @resolved
    def values(self) -> list[SourceCount]:
        """The most frequent values, at most 100, those of more sources first."""
        return [SourceCount(row=each) for each in self.counted.values]

    @resolved
    def other_count(self) -> int:
        """How many sources have another value than these."""
        return self.counted.others


@described
class SourceQuestions:
    """What is asked of all sources."""

    @costing(SEARCH, whole_list=WHOLE_LIST)
    @resolved
    def source_counts(
        self,
        info: Info,
        by: ByArgument,
        where: SourceArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> SourceCounts | None:
        """How many sources there are by publisher, sort, language and so on.

        All of them, whether claims are about them, as `aggregate(of: "Source")` counts, or only rest on them. The same
        filter gives `sources` themselves, and how many there are in all.
        Example: `sourceCounts(by: LIVENESS) { values { value count } }`.
        """
        reader = reader_of(info, as_of, licence)
        wanted = EVERY_SOURCE
        if where is not None:
            with at("where"):
                check_size(where)
                wanted = where.read(reader)
        return SourceCounts(counted=source_counts(reader.connection, reader.moment, wanted, by, MOST_VALUES))
