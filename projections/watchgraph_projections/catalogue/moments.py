"""What a read is asked of, two clocks and the licences left out: which tables it names and what it compares."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table, and_, select, true

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.queries import among

CLAIMS = (tables.claim, tables.claim_at)
EVIDENCE = (tables.evidence, tables.evidence_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The point that an answer is given at.

    day: valid time, YYYYMMDD. position: recorded time, the last position of a commit.
    now: both are where the catalogue stands: the plain tables answer.
    unasked: both are what the question takes for now, so that a cursor may go on from an earlier moment.
    without: licences (SPDX, NOASSERTION) that the answer must not rest on. Evidence under them is as if not there, and
    so is a claim that has no other. What is derived of all evidence (states, confidence) stays as it is.
    """

    day: int
    position: int
    now: bool
    unasked: bool = False
    without: tuple[str, ...] = ()

    def of(self, pair: tuple[Table, Table]) -> FromClause:
        """Choose the table of a pair, under an alias of its own so that one statement may use it twice."""
        return (pair[0] if self.now else pair[1]).alias()

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """Whether the row is there: its intervals hold at this moment, and not all that it rests on is left out."""
        if not self.without:
            return self._recorded(table)
        stored = getattr(table, "element", table)
        if stored in EVIDENCE:
            return and_(self._recorded(table), self.admits(table))
        return and_(self._recorded(table), self._rests(table)) if stored in CLAIMS else self._recorded(table)

    def admits(self, table: FromClause) -> ColumnElement[bool]:
        """Whether the licence that the row names is not left out."""
        return ~among(table.c.licence, self.without)

    def _rests(self, claim: FromClause) -> ColumnElement[bool]:
        """Whether any evidence of the claim is there."""
        proof = self.of(EVIDENCE)
        return select(proof.c.id).where(proof.c.claim == claim.c.key, self.holds(proof)).exists()

    def _recorded(self, table: FromClause) -> ColumnElement[bool]:
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
        return certainty(self.day, from_earliest, from_latest, until_earliest, until_latest)


def certainty(day: int, from_earliest: int, from_latest: int, until_earliest: int, until_latest: int) -> Certainty:
    """Say whether what has these bounds holds on a day."""
    if from_latest <= day < until_earliest:
        return Certainty.YES
    return Certainty.POSSIBLY if from_earliest <= day < until_latest else Certainty.NO
