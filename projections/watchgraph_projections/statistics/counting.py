"""The statements that answer a question for numbers: what there is of each number, and its receipts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from typing import cast as typed

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Executable,
    FromClause,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from watchgraph_projections.catalogue.expressions import greatest, least
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.statistics.lookups import Lookups
from watchgraph_projections.statistics.members import Members
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.spoken import Rows
from watchgraph_projections.statistics.statements import stated_number
from watchgraph_projections.statistics.verdicts import SEEN, surely_seen
from watchgraph_projections.statistics.ways import Ways, divided_condition, grouped_columns, onward

ALL, LACKING = "\x02", "\x03"
"""In the place of a group: all of them; and what brings no number."""


class Tally(NamedTuple):
    """How many there are of one group, number and step. number: as stored, empty for a count.

    seen: how many of them were only seen before the day; oldest: day and EDTF text of the oldest sighting.
    """

    bucket: str
    number: str
    step: Step
    members: int
    seen: int
    oldest: str


class Receipt(NamedTuple):
    """Claims under those of one group, number and step. keys: in any order, some perhaps twice."""

    bucket: str
    number: str
    step: Step
    keys: Sequence[int]


_Row = tuple[str, str, int, int, int, str, str | None]
"""Group, number and step of a tally, its members, how many were only seen before, the oldest sighting; or keys."""


@dataclass(frozen=True)
class Counting:
    """One plan at one moment, through one connection."""

    connection: Connection
    moment: Moment
    plan: Plan

    @cached_property
    def lookups(self) -> Lookups:
        """What the question names, looked up."""
        return Lookups(self.connection, self.moment, self.plan.published)

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self.lookups, self.moment, self.plan.published is not None)

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

    @property
    def _names(self) -> list[str]:
        return self.members.names

    # Tallies

    def counted(self, *, receipts: bool = False) -> tuple[list[Tally], list[Receipt]]:
        """Everything that is counted, over all and by group. receipts: with the claims under all of it."""
        self.ways.read_once = not receipts and self.plan.measured is None
        parts = [self._tallied(self._all, literal(ALL))]
        under = self._under(self._all, literal(ALL)) if receipts else []
        if self.plan.query.group_by is not None:
            parts.append(self._tallied(self._grouped, self._grouped.c.bucket))
            under += self._under_groups(self._grouped) if receipts else []
        if self.plan.measured is not None:
            parts.append(self._lacking())
        if under:
            parts.append(_listed(under))
        tallies, found = [], []
        for bucket, number, step, members, seen, oldest, keys in self._rows(union_all(*parts)):
            if keys is None:
                tallies.append(Tally(bucket, number, Step(step), members, seen, oldest))
            else:
                found.append(Receipt(bucket, number, Step(step), read_keys(keys)))
        return tallies, found

    def _lacking(self) -> Rows:
        """How many of what is counted bring no number."""
        units = self.members.units
        lacking = units.c.member.not_in(select(self._values.c.member))
        return (
            select(
                literal(LACKING), literal(""), literal(0), func.count(), literal(0), literal(SEEN), cast(null(), Text)
            )
            .select_from(units)
            .where(lacking)
        )

    @staticmethod
    def _tallied(entries: FromClause, bucket: ColumnElement[str]) -> Rows:
        return select(
            cast(bucket, Text).label("bucket"),
            entries.c.number,
            entries.c.step,
            func.count().label("members"),
            func.sum(case((entries.c.sight != SEEN, 1), else_=0)).label("seen"),
            func.min(entries.c.sight).label("oldest"),
            cast(null(), Text).label("keys"),
        ).group_by("bucket", entries.c.number, entries.c.step)

    @cached_property
    def _all(self) -> FromClause:
        """Entries of the number over all: what is counted, or its numbers."""
        units = self.members.units
        if self.plan.measured is None:
            named = [units.c[name] for name in self._names]
            return select(*named, literal("").label("number"), units.c.step, units.c.sight).subquery("everything")
        values = self._values
        query = select(
            units.c.member,
            values.c.same,
            values.c.number,
            greatest([units.c.step, values.c.step]).label("step"),
            least([units.c.sight, values.c.sight]).label("sight"),
        ).join_from(units, values, values.c.member == units.c.member)
        return self._sieve.cte("all", query)

    @cached_property
    def _values(self) -> CTE:
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
        return [among(claims.c.number, self._numbers_in_unit)] if self._numbers_in_unit else [literal(0) == 1]

    @cached_property
    def _numbers_in_unit(self) -> list[str]:
        assert self.plan.measured is not None
        stored = self._sieve.texts(self.plan.measured, self.plan.kind, "value")
        unit = self.plan.query.unit
        return [each or "" for each in stored if (stated_number(each).currency or stated_number(each).unit) == unit]

    @cached_property
    def _grouped(self) -> FromClause:
        """Entries of the groups."""
        entries = self.ways.entries
        named = [entries.c[name] for name in self._names]
        if self.plan.measured is None:
            query: Rows = select(
                *named, entries.c.bucket, entries.c.led, literal("").label("number"), entries.c.step, entries.c.sight
            )
            return query.subquery("grouped")
        values = self._values
        query = select(
            *named,
            entries.c.bucket,
            entries.c.led,
            values.c.same,
            values.c.number,
            greatest([entries.c.step, values.c.step]).label("step"),
            least([entries.c.sight, values.c.sight]).label("sight"),
        ).join_from(entries, values, and_(values.c.member == entries.c.member, *self._divides(entries, values)))
        return self._sieve.cte("grouped", query)

    def _divides(self, entries: FromClause, values: CTE) -> list[ColumnElement[bool]]:
        """Where the grouping reads the numbers' own claims, each number is in the groups that these lead to."""
        plan = self.plan
        if not plan.grouping or plan.measured is None or plan.grouping[0].predicates != plan.measured.predicates:
            return []
        claims, ways = self.members.numbers, self.ways.ways
        led = select(claims.c.member, claims.c.same, ways.c.bucket).join_from(
            claims, ways, and_(ways.c.member == claims.c.member, ways.c.key_0 == claims.c.key)
        )
        of_number = self._sieve.cte("led", led.distinct())
        found = select(of_number.c.member).where(
            of_number.c.member == entries.c.member,
            of_number.c.same == values.c.same,
            of_number.c.bucket == entries.c.bucket,
        )
        return [(entries.c.led == 0) | found.exists()]

    # Receipts

    def receipts(self) -> list[Receipt]:
        """The claims under the number over all."""
        return self._read(self._under(self._all, literal(ALL)))

    def receipts_of(self, buckets: Sequence[str]) -> list[Receipt]:
        """The claims under the numbers of some groups."""
        grouped = self._grouped
        return self._read(
            self._under_groups(self._sieve.cte("wanted", select(*grouped.c).where(among(grouped.c.bucket, buckets))))
        )

    def _under_groups(self, entries: FromClause) -> list[Rows]:
        """Of each entry of a group the claims that lead there, and those beside."""
        ways, bucket = self.ways.ways, entries.c.bucket
        kept = [at for at in range(len(self.members.parts)) if at != self.members.position]
        found = self._under(entries, bucket, kept)
        for at in range(self.ways.length):
            step = ways.c[f"step_{at}"]
            led = and_(self.ways.same(entries, ways), ways.c.bucket == bucket, step <= entries.c.step)
            found.append(
                select(bucket, entries.c.number, entries.c.step, ways.c[f"key_{at}"].label("key"))
                .join_from(entries, ways, led)
                .where(entries.c.led == 1)
            )
        if self.members.position is not None and self.ways.length > 1:
            found += self._under(entries, bucket, [self.members.position], lost=True)
        return found

    def _under(
        self,
        entries: FromClause,
        bucket: ColumnElement[str],
        parts: Collection[int] | None = None,
        *,
        lost: bool = False,
    ) -> list[Rows]:
        """Of each entry the claims of these parts, or of all, that are as sure as it is; and those with its number.

        lost: only of entries that nothing leads to a group.
        """
        found = []
        for at, part in enumerate(self.members.parts):
            if parts is None or at in parts:
                same = and_(*(part.claims.c[name] == entries.c[name] for name in part.of))
                found.append(self._claims_under(entries, bucket, part.claims, same))
        if self.plan.measured is not None and not lost:
            numbers = self.members.numbers
            same = and_(numbers.c.member == entries.c.member, numbers.c.same == entries.c.same)
            found.append(self._claims_under(entries, bucket, numbers, same))
        return [each.where(entries.c.led == 0) for each in found] if lost else found

    @staticmethod
    def _claims_under(
        entries: FromClause, bucket: ColumnElement[str], claims: FromClause, same: ColumnElement[bool]
    ) -> Rows:
        surely = and_(same, claims.c.step <= entries.c.step)
        shown = (cast(bucket, Text).label("bucket"), entries.c.number, entries.c.step, claims.c.key)
        return select(*shown).join_from(entries, claims, surely)

    def _read(self, found: Sequence[Rows]) -> list[Receipt]:
        rows = self._rows(_listed(found))
        return [Receipt(bucket, number, Step(step), read_keys(keys or "")) for bucket, number, step, *_, keys in rows]

    def _rows(self, statement: Executable) -> Iterator[_Row]:
        for row in self.connection.execute(statement):
            yield typed("_Row", tuple(row))


def _listed(found: Sequence[Rows]) -> Rows:
    """The keys of claims by group, number and step, in the columns of a tally and one more."""
    under = union_all(*found).subquery()
    keys = func.aggregate_strings(cast(under.c.key, Text), ",")
    query = select(under.c.bucket, under.c.number, under.c.step, literal(0), literal(0), literal(SEEN), keys)
    return query.group_by(under.c.bucket, under.c.number, under.c.step)


def read_keys(listed: str) -> list[int]:
    """Read keys that a statement lists."""
    return [int(each) for each in listed.split(",")]


def by_bucket(tallies: Iterable[Tally]) -> dict[str, list[Tally]]:
    """Part tallies by group."""
    found: dict[str, list[Tally]] = defaultdict(list)
    for each in tallies:
        found[each.bucket].append(each)
    return found
