"""The steps of a grouping, checked against the vocabulary: from what is counted to what it is divided by."""

from dataclasses import replace

from watchgraph.argument_places import Step, at
from watchgraph.vocabulary import predicate
from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.statistics.clauses import DEEPEST, Clause, by_basis, clause_of, dated_by
from watchgraph_projections.statistics.errors import NotGroupableError
from watchgraph_projections.statistics.queries import EVERYTHING, Condition, Grouping, Query, Span

GROUPS = frozenset({ValueType.ENTITY, ValueType.CODE, ValueType.DATE, ValueType.TEXT})
"""The types of values that make groups."""


def yearly_of(query: Query, where: tuple[Condition, ...]) -> Grouping | None:
    """The grouping by the time of claims, with what it takes over from the condition on the same claims."""
    grouping = query.group_by
    if grouping is None or not grouping.yearly:
        return None
    if grouping.by is not None or grouping.then is not None:
        raise NotGroupableError(
            "a grouping by the time of claims is neither by a qualifier nor goes on by another step"
        )
    if grouping.predicate is None and not where:
        raise NotGroupableError("a grouping by the time of claims needs their predicate, or a condition on them")
    name = grouping.predicate or where[0].predicate
    side = grouping.side if grouping.predicate else where[0].side
    same = next((each for each in where if each.predicate == name and each.side is side and not each.absent), None)
    if same is None:
        return replace(grouping, predicate=name, side=side)
    return replace(
        grouping,
        predicate=name,
        side=side,
        universe=grouping.universe or same.universe,
        qualifiers=grouping.qualifiers or same.qualifiers,
        worded=grouping.worded or same.worded,
    )


def steps_of(grouping: Grouping, query: Query) -> tuple[Clause, ...]:
    """Check a grouping, step by step; none of one by when something began.

    Raises NotGroupableError, UnknownPredicateError, BadConditionError.
    """
    if grouping.predicate is None and grouping.area is None:
        with at("groupBy"):
            _check_nothing_more(grouping)
        return ()
    clauses: list[Clause] = []
    place: tuple[Step, ...] = ("groupBy",)
    step: Grouping | None = grouping
    while step is not None:
        with at(*place):
            if len(place) > DEEPEST:
                raise NotGroupableError(f"a grouping has {DEEPEST} steps at most")
            if step is grouping:
                _refuse_date(step)
            else:
                _refuse_year(step)
            clauses += [] if step is grouping and step.predicate is None else [_step(step, query)]
            clauses += [] if step.area is None else [_area(step)]
        step, place = step.then, (*place, "then")
    return tuple(clauses)


def _refuse_date(first: Grouping) -> None:
    if first.as_of is not None:
        with at("asOf"):
            raise NotGroupableError("`asOf` is for what the first step of a grouping leads to, in `then`")


def _refuse_year(further: Grouping) -> None:
    if further.yearly:
        with at("yearly"):
            raise NotGroupableError("only what is counted is grouped by the time of claims, not what they lead to")


def _check_nothing_more(grouping: Grouping) -> None:
    """Raise NotGroupableError where a grouping by time says more, which no predicate would give a meaning."""
    more = (grouping.qualifiers, grouping.worded, grouping.by, grouping.universe, grouping.as_of, grouping.then)
    if any(more):
        raise NotGroupableError("a grouping by a qualifier or with further steps needs the `predicate` that has them")


def _area(grouping: Grouping) -> Clause:
    declared = predicate(grouping.predicate or WITHIN)
    if declared.range is None or declared.range.type is not ValueType.ENTITY:
        raise NotGroupableError(f"{declared.name} leads to nothing that lies in a country or region")
    if grouping.by is not None or grouping.yearly:
        raise NotGroupableError("a grouping by country or region is neither by a qualifier nor by year")
    if grouping.span is not Span.YEAR:
        with at("span"):
            raise NotGroupableError("a country or region is no time: `span` is for groups of dates")
    if grouping.predicate is None and (grouping.universe is not None or grouping.qualifiers):
        raise NotGroupableError("where something lies is looked up in all data sets, whatever the circumstances")
    return Clause(
        predicates=(predicate(WITHIN),),
        condition=Condition(predicate=WITHIN),
        universe=EVERYTHING,
        single=False,
        area=grouping.area,
    )


def _step(grouping: Grouping, query: Query) -> Clause:
    if grouping.predicate is None:
        raise NotGroupableError("`predicate`: `then` needs the one to go on by")
    with at("predicate"):
        declared = predicate(grouping.predicate)
    takes = declared.range.type if declared.range else None
    by = None if grouping.by is None else declared.qualifier(grouping.by)
    if grouping.by is not None and (by is None or by.range.type not in GROUPS):
        allowed = ", ".join(each.name for each in declared.qualifiers if each.range.type in GROUPS) or "none"
        with at("by"):
            raise NotGroupableError(f"{declared.name} has no qualifier {grouping.by!r} to group by; it has: {allowed}")
    if by is None and takes not in GROUPS and not grouping.yearly:
        with at("predicate"):
            raise NotGroupableError(f"{declared.name} has no entity, code, text or date to group by")
    _check_span(grouping, declared)
    if by is not None and grouping.then is not None:
        raise NotGroupableError(f"{declared.name}: a grouping by a qualifier is the last step")
    if grouping.then is not None and takes is not ValueType.ENTITY:
        raise NotGroupableError(f"{declared.name} leads to no entity of which something is said")
    condition = Condition(
        predicate=declared.name,
        side=grouping.side,
        qualifiers=grouping.qualifiers,
        worded=grouping.worded,
        universe=grouping.universe,
    )
    dated = None if grouping.as_of is None else dated_by(grouping.as_of, query)
    return replace(by_basis(clause_of(condition, query, grouping=grouping), query), by=by, dated=dated)


def _check_span(grouping: Grouping, declared: Predicate) -> None:
    """Raise NotGroupableError for a quarter or month where groups are of no times."""
    is_date = declared.range is not None and declared.range.type is ValueType.DATE
    if grouping.span is Span.YEAR or grouping.yearly or (is_date and grouping.by is None):
        return
    with at("span"):
        if grouping.by is not None or grouping.then is not None:
            raise NotGroupableError(f"{declared.name} leads on to no dates here: `span` is for groups of these")
        hint = "beside `yearly: true` it groups by the time of its claims"
        raise NotGroupableError(f"{declared.name} states no date, and `span` is for groups of dates: {hint}")
