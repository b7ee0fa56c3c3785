"""What makes up the numbers of a plan, as tables: an entry for what is counted, or for each of its numbers."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import CTE, BindParameter, ColumnElement, FromClause, and_, case, func, literal, or_, select, true

from watchgraph_projections.catalogue.expressions import greatest, least
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.statistics.buckets import grouped_columns
from watchgraph_projections.statistics.members import Members
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.statements import stated_number
from watchgraph_projections.statistics.values import Asked, Values
from watchgraph_projections.statistics.verdicts import SEEN, surely_seen
from watchgraph_projections.statistics.ways import Ways, divided_condition, onward


@dataclass(frozen=True)
class Entries:
    """The tables of one plan. moment: with parameters in the place of its values.

    open_kinds: of what may be one with another of what is counted; empty where nothing may.
    tells_datasets: whether to tell whose records are counted. tells_latest: on which claims the numbers rest.
    """

    plan: Plan
    moment: Moment
    values: Values
    open_kinds: tuple[str, ...] = ()
    tells_datasets: bool = False
    tells_latest: bool = False

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self.values, self.moment, self.tells_latest)

    def cte(self, name: str, rows: Rows) -> CTE:
        """Name a table, which is worked out once."""
        return self._sieve.cte(name, rows)

    @cached_property
    def members(self) -> Members:
        """What is counted."""
        leads_on = len(self.plan.grouping) > 1
        grouped_by = () if leads_on else grouped_columns(self.plan)
        return Members(self._sieve, self.plan, divided_condition(self.plan), grouped_by, onward(self.plan))

    @cached_property
    def ways(self) -> Ways:
        """How it leads to groups."""
        return Ways(self._sieve, self.plan, self.members)

    @cached_property
    def everything(self) -> FromClause:
        """Entries of the number over all: what is counted, or its numbers."""
        units = self.members.units
        if self.plan.measured is None:
            named = [units.c[name] for name in self.members.names]
            return select(*named, literal("").label("number"), units.c.step, units.c.sight).subquery("everything")
        values = self.numbers
        query = select(
            units.c.member,
            values.c.same,
            values.c.number,
            greatest([units.c.step, values.c.step]).label("step"),
            least([units.c.sight, values.c.sight]).label("sight"),
        ).join_from(units, values, values.c.member == units.c.member)
        return self._sieve.cte("all", query)

    def open_member(self, entries: FromClause) -> ColumnElement[int]:
        """The member that an entry is of, where it may be one with another; else 0."""
        if not self.open_kinds:
            return literal(0)
        return case((among(entries.c.member, [self._open_members]), entries.c.member), else_=0)

    @cached_property
    def _open_members(self) -> BindParameter[str]:
        return self.values.many(lambda asked: asked.lookups.identities.open_of(self.open_kinds))

    @cached_property
    def numbers(self) -> CTE:
        """The numbers of each member, each once however many publishers state it, of the unit that is asked for."""
        claims = self.members.numbers
        seen = func.coalesce(surely_seen(claims.c.step, claims.c.sight), SEEN)
        query = select(
            claims.c.member, claims.c.same, claims.c.number, func.min(claims.c.step).label("step"), seen.label("sight")
        )
        query = query.where(*self.of_unit(claims)).group_by(claims.c.member, claims.c.same, claims.c.number)
        return self._sieve.cte("values", query)

    def of_unit(self, claims: CTE) -> list[ColumnElement[bool]]:
        """Keep claims whose numbers are of the unit that is asked for."""
        if self.plan.query.unit is None:
            return []
        assert self.plan.measured is not None
        texts = self._sieve.texts(self.plan.measured, self.plan.kind, "value")

        def in_unit(asked: Asked) -> list[str]:
            return [each or "" for each in asked.texts(texts) if _unit(each) == asked.plan.query.unit]

        stored = claims.c.value if "value" in claims.c else claims.c.number
        return [among(stored, [self.values.many(in_unit)])]

    @cached_property
    def grouped(self) -> FromClause:
        """Entries of the groups."""
        entries = self.ways.entries
        named = [entries.c[name] for name in self.members.names]
        if self.plan.measured is None:
            query: Rows = select(
                *named, entries.c.bucket, entries.c.led, literal("").label("number"), entries.c.step, entries.c.sight
            )
            return query.subquery("grouped")
        values = self.numbers
        table: FromClause = entries.join(values, values.c.member == entries.c.member)
        steps: list[ColumnElement[int]] = [entries.c.step, values.c.step]
        seen: list[ColumnElement[str]] = [entries.c.sight, values.c.sight]
        leads: ColumnElement[bool] = true()
        if self.plan.parts_numbers:
            led = self._led
            same = (led.c.member == entries.c.member, led.c.same == values.c.same, led.c.bucket == entries.c.bucket)
            table = table.outerjoin(led, and_(*same))
            steps.append(func.coalesce(led.c.step, int(Step.CERTAIN)))
            seen.append(func.coalesce(led.c.sight, SEEN))
            leads = or_(entries.c.led == 0, led.c.member.is_not(None))
        query = select(
            *named,
            entries.c.bucket,
            entries.c.led,
            values.c.same,
            values.c.number,
            greatest(steps).label("step"),
            least(seen).label("sight"),
        )
        return self._sieve.cte("grouped", query.select_from(table).where(leads))

    @property
    def _led(self) -> CTE:
        """Where the grouping reads the numbers' own claims, the groups that those of each lead to, and how surely."""
        claims, ways = self.members.numbers, self.ways.ways
        by = [claims.c.member, claims.c.same, ways.c.bucket]
        seen = func.coalesce(surely_seen(ways.c.step_0, ways.c.sight_0), SEEN)
        own = and_(ways.c.member == claims.c.member, ways.c.key_0 == claims.c.key)
        query = select(*by, func.min(ways.c.step_0).label("step"), seen.label("sight")).join_from(claims, ways, own)
        return self._sieve.cte("led", query.group_by(*by))


def _unit(stored: str | None) -> str:
    number = stated_number(stored)
    return number.currency or number.unit
