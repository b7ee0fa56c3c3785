"""The questions for numbers, and the search."""

from watchgraph_projections.statistics.queries import Measure
from watchgraph_schema.aggregate_inputs import (
    ConditionsArgument,
    GroupByArgument,
    MeasureArgument,
    MeasuredArgument,
    OfArgument,
    PublishedArgument,
    UnitArgument,
    UniverseArgument,
)
from watchgraph_schema.aggregate_questions import check_ids, query_of
from watchgraph_schema.aggregates import Aggregate, aggregate
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Info
from watchgraph_schema.describing import described, resolved, worked_out
from watchgraph_schema.given import some_values
from watchgraph_schema.prices import NUMBERS, SEARCH, costing, costing_steps
from watchgraph_schema.search import KindsArgument, Search, SearchHit, TextArgument, hits


@described
class NumberQuestions:
    """What is counted, summed and searched."""

    @worked_out
    @costing_steps(NUMBERS)
    @resolved
    def aggregate(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        of: OfArgument,
        where: ConditionsArgument = None,
        measure: MeasureArgument = Measure.COUNT_ENTITIES,
        measured: MeasuredArgument = None,
        unit: UnitArgument = None,
        group_by: GroupByArgument = None,
        universe: UniverseArgument = None,
        published_by: PublishedArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Aggregate | None:
        """Count, sum or compare. Every number is a pair, certain and possible, and carries its claims.

        What speaks to the question and does not count is listed with the reasons. Different currencies, units and
        price bases are never added together, nor is what is planned to what exists.
        """
        query = query_of(of, where, (measure, measured, unit), group_by, universe, published_by)
        reader = reader_of(info, as_of, licence)
        return aggregate(reader, check_ids(reader, query))

    @costing(SEARCH)
    @paged
    def search(
        self,
        info: Info,
        text: TextArgument,
        kinds: KindsArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[SearchHit]:
        """Find names, titles of sources and quotes, in any script, with or without accents; the nearest texts first.

        Titles of loans, contracts and incidents may name private persons, and are not searched: ask for those by
        `financialFacilities(where: {title: {contains: "Railway"}})`.
        """
        return hits(reader_of(info, as_of, licence), Search(text, some_values(kinds, "kinds")))
