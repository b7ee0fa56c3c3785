"""Amounts that are in order only among those of one qualifier, such as the base year of their prices."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sqlalchemy import ColumnElement, FromClause, and_, case, literal_column, select

from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.catalogue.columns import WHOLE
from watchgraph_projections.catalogue.dialects import Found
from watchgraph_projections.catalogue.kinds import column_name
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.views.entity_filters import headline
from watchgraph_projections.views.rows import table_at

RANKED: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        column_name(each): qualifier.leading
        for each in PREDICATES.values()
        for qualifier in each.qualifiers
        if qualifier.leading and each.headline and each.range and each.range.type is ValueType.MONEY
    }
)
"""Columns of such amounts, and the codes of the qualifier, those that lead first."""
APART: Final = 10**18
"""Thousandths: more than any amount, and few enough for eight ranks in 64 bits."""


def ranked(rows: FromClause, column: str, moment: Moment) -> ColumnElement[object]:
    """What a list is sorted by: a headline; of RANKED ones, all that lead are above all that they lead."""
    value = headline(rows, column, moment)
    if column not in RANKED:
        return value
    claims = table_at(moment, CLAIMS, "ranking")
    codes: list[ColumnElement[str]] = [literal_column(f"'\"{code}\"'") for code in reversed(RANKED[column])]
    places = [(Found(claims.c.qualifier_key, code) > 0, _whole(place * APART)) for place, code in enumerate(codes, 1)]
    behind = and_(claims.c.key == rows.c[f"{column}_claim"], moment.holds(claims))
    return select(case(*places, else_=_whole(0))).where(behind).scalar_subquery() + value


def _whole(number: int) -> ColumnElement[int]:
    return literal_column(str(number), WHOLE)
