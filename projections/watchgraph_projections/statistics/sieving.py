"""Which claims of a clause count for whom, and which are left out and why, as tables of the database's own making."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph_projections.catalogue.expressions import greatest, in_turn, least, pairs, share
from watchgraph_projections.catalogue.timelines import YEAR
from watchgraph_projections.statistics.beginnings import begun_between, states_dates
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.containing import Containing
from watchgraph_projections.statistics.in_place import DEPLOYMENT, NOT_IN_PLACE, STATUS
from watchgraph_projections.statistics.leaders import beside_latest, beside_leaders, latest, leads
from watchgraph_projections.statistics.rules import Reason, Step
from watchgraph_projections.statistics.scopes import Rows, Scope
from watchgraph_projections.statistics.spoken import MOST, Alone, OnDays, Spoken
from watchgraph_projections.statistics.statements import stated_days
from watchgraph_projections.statistics.values import Texts
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


@dataclass(frozen=True)
class Sieve(Scope):
    """Makes tables for the clauses of one plan."""

    def of(
        self,
        clause: Clause,
        kind: str | None,
        within: Rows | OnDays | None = None,
        beside: Collection[str] = (),
        onward: Onward | None = None,
    ) -> Sieved:
        """Sift a clause's claims. kind: of what is counted, or groups of it. within: only of these members.

        Claims of any of the clauses in its place do as well.
        """
        found = self._of(clause, kind, within, beside, onward)
        if not clause.others:
            return found
        return self._either([found, *(self._of(each, kind, within, beside) for each in clause.others)], sorted(beside))

    def _either(self, found: Sequence[Sieved], beside: Sequence[str]) -> Sieved:
        """The claims that one of several clauses leaves, all together."""
        leads_on = any(each.onward is not None for each in found)
        live = self.cte("either", *(_alike(each, beside, leads_on=leads_on) for each in found))
        onward = self.cte("onward", *map(_beyond, found)) if leads_on else None
        of_kind = all(each.of_kind for each in found)
        return Sieved(live, of_kind, onward)

    def _of(
        self,
        clause: Clause,
        kind: str | None,
        within: Rows | OnDays | None,
        beside: Collection[str],
        onward: Onward | None = None,
    ) -> Sieved:
        containing = self._containing(clause)
        inside = None if containing is None else containing.inside()
        sifted = self._in_place(clause, _sifted(self, Spoken(self, clause, kind, within, inside), sorted(beside)))
        if not clause.that and inside is None:
            return sifted
        ends: Rows = select(sifted.live.c.other)
        leading: FromClause | None = None
        conditions = []
        for each in clause.that:
            if onward is None or not onward.holds_all(each):
                conditions.append(self._leading(each, sifted.live, kind))
                continue
            if leading is None:
                leading = self.of(onward.clause, None, ends, {*onward.beside, "from_earliest", "from_latest"}).live
            conditions.append(Leading(select(leading).where(*begun_between(self.values, leading, each)).subquery()))
        if containing is not None and inside is not None:
            conditions.append(Leading(containing.ways(inside, ends)))
        return self._led_on(sifted, conditions)._replace(leading=leading)

    def _in_place(self, clause: Clause, sifted: Sieved) -> Sieved:
        """Leave out claims that lead to a deployment which is not in place."""
        if clause.status is None:
            return sifted
        live = sifted.live
        gone = self.not_in_place(clause.status, _ends_of(live))
        end = tuple_(*_ends_of(live).selected_columns)
        there = end.not_in(select(*(gone.c[name] for name in ("member", "day") if name in gone.c)))
        return sifted._replace(live=self.cte("in_place", select(*live.c).where(there)))

    def not_in_place(self, status: Clause, deployments: Rows) -> CTE:
        """Deployments of which the leading claim surely says that they are not in place: member, reason, key; day.

        deployments: their keys, or what they are to be on which days: `end`, `day`.
        """
        claims, asked = self.claims, deployments.subquery()
        end = asked.c[0]
        said = select(claims.c.subject).where(claims.c.predicate == STATUS, claims.c.code.in_(list(NOT_IN_PLACE)))
        among: Rows = select(*asked.c).where(end.in_(said))
        within = among if len(asked.c) == 1 else OnDays(self.cte("days", among.distinct()))
        live = self.of(status, DEPLOYMENT, within, ("code",)).live
        of = [live.c[name] for name in ("member", "day") if name in live.c]
        place = func.row_number().over(partition_by=of, order_by=live.c.key)
        first = select(*of, live.c.key, live.c.step, live.c.code, place.label("place")).subquery()
        reason = case({code: str(each) for code, each in NOT_IN_PLACE.items()}, value=first.c.code).label("reason")
        surely = (first.c.place == 1, first.c.step == int(Step.CERTAIN), first.c.code.in_(list(NOT_IN_PLACE)))
        return self.cte("gone", select(*(first.c[each.name] for each in of), reason, first.c.key).where(*surely))

    def stated(self, spoken: Spoken) -> FromClause:
        """The claims that count of those that speak to a clause, whatever their other ends are."""
        return _sifted(self, spoken, ()).live

    def spoken(self, clause: Clause, kind: str | None, within: Rows | None = None) -> Spoken:
        """The claims that speak to a clause, sifted or not."""
        containing = self._containing(clause)
        return Spoken(self, clause, kind, within, None if containing is None else containing.inside())

    def _leading(self, clause: Clause, live: FromClause, kind: str | None) -> Leading:
        """Sift a clause of what claims lead to. kind: of what these are about."""
        if clause.dated is None:
            ends: Rows = select(live.c.other)
            return Leading(self.of(clause, None, ends).live)
        dates = self.dates(clause.dated, kind, select(live.c.member))
        of_member = dates.days.c.member == live.c.member
        days = select(live.c.other.label("end"), dates.days.c.day).distinct().join_from(live, dates.days, of_member)
        return Leading(self.of_days(clause, days), dates)

    def of_days(self, clause: Clause, days: Rows, beside: Collection[str] = ()) -> FromClause:
        """Sift a clause's claims about some ends, of each on some days: the columns `end` and `day`."""
        return self.of(clause, None, OnDays(self.cte("days", days)), beside).live

    def dates(self, clause: Clause, kind: str | None, within: Rows) -> Dates:
        """Sift the claims that give members a date, and read its last day; a date of several years gives none."""
        live = self.of(clause, kind, within, ("value",)).live
        named = pairs(self.values.meaning(self.texts(clause, kind, "value"), lambda _, text: _day_of(text)))
        query = select(*_shown(live), cast(named.c.meant, Integer).label("day"))
        claims = self.cte("dates", query.join_from(live, named, named.c.said == live.c.value))
        surest = _surest(Leading(claims)).add_columns(cast(func.max(claims.c.day), Integer).label("day"))
        return Dates(claims, self.cte("days_of", surest))

    def _containing(self, clause: Clause) -> Containing | None:
        return Containing(self, clause, next(self.names)) if clause.condition.within else None

    def texts(self, clause: Clause, kind: str | None, column: str) -> Texts:
        """The different texts that a column holds in a clause's claims."""
        return Spoken(self, clause, kind, None).texts(column)

    def _led_on(self, sifted: Sieved, conditions: Sequence[Leading]) -> Sieved:
        """Keep claims whose other end meets the conditions; each is as doubtful as the most doubtful of them."""
        live = sifted.live
        table: FromClause = live
        surest = []
        for leading in conditions:
            found = self.cte("surest", _surest(leading))
            table = leading.joined(table, live, found)
            surest += [found, *([] if leading.dates is None else [leading.dates.days])]
        others = [column for column in live.c if column.name != "step"]
        kept = select(
            *others,
            greatest([live.c.step, *(each.c.step for each in surest)]).label("step"),
            least([each.c.step for each in surest]).label("on_step"),
            greatest([each.c.sight for each in surest]).label("on_sight"),
        )
        met = self.cte("met", kept.select_from(table))
        beyond = [part for leading in conditions for part in _led_beyond(met, leading)]
        return sifted._replace(live=met, onward=self.cte("onward", *beyond))


