"""The filter of sources."""

from typing import Annotated

import strawberry

from watchgraph_projections.views.sources import SourceList, SourceOrder
from watchgraph_schema.context import public_id
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.given import some, some_codes


@described_input
class SourceWhere:
    """Which sources are wanted. Conditions add up; what is absent asks for nothing."""

    ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Only these, by id.")
    tiers: list[str] | None = strawberry.field(default=None, description="Sorts of source, any of them: COURT, MEDIA …")
    liveness: list[str] | None = strawberry.field(default=None, description="OK, GONE …; any of them.")
    reliabilities: list[str] | None = strawberry.field(default=None, description="Ratings A to F, any of them.")
    languages: list[str] | None = strawberry.field(default=None, description="Languages (BCP 47), any of them.")
    title_contains: str | None = strawberry.field(default=None, description="Words in the title, whatever the case.")
    publisher_contains: str | None = strawberry.field(default=None, description="Words in the publisher's name.")


describe_enum(
    SourceOrder,
    SourceOrder.__doc__ or "",
    {
        "PUBLISHED": "When they were published; undated ones first.",
        "TITLE": "Their title.",
        "PUBLISHER": "Their publisher's name; those without one come lowest.",
        "RECORDED": "When this log took them.",
    },
)

SourceOrderArgument = Annotated[SourceOrder, strawberry.argument(description="What to order by.")]
SourceArgument = Annotated[SourceWhere | None, strawberry.argument(description="Which sources; all if absent.")]


def source_list(where: SourceWhere | None, order: SourceOrder, *, descending: bool) -> SourceList:
    """Read a filter and an order. Raises BadArgumentError for unknown codes and empty lists, and BadIdError."""
    if where is None:
        return SourceList(order=order, down=descending)
    return SourceList(
        ids=tuple(public_id(each) for each in some(where.ids, "ids")),
        tiers=some_codes("source-tier", where.tiers, "tiers"),
        liveness=some_codes("liveness", where.liveness, "liveness"),
        reliabilities=some_codes("reliability", where.reliabilities, "reliabilities"),
        languages=some(where.languages, "languages"),
        title=where.title_contains,
        publisher=where.publisher_contains,
        order=order,
        down=descending,
    )
