"""A query, checked against the vocabulary: every refusal that needs no data is made here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from watchgraph.argument_places import at
from watchgraph.domain.edtf import latest_day
from watchgraph.vocabulary import PREDICATES, kind, predicate
from watchgraph_projections.statistics.clauses import Clause, asks_for_plans, by_basis, clause_of, status_in
from watchgraph_projections.statistics.condition_checks import NUMBERS
from watchgraph_projections.statistics.countables import anything_of, check_countable
from watchgraph_projections.statistics.ends import check_ends
from watchgraph_projections.statistics.errors import NotCountableError, NotMeasurableError
from watchgraph_projections.statistics.groupings import steps_of, yearly_of
from watchgraph_projections.statistics.in_place import DEPLOYMENT
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side

PLANS_KEPT: Final = 256
"""A question is checked before it is answered, and again for each of its parts that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to read and to count. kind: None counts subjects of every kind. published: a day, or None for all.

    absent: what must not be said of what is counted. grouping: step by step; empty without one, or by when it began.
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
        """Whether each of what is counted is in one group only, since only one value of what it is grouped by holds.

        Of times it is surely in one, or perhaps in each of several.
        """
        return all(each.single and each.each is None and not each.apart for each in self.grouping or self.clauses[:1])

    @property
    def parts_numbers(self) -> bool:
        """Whether the grouping reads the numbers' own claims: each number is then in the groups that these lead to."""
        return self.measured is not None and (*self.grouping, *self.clauses)[0].predicates == self.measured.predicates

    def every(self) -> Iterator[Clause]:
        """All clauses, those on other ends among them: each at the same place in every plan of one shape."""
        beside = filter(None, (self.status, self.measured))
        for each in (*self.clauses, *self.absent, *self.grouping, *beside):
            yield from each.every()


@lru_cache(maxsize=PLANS_KEPT)
def planned(query: Query) -> Plan:
    """Check a query. Errors say where in it, by the names of the API.

    Raises UnknownPredicateError, UnknownKindError, BadConditionError, NotCountableError, NotMeasurableError,
    NotGroupableError, EdtfError.
    """
    of_predicate = query.of in PREDICATES
    with at("of"):
        counted = None if of_predicate else kind(query.of).name
    where = _of_predicate(query.of, query.where) if of_predicate else query.where
    with at("groupBy"):
        grouping = yearly_of(query, where) or query.group_by
    found = _clauses([each for each in where if not each.absent], query, grouping)
    clauses = tuple(by_basis(each, query) for each in found)
    absent = _clauses([each for each in where if each.absent], query)
    check_ends(query)
    if counted is not None and not clauses:
        clauses = (anything_of(counted, query),)
    elif query.measure.counts:
        with at("where" if query.where else "of"):
            check_countable(clauses, counted)
    measured = None if query.measure.counts else _measured(query, query.of if of_predicate else None, grouping)
    with at("publishedBy"):
        published = None if query.published_by is None else latest_day(query.published_by)
    return Plan(
        query=query,
        kind=counted,
        clauses=clauses,
        absent=absent,
        grouping=() if grouping is None else steps_of(grouping, query),
        status=_status_of_counted(counted, clauses, measured),
        measured=measured,
        published=published,
    )


def _clauses(where: Sequence[Condition], query: Query, grouping: Grouping | None = None) -> tuple[Clause, ...]:
    """Read conditions, each as it stands in the question; the one that no caller wrote is what is counted."""
    found = []
    for each in where:
        place = next((number for number, given in enumerate(query.where) if given is each), None)
        with at("of") if place is None else at("where", place):
            found.append(clause_of(each, query, grouping=grouping))
    return tuple(found)


def _of_predicate(name: str, where: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions, first that there is a claim of the predicate: the one that asks for such a claim says it."""
    asked = next((each for each in where if each.predicate == name and _asks_for_one(each)), None)
    if asked is None:
        return (Condition(predicate=name), *where)
    return (asked, *(each for each in where if each is not asked))


def _asks_for_one(condition: Condition) -> bool:
    return condition.side is Side.SUBJECT and not condition.absent and not condition.others


def _status_of_counted(counted: str | None, clauses: Sequence[Clause], measured: Clause | None) -> Clause | None:
    """counted: the kind; None for the subjects of the first clause."""
    first = clauses[0] if clauses else measured
    assert first is not None, "what is counted has a condition, or numbers"
    kinds = first.predicates[0].domain if counted is None else (counted,)
    asks = asks_for_plans([*clauses, *filter(None, [measured])])
    return None if DEPLOYMENT not in kinds or asks else status_in(first.universe)


def _measured(query: Query, of: str | None, grouping: Grouping | None) -> Clause:
    name = query.measured or of
    with at("of" if name is not None and query.measured is None else "measured"):
        if name is None:
            raise NotMeasurableError(f"{query.measure} needs `measured`: the predicate whose numbers are meant")
        declared = predicate(name)
        if declared.range is None or declared.range.type not in NUMBERS:
            raise NotMeasurableError(f"{name} has no numbers")
        if query.measure is Measure.SUM and not declared.countable:
            raise NotCountableError(f"numbers of {name} may not be added up")
    clause = by_basis(clause_of(Condition(predicate=name), query, grouping=grouping), query)
    leading = next((each for each in query.where if each.predicate == name and _asks_for_one(each)), None)
    return (
        clause if leading is None else replace(clause, condition=leading, universe=leading.universe or query.universe)
    )