def _ends_of(live: FromClause) -> Rows:
    """The other ends of claims, on the day of each where it has one."""
    return select(live.c.other.label("end"), *([live.c.day] if "day" in live.c else []))


def _alike(found: Sieved, beside: Sequence[str], *, leads_on: bool) -> Rows:
    """What a clause leaves, in columns that are the same for each. leads_on: one of them looks at the other ends."""
    live = found.live
    columns = [*_shown(live), live.c.other, *(live.c[name] for name in beside)]
    if not leads_on:
        return select(*columns)
    if found.onward is not None:
        return select(*columns, live.c.on_step, live.c.on_sight)
    surely = case((live.c.step == int(Step.CERTAIN), live.c.sight), else_="")
    return select(*columns, live.c.step.label("on_step"), surely.label("on_sight"))


def _beyond(found: Sieved) -> Rows:
    """The claims on which the other ends' part rests: where a clause looks at no other end, its own."""
    claims = found.live if found.onward is None else found.onward
    return select(*_shown(claims))


def _shown(claims: FromClause) -> list[ColumnElement[object]]:
    """Of whom claims are, which, how sure, when last seen, and whether a number rests on each."""
    return [*(claims.c[name] for name in ("member", "key", "step", "sight")), latest(claims)]


def _surest(leading: Leading) -> Rows:
    """Of each end how surely it meets a condition, and when that was last seen; no text where it never surely was."""
    claims = leading.claims
    of = [claims.c.member, *([] if leading.dates is None else [claims.c.day])]
    sight = func.coalesce(surely_seen(claims.c.step, claims.c.sight), "").label("sight")
    return select(*of, func.min(claims.c.step).label("step"), sight).group_by(*of)


