"""A query, checked against the vocabulary: every refusal that needs no data is made here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from watchgraph.domain.edtf import first_day, latest_day
from watchgraph.vocabulary import KINDS, PREDICATES, CodeList, kind, predicate
from watchgraph.vocabulary.predicates import Cardinality, Predicate, Qualifier, ValueType
from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.statistics.errors import (
    BadConditionError,
    NotCountableError,
    NotGroupableError,
    NotMeasurableError,
)
from watchgraph_projections.statistics.in_place import DEPLOYMENT, STATUS, leads_to_deployments
from watchgraph_projections.statistics.queries import (
    EVERYTHING,
    Area,
    Condition,
    Grouping,
    Measure,
    Query,
    Side,
    Universe,
)

NUMBERS = frozenset({ValueType.QUANTITY, ValueType.MONEY})
GROUPS = frozenset({ValueType.ENTITY, ValueType.CODE, ValueType.DATE, ValueType.TEXT})
ONWARD = 2
"""How deep conditions on what is counted lead to stand."""
DEEPEST = 3
"""Most conditions on conditions, and most steps of a grouping."""
SUGGESTED = 5
"""How many predicates a refusal names."""
MOST_OTHERS = 5
"""Most conditions of which any will do in the place of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A condition with its declarations. predicates: those whose claims are read; universe: the one that applies.

    single: of several values only the headline counts. that: what the other end has to meet.
    others: any of these will do in its place. by: the qualifier that a grouping divides by, in place of the value.
    yearly: each year is looked at by itself: a later one is no rival, and nothing has to be so until the day.
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
    yearly: bool = False
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to read and to count. kind: None counts subjects of every kind. published: a day, or None for all.

    absent: what must not be said of what is counted. grouping: step by step; empty without one, or by year.
    status: the clause whose claims say whether what is counted is in place; None where that is all one.
    """

    query: Query
    kind: str | None
    clauses: tuple[Clause, ...]
    absent: tuple[Clause, ...]
    grouping: tuple[Clause, ...]
    status: Clause | None
    measured: Clause | None
    published: int | None

    @property
    def one_group(self) -> bool:
        """Whether each of what is counted is in one group only, since only one value of what it is grouped by holds."""
        return all(each.single and not each.yearly and not each.apart for each in self.grouping or self.clauses[:1])

    @property
    def parts_numbers(self) -> bool:
        """Whether the grouping reads the numbers' own claims: each number is then in the groups that these lead to."""
        return self.measured is not None and (*self.grouping, *self.clauses)[0].predicates == self.measured.predicates

    def every(self) -> Iterator[Clause]:
        """All clauses, those on other ends among them: each at the same place in every plan of one shape."""
        beside = filter(None, (self.status, self.measured))
        for each in (*self.clauses, *self.absent, *self.grouping, *beside):
            yield from each.every()


def planned(query: Query) -> Plan:
    """Check a query.

    Raises UnknownPredicateError, UnknownKindError, BadConditionError, NotCountableError, NotMeasurableError,
    NotGroupableError, EdtfError.
    """
    of_predicate = query.of in PREDICATES
    counted = None if of_predicate else kind(query.of).name
    where = _of_predicate(query.of, query.where) if of_predicate else query.where
    grouping = _yearly(query, where) or query.group_by
    clauses = tuple(
        _by_basis(_clause(condition, query, grouping=grouping), query) for condition in where if not condition.absent
    )
    if counted is not None and not clauses:
        clauses = (_anything(counted, query),)
    elif query.measure.counts:
        _check_countable(clauses, counted)
    measured = None if query.measure.counts else _measured(query, query.of if of_predicate else None, grouping)
    return Plan(
        query=query,
        kind=counted,
        clauses=clauses,
        absent=tuple(_clause(condition, query) for condition in where if condition.absent),
        grouping=() if grouping is None else _grouping(grouping, query),
        status=_status_of_counted(counted, clauses, measured),
        measured=measured,
        published=None if query.published_by is None else latest_day(query.published_by),
    )


