"""Times: when something was so, as stated and as four days."""

import strawberry

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described


@described
class Valid:
    """When it was so in the world: the text as stated, and what it means as days. `until` days are already over."""

    text: str | None = strawberry.field(
        description="As stated (EDTF: 2019, 2018/2020, 2019~ for about 2019); null where no time is stated."
    )
    ended: str | None = strawberry.field(
        description="The last day or period in which it held, where an end was recorded."
    )
    from_earliest: str | None = strawberry.field(description="First day on which it may have begun; null if open.")
    from_latest: str | None = strawberry.field(description="Day by which it had surely begun; null if not known.")
    until_earliest: str | None = strawberry.field(
        description="First day on which it may be over; null if not known or never."
    )
    until_latest: str | None = strawberry.field(description="Day by which it was surely over; null if it may go on.")


def valid_of(_: Reader, row: ClaimRow) -> Valid:
    """Show the time of a claim."""
    return Valid(
        text=row.valid or None,
        ended=row.ended,
        from_earliest=day_text(row.from_earliest),
        from_latest=day_text(row.from_latest),
        until_earliest=day_text(row.until_earliest),
        until_latest=day_text(row.until_latest),
    )


def day_text(day: int) -> str | None:
    """Write YYYYMMDD as `2019-05-31`; None for an open side."""
    if day in {ALWAYS, NEVER}:
        return None
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
