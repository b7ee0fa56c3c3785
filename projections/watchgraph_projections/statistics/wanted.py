"""What a claim has to say to be one that a condition asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, FromClause, and_, or_, select

from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.statistics.beginnings import begun_between, states_dates
from watchgraph_projections.statistics.clause_values import ClauseValues
from watchgraph_projections.statistics.passing import Choose, has_date, has_none, has_number, has_words
from watchgraph_projections.statistics.values import Texts


@dataclass(frozen=True)
class Wanted:
    """Compares the values of claims with those of a clause's condition.

    other: their other end. inside: what that has to be, as `member`; None: anything. stated: the different texts of
    their values.
    """

    given: ClauseValues
    claims: FromClause
    other: ColumnElement[object]
    inside: FromClause | None
    stated: Callable[[], Texts]

    def tests(self) -> list[ColumnElement[bool]]:
        """What a claim's value has to pass."""
        clause, claims = self.given.clause, self.claims
        condition, tests = clause.condition, named(self.given, claims, self.other)
        if self.inside is not None:
            tests.append(self.other.in_(select(self.inside.c.member)))
        if condition.texts or condition.contains is not None:
            tests.append(self._value(has_words))
        if condition.at_least is not None or condition.at_most is not None:
            tests.append(self._value(has_number))
        if (condition.since is not None or condition.before is not None) and states_dates(clause):
            begun = begun_between(self.given.values, claims, clause)
            tests.append(or_(self._value(has_date), and_(self._value(has_none), *begun)))
        return tests

    @cached_property
    def _texts(self) -> Texts:
        return self.stated()

    def _value(self, choose: Choose) -> ColumnElement[bool]:
        """Compare what claims say; some say nothing."""
        said = self.claims.c.value
        nothing = self.given.nothing_passes(choose)
        return or_(among(said, [self.given.passing(self._texts, choose)]), and_(said.is_(None), nothing))


def named(given: ClauseValues, claims: FromClause, other: ColumnElement[object]) -> list[ColumnElement[bool]]:
    """Whether claims say what the condition names, entities or codes. other: their other end."""
    condition, found = given.clause.condition, []
    if entities := condition.entities:
        found.append(given.entities(other, entities, lambda own: own.condition.entities))
    if condition.codes:
        found.append(given.among(claims.c.code, condition.codes, lambda _, own: own.condition.codes))
    return found
