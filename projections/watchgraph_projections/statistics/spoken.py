"""Which claims speak to a clause, and which of them pass it, as conditions on the claims' table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import count

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    false,
    null,
    or_,
    select,
    true,
    union_all,
)

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence, ValueType
from watchgraph_projections.catalogue.expressions import share
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.tables import claim, commits
from watchgraph_projections.statistics.lookups import ENTITIES, Lookups, one_of
from watchgraph_projections.statistics.plans import Clause
from watchgraph_projections.statistics.queries import Condition, Side
from watchgraph_projections.statistics.rules import Terms
from watchgraph_projections.statistics.series import Series
from watchgraph_projections.statistics.statements import (
    PLANNED,
    has,
    qualified,
    stated_bounds,
    stated_days,
    stated_text,
)
from watchgraph_projections.statistics.verdicts import GROUP_KIND, Judged, Rule, said

FEW, MOST, SOME = 0.001, 0.9, 0.02
"""Parts of all claims: about some entities, of a kind, of a predicate. Only which is the smaller matters."""
STAGE = "stage"
_NEVER = bindparam("never", 0, type_=Integer())
_COLUMNS = (
    "key", "id", "predicate", "subject", "object", "value", "code", "qualifiers", "qualifier_key", "group_key",
    "polarity", "modality", "state", "planned", "disputed", "rank", "confidence", "dataset", "valid", "ended",
    "from_earliest", "from_latest", "until_earliest", "until_latest", "published_from", "published_to", "series",
)  # fmt: skip

Passes = Callable[[str | None], bool]
Rows = Select[*tuple[object, ...]]


@dataclass(frozen=True)
class Scope:
    """Where claims are read. published: a publication date chooses what is stated. names: numbers for tables' names."""

    lookups: Lookups
    moment: Moment
    published: bool
    names: "count[int]" = field(default_factory=lambda: count(1))

    @cached_property
    def claims(self) -> Subquery:
        """Claims as they stand at the moment, and by when they were said."""
        if self.moment.now and not self.moment.without:
            return _claims_now()
        table = self.moment.of(CLAIMS)
        return _claims(table, self.moment.holds(table))

    @cached_property
    def entities(self) -> FromClause:
        """Entities as they stand at the moment."""
        return self.moment.of(ENTITIES)

    def cte(self, name: str, *parts: Rows) -> CTE:
        """Name a table of rows of several parts, which is worked out once.

        To SQLite it looks large, by rows that it never has: else it takes each for so small that it joins two of them
        by comparing each row with each.
        """
        nothing = select(*(null() for _ in parts[0].selected_columns)).select_from(commits).where(_NEVER == 1)
        return union_all(*parts, nothing).cte(f"{name}_{next(self.names)}").prefix_with("MATERIALIZED")


@cache
def _claims_now() -> Subquery:
    return _claims(claim, true())


def _claims(table: FromClause, holds: ColumnElement[bool]) -> Subquery:
    columns = [table.c[name] for name in _COLUMNS]
    return select(*columns, said(table).label("said")).where(holds).subquery("stated")


