"""The questions about why something is so: why a figure is what it is, why two entities are not tied."""

from typing import Annotated

import strawberry

from watchgraph.argument_places import read_at
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.context import Info
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.explanations import ConfidenceExplanation, explained
from watchgraph_schema.paths import (
    USUAL_HOPS,
    FromArgument,
    MaxHopsArgument,
    MinConfidenceArgument,
    PathQuestion,
    ToArgument,
    ViaArgument,
    walk_of,
)
from watchgraph_schema.prices import WALK, costing
from watchgraph_schema.public_ids import public_id
from watchgraph_schema.ways import WhyNot, find_ways

ClaimArgument = Annotated[strawberry.ID, strawberry.argument(description="Id of a claim.")]


@described
class ReasonQuestions:
    """What is asked for reasons."""

    @costing(WALK)
    @resolved
    async def explain_confidence(
        self, info: Info, claim: ClaimArgument, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> ConfidenceExplanation | None:
        """How the confidence of a claim comes about, step by step, and what would raise it; null for an id of no claim.

        The figure rests on all evidence, whatever licences are left out.
        Example: `explainConfidence(claim: "f89991b5-58ae-507c-aae2-151b37f88b16") { text steps { part text after }
        raisedBy { text score } }`.
        """
        reader = reader_of(info, as_of, licence)
        row = await reader.claims_by_id.load(read_at("claim", public_id, claim))
        return None if row is None else explained(reader, row)

    @costing(WALK)
    @resolved
    def why_not(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        from_: FromArgument,
        to: ToArgument,
        max_hops: MaxHopsArgument = USUAL_HOPS,
        via: ViaArgument = None,
        min_confidence: MinConfidenceArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> WhyNot | None:
        """Why no path leads from one entity to another: which steps are not there, and what state their claims are in.

        It searches as `paths` does, but over claims of every state, within the same bounds; what nobody has claimed it
        cannot name. Example: `whyNot(from: "4bbe1d81-6612-5b56-a2aa-41d37425e113", to:
        "a8931132-6caa-58cd-8847-65d747ef9489") { connected text ways(first: 3) { nodes { closed steps { text claims {
        claimId obstacles } } } } missing { station reason } }`.
        """
        asked = PathQuestion(start=from_, end=to, max_hops=max_hops, walk=walk_of(via, min_confidence))
        return find_ways(reader_of(info, as_of, licence), asked)
