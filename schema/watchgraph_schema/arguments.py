"""Arguments that many fields take."""

from typing import Annotated

import strawberry

from watchgraph_schema.context import Info, Reader
from watchgraph_schema.describing import described_input


@described_input
class AsOf:
    """The moment that a question is asked of. Everything below the field answers as of it, exactly.

    Two clocks: when it was so in the world, and what this log knew.
    """

    valid_at: str | None = strawberry.field(
        default=None,
        description="In the world: a year, month or day (EDTF), of a period its last day; today if absent.",
    )
    recorded_at: str | None = strawberry.field(
        default=None,
        description="In this log: a position (`1234`) or a UTC instant (`2026-11-23T12:00:00Z`); now if absent.",
    )


AsOfArgument = Annotated[
    AsOf | None, strawberry.argument(description="The moment that is asked about; today, as known now, if absent.")
]


def reader_of(info: Info, as_of: AsOf | None) -> Reader:
    """Read as of the moment that a root field was given."""
    if as_of is None:
        return info.context.reader()
    return info.context.reader(as_of.valid_at, as_of.recorded_at)
