"""What had been published by a day: which claims a publisher, or a document, made by then and had not replaced."""

from typing import Final

from sqlalchemy import BigInteger, ColumnElement, FromClause, Text, and_, cast, exists, func, literal, or_, select

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import commits, spoken_again, spoken_again_at

SUPERSEDED: Final = "SUPERSEDED"
_SHIFT: Final = 100_000_000
"""Added to a day before its digits are read: then it has eight of them, after a first one."""


def was_published(claims: FromClause, moment: Moment, day: ColumnElement[int] | int) -> ColumnElement[bool]:
    """Whether a claim was the newest that its source had published by a day (YYYYMMDD).

    What nobody dated had surely been published by the day on which it was taken into this log.
    """
    again = moment.of((spoken_again, spoken_again_at))
    undated = and_(claims.c.published_from.is_(None), claims.c.state != SUPERSEDED)
    return or_(
        _spoken(claims, day),
        exists().where(again.c.claim == claims.c.key, moment.holds(again), _spoken(again, day)),
        and_(undated, claims.c.key <= _taken_by(day)),
    )


def _spoken(table: FromClause, day: ColumnElement[int] | int) -> ColumnElement[bool]:
    return and_(table.c.published_from <= day, table.c.published_to > day)


def _taken_by(day: ColumnElement[int] | int) -> ColumnElement[int]:
    """The last position that was taken into the log by the end of a day (UTC)."""
    number = literal(day, BigInteger()) if isinstance(day, int) else day
    digits = cast(number + _SHIFT, Text)
    year, month, rest = (func.substr(digits, *place, type_=Text()) for place in ((2, 4), (6, 2), (8, 2)))
    end = year + "-" + month + "-" + rest + "T~"
    return func.coalesce(select(func.max(commits.c.position)).where(commits.c.at < end).scalar_subquery(), 0)
