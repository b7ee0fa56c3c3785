"""What had been published by a day: which claims a publisher, or a document, made by then and had not replaced."""

from typing import Final

from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import spoken_again, spoken_again_at

SUPERSEDED: Final = "SUPERSEDED"


def was_published(claims: FromClause, moment: Moment, day: ColumnElement[int] | int) -> ColumnElement[bool]:
    """Whether a claim was the newest that its source had published by a day (YYYYMMDD).

    What nobody dated had surely been published by the day on which it was taken into this log.
    """
    again = moment.of((spoken_again, spoken_again_at))
    undated = and_(claims.c.published_from.is_(None), claims.c.state != SUPERSEDED)
    return or_(
        _spoken(claims, day),
        exists().where(again.c.claim == claims.c.key, moment.holds(again), _spoken(again, day)),
        and_(undated, claims.c.taken <= day),
    )


def _spoken(table: FromClause, day: ColumnElement[int] | int) -> ColumnElement[bool]:
    return and_(table.c.published_from <= day, table.c.published_to > day)
