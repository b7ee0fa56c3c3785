"""What the rule looks at in the claims of a clause, beside their own columns: plans, series, and what others say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, FromClause, false, or_, select

from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.moments import CLAIMS
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.tables import may_be_planned
from watchgraph_projections.statistics.beginnings import begun_between, states_dates
from watchgraph_projections.statistics.clause_values import ClauseValues
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.endings import Endings
from watchgraph_projections.statistics.passing import is_planned
from watchgraph_projections.statistics.rules import Terms
from watchgraph_projections.statistics.scopes import Scope
from watchgraph_projections.statistics.series import Series
from watchgraph_projections.statistics.statements import STAGE
from watchgraph_projections.statistics.undated import Undated
from watchgraph_projections.statistics.universes import in_universe
from watchgraph_projections.statistics.verdicts import Rule


@dataclass(frozen=True)
class Ruling:
    """Makes the rule for a clause's claims.

    of_predicates: which claims are of its predicates. day, days: the one that is tested, or a table of days.
    """

    scope: Scope
    clause: Clause
    terms: Terms
    of_predicates: ColumnElement[bool]
    day: ColumnElement[int] | int | None
    days: FromClause | None

    def rule(self, kind: ColumnElement[str]) -> Rule:
        """The rule. kind: of the counted end."""
        return Rule(
            claims=self.scope.claims,
            kind=kind,
            terms=self.terms,
            planned=self._planned(),
            happens=self.happens,
            lapsed=self._lapsed(),
            closed=self._of_endings(Endings.closes),
            doubted=self._of_endings(Endings.doubts),
            day=self.day,
            lies=self._lies(),
        )

    @cached_property
    def happens(self) -> ColumnElement[bool] | bool:
        """Whether it says what happens and is over: of all claims, of none, or of each."""
        if self.clause.each is not None:
            return True
        happen = [each.name for each in self.clause.predicates if each.persistence is Persistence.OCCURRENCE]
        if len(happen) in {0, len(self.clause.predicates)}:
            return bool(happen)
        return self.scope.claims.c.predicate.in_(happen)

    def _planned(self) -> ColumnElement[bool]:
        """Whether it says what is planned: by its predicate, or by its stage."""
        claims = self.scope.claims
        planned = claims.c.planned == 1
        if self.terms.planned or not any(each.qualifier(STAGE) for each in self.clause.predicates):
            return planned
        texts = self.scope.values.texts(select(claims.c.qualifiers).where(self.of_predicates, may_be_planned(claims)))
        passing = ClauseValues(self.scope.values, self.clause).passing(texts, is_planned)
        return or_(planned, among(claims.c.qualifiers, [passing]))

    def _lapsed(self) -> ColumnElement[bool]:
        """Whether a claim's series ended for its subject; of single values as far as the condition looks at them."""
        day, scope, clause = self.day, self.scope, self.clause
        if day is None or clause.names not in scope.values.traits.observed:
            return false()
        series = Series(scope.moment.of(CLAIMS), clause, self.terms, day, self.days)
        conditions = [
            scope.moment.holds(series.claims),
            among(series.claims.c.predicate, [each.name for each in clause.predicates]),
            *in_universe(series.claims, clause, scope.moment, scope.values),
        ]
        if clause.single and not states_dates(clause):
            conditions += begun_between(scope.values, series.claims, clause)
        return series.has_lapsed(scope.claims, scope.cte("lapsed", series.lapsed(conditions)))

    def _of_endings(self, says: Callable[[Endings, FromClause], ColumnElement[bool]]) -> ColumnElement[bool]:
        """Whether others of the same universe say something of a claim's end."""
        day, scope, clause = self.day, self.scope, self.clause
        if day is None or clause.names not in scope.values.traits.ending:
            return false()
        ending, conditions = self._of_universe()
        return says(Endings(ending, self.terms, conditions, day), scope.claims)

    def _lies(self) -> ColumnElement[bool] | None:
        if self.day is None or WITHIN not in self.clause.names:
            return None
        later, conditions = self._of_universe()
        return Undated(later, self.terms, conditions, self.day).lies(self.scope.claims)

    def _of_universe(self) -> tuple[FromClause, Sequence[ColumnElement[bool]]]:
        """Claims of the same universe, in a table of their own, and what keeps to these."""
        scope, said = self.scope, self.scope.moment.of(CLAIMS)
        return said, [scope.moment.holds(said), *in_universe(said, self.clause, scope.moment, scope.values)]
