"""From what is counted to its groups, as tables: the claims that lead there, and who is in which group how surely."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sqlalchemy import CTE, ColumnElement, FromClause, func, literal, null, select, true, union_all

from watchgraph_projections.catalogue.expressions import greatest, in_turn, least
from watchgraph_projections.statistics.buckets import UNKNOWN, Buckets, grouped_columns
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.climbing import Climbing
from watchgraph_projections.statistics.leaders import latest
from watchgraph_projections.statistics.members import Members
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Area
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.sifted import Dates, Onward
from watchgraph_projections.statistics.verdicts import SEEN, surely_seen


def divided_condition(plan: Plan) -> int | None:
    """The condition that reads the same claims as the grouping, which are then divided among the groups."""
    if plan.query.group_by is None:
        return None
    if not plan.grouping:
        return 0
    grouping = plan.grouping[0]
    if grouping.area is not None:
        return None
    wanted = grouping.condition
    for position, clause in enumerate(plan.clauses):
        same_claims = clause.predicates == grouping.predicates and clause.universe == grouping.universe
        same_sort = {*wanted.qualifiers, *wanted.worded} <= {*clause.condition.qualifiers, *clause.condition.worded}
        same_side = clause.condition.side is wanted.side
        if same_claims and same_sort and same_side and not clause.others:
            return position
    return None


def onward(plan: Plan) -> Onward | None:
    """The claims of the grouping's second step."""
    if len(plan.grouping) <= 1 or plan.grouping[1].area is not None:
        return None
    second = plan.grouping[1]
    return Onward(second, grouped_columns(plan) if second is plan.grouping[-1] else ())


