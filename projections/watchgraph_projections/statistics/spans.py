"""Years, quarters and months as groups: in which of them a date lies, surely or perhaps."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, FromClause, Text, and_, case, cast, func

from watchgraph.domain.edtf import ALWAYS
from watchgraph_projections.catalogue.timelines import YEAR
from watchgraph_projections.statistics.queries import Span
from watchgraph_projections.statistics.rules import Step

BEGUN = ("from_earliest", "from_latest")
"""The columns of a claim that tell when what it says began."""
MONTH = 100
"""What a day has to be divided by to leave its year and month."""
_CODES = {Span.QUARTER: 33, Span.MONTH: 1}
"""What EDTF writes in the place of the month for the first of a year."""


def number_of(day: ColumnElement[int], span: Span) -> ColumnElement[int]:
    """Count the spans from the year 0 to the one in which a day lies."""
    year = day // YEAR
    if span is Span.YEAR:
        return year
    months = 12 // span.a_year
    return year * span.a_year + (day // MONTH % 100 - 1) // months


def written(number: ColumnElement[int], span: Span) -> ColumnElement[str]:
    """Write the span of a number as EDTF: `2021`, `2021-33` for the first quarter, `2021-01`."""
    year = _digits(number // span.a_year, 4)
    return year if span is Span.YEAR else year + "-" + _digits(number % span.a_year + _CODES[span], 2)


def times_of(claims: FromClause, span: Span) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The first and the last span in which what claims say may have begun."""
    return number_of(claims.c.from_earliest, span), number_of(claims.c.from_latest, span)


def _digits(number: ColumnElement[int], size: int) -> ColumnElement[str]:
    return func.substr(cast(number + 10**size, Text), 2, type_=Text())


@dataclass(frozen=True)
class Lying:
    """The spans in which a date may lie, between two days. Both are null where there is none.

    later: how many spans after the first one, from 0 on, so that each is a row; None where it takes but one.
    """

    span: Span
    first: ColumnElement[int]
    last: ColumnElement[int]
    later: ColumnElement[int] | None = None

    @cached_property
    def _number(self) -> ColumnElement[int]:
        return number_of(self.first, self.span)

    @cached_property
    def _more(self) -> ColumnElement[int]:
        """How many follow the first one."""
        return number_of(self.last, self.span) - self._number

    @property
    def _is_known(self) -> ColumnElement[bool]:
        """Whether they are within a year's length: what is dated less exactly would be in any group."""
        return and_(self.first > ALWAYS, self._more < self.span.a_year)

    @property
    def is_one(self) -> ColumnElement[bool]:
        """Whether the row is one of them, or the first where they are not known."""
        assert self.later is not None
        return self.later <= case((self._is_known, self._more), else_=0)

    def bucket(self, unknown: str) -> ColumnElement[str]:
        """The one of the row, as EDTF. unknown: where they are not known."""
        number = self._number if self.later is None else self._number + self.later
        return case((self._is_known, written(number, self.span)), else_=unknown)

    @property
    def step(self) -> ColumnElement[int]:
        """How surely it lies in that one."""
        perhaps = and_(self._is_known, self._more > 0)
        return case((perhaps, int(Step.POSSIBLY_BEGUN)), else_=int(Step.CERTAIN))
