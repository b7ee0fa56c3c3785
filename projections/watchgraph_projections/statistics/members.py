"""What is counted once, as a table: entities that meet every condition, or the statements about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, FromClause, and_, func, literal, or_, select

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.expressions import greatest, least, pairs
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.in_place import STATUS
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.marks import COUNTABLE, NO, asks_for_no_mark, leading_to_marked, mark_beside
from watchgraph_projections.statistics.numbers import Numbers
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Reason, Step
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.sifted import Onward, Sieved
from watchgraph_projections.statistics.statements import qualified
from watchgraph_projections.statistics.verdicts import SEEN, surely_seen


class Part(NamedTuple):
    """Claims on which what is counted rests. of: the columns that name what is counted. optional: some have none."""

    claims: FromClause
    of: Sequence[str]
    optional: bool = False


class _Tallied(NamedTuple):
    """Of what is counted how surely a part says it, and when last seen. table: one row of each; of two parts, perhaps.

    optional: some have none.
    """

    table: CTE
    step: ColumnElement[int]
    sight: ColumnElement[str]
    optional: bool = False


@dataclass(frozen=True)
class Members:
    """The tables of a plan. position: of the condition whose claims a grouping divides, None where it divides none.

    grouped_by: columns of that condition's claims which the grouping needs. onward: the claims by which it leads on
    from these.
    """

    sieve: Sieve
    plan: Plan
    position: int | None
    grouped_by: Collection[str] = ()
    onward: Onward | None = None

    @cached_property
    def sifted(self) -> list[Sieved]:
        """What each condition leaves."""
        return [
            self.sieve.of(
                clause,
                self.plan.kind,
                beside=self._beside(at),
                onward=self.onward if at == self.position else None,
            )
            for at, clause in enumerate(self.plan.clauses)
        ]

    def _beside(self, at: int) -> set[str]:
        clause = self.plan.clauses[at]
        wanted = set(self.grouped_by) if at == self.position else set()
        if self.by_statement and at == 0:
            wanted.add("group_key")
        return wanted | (self._stated.columns if clause == self.plan.measured else set())

    @property
    def by_statement(self) -> bool:
        """Whether statements are counted, not entities."""
        return self.plan.query.measure is Measure.COUNT_STATEMENTS

    @property
    def names(self) -> list[str]:
        """The columns that name what is counted."""
        return ["member", "group_key"] if self.by_statement else ["member"]

    @cached_property
    def parts(self) -> list[Part]:
        """Of each condition its claims, then the claims beside: on other ends, and doubts on what is absent."""
        own = [Part(each.live, self.names if at == 0 else ["member"]) for at, each in enumerate(self.sifted)]
        onward = [Part(each.onward, ["member"]) for each in self.sifted if each.onward is not None]
        return [*own, *onward, *(Part(each, ["member"], optional=True) for each in self._absent)]

    @cached_property
    def _shared(self) -> Rows:
        """Members that meet every condition that is not one of absence."""
        first, *others = (each.live for each in self.sifted)
        table: FromClause = first
        query = select(first.c.member).select_from(table)
        return query.where(*(first.c.member.in_(select(each.c.member)) for each in others))

    @cached_property
    def _absent(self) -> list[FromClause]:
        return [self.sieve.of(clause, self.plan.kind, self._shared).live for clause in self.plan.absent]

    @cached_property
    def _met(self) -> CTE:
        """What meets all conditions: how surely, and when last seen, without the divided claims and with them."""
        parts = self._tallied
        first = parts[0].table
        table, joined = self._of_kind(first), {first}
        for each in parts[1:]:
            if each.table not in joined:
                table = table.join(each.table, each.table.c.member == first.c.member, isouter=each.optional)
                joined.add(each.table)
        steps = [func.coalesce(each.step, 0) if each.optional else each.step for each in parts]
        seen = [func.coalesce(each.sight, SEEN) if each.optional else each.sight for each in parts]
        kept = [at for at in range(len(steps)) if at != self.position]
        query = select(
            *(first.c[name] for name in self.names),
            greatest(steps).label("step"),
            least(seen).label("sight"),
            greatest([literal(0), *(steps[at] for at in kept)]).label("kept_step"),
            least([literal(SEEN), *(seen[at] for at in kept)]).label("kept_sight"),
        )
        surely = [or_(each.step.is_(None), each.step != int(Step.CERTAIN)) for each in parts if each.optional]
        return self.sieve.cte("met_all", query.select_from(table).where(*surely))

    def _of_kind(self, members: CTE) -> FromClause:
        """Members of the kind that is counted, where nobody has looked at it yet."""
        if self.plan.kind is None or any(each.of_kind for each in self.sifted):
            return members
        entities = self.sieve.moment.of(ENTITIES)
        return members.join(entities, and_(entities.c.key == members.c.member, entities.c.kind == self.plan.kind))

    @property
    def _tallied(self) -> list[_Tallied]:
        """One tally of each part, in their order."""
        own, onward = [], []
        for at, each in enumerate(self.sifted):
            by = self.names if at == 0 else ["member"]
            if each.onward is None or by != ["member"]:
                own.append(self._tally(each.live, by))
                onward += [] if each.onward is None else [self._tally(each.onward, ["member"])]
            else:
                both = self._tally_both(each.live)
                own.append(both[0])
                onward.append(both[1])
        return [*own, *onward, *(self._tally(each, ["member"], optional=True) for each in self._absent)]

    def _tally(self, claims: FromClause, of: Sequence[str], *, optional: bool = False) -> _Tallied:
        by = [claims.c[name] for name in of]
        seen = func.coalesce(surely_seen(claims.c.step, claims.c.sight), SEEN)
        query = select(*by, func.min(claims.c.step).label("step"), seen.label("sight")).group_by(*by)
        table = self.sieve.cte("part", query)
        return _Tallied(table, table.c.step, table.c.sight, optional)

    def _tally_both(self, claims: FromClause) -> tuple[_Tallied, _Tallied]:
        """Tally claims together with those about their other ends, as these stand beside them."""
        seen = func.coalesce(surely_seen(claims.c.step, claims.c.sight), SEEN)
        query = select(
            claims.c.member,
            func.min(claims.c.step).label("step"),
            seen.label("sight"),
            func.min(claims.c.on_step).label("on_step"),
            func.coalesce(func.nullif(func.max(claims.c.on_sight), ""), SEEN).label("on_sight"),
        )
        table = self.sieve.cte("parts", query.group_by(claims.c.member))
        return _Tallied(table, table.c.step, table.c.sight), _Tallied(table, table.c.on_step, table.c.on_sight)

    @cached_property
    def removed(self) -> CTE | None:
        """Members that are left out as a whole, with the reason."""
        marked = [each for each in (self._not_to_be_added(), self._not_there()) if each is not None]
        if not marked:
            return None
        if len(marked) == 1:
            return self.sieve.cte("removed", marked[0])
        first, second = (self.sieve.cte("marked", each) for each in marked)
        beside = select(second.c.member, second.c.reason).where(second.c.member.not_in(select(first.c.member)))
        return self.sieve.cte("removed", select(first.c.member, first.c.reason), beside)

    @cached_property
    def units(self) -> CTE:
        """What is counted."""
        if self.removed is None:
            return self._met
        gone = self._met.c.member.in_(select(self.removed.c.member))
        return self.sieve.cte("units", select(*self._met.c).where(~gone))

    @cached_property
    def not_in_place(self) -> CTE | None:
        """Deployments that surely are not in place, unless the question is about status or plans."""
        status = self.plan.status
        return None if status is None else self.sieve.not_in_place(status, select(self._met.c.member))

    def _not_there(self) -> Rows | None:
        gone = self.not_in_place
        return None if gone is None else select(gone.c.member, gone.c.reason)

    def _not_to_be_added(self) -> Rows | None:
        """What a claim calls not countable, with its reason, where numbers are summed; what nobody marks is added."""
        if self.plan.query.measure is not Measure.SUM or not asks_for_no_mark(self.plan):
            return None
        first = self.marked
        said = self.sieve.texts(mark_beside(self.plan.clauses[0]), self.plan.kind, "qualifiers")
        named = pairs(self.sieve.values.meaning(said, lambda _, text: _reason(text)))
        reason = func.coalesce(named.c.meant, str(Reason.NOT_COUNTABLE)).label("reason")
        table = first.outerjoin(named, named.c.said == first.c.qualifiers)
        return select(first.c.member, reason).select_from(table).where(first.c.code == NO)

    @property
    def may_be_marked(self) -> bool:
        """Whether what is counted may be marked as not to be added up, and nothing leaves it out for that."""
        return self.plan.query.measure is not Measure.SUM and asks_for_no_mark(self.plan)

    @cached_property
    def marked(self) -> CTE:
        """What meets all conditions and of which somebody says NO, with its mark."""
        return self._marks(self.plan.clauses[0], self.plan.kind, self._met.c.member)

    @cached_property
    def reached(self) -> list[CTE]:
        """Of each condition that leads to what may be marked, the marks of what it leads to from what is counted."""
        counted, found = select(self.units.c.member), []
        for at in leading_to_marked(self.plan):
            live = self.sifted[at].live
            ends = self.sieve.cte("ends", select(live.c.other).where(live.c.member.in_(counted)).distinct())
            found.append(self._marks(self.plan.clauses[at], None, ends.c.other))
        return found

    def _marks(self, clause: Clause, kind: str | None, members: ColumnElement[int]) -> CTE:
        """Of each of these members that somebody marks with NO the first of the marks that lead."""
        claims = self.sieve.claims
        of_no = select(claims.c.subject).where(claims.c.predicate == COUNTABLE, claims.c.code == NO)
        within = select(members).where(members.in_(of_no))
        live = self.sieve.of(mark_beside(clause), kind, within, ("code", "qualifiers")).live
        place = func.row_number().over(partition_by=live.c.member, order_by=live.c.key)
        numbered = select(*live.c, place.label("place")).subquery()
        return self.sieve.cte("first", select(numbered).where(numbered.c.place == 1))

    # Numbers

    @property
    def _stated(self) -> Numbers:
        assert self.plan.measured is not None
        return Numbers(self.sieve, self.plan.measured, self.plan.kind)

    def _measured(self, within: Rows | None) -> Sieved:
        """What the numbers' clause leaves. within: only of these members."""
        assert self.plan.measured is not None
        if self.plan.measured in self.plan.clauses:
            return self.sifted[self.plan.clauses.index(self.plan.measured)]
        return self.sieve.of(self.plan.measured, self.plan.kind, within, self._stated.columns)

    @cached_property
    def numbers(self) -> CTE:
        """The claims with numbers of what is counted; where that is anything of a kind, all that are there."""
        anything = len(self.plan.clauses[0].predicates) > 1
        return self.numbers_of(None if anything else select(self.units.c.member))

    def numbers_of(self, within: Rows | None) -> CTE:
        """The claims with numbers: each with what they share where they say the same, and the number as first said.

        within: only of these members.
        """
        return self._stated.of(self._measured(within).live)


def read_by(plan: Plan) -> set[tuple[str, ...]]:
    """The names of predicates whose claims the tables of a plan may read on some day, as clauses have them."""
    clauses = [each.names for each in plan.every() if each.universe.tests_day or each.dated is not None]
    return {
        *clauses,
        *([(WITHIN,)] if any(each.condition.within for each in plan.every()) else []),
        *([(STATUS,)] if any(STATUS in each.names for each in plan.every()) else []),
        *([(COUNTABLE,)] if asks_for_no_mark(plan) or leading_to_marked(plan) else []),
    }


def _reason(qualifiers: str) -> str | None:
    stated = qualified(qualifiers).get("reason") or ""
    return stated if stated in Reason.__members__ else None
