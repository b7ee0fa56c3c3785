"""What lies in or belongs to what is asked for, how surely, and by which claims."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import CTE, BigInteger, ColumnElement, FromClause, Integer, Text, cast, false, literal, null, select

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.dialects import Bytewise
from watchgraph_projections.catalogue.expressions import greatest, least
from watchgraph_projections.catalogue.moments import CLAIMS
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.endings import Endings
from watchgraph_projections.statistics.rules import Step, Terms
from watchgraph_projections.statistics.scopes import Rows, Scope
from watchgraph_projections.statistics.undated import Undated
from watchgraph_projections.statistics.values import Asked
from watchgraph_projections.statistics.verdicts import SEEN, Judged, Rule


@dataclass(frozen=True)
class Containing:
    """The entities that a clause asks for, and all that is part of them. number: of its tables, one of its own.

    The claims that say so are judged by the rule of all others, whatever universe the question looks at: where a city
    lies is no statement of the data set that is counted.
    """

    scope: Scope
    clause: Clause
    number: int

    def inside(self) -> CTE:
        """Whatever is there, by each claim that leads there: member, parent, key, step, sight.

        step, sight: of the way through this claim, as doubtful as its most doubtful claim, and seen when the one of
        them was that was seen longest ago. What is asked for itself has no parent and no key, and is sure.
        """
        entities, claims, verdict = self.scope.entities, self.scope.claims, judged(self.scope).verdict
        wanted = self.scope.values.among(
            entities.c.key, self.clause.condition.within, self.scope.values.own(self.clause, _wanted)
        )
        itself = select(entities.c.key.label("member"), *sure()).where(wanted, self.scope.moment.holds(entities))
        found = itself.cte(f"inside_{self.number}", recursive=True)
        return found.union(
            select(*one_in(found, claims, verdict))
            .join_from(claims, found, claims.c.object == found.c.member)
            .where(claims.c.predicate == WITHIN, verdict.reason.is_(None))
        )

    def ways(self, inside: CTE, ends: Rows) -> CTE:
        """Of each of these ends the claims by which it is inside, however far up: member, key, step, sight."""
        first = select(inside.c.member, inside.c.parent, inside.c.key, inside.c.step, inside.c.sight)
        found = first.where(inside.c.member.in_(ends)).cte(f"ways_in_{self.number}", recursive=True)
        return found.union(
            select(
                found.c.member,
                inside.c.parent,
                inside.c.key,
                greatest([found.c.step, inside.c.step]),
                found.c.sight,
            )
            .join_from(found, inside, inside.c.member == found.c.parent)
            .where(inside.c.key.is_not(None))
        )


def sure() -> tuple[ColumnElement[int], ColumnElement[int], ColumnElement[int], ColumnElement[str]]:
    """Of what begins a way, and lies in itself by no claim: parent, key, step, sight."""
    return (
        cast(null(), BigInteger).label("parent"),
        cast(null(), BigInteger).label("key"),
        cast(literal(int(Step.CERTAIN)), Integer).label("step"),
        Bytewise(cast(literal(SEEN), Text)).label("sight"),
    )


def one_in(found: CTE, claims: FromClause, verdict: Judged) -> Sequence[ColumnElement[object]]:
    """Of what lies by one more claim in what was found: member, parent, key, step, sight."""
    step, sight = greatest([found.c.step, verdict.step]), least([found.c.sight, verdict.sight])
    return claims.c.subject, found.c.member, claims.c.key, step, sight


def judged(scope: Scope) -> Rule:
    """The rule on claims that one thing is part of another, on the day of the moment."""
    return Rule(
        claims=scope.claims,
        kind=literal(""),
        terms=Terms(day=scope.moment.day),
        planned=scope.claims.c.planned == 1,
        happens=False,
        lapsed=false(),
        closed=_of_endings(scope, Endings.closes),
        doubted=_of_endings(scope, Endings.doubts),
        day=scope.moment.day,
        lies=_lies(scope),
    )


def _of_endings(scope: Scope, says: Callable[[Endings, FromClause], ColumnElement[bool]]) -> ColumnElement[bool]:
    moment, ending = scope.moment, scope.moment.of(CLAIMS)
    if (WITHIN,) not in scope.values.traits.ending:
        return false()
    return says(Endings(ending, Terms(day=moment.day), [moment.holds(ending)], moment.day), scope.claims)


def _lies(scope: Scope) -> ColumnElement[bool]:
    moment, later = scope.moment, scope.moment.of(CLAIMS)
    return Undated(later, Terms(day=moment.day), [moment.holds(later)], moment.day).lies(scope.claims)


def _wanted(asked: Asked, own: Clause) -> list[int]:
    return sorted(asked.lookups.keys(own.condition.within))