def _led_beyond(met: CTE, leading: Leading) -> Iterator[Rows]:
    """Of members the claims that their other ends meet a condition with, and those that say on which day."""
    claims, dates = leading.claims, leading.dates
    shown = select(met.c.member, *_shown(claims)[1:])
    yield shown.select_from(leading.joined(met, met, claims))
    if dates is not None:
        given = dates.claims
        of_member = given.c.member == met.c.member
        yield select(met.c.member, *_shown(given)[1:]).join_from(met, given, of_member)


def _day_of(stored: str) -> str | None:
    """The last day of a stored date that lies in one year."""
    first, last = stated_days(stored) or (ALWAYS, NEVER)
    return str(last) if first // YEAR == last // YEAR else None


def _sifted(sieve: Sieve, spoken: Spoken, beside: Sequence[str]) -> Sieved:
    alone = spoken.alone
    counted = _living(spoken, beside, alone)
    if spoken.clause.single:
        ranked = beside_leaders(spoken, counted.where(*spoken.wanted), tells_latest=sieve.tells_latest)
        names = [each.name for each in counted.selected_columns]
        fit = (share(ranked.c.fits == 1, MOST), share(leads(ranked), MOST))
        live = (
            beside_latest(select(*ranked.c).where(*fit).subquery(), names)
            if sieve.tells_latest
            else select(*(ranked.c[name] for name in names)).where(*fit)
        )
    else:
        live = counted.where(*(share(each, MOST) for each in spoken.passes))
    return Sieved(sieve.cte("live", live), alone is None)


def left_out(spoken: Spoken) -> list[Rows]:
    """The claims that speak to a clause and do not count: reason, key, member, other."""
    verdict = spoken.verdict
    out = select(
        verdict.reason.label("reason"), spoken.claims.c.key, spoken.end.label("member"), spoken.other.label("other")
    ).select_from(spoken.source)
    speaks = or_(verdict.reason == str(Reason.UNKNOWN), and_(true(), *spoken.passes))
    found: Rows = out.where(spoken.conditions, verdict.reason.is_not(None), speaks)
    if not spoken.clause.single:
        return [found]
    ranked = beside_leaders(spoken, _living(spoken, (), None))
    rivals = select(literal(str(Reason.NOT_HEADLINE)).label("reason"), ranked.c.key, ranked.c.member, ranked.c.other)
    return [found, rivals.where(ranked.c.fits == 1, ~leads(ranked))]


def _living(spoken: Spoken, beside: Sequence[str], alone: Alone | None) -> Rows:
    """The claims that count, whatever they say. alone: without the entities at their counted end."""
    claims, verdict = spoken.claims, spoken.verdict if alone is None else alone.verdict
    source, conditions = (spoken.source, spoken.conditions) if alone is None else (claims, alone.conditions)
    shown = select(
        spoken.end.label("member"),
        claims.c.key,
        verdict.step.label("step"),
        verdict.sight.label("sight"),
        spoken.other.label("other"),
        *(claims.c[name] for name in beside),
        *([] if spoken.days is None else [spoken.days.c.day]),
    )
    return shown.select_from(source).where(conditions, share(verdict.reason.is_(None), MOST))
