"""Which claims of a clause count for whom, and which are left out and why, as tables of the database's own making."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    CTE,
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
from watchgraph_projections.catalogue.expressions import greatest, least, pairs, share
from watchgraph_projections.catalogue.timelines import YEAR
from watchgraph_projections.statistics.beginnings import begun_between
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.containing import Containing
from watchgraph_projections.statistics.in_place import DEPLOYMENT, NOT_IN_PLACE, STATUS
from watchgraph_projections.statistics.leaders import beside_latest, beside_leaders, leads
from watchgraph_projections.statistics.rules import Reason, Step
from watchgraph_projections.statistics.scopes import Rows, Scope
from watchgraph_projections.statistics.sifted import (
    Dates,
    Leading,
    Onward,
    Sieved,
    alike,
    beyond,
    ends_of,
    led_beyond,
    shown,
    surest_of,
)
from watchgraph_projections.statistics.spoken import MOST, Alone, OnDays, Spoken
from watchgraph_projections.statistics.statements import stated_days
from watchgraph_projections.statistics.values import Texts


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
        live = self.cte("either", *(alike(each, beside, leads_on=leads_on) for each in found))
        onward = self.cte("onward", *map(beyond, found)) if leads_on else None
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
        gone = self.not_in_place(clause.status, ends_of(live))
        end = tuple_(*ends_of(live).selected_columns)
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
        query = select(*shown(live), cast(named.c.meant, Integer).label("day"))
        claims = self.cte("dates", query.join_from(live, named, named.c.said == live.c.value))
        surest = surest_of(Leading(claims)).add_columns(cast(func.max(claims.c.day), Integer).label("day"))
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
            found = self.cte("surest", surest_of(leading))
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
        beyond = [part for leading in conditions for part in led_beyond(met, leading)]
        return sifted._replace(live=met, onward=self.cte("onward", *beyond))


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
    query = select(
        spoken.end.label("member"),
        claims.c.key,
        verdict.step.label("step"),
        verdict.sight.label("sight"),
        spoken.other.label("other"),
        *(claims.c[name] for name in beside),
        *([] if spoken.days is None else [spoken.days.c.day]),
    )
    return query.select_from(source).where(conditions, share(verdict.reason.is_(None), MOST))
