"""The claims under numbers, as rows: of each entry those on which it rests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Text, and_, cast, func, literal, select, true, union_all

from watchgraph_projections.statistics.entries import Entries
from watchgraph_projections.statistics.leaders import latest
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.verdicts import SEEN


@dataclass(frozen=True)
class Under:
    """The claims under the entries of one plan."""

    entries: Entries

    def groups(self, entries: FromClause) -> list[Rows]:
        """Of each entry of a group the claims that lead there, and those beside."""
        ways, bucket = self.entries.ways.ways, entries.c.bucket
        kept = [at for at in range(len(self.entries.members.parts)) if at != self.entries.members.position]
        found = self.of(entries, bucket, kept, of_ways=self.entries.plan.parts_numbers)
        for at in range(self.entries.ways.legs):
            step = ways.c[f"step_{at}"]
            led = and_(self.entries.ways.same(entries, ways), ways.c.bucket == bucket, step <= entries.c.step)
            rests = true() if self.entries.ways.divides(at) else ways.c[f"latest_{at}"] == 1
            found.append(
                select(
                    bucket,
                    entries.c.number,
                    entries.c.step,
                    ways.c[f"key_{at}"].label("key"),
                    self.entries.open_member(entries).label("open_member"),
                )
                .join_from(entries, ways, led)
                .where(entries.c.led == 1, ways.c[f"key_{at}"].is_not(None), rests)
            )
        if self.entries.members.position is not None and self.entries.ways.length > 1:
            found += self.of(entries, bucket, [self.entries.members.position], lost=True)
        return found

    def of(
        self,
        entries: FromClause,
        bucket: ColumnElement[str],
        parts: Collection[int] | None = None,
        *,
        lost: bool = False,
        of_ways: bool = False,
    ) -> list[Rows]:
        """Of each entry the claims of these parts, or of all, that are as sure as it is; and those with its number.

        lost: only of entries that nothing leads to a group. Of the condition that lets the numbers through those with
        the number alone: a sum of one currency does not rest on amounts in another. of_ways: what leads to a group has
        the number.
        """
        found = []
        measured = self._measured
        for at, part in enumerate(self.entries.members.parts):
            if at != measured and (parts is None or at in parts):
                same = and_(*(part.claims.c[name] == entries.c[name] for name in part.of))
                found.append(self._claims_under(entries, bucket, part.claims, same))
        if self.entries.plan.measured is not None and not lost:
            numbers = self.entries.members.numbers
            same = and_(numbers.c.member == entries.c.member, numbers.c.same == entries.c.same)
            stating = self._claims_under(entries, bucket, numbers, same)
            found.append(stating.where(entries.c.led == 0) if of_ways else stating)
        return [each.where(entries.c.led == 0) for each in found] if lost else found

    @property
    def _measured(self) -> int | None:
        """The place of the condition whose claims have the numbers."""
        plan = self.entries.plan
        return plan.clauses.index(plan.measured) if plan.measured in plan.clauses else None

    def _claims_under(
        self, entries: FromClause, bucket: ColumnElement[str], claims: FromClause, same: ColumnElement[bool]
    ) -> Rows:
        surely = and_(same, claims.c.step <= entries.c.step, latest(claims) == 1)
        shown = (cast(bucket, Text).label("bucket"), entries.c.number, entries.c.step, claims.c.key)
        open_member = self.entries.open_member(entries).label("open_member")
        return select(*shown, open_member).join_from(entries, claims, surely)


def listed(found: Sequence[Rows]) -> Rows:
    """The keys of claims by group, number and step, in the columns of a tally and one more."""
    under = union_all(*found).subquery()
    keys = func.aggregate_strings(cast(under.c.key, Text), ",")
    query = select(
        under.c.bucket,
        under.c.number,
        under.c.step,
        literal(0),
        literal(0),
        literal(SEEN),
        under.c.open_member,
        keys,
    )
    return query.group_by(under.c.bucket, under.c.number, under.c.step, under.c.open_member)


def read_keys(listed: str) -> list[int]:
    """Read keys that a statement lists."""
    return [int(each) for each in listed.split(",")]
