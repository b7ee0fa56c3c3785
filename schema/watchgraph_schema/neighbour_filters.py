"""Which edges of the graph are wanted around an entity."""

from typing import Annotated

import strawberry

from watchgraph.argument_places import at, read_at
from watchgraph.domain.edtf import Certainty
from watchgraph_projections.views.neighbours import NeighbourFilter, NeighbourList
from watchgraph_schema.codes import EntityKind
from watchgraph_schema.combinations import ALL_DOC, ANY_DOC, NOT_DOC, check_size, parts
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import Direction
from watchgraph_schema.given import at_least_none, share, some, some_predicates, some_values


@described_input
class NeighbourWhere:
    """Which edges are wanted. Conditions add up; what is absent asks for nothing.

    Example: `{direction: OUTGOING, or: [{predicates: ["supplies"]}, {kinds: [PLACE], minConfidence: 50}]}`.
    """

    predicates: list[str] | None = strawberry.field(default=None, description="Names of predicates, any of them.")
    kinds: list[EntityKind] | None = strawberry.field(
        default=None, description="Kinds of the entity at the other end, any of them."
    )
    direction: Direction | None = strawberry.field(default=None, description="Which way the edge runs; both if absent.")
    min_confidence: int | None = strawberry.field(default=None, description="Lowest confidence, 0 to 100.")
    certainties: list[Certainty] | None = strawberry.field(
        default=None, description="Whether the edge is there on the day that is asked about; any of these."
    )
    planned: bool | None = strawberry.field(
        default=None, description="Only edges of which all claims speak of a plan, or only others."
    )
    min_claims: int | None = strawberry.field(default=None, description="How many claims draw the edge, at least.")
    and_: list["NeighbourWhere"] | None = strawberry.field(name="and", default=None, description=ALL_DOC)
    or_: list["NeighbourWhere"] | None = strawberry.field(name="or", default=None, description=ANY_DOC)
    not_: "NeighbourWhere | None" = strawberry.field(name="not", default=None, description=NOT_DOC)


NeighbourArgument = Annotated[NeighbourWhere | None, strawberry.argument(description="Which edges; all if absent.")]


def edges_wanted(where: NeighbourWhere | None) -> NeighbourList:
    """List the edges that are wanted. Raises errors with a code for what cannot be read."""
    if where is None:
        return NeighbourList()
    with at("where"):
        check_size(where)
        return NeighbourList(filter=_edges(where))


def _edges(where: NeighbourWhere) -> NeighbourFilter:
    return NeighbourFilter(
        predicates=read_at("predicates", some_predicates, where.predicates),
        kinds=some_values(where.kinds, "kinds"),
        outgoing=None if where.direction is None else where.direction is Direction.OUTGOING,
        min_confidence=share(where.min_confidence, "minConfidence"),
        holds=some(where.certainties, "certainties"),
        planned=where.planned,
        min_claims=at_least_none(where.min_claims, "minClaims"),
        **parts(where, _edges),
    )
