"""Series of observations that end for a subject while they go on for others: what they last said may be over."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, or_, select, tuple_

from watchgraph.domain.statements import Polarity
from watchgraph_projections.statistics.plans import Clause
from watchgraph_projections.statistics.rules import Reason, Terms
from watchgraph_projections.statistics.verdicts import DENIED

Subjects = Select[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Series:
    """The observations of a clause's predicates by the edition that states them. claims: a table of its own.

    An edition that is asked for is one series, whatever newer one states the same. day: observations after it are not
    looked at.
    """

    claims: FromClause
    clause: Clause
    terms: Terms
    day: int

    @property
    def _names(self) -> list[str]:
        return ["dataset", "predicate"] if self.clause.universe.edition else ["dataset", "predicate", "series"]

    def lapsed(self, conditions: Sequence[ColumnElement[bool]]) -> Subjects:
        """Subjects whose last observation is older than that of others. conditions: of the universe."""
        claims = self.claims
        of = [claims.c[name] for name in self._names]
        last = func.max(claims.c.from_latest).label("last")
        observed = and_(claims.c.series.is_not(None), self._stands, claims.c.from_latest <= self.day, *conditions)
        seen = select(*of, claims.c.subject, last).where(observed).group_by(*of, claims.c.subject).subquery()
        newest = func.max(seen.c.last).over(partition_by=[seen.c[name] for name in self._names]).label("newest")
        waves = select(*seen.c, newest).subquery()
        named = [waves.c[name] for name in (*self._names, "subject")]
        return select(*named).where(waves.c.last < waves.c.newest)

    @property
    def _stands(self) -> ColumnElement[bool]:
        claims = self.claims
        if not self.terms.superseded:
            return claims.c.counts == 1
        asserted = and_(claims.c.polarity == str(Polarity.AFFIRMED), claims.c.modality.not_in(DENIED))
        return or_(claims.c.counts == 1, and_(claims.c.state == str(Reason.SUPERSEDED), asserted))

    def has_lapsed(self, claims: FromClause, lapsed: FromClause) -> ColumnElement[bool]:
        """Whether the series of a claim's subject ended with it or later, by the table of those that have."""
        names = (*self._names, "subject")
        among = tuple_(*(claims.c[name] for name in names)).in_(select(*(lapsed.c[name] for name in names)))
        return and_(claims.c.series.is_not(None), claims.c.from_latest <= self.day, among)
