"""The questions about why something is so: why a figure is what it is, why two entities are not tied."""

from typing import Annotated

import strawberry

from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.context import Info, public_id
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.explanations import ConfidenceExplanation, explained

ClaimArgument = Annotated[strawberry.ID, strawberry.argument(description="Id of a claim.")]


@described
class ReasonQuestions:
    """What is asked for reasons."""

    @resolved
    async def explain_confidence(
        self, info: Info, claim: ClaimArgument, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> ConfidenceExplanation | None:
        """How the confidence of a claim comes about, step by step, and what would raise it; null for an id of no claim.

        The figure rests on all evidence, whatever licences are left out.
        Example: `explainConfidence(claim: "…") { text steps { nodes { part text after } } raisedBy { text score } }`.
        """
        reader = reader_of(info, as_of, licence)
        row = await reader.claims_by_id.load(public_id(claim))
        return None if row is None else explained(reader, row)
