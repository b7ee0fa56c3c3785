"""Which claims speak to a clause, and which of them pass it, as conditions on the claims' table."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    and_,
    select,
)

from watchgraph.vocabulary import KINDS
from watchgraph.vocabulary.predicates import Qualifier
from watchgraph_projections.catalogue.dialects import Untied
from watchgraph_projections.catalogue.expressions import in_turn, pairs, share
from watchgraph_projections.catalogue.moments import CLAIMS
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.statistics.beginnings import begun_between, states_dates
from watchgraph_projections.statistics.clause_values import ClauseValues
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.passing import (
    has_qualifiers,
)
from watchgraph_projections.statistics.queries import Side
from watchgraph_projections.statistics.rules import Terms
from watchgraph_projections.statistics.ruling import Ruling
from watchgraph_projections.statistics.scopes import Rows, Scope
from watchgraph_projections.statistics.statements import qualified
from watchgraph_projections.statistics.universes import in_universe
from watchgraph_projections.statistics.values import Texts, Values
from watchgraph_projections.statistics.verdicts import GROUP_KIND, Judged, Rule
from watchgraph_projections.statistics.wanted import Wanted, named

FEW, MOST, SOME = 0.001, 0.9, 0.02
"""Parts of all claims: about some entities, of a kind, of a predicate. Only which is the smaller matters."""


class Alone(NamedTuple):
    """Claims without the entities at their counted end."""

    conditions: ColumnElement[bool]
    verdict: Judged


class OnDays(NamedTuple):
    """The only ends that are meant, each on some days in place of the one that is asked about: `end`, `day`."""

    table: CTE


class Spoken:
    """The claims that speak to a clause.

    kind: of what is counted, or groups of it. within: only of these members. inside: what the other end has to be, as
    `member`.
    """

    def __init__(
        self,
        scope: Scope,
        clause: Clause,
        kind: str | None,
        within: Rows | OnDays | None,
        inside: FromClause | None = None,
    ) -> None:
        self._scope = scope
        self.clause = clause
        self._kind = kind
        self.days = within.table if isinstance(within, OnDays) else None
        self._within = None if isinstance(within, OnDays) else within
        self.claims, self._entities = scope.claims, scope.entities
        ends = (self.claims.c.subject, self.claims.c.object)
        self.end, self.other = ends if clause.condition.side is Side.SUBJECT else ends[::-1]
        day = scope.moment.day if clause.universe.tests_day else None
        superseded = clause.universe.edition is not None or scope.values.plan.published is not None
        self.terms = Terms(day=day, superseded=superseded, planned=clause.planned)
        self.day: ColumnElement[int] | int | None = day if self.days is None else self.days.c.day
        self._given = ClauseValues(scope.values, clause)
        self.passes = Wanted(self._given, self.claims, self.other, inside, lambda: self.texts("value")).tests()

    @property
    def source(self) -> FromClause:
        """Claims with the entity at the counted end, and the days on which they have to be so."""
        table = self._speakers
        return table if self.days is None else in_turn(self.days, table, self.days.c.end == self.end)

    @property
    def is_wide(self) -> bool:
        """Whether any of the numbers that predicates of the clause have is not exact."""
        return self.clause.names in self._scope.values.traits.wide

    @property
    def _speakers(self) -> FromClause:
        return self.claims.join(self._entities, self._entities.c.key == self.end)

    @cached_property
    def verdict(self) -> Judged:
        """What the rule says of each."""
        return self._rule.verdict

    @cached_property
    def alone(self) -> "Alone | None":
        """The claims that are about members and not about groups of them, told without looking at each entity.

        None where that takes longer. The kind of the members is not looked at: the vocabulary admits no other.
        """
        if not self._scope.moment.now or not self._is_of_one_kind or self.days is not None:
            return None
        groups = self._scope.moment.of(ENTITIES)
        of_members = self.end.not_in(select(groups.c.key).where(groups.c.kind == GROUP_KIND))
        conditions = and_(*self._said, self.end.is_not(None), of_members, *self._restricted)
        return Alone(conditions, replace(self._rule, kind=None).verdict)

    @property
    def _is_of_one_kind(self) -> bool:
        if self._kind is None:
            return True
        own = {self._kind, GROUP_KIND}
        return all(own.issuperset(kinds) for kinds in self._admitted)

    @property
    def _admitted(self) -> Iterator[Collection[str]]:
        """The kinds that the vocabulary admits at the counted end; of everything where it names none."""
        is_subject = self.clause.condition.side is Side.SUBJECT
        for each in self.clause.predicates:
            yield each.domain if is_subject else (each.range.kinds if each.range else ()) or KINDS

    @cached_property
    def ruling(self) -> Ruling:
        """What the rule looks at."""
        return Ruling(self._scope, self.clause, self.terms, self._of_predicates, self.day, self.days)

    @cached_property
    def _rule(self) -> Rule:
        return self.ruling.rule(self._entities.c.kind)

    @cached_property
    def conditions(self) -> ColumnElement[bool]:
        """Whether a claim speaks to the clause."""
        return and_(*self._spoken, *self._restricted)

    @cached_property
    def _spoken(self) -> list[ColumnElement[bool]]:
        """Which claims speak to the clause."""
        return [*self._of_kind, *self._said]

    @property
    def _of_kind(self) -> list[ColumnElement[bool]]:
        holds = self._scope.moment.holds(self._entities)
        if self._kind is None:
            return [holds]
        return [holds, share(self._entities.c.kind.in_([self._kind, GROUP_KIND]), SOME if self._begins_there else MOST)]

    @cached_property
    def _said(self) -> list[ColumnElement[bool]]:
        """Which claims speak to the clause if what is at the counted end is of the right kind."""
        scope, clause, claims = self._scope, self.clause, self.claims
        conditions = [self._of_predicates, *in_universe(claims, clause, scope.moment, scope.values)]
        if members := clause.condition.members:
            conditions.append(self._given.entities(self.end, members, lambda own: own.condition.members))
        if clause.condition.qualifiers or clause.condition.worded:
            texts = self._texts(claims.c.qualifiers, [*self._of_kind, *conditions])
            conditions.append(among(claims.c.qualifiers, [self._given.passing(texts, has_qualifiers)]))
        return conditions

    @property
    def _begins_there(self) -> bool:
        """Whether claims are better found by what they are about: those of many predicates, where kinds are indexed."""
        return len(self.clause.predicates) > 1 and self._scope.moment.now

    @property
    def _of_predicates(self) -> ColumnElement[bool]:
        names = [each.name for each in self.clause.predicates]
        if self._begins_there:
            return share(among(Untied(self.claims.c.predicate), names), MOST)
        return share(among(self.claims.c.predicate, names), SOME)

    @cached_property
    def _restricted(self) -> list[ColumnElement[bool]]:
        conditions = [] if self._within is None else [share(self.end.in_(self._within), FEW)]
        return conditions if states_dates(self.clause) else [*conditions, *self._begun_between(self.claims)]

    @property
    def wanted(self) -> Sequence[ColumnElement[bool]]:
        """Keep claims of what has any that says what the condition names: those of all else are nobody's rivals."""
        said = self._scope.moment.of(CLAIMS)
        if not (says := named(self._given, said, said.c.object)):
            return ()
        of_predicates = among(said.c.predicate, [each.name for each in self.clause.predicates])
        found = select(said.c.subject).where(of_predicates, *says, self._scope.moment.holds(said))
        return (share(self.claims.c.subject.in_(found), FEW),)

    def _begun_between(self, claims: FromClause) -> list[ColumnElement[bool]]:
        return begun_between(self._scope.values, claims, self.clause)

    @property
    def apart(self) -> Sequence[ColumnElement[str]]:
        """What parts a slot, where each value of a qualifier beside the key is looked at by itself."""
        of = self.clause.apart
        return () if of is None else (qualifier_of(of, self._scope.values, self.texts("qualifiers"), self.claims),)

    def texts(self, column: str) -> Texts:
        """The different texts that a column holds in the claims."""
        return self._texts(self.claims.c[column], self._spoken)

    def _texts(self, column: ColumnElement[object], spoken: Sequence[ColumnElement[bool]]) -> Texts:
        return self._scope.values.texts(select(column).select_from(self._speakers).where(*spoken))


def qualifier_of(declared: Qualifier, values: Values, said: Texts, claims: FromClause) -> ColumnElement[str]:
    """The value of a qualifier, null where a claim has none. said: the claims' different qualifiers."""
    name = declared.name
    named = pairs(values.meaning(said, lambda _, text: qualified(text).get(name)))
    return select(named.c.meant).where(named.c.said == claims.c.qualifiers).scalar_subquery()
