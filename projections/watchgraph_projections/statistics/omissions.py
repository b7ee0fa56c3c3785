"""Claims that speak to a question and are missing from its numbers, by the reason.

Only those belong here that would have had a part in the answer: about what meets the other conditions, or would if all
that speaks to them counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Text,
    and_,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union,
)

from watchgraph.domain.statements import Polarity
from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.entries import Entries
from watchgraph_projections.statistics.in_place import STATUS
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.rules import Reason, Step
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.sieving import left_out as left_out_of
from watchgraph_projections.statistics.verdicts import GROUP_KIND


def left_out(entries: Entries) -> Rows:
    """Keys of claims by the reason for which they are missing from the numbers."""
    under = union(*_Omissions(entries).every()).subquery()
    keys = func.aggregate_strings(cast(under.c.key, Text), ",")
    return select(under.c.reason, keys).group_by(under.c.reason)


@dataclass(frozen=True)
class _Omissions:
    """What the numbers of one question leave out."""

    entries: Entries

    @property
    def _plan(self) -> Plan:
        return self.entries.plan

    @property
    def _sieve(self) -> Sieve:
        return self.entries.members.sieve

    def every(self) -> Iterator[Rows]:
        """Rows of reason and key."""
        plan, numbers = self._plan, self._plan.measured
        beside = [] if numbers is None or numbers in plan.clauses else [numbers]
        for clause in (*plan.clauses, *beside):
            for each in clause.either:
                yield from self._of_clause(each)
        yield from self._of_removed()
        if plan.query.unit is not None and numbers is not None:
            yield self._of_other_units()

    def _of_clause(self, clause: Clause) -> Iterator[Rows]:
        within = self._among if (uncounted := self._uncounted(clause)) is None else uncounted
        spoken = self._sieve.spoken(clause, self._plan.kind, within)
        ends = [self._meanings(each, None, None) for each in clause.that]
        for each in left_out_of(spoken):
            said = each.subquery()
            unknown = said.c.reason == str(Reason.UNKNOWN)
            reaches = and_(true(), *(_in_any(said.c.other, end) for end in ends))
            yield select(said.c.reason, said.c.key).where(or_(unknown, reaches))
        if clause.status is not None:
            yield from self._of_not_in_place(clause.status, self._sieve.stated(spoken), ends)

    def _of_not_in_place(self, status: Clause, live: FromClause, ends: Sequence[Sequence[Rows]]) -> Iterator[Rows]:
        """Claims that lead to a deployment which is not in place, and those that say so."""
        gone = self._sieve.not_in_place(status, select(live.c.other))
        reaches = and_(gone.c.member == live.c.other, *(_in_any(live.c.other, end) for end in ends))
        for claims in (live, gone):
            yield select(gone.c.reason, claims.c.key).join_from(gone, live, reaches)

    def _uncounted(self, clause: Clause) -> Rows | None:
        """Where anything that is said lets a member count, only those are of interest that do not."""
        members, entities = self.entries.members, self.entries.moment.of(ENTITIES)
        if len(clause.predicates) == 1 or members.by_statement:
            return None
        of_kind = entities.c.kind.in_([self._plan.kind, GROUP_KIND])
        holds = self.entries.moment.holds(entities)
        return select(entities.c.key).where(of_kind, holds, entities.c.key.not_in(select(members.units.c.member)))

    @property
    def _among(self) -> Rows | None:
        return None if self._candidates is None else select(self._candidates.c.member)

    @cached_property
    def _candidates(self) -> CTE | None:
        """What would be counted if all that speaks to the conditions counted; None: all that the only one speaks of."""
        plan = self._plan
        if len(plan.clauses) == 1 and plan.measured is None and not plan.absent:
            return None
        first, *others = plan.clauses
        found = self._sieve.cte("meant", *self._meanings(first, plan.kind, None))
        for clause in others:
            found = self._sieve.cte("meant", *self._meanings(clause, plan.kind, select(found.c.member)))
        return self._without_absent(found) if plan.absent else found

    def _without_absent(self, meant: CTE) -> CTE:
        """Leave out what surely has what must be absent."""
        has = [self._sieve.of(each, self._plan.kind, select(meant.c.member)).live for each in self._plan.absent]
        surely = [select(each.c.member).where(each.c.step == int(Step.CERTAIN)) for each in has]
        return self._sieve.cte("meant", select(meant.c.member).where(*(meant.c.member.not_in(each) for each in surely)))

    def _meanings(self, clause: Clause, kind: str | None, within: Rows | None) -> list[Rows]:
        """Members that a clause's claims speak of, or those of one in its place, whether they count or not."""
        return [self._meaning(each, kind, within) for each in clause.either]

    def _meaning(self, clause: Clause, kind: str | None, within: Rows | None) -> Rows:
        spoken = self._sieve.spoken(clause, kind, within)
        ends = (_in_any(spoken.other, self._meanings(each, None, None)) for each in clause.that)
        meant = or_(spoken.claims.c.polarity == str(Polarity.UNKNOWN), and_(true(), *spoken.passes, *ends))
        return select(spoken.end.label("member")).select_from(spoken.source).where(spoken.conditions, meant).distinct()

    def _of_removed(self) -> Iterator[Rows]:
        """The conditions' claims about what is left out as a whole."""
        members = self.entries.members
        if (removed := members.removed) is None:
            return
        for each in members.sifted:
            joined = each.live.c.member == removed.c.member
            yield select(removed.c.reason, each.live.c.key).join_from(removed, each.live, joined)
        if (gone := members.not_in_place) is not None:
            yield select(gone.c.reason, gone.c.key)

    def _of_other_units(self) -> Rows:
        numbers = self.entries.members.numbers_of(None)
        query = select(literal(str(Reason.OTHER_UNIT)).label("reason"), numbers.c.key)
        meant: Sequence[ColumnElement[bool]] = [] if self._among is None else [numbers.c.member.in_(self._among)]
        return query.where(*(~each for each in self.entries.of_unit(numbers)), *meant)


def _in_any(end: ColumnElement[int], found: Sequence[Rows]) -> ColumnElement[bool]:
    return or_(false(), *(end.in_(each) for each in found))


def reads_twice(plan: Plan) -> bool:
    """Whether claims of one predicate have two parts in the question: what one leaves out another may count."""
    every = list(plan.every())
    statuses = {id(each) for each in (plan.status, *(one.status for one in every)) if each is not None}
    if plan.measured is not None and plan.measured in plan.clauses:
        every = every[: -len(list(plan.measured.every()))]
    names = [each.name for clause in every if id(clause) not in statuses for each in clause.predicates]
    names += [STATUS] if statuses else []
    names += [WITHIN for clause in every if clause.condition.within]
    return len(names) > len(set(names))