def _of_predicate(name: str, where: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions, first that there is a claim of the predicate: the one that asks for such a claim says it."""
    asked = next((each for each in where if each.predicate == name and _asks_for_one(each)), None)
    if asked is None:
        return (Condition(predicate=name), *where)
    return (asked, *(each for each in where if each is not asked))


def _asks_for_one(condition: Condition) -> bool:
    return condition.side is Side.SUBJECT and not condition.absent and not condition.others


def _yearly(query: Query, where: tuple[Condition, ...]) -> Grouping | None:
    """The grouping by the year of claims, with what it takes over from the condition on the same claims."""
    grouping = query.group_by
    if grouping is None or not grouping.yearly:
        return None
    if grouping.by is not None or grouping.then is not None:
        raise NotGroupableError(
            "a grouping by the year of claims is neither by a qualifier nor goes on by another step"
        )
    if grouping.predicate is None and not where:
        raise NotGroupableError("a grouping by the year of claims needs their predicate, or a condition on them")
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


def _clause(condition: Condition, query: Query, depth: int = 1, grouping: Grouping | None = None) -> Clause:
    """grouping: that of the question, which may look at some of these claims by themselves."""
    declared = predicate(condition.predicate)
    _check(condition, declared)
    if depth > DEEPEST:
        raise BadConditionError(f"{declared.name}: conditions on conditions go {DEEPEST} deep at most")
    if depth > 1 and condition.absent:
        raise BadConditionError(f"{declared.name}: only a condition on what is counted can say `absent`")
    if depth != ONWARD and condition.as_of is not None:
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
        that=(that := tuple(_clause(each, query, depth + 1) for each in condition.that)),
        others=_others(condition, declared, query, depth),
        yearly=grouping is not None and grouped and grouping.yearly,
        apart=_apart(declared, grouping.by) if grouping is not None and grouped else None,
        dated=None if condition.as_of is None else _dated(condition.as_of, query),
        status=_status(universe)
        if leads_to_deployments(declared, condition.side) and not _asks_for_plans(that)
        else None,
    )


def _status(universe: Universe) -> Clause:
    return Clause(
        predicates=(predicate(STATUS),), condition=Condition(predicate=STATUS), universe=universe, single=True
    )


def _status_of_counted(counted: str | None, clauses: Sequence[Clause], measured: Clause | None) -> Clause | None:
    """counted: the kind; None for the subjects of the first clause."""
    first = clauses[0] if clauses else measured
    assert first is not None, "what is counted has a condition, or numbers"
    kinds = first.predicates[0].domain if counted is None else (counted,)
    asks = _asks_for_plans([*clauses, *filter(None, [measured])])
    return None if DEPLOYMENT not in kinds or asks else _status(first.universe)


def _asks_for_plans(clauses: Iterable[Clause]) -> bool:
    """Whether conditions are on what is planned, or on the status itself."""
    every = [each for clause in clauses for each in clause.either]
    return any(each.planned or each.condition.predicate == STATUS for each in every)


def _apart(declared: Predicate, by: str | None) -> Qualifier | None:
    """The qualifier to group by, where what differs in it would be a rival: each of its values has a headline then."""
    found = None if by is None else declared.qualifier(by)
    return None if found is None or found.keyed else found


def _by_basis(clause: Clause, query: Query) -> Clause:
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
    others = tuple(_clause(each, query, depth) for each in condition.others)
    if any(each.planned != declared.planned for each in others):
        raise BadConditionError(f"{declared.name}: what is planned does not do in the place of what exists")
    return others


def _dated(name: str, query: Query) -> Clause:
    declared = predicate(name)
    if (
        declared.range is None
        or declared.range.type is not ValueType.DATE
        or declared.cardinality is not Cardinality.ONE
    ):
        raise BadConditionError(f"{name} gives what is counted no date: `asOf` needs a predicate that gives it one")
    return _clause(Condition(predicate=name), query)


def _anything(counted: str, query: Query) -> Clause:
    """Read every claim that may be counted of a subject of the kind."""
    declared = tuple(each for each in PREDICATES.values() if counted in each.domain and each.countable)
    if not declared:
        raise NotCountableError(f"nothing that is said of a {KINDS[counted].label} may be counted")
    return Clause(
        predicates=declared,
        condition=Condition(predicate=declared[0].name),
        universe=query.universe,
        single=False,
    )


def _check_countable(clauses: tuple[Clause, ...], counted: str | None) -> None:
    """A count needs one condition that may be counted, whatever does in its place; the others only narrow it."""
    lacking = [
        [each for each in clause.either if not any(one.countable for one in each.predicates)] for clause in clauses
    ]
    if all(lacking):
        declared = [one for clause in lacking for each in clause for one in each.predicates]
        ways = [*_countable_beside(declared, counted), *_measurable(declared)]
        names = ", ".join(each.name for each in declared)
        raise NotCountableError(
            f"{names}: nothing of this may be counted by itself" + (f"; {', or '.join(ways)}" if ways else "")
        )


def _countable_beside(declared: Sequence[Predicate], counted: str | None) -> list[str]:
    """What to add so that a count with these conditions may be made. counted: None where of whatever kind."""
    kinds = {counted} if counted else set(declared[0].domain)
    others = [each for each in PREDICATES.values() if each.countable and kinds.intersection(each.domain)]
    links = [each for each in others if each.range is not None and each.range.type is ValueType.ENTITY] or others
    if not links:
        return []
    return [f"add a condition on what may be, such as {', '.join(each.name for each in links[:SUGGESTED])}"]


def _measurable(declared: Sequence[Predicate]) -> list[str]:
    """How to ask for the numbers of these, which are no counts."""
    names = [each.name for each in declared if each.range is not None and each.range.type in NUMBERS]
    return [f'ask for its numbers with `measure: MEAN, measured: "{names[0]}"`'] if names else []


def _check(condition: Condition, declared: Predicate) -> None:
    takes = declared.range.type if declared.range else None
    ends = condition.entities or condition.within or condition.that
    if takes is not ValueType.ENTITY and (ends or condition.side is Side.OBJECT):
        raise BadConditionError(f"{declared.name} leads to no entity")
    if condition.codes:
        _check_codes(condition, declared)
    if takes not in NUMBERS and (condition.at_least is not None or condition.at_most is not None):
        raise BadConditionError(f"{declared.name} has no number to compare")
    if takes is not ValueType.TEXT and (condition.texts or condition.contains is not None):
        raise BadConditionError(f"{declared.name} has no text to compare")
    for date in filter(None, (condition.since, condition.before)):
        first_day(date)
    _check_qualifiers(condition, declared)


def _check_qualifiers(condition: Condition, declared: Predicate) -> None:
    for name, value in condition.qualifiers:
        if (codes := _qualifier(name, declared).range.codes) is not None:
            _check_code(f"{declared.name}.{name}", value, codes)
    for worded in condition.worded:
        if _qualifier(worded.name, declared).range.type is not ValueType.TEXT:
            raise BadConditionError(f"{declared.name}.{worded.name} is no text: give its whole `value`")


def _qualifier(name: str, declared: Predicate) -> Qualifier:
    found = declared.qualifier(name)
    if found is None:
        allowed = ", ".join(each.name for each in declared.qualifiers) or "none"
        raise BadConditionError(f"{declared.name} has no qualifier {name!r}; it has: {allowed}")
    return found


def _check_codes(condition: Condition, declared: Predicate) -> None:
    codes = declared.range.codes if declared.range else None
    if codes is None:
        raise BadConditionError(f"{declared.name} takes no code")
    for code in condition.codes:
        _check_code(declared.name, code, codes)


def _check_code(name: str, code: str, codes: CodeList) -> None:
    """Check a code of a list that we keep; any is allowed of a list that is kept elsewhere."""
    if codes.codes and code not in codes.codes:
        nearest = get_close_matches(code, codes.codes, cutoff=0.0)
        raise BadConditionError(f"{name} has no code {code!r}; it has {', '.join(nearest)} …")


def _grouping(grouping: Grouping, query: Query) -> tuple[Clause, ...]:
    if grouping.predicate is None and grouping.area is None:
        _check_nothing_more(grouping)
        return ()
    clauses: list[Clause] = []
    deep = 0
    step: Grouping | None = grouping
    while step is not None:
        if step.as_of is not None and step is grouping:
            raise NotGroupableError("`asOf` is for what the first step of a grouping leads to, in `then`")
        if step.yearly and step is not grouping:
            raise NotGroupableError("only what is counted is grouped by the year of claims, not what they lead to")
        clauses += [] if step is grouping and step.predicate is None else [_step(step, query)]
        clauses += [] if step.area is None else [_area(step)]
        step, deep = step.then, deep + 1
    if deep > DEEPEST:
        raise NotGroupableError(f"a grouping has {DEEPEST} steps at most")
    return tuple(clauses)


def _check_nothing_more(grouping: Grouping) -> None:
    """Raise NotGroupableError where a grouping by year says more, which no predicate would give a meaning."""
    more = (grouping.qualifiers, grouping.worded, grouping.by, grouping.universe, grouping.as_of, grouping.then)
    if any(more):
        raise NotGroupableError("a grouping by a qualifier or with further steps needs the `predicate` that has them")


def _area(grouping: Grouping) -> Clause:
    declared = predicate(grouping.predicate or WITHIN)
    if declared.range is None or declared.range.type is not ValueType.ENTITY:
        raise NotGroupableError(f"{declared.name} leads to nothing that lies in a country or region")
    if grouping.by is not None or grouping.yearly:
        raise NotGroupableError("a grouping by country or region is neither by a qualifier nor by year")
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
        raise NotGroupableError("`then` needs the predicate to go on by")
    declared = predicate(grouping.predicate)
    takes = declared.range.type if declared.range else None
    by = None if grouping.by is None else declared.qualifier(grouping.by)
    if grouping.by is not None and (by is None or by.range.type not in GROUPS):
        allowed = ", ".join(each.name for each in declared.qualifiers if each.range.type in GROUPS) or "none"
        raise NotGroupableError(f"{declared.name} has no qualifier {grouping.by!r} to group by; it has: {allowed}")
    if by is None and takes not in GROUPS and not grouping.yearly:
        raise NotGroupableError(f"{declared.name} has no entity, code, text or date to group by")
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
    dated = None if grouping.as_of is None else _dated(grouping.as_of, query)
    return replace(_by_basis(_clause(condition, query, grouping=grouping), query), by=by, dated=dated)


def _measured(query: Query, of: str | None, grouping: Grouping | None) -> Clause:
    name = query.measured or of
    if name is None:
        raise NotMeasurableError(f"{query.measure} needs `measured`: the predicate whose numbers are meant")
    declared = predicate(name)
    if declared.range is None or declared.range.type not in NUMBERS:
        raise NotMeasurableError(f"{name} has no numbers")
    if query.measure is Measure.SUM and not declared.countable:
        raise NotCountableError(f"numbers of {name} may not be added up")
    clause = _by_basis(_clause(Condition(predicate=name), query, grouping=grouping), query)
    leading = next((each for each in query.where if each.predicate == name and _asks_for_one(each)), None)
    return (
        clause if leading is None else replace(clause, condition=leading, universe=leading.universe or query.universe)
    )
