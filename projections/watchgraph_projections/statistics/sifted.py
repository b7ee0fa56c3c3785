"""What is left of the claims of clauses, and how it is put together with what other clauses leave."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, func, select

from watchgraph_projections.catalogue.expressions import in_turn
from watchgraph_projections.statistics.beginnings import states_dates
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.leaders import latest
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.verdicts import surely_seen


class Sieved(NamedTuple):
    """What a clause leaves.

    live: claims that count: member, key, step, sight, other, and the columns asked for beside; day, where each has one;
    latest, where only one value can hold and somebody asks on which claims the numbers rest.
    of_kind: whether the kind of their members was looked at.
    onward: of the claims about the other ends, where the clause says something of them; then live has beside how surely
    they count and when they were last seen, together: on_step, on_sight.
    leading: of all claims about the other ends that lead on from there, where the clause says something of these.
    """

    live: FromClause
    of_kind: bool
    onward: CTE | None = None
    leading: FromClause | None = None


class Onward(NamedTuple):
    """The claims by which a question leads on from the other ends of a clause's. beside: columns of them that it needs.

    They are sifted once where the clause has a condition on the same claims.
    """

    clause: Clause
    beside: Collection[str] = ()

    def holds_all(self, condition: Clause) -> bool:
        """Whether a condition leaves some of these claims, by nothing but when what they say began."""
        undated = replace(condition.condition, since=None, before=None, universe=None)
        own = replace(self.clause.condition, universe=None)
        same = replace(condition, condition=undated) == replace(self.clause, condition=own, by=None)
        return same and condition.dated is None and not condition.single and not states_dates(condition)


class Dates(NamedTuple):
    """What gives members a date. claims: member, key, step, sight, day. days: of each member one day, how surely."""

    claims: CTE
    days: CTE


class Leading(NamedTuple):
    """Claims of what other claims lead to. dates: where they are of days, those of what is counted."""

    claims: FromClause
    dates: Dates | None = None

    def joined(self, table: FromClause, led: FromClause, found: FromClause) -> FromClause:
        """Join what was found of the other ends, or of each on its day. led: the claims that lead there."""
        same = found.c.member == led.c.other
        if self.dates is None:
            return in_turn(table, found, same)
        days = self.dates.days
        dated = in_turn(table, days, days.c.member == led.c.member)
        return in_turn(dated, found, and_(same, found.c.day == days.c.day))


def ends_of(live: FromClause) -> Rows:
    """The other ends of claims, on the day of each where it has one."""
    return select(live.c.other.label("end"), *([live.c.day] if "day" in live.c else []))


def alike(found: Sieved, beside: Sequence[str], *, leads_on: bool) -> Rows:
    """What a clause leaves, in columns that are the same for each. leads_on: one of them looks at the other ends."""
    live = found.live
    columns = [*shown(live), live.c.other, *(live.c[name] for name in beside)]
    if not leads_on:
        return select(*columns)
    if found.onward is not None:
        return select(*columns, live.c.on_step, live.c.on_sight)
    surely = case((live.c.step == int(Step.CERTAIN), live.c.sight), else_="")
    return select(*columns, live.c.step.label("on_step"), surely.label("on_sight"))


def beyond(found: Sieved) -> Rows:
    """The claims on which the other ends' part rests: where a clause looks at no other end, its own."""
    claims = found.live if found.onward is None else found.onward
    return select(*shown(claims))


def shown(claims: FromClause) -> list[ColumnElement[object]]:
    """Of whom claims are, which, how sure, when last seen, and whether a number rests on each."""
    return [*(claims.c[name] for name in ("member", "key", "step", "sight")), latest(claims)]


def surest_of(leading: Leading) -> Rows:
    """Of each end how surely it meets a condition, and when that was last seen; no text where it never surely was."""
    claims = leading.claims
    of = [claims.c.member, *([] if leading.dates is None else [claims.c.day])]
    sight = func.coalesce(surely_seen(claims.c.step, claims.c.sight), "").label("sight")
    return select(*of, func.min(claims.c.step).label("step"), sight).group_by(*of)


def led_beyond(met: CTE, leading: Leading) -> Iterator[Rows]:
    """Of members the claims that their other ends meet a condition with, and those that say on which day."""
    claims, dates = leading.claims, leading.dates
    yield select(met.c.member, *shown(claims)[1:]).select_from(leading.joined(met, met, claims))
    if dates is not None:
        given = dates.claims
        of_member = given.c.member == met.c.member
        yield select(met.c.member, *shown(given)[1:]).join_from(met, given, of_member)