class Spoken:
    """The claims that speak to a clause.

    kind: of what is counted, or groups of it. within: only of these members. inside: what the other end has to be, as
    `member`.
    """

    def __init__(
        self, scope: Scope, clause: Clause, kind: str | None, within: Rows | None, inside: FromClause | None = None
    ) -> None:
        self._scope = scope
        self.clause = clause
        self._kind = kind
        self._within = within
        self._inside = inside
        self.claims, self._entities = scope.claims, scope.entities
        ends = (self.claims.c.subject, self.claims.c.object)
        self.end, self.other = ends if clause.condition.side is Side.SUBJECT else ends[::-1]
        day = scope.moment.day if clause.universe.tests_day else None
        superseded = clause.universe.edition is not None or scope.published
        self.terms = Terms(day=day, superseded=superseded, planned=clause.planned)
        self._wanted = sorted(scope.lookups.keys(clause.condition.entities))
        self._spoken = self._speaking()
        self.passes = self._tests()

    @property
    def source(self) -> FromClause:
        """Claims with the entity at the counted end."""
        return self.claims.join(self._entities, self._entities.c.key == self.end)

    @cached_property
    def verdict(self) -> Judged:
        """What the rule says of each."""
        return Rule(
            claims=self.claims,
            kind=self._entities.c.kind,
            terms=self.terms,
            taken=self._scope.lookups.taken,
            planned=self._planned(),
            happens=self._happens(),
            lapsed=self._lapsed(),
        ).verdict

    @cached_property
    def conditions(self) -> ColumnElement[bool]:
        """Whether a claim speaks to the clause."""
        return and_(*self._spoken, *self._restricted())

    def _speaking(self) -> list[ColumnElement[bool]]:
        """Which claims speak to the clause."""
        scope, clause, claims = self._scope, self.clause, self.claims
        names = [each.name for each in clause.predicates]
        conditions = [
            share(among(claims.c.predicate, names), SOME),
            scope.moment.holds(self._entities),
            *scope.lookups.universe(claims, clause.universe),
        ]
        if self._kind is not None:
            conditions.append(share(self._entities.c.kind.in_([self._kind, GROUP_KIND]), MOST))
        if clause.condition.members:
            conditions.append(among(self.end, sorted(scope.lookups.keys(clause.condition.members))))
        if clause.condition.qualifiers:
            wanted = {name: scope.lookups.shown_id(value) for name, value in clause.condition.qualifiers}
            conditions.append(self._stored(claims.c.qualifiers, conditions, lambda text: has(text or "[]", wanted)))
        return conditions

    def _restricted(self) -> list[ColumnElement[bool]]:
        conditions = [] if self._within is None else [share(self.end.in_(self._within), FEW)]
        if self._dated and not self._states_dates:
            conditions += self._begun_between(self.claims)
        return conditions

    def _lapsed(self) -> ColumnElement[bool]:
        """Whether a claim's series ended for its subject; of single values as far as the condition looks at them."""
        day, scope, clause = self.terms.day, self._scope, self.clause
        names = [each.name for each in clause.predicates]
        if day is None or not scope.lookups.observed(names):
            return false()
        series = Series(scope.moment.of(CLAIMS), clause, self.terms, day)
        conditions = [
            scope.moment.holds(series.claims),
            among(series.claims.c.predicate, names),
            *scope.lookups.universe(series.claims, clause.universe),
        ]
        if clause.single and self._dated and not self._states_dates:
            conditions += self._begun_between(series.claims)
        return series.has_lapsed(self.claims, scope.cte("lapsed", series.lapsed(conditions)))

    @property
    def _dated(self) -> bool:
        condition = self.clause.condition
        return condition.since is not None or condition.before is not None

    @property
    def _states_dates(self) -> bool:
        return any(each.range is not None and each.range.type is ValueType.DATE for each in self.clause.predicates)

    def _begun_between(self, claims: FromClause) -> list[ColumnElement[bool]]:
        since, before = self.clause.condition.since, self.clause.condition.before
        found = [] if since is None else [claims.c.from_earliest >= edtf.first_day(since)]
        return found if before is None else [*found, claims.c.from_latest < edtf.first_day(before)]

    def _stored(
        self, column: ColumnElement[object], spoken: Sequence[ColumnElement[bool]], passes: Passes
    ) -> ColumnElement[bool]:
        """Compare what is stored as a text that only we can read: each different one is read once."""
        texts = self._scope.lookups.distinct(select(column).select_from(self.source).where(*spoken))
        return one_of(column, texts, passes)

    def texts(self, column: str) -> list[str | None]:
        return self._scope.lookups.distinct(select(self.claims.c[column]).select_from(self.source).where(*self._spoken))

    def _tests(self) -> list[ColumnElement[bool]]:
        """What a claim's value has to pass to be one that the condition asks for."""
        condition, claims = self.clause.condition, self.claims
        tests = []
        if condition.entities:
            tests.append(among(self.other, self._wanted))
        if self._inside is not None:
            tests.append(self.other.in_(select(self._inside.c.member)))
        if condition.codes:
            tests.append(among(claims.c.code, condition.codes))
        if condition.texts or condition.contains is not None:
            tests.append(self._value(lambda value: _words_match(value, condition)))
        if condition.at_least is not None or condition.at_most is not None:
            tests.append(self._value(lambda value: _fits(value, condition)))
        if self._dated and self._states_dates:
            between = self._value(lambda value: _date_matches(value, condition))
            dateless = self._value(lambda value: stated_days(value) is None)
            tests.append(or_(between, and_(dateless, *self._begun_between(claims))))
        return tests

    def _value(self, passes: Passes) -> ColumnElement[bool]:
        return self._stored(self.claims.c.value, self._spoken, passes)

    def _planned(self) -> ColumnElement[bool]:
        """Whether it says what is planned: by its predicate, or by its stage."""
        planned = self.claims.c.planned == 1
        if self.terms.planned or not any(each.qualifier(STAGE) for each in self.clause.predicates):
            return planned
        staged = self.claims.c.qualifiers.like(f"%{PLANNED}%")
        found = self._stored(
            self.claims.c.qualifiers,
            [*self._spoken, staged],
            lambda text: qualified(text or "[]").get(STAGE) == PLANNED,
        )
        return or_(planned, found)

    def _happens(self) -> ColumnElement[bool] | bool:
        happen = [each.name for each in self.clause.predicates if each.persistence is Persistence.OCCURRENCE]
        if len(happen) in {0, len(self.clause.predicates)}:
            return bool(happen)
        return self.claims.c.predicate.in_(happen)


def _stage_is_planned(qualifiers: str | None) -> bool:
    return qualified(qualifiers or "[]").get(STAGE) == PLANNED


def _words_match(value: str | None, condition: Condition) -> bool:
    words = stated_text(value) or ""
    is_one = not condition.texts or words in condition.texts
    return is_one and (condition.contains is None or condition.contains.casefold() in words.casefold())


def _fits(value: str | None, condition: Condition) -> bool:
    at_least, at_most = condition.at_least, condition.at_most
    low, high = stated_bounds(value)
    return (at_least is None or low >= at_least) and (at_most is None or high <= at_most)


def _date_matches(value: str | None, condition: Condition) -> bool:
    days = stated_days(value)
    if days is None:
        return False
    is_since = condition.since is None or days[0] >= edtf.first_day(condition.since)
    return is_since and (condition.before is None or days[1] < edtf.first_day(condition.before))
