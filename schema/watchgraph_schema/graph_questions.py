"""The questions about how entities are tied to each other."""

from watchgraph_schema.arguments import AsOf, AsOfArgument, LicenceArgument, LicenceWhere, reader_of
from watchgraph_schema.connections import USUAL_PAGE
from watchgraph_schema.context import COST_OF_WALK, Info, Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.money_trails import (
    DeploymentArgument,
    MoneyTrailConnection,
    PlaceArgument,
    VendorArgument,
    find_money_trails,
)
from watchgraph_schema.paths import (
    USUAL_HOPS,
    AfterArgument,
    FirstArgument,
    FromArgument,
    MaxHopsArgument,
    MinConfidenceArgument,
    PathConnection,
    PathQuestion,
    ToArgument,
    ViaArgument,
    find_paths,
    walk_of,
)
from watchgraph_schema.prices import WALK, costing


@described
class GraphQuestions:
    """What is asked of the graph."""

    @costing(WALK)
    @resolved
    def paths(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        from_: FromArgument,
        to: ToArgument,
        max_hops: MaxHopsArgument = USUAL_HOPS,
        via: ViaArgument = None,
        min_confidence: MinConfidenceArgument = None,
        first: FirstArgument = USUAL_PAGE,
        after: AfterArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> PathConnection:
        """How two entities are tied to each other, each hop with its claims; empty where no path is known.

        An edge counts where it holds or may hold on the day, and where it is of something that had happened by then.
        A search that would have to read too much is refused with the code `too-wide`.
        """
        walk = walk_of(via, min_confidence)
        asked = PathQuestion(start=from_, end=to, max_hops=max_hops, walk=walk, first=first, after=after)
        return find_paths(_walker(info, as_of, licence), asked)

    @costing(WALK)
    @resolved
    def money_trail(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        place: PlaceArgument = None,
        deployment: DeploymentArgument = None,
        vendor: VendorArgument = None,
        first: FirstArgument = USUAL_PAGE,
        after: AfterArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> MoneyTrailConnection:
        """Where the money comes from: every chain of place, deployment, vendor, contract, facility and lender.

        Start at one of the three. A chain that is not recorded to its end is given as far as it goes and says which
        link is missing.
        """
        starts = {"place": place, "deployment": deployment, "vendor": vendor}
        return find_money_trails(_walker(info, as_of, licence), starts, first=first, after=after)


def _walker(info: Info, as_of: AsOf | None, licence: LicenceWhere | None) -> Reader:
    reader = reader_of(info, as_of, licence)
    reader.budget.spend(COST_OF_WALK)
    return reader