@dataclass
class Ways:
    """The tables of a plan with a grouping. tells_claims: whether anybody asks which claims lead to a group."""

    sieve: Sieve
    plan: Plan
    members: Members
    tells_claims: bool = True

    @property
    def length(self) -> int:
        """How many claims lead from what is counted to a group."""
        return len(self.plan.grouping) or 1

    @property
    def legs(self) -> int:
        """How many claims make a way: those that lead on, and those that say on which day one of these is meant."""
        return self.length + len(self._dates)

    def divides(self, at: int) -> bool:
        """Whether claims of this leg that say the same may lead to several groups: each then rests on its own."""
        last = self.plan.grouping[-1] if self.plan.grouping else None
        return at == self.length - 1 and (last is None or last.each is not None or last.by is not None)

    @cached_property
    def _dates(self) -> Mapping[Clause, Dates]:
        """What gives what is counted the day of a step."""
        within: Rows = select(self.members.units.c.member)
        dated = dict.fromkeys(each.dated for each in self.plan.grouping if each.dated is not None)
        return {each: self.sieve.dates(each, self.plan.kind, within) for each in dated}

    @cached_property
    def _steps(self) -> list[FromClause]:
        """The claims of each step."""
        steps = [self._first(), *([] if self._second is None else [self._second])]
        for at, clause in enumerate(self.plan.grouping[len(steps) :], start=len(steps)):
            if clause.dated is not None:
                days = _on_days(steps, self._dates[clause.dated])
                steps.append(self.sieve.of_days(clause, days, self._beside(at)))
                continue
            ends: Rows = select(steps[-1].c.other)
            if clause.area is not None:
                steps.append(self._climbed(clause.area, ends))
                continue
            steps.append(self.sieve.of(clause, None, ends, self._beside(at)).live)
        return steps

    @property
    def _second(self) -> FromClause | None:
        """The claims of the second step, where those of the first were found to lead to some."""
        at = self.members.position
        return None if at is None else self.members.sifted[at].leading

    def _first(self) -> FromClause:
        if self.members.position is not None:
            return self.members.sifted[self.members.position].live
        within: Rows = select(self.members.units.c.member)
        first = self.plan.grouping[0]
        if first.area is not None:
            return self._climbed(first.area, within)
        return self.sieve.of(first, self.plan.kind, within, self._beside(0)).live

    def _climbed(self, area: Area, ends: Rows) -> FromClause:
        return Climbing(self.sieve, area, next(self.sieve.names)).ways(ends)

    def _beside(self, at: int) -> Collection[str]:
        return grouped_columns(self.plan) if at == self.length - 1 else ()

    @cached_property
    def ways(self) -> FromClause:
        """Each way from what is counted to a group, with the claims of its steps."""
        units, steps = self.members.units, [*self._steps[:-1], self._last]
        table: FromClause = in_turn(steps[0], units, self._claims_of(units, steps[0]))
        for dates in self._dates.values():
            table = in_turn(table, dates.claims, dates.claims.c.member == units.c.member)
        for clause, (before, each) in zip(self.plan.grouping[1:], pairwise(steps), strict=False):
            led = each.c.member == before.c.other
            if clause.dated is not None:
                led &= each.c.day == self._dates[clause.dated].claims.c.day
            table = in_turn(table, each, led)
        columns = [
            column.label(f"{name}_{at}")
            for at, each in enumerate([*steps, *(dates.claims for dates in self._dates.values())])
            for name, column in (
                ("key", each.c.key),
                ("step", each.c.step),
                ("sight", each.c.sight),
                ("latest", latest(each)),
            )
        ]
        named = [units.c[name] for name in (*self.members.names, "kept_step", "kept_sight")]
        query: Rows = select(*named, steps[-1].c.bucket, *columns).select_from(table)
        return self.sieve.cte("ways", query) if self.tells_claims else query.subquery("ways")

    @property
    def _last(self) -> FromClause:
        """The claims of the last step, by the group that they lead to.

        Of many that lead from one end to one group there is only the surest, where nobody asks which they are.
        """
        query = Buckets(self.sieve, self.plan).led(self._steps[-1])
        if self.length == 1 or self.tells_claims:
            return query.subquery("last")
        found = query.subquery()
        by = [found.c[name] for name in ("member", "day", "bucket") if name in found.c]
        seen = func.coalesce(surely_seen(found.c.step, found.c.sight), SEEN)
        surest = select(*by, null().label("key"), func.min(found.c.step).label("step"), seen.label("sight"))
        return self.sieve.cte("surest", surest.group_by(*by))

    def _table(self, name: str, *parts: Rows) -> FromClause:
        """Work it out where it is walked, or once for all readers: numbers look up in which groups they are."""
        if self.tells_claims or self.plan.measured is not None:
            return self.sieve.cte(name, *parts)
        return parts[0].subquery(name) if len(parts) == 1 else union_all(*parts).subquery(name)

    def _claims_of(self, units: CTE, claims: FromClause) -> ColumnElement[bool]:
        same = claims.c.member == units.c.member
        if self.members.by_statement and self.members.position == 0:
            same &= claims.c.group_key == units.c.group_key
        return same

    @cached_property
    def entries(self) -> FromClause:
        """Who is in which group, how surely, and when last seen."""
        units = self.members.units
        divided = (
            self.sieve.cte("divided", self._divided) if self._may_be_unknown else self._table("divided", self._divided)
        )
        steps = [divided.c.kept_step, *(divided.c[f"step_{at}"] for at in range(self.legs))]
        seen = [divided.c.kept_sight, *(divided.c[f"sight_{at}"] for at in range(self.legs))]
        led: Rows = select(
            *(divided.c[name] for name in self.members.names),
            divided.c.bucket,
            greatest(steps).label("step"),
            least(seen).label("sight"),
            literal(1).label("led"),
        ).where(divided.c.member.is_not(None))
        if not self._may_be_unknown:
            return self._table("entries", led)
        lost = select(
            *(units.c[name] for name in self.members.names),
            literal(UNKNOWN).label("bucket"),
            units.c.step,
            units.c.sight,
            literal(0).label("led"),
        ).where(self._lost(units, divided))
        return self._table("entries", led, lost)

    @property
    def _divided(self) -> Rows:
        """Of each in each group how surely the best of the claims lead there, step by step, and what is beside them."""
        ways, places = self.ways, range(self.legs)
        by = [ways.c[name] for name in (*self.members.names, "bucket")]
        seen = [func.coalesce(surely_seen(ways.c[f"step_{at}"], ways.c[f"sight_{at}"]), SEEN) for at in places]
        return select(
            *by,
            func.min(ways.c.kept_step).label("kept_step"),
            func.min(ways.c.kept_sight).label("kept_sight"),
            *(func.min(ways.c[f"step_{at}"]).label(f"step_{at}") for at in places),
            *(each.label(f"sight_{at}") for at, each in enumerate(seen)),
        ).group_by(*by)

    @property
    def _may_be_unknown(self) -> bool:
        """Whether no claim may lead from what is counted to any group."""
        return self.members.position is None or self.length > (1 if self._second is None else 2)

    def _lost(self, units: CTE, divided: FromClause) -> ColumnElement[bool]:
        if self.members.by_statement:
            return ~select(divided.c.member).where(self.same(units, divided)).exists()
        return units.c.member.not_in(select(divided.c.member).where(divided.c.member.is_not(None)))

    def same(self, one: FromClause, other: FromClause) -> ColumnElement[bool]:
        """Whether two rows name the same of what is counted."""
        found = other.c.member == one.c.member
        return found & (other.c.group_key == one.c.group_key) if self.members.by_statement else found


def _on_days(steps: Sequence[FromClause], dates: Dates) -> Rows:
    """The other ends of the last step, on the day of what is counted; on all days where that is further back."""
    days, last = dates.days, steps[-1]
    of_member = days.c.member == last.c.member if len(steps) == 1 else true()
    return select(last.c.other.label("end"), days.c.day).distinct().join_from(last, days, of_member)
