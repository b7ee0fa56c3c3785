"""Series of observations that end for a subject while they go on for others: what they last said may be over."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, Text, and_, cast, func, or_, select

from watchgraph.domain.statements import Polarity
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.rules import Reason, Terms
from watchgraph_projections.statistics.verdicts import DENIED

Subjects = Select[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Series:
    """The observations of a clause's predicates by the edition that states them. claims: a table of its own.

    An edition that is asked for is one series, whatever newer one states the same. day: observations after it are not
    looked at; of each claim where there is a table of days.
    """

    claims: FromClause
    clause: Clause
    terms: Terms
    day: ColumnElement[int] | int
    days: FromClause | None = None

    @property
    def _names(self) -> list[str]:
        return ["predicate", "dataset"] if self.clause.universe.edition else ["predicate", "dataset", "series"]

    @property
    def _of_day(self) -> list[str]:
        return [] if self.days is None else ["day"]

    def lapsed(self, conditions: Sequence[ColumnElement[bool]]) -> Subjects:
        """Subjects whose last observation is older than that of others. conditions: of the universe."""
        claims, day = self.claims, self.day
        table: FromClause = claims
        of: list[ColumnElement[object]] = [claims.c[name] for name in self._names]
        if self.days is not None:
            days = select(self.days.c.day).distinct().subquery()
            day = days.c.day
            table, of = claims.join(days, claims.c.from_latest <= day), [*of, day]
        last = func.max(claims.c.from_latest).label("last")
        observed = and_(claims.c.series.is_not(None), self._stands, claims.c.from_latest <= day, *conditions)
        query = select(*of, claims.c.subject, last).select_from(table).where(observed)
        seen = query.group_by(*of, claims.c.subject).subquery()
        together = [seen.c[name] for name in (*self._names, *self._of_day)]
        waves = select(*seen.c, func.max(seen.c.last).over(partition_by=together).label("newest")).subquery()
        named = self._named(waves, [waves.c[name] for name in self._of_day])
        return select(named.label("subject")).where(waves.c.last < waves.c.newest)

    def _named(self, rows: FromClause, days: Sequence[ColumnElement[int]]) -> ColumnElement[str]:
        """The series of a subject, on a day if there are days, in one text: by several columns SQLite finds nothing."""
        numbers = [cast(each, Text) for each in (rows.c.subject, *days)]
        named: ColumnElement[str] = numbers[0]
        for each in (*numbers[1:], *(rows.c[name] for name in self._names)):
            named = named + " " + each
        return named

    @property
    def _stands(self) -> ColumnElement[bool]:
        claims = self.claims
        if not self.terms.superseded:
            return claims.c.counts == 1
        asserted = and_(claims.c.polarity == str(Polarity.AFFIRMED), claims.c.modality.not_in(DENIED))
        return or_(claims.c.counts == 1, and_(claims.c.state == str(Reason.SUPERSEDED), asserted))

    def has_lapsed(self, claims: FromClause, lapsed: FromClause) -> ColumnElement[bool]:
        """Whether the series of a claim's subject ended with it or later, by the table of those that have."""
        named = self._named(claims, [] if self.days is None else [self.days.c.day])
        among = named.in_(select(lapsed.c.subject))
        return and_(claims.c.series.is_not(None), claims.c.from_latest <= self.day, among)
