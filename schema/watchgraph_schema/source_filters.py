"""The filter of sources."""

from typing import Annotated

import strawberry

from watchgraph_projections.views.sources import SourceList
from watchgraph_schema.describing import described_input


@described_input
class SourceWhere:
    """Which sources are wanted. Conditions add up; what is absent asks for nothing."""

    tiers: list[str] | None = strawberry.field(default=None, description="Sorts of source, any of them: COURT, MEDIA …")
    liveness: list[str] | None = strawberry.field(default=None, description="OK, GONE …; any of them.")
    reliabilities: list[str] | None = strawberry.field(default=None, description="Ratings A to F, any of them.")
    languages: list[str] | None = strawberry.field(default=None, description="Languages (BCP 47), any of them.")
    title_contains: str | None = strawberry.field(default=None, description="Words in the title, whatever the case.")
    publisher_contains: str | None = strawberry.field(default=None, description="Words in the publisher's name.")


SourceArgument = Annotated[SourceWhere | None, strawberry.argument(description="Which sources; all if absent.")]


def source_list(where: SourceWhere | None) -> SourceList:
    """Read a filter of sources."""
    if where is None:
        return SourceList()
    return SourceList(
        tiers=tuple(where.tiers or ()),
        liveness=tuple(where.liveness or ()),
        reliabilities=tuple(where.reliabilities or ()),
        languages=tuple(where.languages or ()),
        title=where.title_contains,
        publisher=where.publisher_contains,
    )
