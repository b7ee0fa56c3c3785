"""The two clocks of a read: which tables it names and what it compares."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table, and_, true

from watchgraph.domain.edtf import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The point that an answer is given at.

    day: valid time, YYYYMMDD. position: recorded time, the last position of a commit.
    now: both are where the catalogue stands: the plain tables answer.
    """

    day: int
    position: int
    now: bool

    def of(self, pair: tuple[Table, Table]) -> FromClause:
        """Choose the table of a pair, under an alias of its own so that one statement may use it twice."""
        return (pair[0] if self.now else pair[1]).alias()

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """Compare the row's intervals with this moment; nothing to compare on a plain table."""
        if self.now:
            return true()
        conditions = [table.c.recorded_from <= self.position, table.c.recorded_to > self.position]
        if "valid_from" in table.c:
            conditions += [table.c.valid_from <= self.day, table.c.valid_to > self.day]
        return and_(*conditions)

    def surely(self, claim: FromClause) -> ColumnElement[bool]:
        """Whether a claim surely holds on the day."""
        return and_(claim.c.from_latest <= self.day, claim.c.until_earliest > self.day)

    def possibly(self, claim: FromClause) -> ColumnElement[bool]:
        """Whether a claim holds on the day or may hold."""
        return and_(claim.c.from_earliest <= self.day, claim.c.until_latest > self.day)

    def certainty(self, from_earliest: int, from_latest: int, until_earliest: int, until_latest: int) -> Certainty:
        """Say the same of one row already read."""
        if from_latest <= self.day < until_earliest:
            return Certainty.YES
        return Certainty.POSSIBLY if from_earliest <= self.day < until_latest else Certainty.NO
