"""A condition with its declarations, as it is read in the claims."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from watchgraph.argument_places import at, read_each
from watchgraph.vocabulary import predicate
from watchgraph.vocabulary.predicates import Cardinality, Predicate, Qualifier, ValueType
from watchgraph_projections.statistics.condition_checks import check_condition
from watchgraph_projections.statistics.errors import BadConditionError
from watchgraph_projections.statistics.in_place import STATUS, leads_to_deployments
from watchgraph_projections.statistics.queries import Area, Condition, Grouping, Query, Side, Span, Universe

ONWARD = 2
"""How deep conditions on what is counted lead to stand."""
DEEPEST = 3
"""Most conditions on conditions, and most steps of a grouping."""
MOST_OTHERS = 5
"""Most conditions of which any will do in the place of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A condition with its declarations. predicates: those whose claims are read; universe: the one that applies.

    single: of several values only the headline counts. that: what the other end has to meet.
    others: any of these will do in its place. by: the qualifier that a grouping divides by, in place of the value.
    each: the span of time of which each is looked at by itself: a later one is no rival, and nothing has to be so until
    the day; None: no time is.
    apart: a qualifier beside the key, each value of which is looked at by itself: what differs in it is no rival. The
    one that is grouped by; of the numbers that are measured the one that says what they are of.
    dated: the clause whose claims give what is counted the day on which it has to be so, in place of the asked one.
    area: a step of a grouping: the country or region that is reached through any number of its claims.
    status: the clause whose claims say whether a deployment at the other end is in place; None where that is all one.
    """

    predicates: tuple[Predicate, ...]
    condition: Condition
    universe: Universe
    single: bool
    that: tuple["Clause", ...] = ()
    others: tuple["Clause", ...] = ()
    by: Qualifier | None = None
    each: Span | None = None
    apart: Qualifier | None = None
    dated: "Clause | None" = None
    area: Area | None = None
    status: "Clause | None" = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its predicates."""
        return tuple(each.name for each in self.predicates)

    @property
    def is_quantity(self) -> bool:
        """Whether its claims may state quantities."""
        return any(each.range is not None and each.range.type is ValueType.QUANTITY for each in self.predicates)

    def every(self) -> Iterator["Clause"]:
        """The clause, those that give it its day and a status, those on its other end, and those in its place."""
        yield self
        for each in (*filter(None, (self.dated, self.status)), *self.that, *self.others):
            yield from each.every()

    @property
    def either(self) -> tuple["Clause", ...]:
        """The clause, and those in its place."""
        return (self, *self.others)

    @property
    def planned(self) -> bool:
        """Whether the clause itself asks for plans."""
        return all(each.planned for each in self.predicates)


def clause_of(condition: Condition, query: Query, depth: int = 1, grouping: Grouping | None = None) -> Clause:
    """Check a condition and those on its other end.

    grouping: that of the question, which may look at some of these claims by themselves. Raises UnknownPredicateError,
    BadConditionError, EdtfError.
    """
    with at("predicate"):
        declared = predicate(condition.predicate)
    check_condition(condition, declared)
    if depth > DEEPEST:
        raise BadConditionError(f"{declared.name}: conditions on conditions go {DEEPEST} deep at most")
    if depth > 1 and condition.absent:
        raise BadConditionError(f"{declared.name}: only a condition on what is counted can say `absent`")
    if depth != ONWARD and condition.as_of is not None:
        with at("asOf"):
            raise BadConditionError(
                f"{declared.name}: `asOf` is for what a condition on what is counted leads to, in `that`"
            )
    universe = condition.universe or query.universe
    grouped = grouping is not None and (condition.predicate, condition.side) == (grouping.predicate, grouping.side)
    return Clause(
        predicates=(declared,),
        condition=condition,
        universe=universe,
        single=declared.cardinality is Cardinality.ONE and condition.side is Side.SUBJECT,
        that=(that := read_each("that", lambda each: clause_of(each, query, depth + 1), condition.that)),
        others=_others(condition, declared, query, depth),
        each=grouping.span if grouping is not None and grouped and grouping.yearly else None,
        apart=_apart(declared, grouping.by) if grouping is not None and grouped else None,
        dated=None if condition.as_of is None else dated_by(condition.as_of, query),
        status=status_in(universe)
        if leads_to_deployments(declared, condition.side) and not asks_for_plans(that)
        else None,
    )


def status_in(universe: Universe) -> Clause:
    """What claims of a universe say of the status of deployments."""
    return Clause(
        predicates=(predicate(STATUS),), condition=Condition(predicate=STATUS), universe=universe, single=True
    )


def asks_for_plans(clauses: Iterable[Clause]) -> bool:
    """Whether conditions are on what is planned, or on the status itself."""
    every = [each for clause in clauses for each in clause.either]
    return any(each.planned or each.condition.predicate == STATUS for each in every)


def _apart(declared: Predicate, by: str | None) -> Qualifier | None:
    """The qualifier to group by, where what differs in it would be a rival: each of its values has a headline then."""
    found = None if by is None else declared.qualifier(by)
    return None if found is None or found.keyed else found


def by_basis(clause: Clause, query: Query) -> Clause:
    """Look at numbers that are measured by what they are of: a share of one thing is no rival of that of another."""
    measured = not query.measure.counts and clause.names == (query.measured or query.of,)
    basis = clause.predicates[0].basis if measured and clause.condition.side is Side.SUBJECT else None
    return clause if basis is None or basis.keyed or clause.apart else replace(clause, apart=basis)


def _others(condition: Condition, declared: Predicate, query: Query, depth: int) -> tuple[Clause, ...]:
    if len(condition.others) > MOST_OTHERS:
        raise BadConditionError(f"{declared.name}: at most {MOST_OTHERS} other conditions may do in the place of one")
    if any(each.others or each.absent for each in condition.others):
        raise BadConditionError(f"{declared.name}: what does in its place has no `or` and no `absent` of its own")
    if condition.others and any(each.as_of is not None for each in (condition, *condition.others)):
        raise BadConditionError(f"{declared.name}: what must be so on a date of what is counted has no `or`")
    others = read_each("or", lambda each: clause_of(each, query, depth), condition.others)
    if any(each.planned != declared.planned for each in others):
        raise BadConditionError(f"{declared.name}: what is planned does not do in the place of what exists")
    return others


def dated_by(name: str, query: Query) -> Clause:
    """The claims that give what is counted a date. Raises BadConditionError where a predicate gives it none."""
    with at("asOf"):
        declared = predicate(name)
        takes = None if declared.range is None else declared.range.type
        if takes is not ValueType.DATE or declared.cardinality is not Cardinality.ONE:
            raise BadConditionError(f"{name} gives what is counted no date: `asOf` needs a predicate that gives it one")
    return clause_of(Condition(predicate=name), query)
