"""Which claims of a clause count for whom, and which are left out and why, as tables of the database's own making."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Subquery,
    and_,
    case,
    desc,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph_projections.catalogue.expressions import greatest, share
from watchgraph_projections.catalogue.timelines import RANKS, YEAR
from watchgraph_projections.statistics.containing import Containing
from watchgraph_projections.statistics.plans import Clause
from watchgraph_projections.statistics.rules import PROPOSED, Reason
from watchgraph_projections.statistics.spoken import MOST, Rows, Scope, Spoken


class Sieved(NamedTuple):
    """What a clause leaves.

    live: claims that count: member, key, step, sight, other, and the columns asked for beside.
    onward: of the claims about the other ends, where the clause says something of them.
    """

    live: CTE
    onward: CTE | None = None


@dataclass(frozen=True)
class Sieve(Scope):
    """Makes tables for the clauses of one plan."""

    def of(self, clause: Clause, kind: str | None, within: Rows | None = None, beside: Collection[str] = ()) -> Sieved:
        """Sift a clause's claims. kind: of what is counted, or groups of it. within: only of these members."""
        containing = self._containing(clause)
        inside = None if containing is None else containing.inside()
        sifted = _sifted(self, Spoken(self, clause, kind, within, inside), sorted(beside))
        if not clause.that and inside is None:
            return sifted
        ends: Rows = select(sifted.live.c.other)
        conditions = [self.of(each, None, ends).live for each in clause.that]
        if containing is not None and inside is not None:
            conditions.append(containing.ways(inside, ends))
        return self._led_on(sifted, conditions)

    def spoken(self, clause: Clause, kind: str | None, within: Rows | None = None) -> Spoken:
        """The claims that speak to a clause, sifted or not."""
        containing = self._containing(clause)
        return Spoken(self, clause, kind, within, None if containing is None else containing.inside())

    def _containing(self, clause: Clause) -> Containing | None:
        wanted = clause.condition.within
        return Containing(self, wanted, next(self.names)) if wanted else None

    def texts(self, clause: Clause, kind: str | None, column: str) -> list[str | None]:
        """The different texts that a column holds in a clause's claims."""
        return Spoken(self, clause, kind, None).texts(column)

    def _led_on(self, sifted: Sieved, conditions: Sequence[CTE]) -> Sieved:
        """Keep claims whose other end meets the conditions; each is as doubtful as the most doubtful of them."""
        live = sifted.live
        surest = [self.cte("surest", _surest(each)) for each in conditions]
        table: FromClause = live
        for each in surest:
            table = table.join(each, each.c.member == live.c.other)
        others = [column for column in live.c if column.name != "step"]
        kept = select(*others, greatest([live.c.step, *(each.c.step for each in surest)]).label("step"))
        met = self.cte("met", kept.select_from(table))
        beyond = [
            select(met.c.member, each.c.key, each.c.step, each.c.sight).join_from(
                met, each, each.c.member == met.c.other
            )
            for each in conditions
        ]
        return Sieved(met, self.cte("onward", *beyond))


def _surest(claims: CTE) -> Rows:
    return select(claims.c.member, func.min(claims.c.step).label("step")).group_by(claims.c.member)


def _sifted(sieve: Sieve, spoken: Spoken, beside: Sequence[str]) -> Sieved:
    live = _living(spoken, beside)
    if not spoken.clause.single:
        return Sieved(sieve.cte("live", live.where(*(share(each, MOST) for each in spoken.passes))))
    ranked = _ranked(spoken, live)
    leading = select(*(ranked.c[each.name] for each in live.selected_columns))
    return Sieved(sieve.cte("live", leading.where(share(ranked.c.fits == 1, MOST), share(_leads(ranked), MOST))))


def _living(spoken: Spoken, beside: Sequence[str]) -> Rows:
    """The claims that count, whatever they say."""
    claims, verdict = spoken.claims, spoken.verdict
    shown = select(
        spoken.end.label("member"),
        claims.c.key,
        verdict.step.label("step"),
        verdict.sight.label("sight"),
        spoken.other.label("other"),
        *(claims.c[name] for name in beside),
    )
    return shown.select_from(spoken.source).where(spoken.conditions, share(verdict.reason.is_(None), MOST))


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
    ranked = _ranked(spoken, _living(spoken, ()))
    rivals = select(literal(str(Reason.NOT_HEADLINE)).label("reason"), ranked.c.key, ranked.c.member, ranked.c.other)
    return [found, rivals.where(ranked.c.fits == 1, ~_leads(ranked))]


def _ranked(spoken: Spoken, live: Rows) -> Subquery:
    """Each claim beside the one that leads its slot."""
    claims = spoken.claims
    slot = (claims.c.subject, claims.c.predicate, claims.c.qualifier_key)
    strength = _strength(claims, spoken.terms.day)
    return live.add_columns(
        case((and_(true(), *spoken.passes), 1), else_=0).label("fits"),
        claims.c.value.label("value_said"),
        func.first_value(spoken.other).over(partition_by=slot, order_by=strength).label("leading_other"),
        func.first_value(claims.c.value).over(partition_by=slot, order_by=strength).label("leading_value"),
    ).subquery()


def _leads(ranked: Subquery) -> ColumnElement[bool]:
    """Whether a claim is the one that leads, or says the same."""
    same_end = func.coalesce(ranked.c.other, 0) == func.coalesce(ranked.c.leading_other, 0)
    same_value = func.coalesce(ranked.c.value_said, "") == func.coalesce(ranked.c.leading_value, "")
    return and_(same_end, or_(ranked.c.other.is_not(None), same_value))


def _strength(claims: FromClause, day: int | None) -> list[ColumnElement[object]]:
    """Order rivals as headlines are, reviewed before unreviewed. Without a day no rival is surer in time."""
    newest = case((claims.c.from_latest == NEVER, ALWAYS), else_=claims.c.from_latest)
    year: ColumnElement[int] = newest // YEAR
    surely = false() if day is None else and_(claims.c.from_latest <= day, claims.c.until_earliest > day)
    return [
        case((claims.c.state == PROPOSED, 1), else_=0),
        desc(case(RANKS, value=claims.c.rank, else_=0)),
        case((claims.c.disputed == 1, 1), else_=0),
        *([] if day is None else [case((surely, 0), else_=1)]),
        desc(year if day is None else case((surely, 0), else_=year)),
        desc(func.coalesce(claims.c.confidence, 0)),
        desc(newest),
        desc(claims.c.from_earliest),
        desc(claims.c.id),
    ]
