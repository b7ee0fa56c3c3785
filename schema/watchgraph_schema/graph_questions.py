"""The questions about how entities are tied to each other."""

from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Info
from watchgraph_schema.describing import described
from watchgraph_schema.money_trails import (
    DeploymentArgument,
    MoneyTrail,
    PlaceArgument,
    VendorArgument,
    find_money_trails,
    start_of,
)
from watchgraph_schema.paths import (
    USUAL_HOPS,
    FromArgument,
    MaxHopsArgument,
    MinConfidenceArgument,
    Path,
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
    @paged
    def paths(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        from_: FromArgument,
        to: ToArgument,
        max_hops: MaxHopsArgument = USUAL_HOPS,
        via: ViaArgument = None,
        min_confidence: MinConfidenceArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[Path]:
        """How two entities are tied to each other, each hop with its claims; empty where no path is known.

        The shortest first, then those whose weakest link is strongest, then by the ids along the way. An edge counts
        where it holds or may hold on the day, and where it is of something that had happened by then.
        A search that would have to read too much is refused with the code `too-wide`.
        """
        asked = PathQuestion(start=from_, end=to, max_hops=max_hops, walk=walk_of(via, min_confidence))
        return find_paths(reader_of(info, as_of, licence), asked)

    @costing(WALK)
    @paged
    def money_trail(
        self,
        info: Info,
        place: PlaceArgument = None,
        deployment: DeploymentArgument = None,
        vendor: VendorArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[MoneyTrail]:
        """Where the money comes from: every chain of place, deployment, vendor, contract, facility and lender.

        Start at one of the three. Complete chains come first, then those that miss least, then those whose weakest
        link is strongest. A chain that is not recorded to its end is given as far as it goes and says which
        link is missing. Behind those of a place or a vendor comes money that went there, or that the vendor carries out
        (`implementer`), and is said to concern surveillance (`concernsSurveillance`), of which no claim says for which
        deployment; not what was only promised or was given up, nor records that their publisher no longer stands by
        (`countable`).
        """
        starts = {"place": place, "deployment": deployment, "vendor": vendor}
        return find_money_trails(reader_of(info, as_of, licence), start_of(starts))
