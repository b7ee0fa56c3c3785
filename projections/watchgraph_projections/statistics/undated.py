"""Claims without a date that say how things lie: they say so of every day, and not since when."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, literal_column, select

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.dialects import Found
from watchgraph_projections.statistics.endings import of_same, stands
from watchgraph_projections.statistics.rules import Terms


@dataclass(frozen=True, slots=True)
class Undated:
    """London was in the United Kingdom before a file that says so was published.

    claims: a table of its own, of those that may say that it began later. conditions: on them. day: by which it had.
    """

    claims: FromClause
    terms: Terms
    conditions: Sequence[ColumnElement[bool]]
    day: ColumnElement[int] | int

    def lies(self, stated: FromClause) -> ColumnElement[bool]:
        """Whether a claim says so of the day, too: what says that it began after the day speaks against it."""
        undated = and_(stated.c.predicate == WITHIN, stated.c.valid == "")
        return and_(undated, ~self._begins_later(stated))

    def _begins_later(self, stated: FromClause) -> ColumnElement[bool]:
        later = self.claims
        # What has a beginning, and not what was seen on some day; SQLite plans a "like" anew each time.
        spell = (Found(later.c.valid, literal_column("'/'")) > literal_column("0"), later.c.from_earliest > self.day)
        said = select(later.c.key).where(*of_same(later, stated), *spell, *stands(later, self.terms), *self.conditions)
        return said.exists()
