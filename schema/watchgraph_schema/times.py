"""Times: when something was so, as stated and as four days."""

import strawberry
from sqlalchemy import ColumnElement, and_, case, func, or_

from watchgraph.domain.edtf import ALWAYS, NEVER, Certainty
from watchgraph_projections.catalogue.dialects import EightDigits
from watchgraph_projections.catalogue.moments import certainty
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_schema.columns import stated
from watchgraph_schema.compiling.symbols import expressed
from watchgraph_schema.compiling.texts import Joined
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
        text=stated(row.valid),
        ended=row.ended,
        from_earliest=day_text(row.from_earliest),
        from_latest=day_text(row.from_latest),
        until_earliest=day_text(row.until_earliest),
        until_latest=day_text(row.until_latest),
    )


def _day_text(day: ColumnElement[int]) -> ColumnElement[object]:
    written = EightDigits(day)
    year, month, date = (func.substr(written, start, length) for start, length in ((1, 4), (5, 2), (7, 2)))
    return case((or_(day == ALWAYS, day == NEVER), None), else_=Joined([year, "-", month, "-", date]))


@expressed(_day_text)
def day_text(day: int) -> str | None:
    """Write YYYYMMDD as `2019-05-31`; None for an open side."""
    if day in {ALWAYS, NEVER}:
        return None
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"


def certainty_of(reader: Reader, row: ClaimRow) -> Certainty:
    """Whether a claim holds on the day that is asked about."""
    return _certainty(reader.day, row.from_earliest, row.from_latest, row.until_earliest, row.until_latest)


def _in_sql(
    day: ColumnElement[int],
    from_earliest: ColumnElement[int],
    from_latest: ColumnElement[int],
    until_earliest: ColumnElement[int],
    until_latest: ColumnElement[int],
) -> ColumnElement[object]:
    surely, possibly = ((from_latest, until_earliest), (from_earliest, until_latest))
    cases = [
        (and_(first <= day, last > day), str(code))
        for (first, last), code in ((surely, Certainty.YES), (possibly, Certainty.POSSIBLY))
    ]
    return case(*cases, else_=str(Certainty.NO))


_certainty = expressed(_in_sql, sure=True)(certainty)
