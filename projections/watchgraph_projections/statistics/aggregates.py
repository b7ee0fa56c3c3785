"""Answers a question for numbers: what there is of them, the claims under them, and what was left out."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.answers import Answer, Excluded, Kind, Receipts
from watchgraph_projections.statistics.counting import Counting
from watchgraph_projections.statistics.figures import kind_of, numbers
from watchgraph_projections.statistics.groups import groups, overlap
from watchgraph_projections.statistics.omissions import reads_twice
from watchgraph_projections.statistics.plans import planned
from watchgraph_projections.statistics.queries import Measure, Query
from watchgraph_projections.statistics.rules import RULE, RULE_TEXT, Reason, Step
from watchgraph_projections.statistics.silences import unspoken
from watchgraph_projections.statistics.tallies import ALL, LACKING, MARKED, MARKS, REACHED, Receipt, Tally
from watchgraph_projections.statistics.uncompared import not_compared
from watchgraph_projections.statistics.wording import definition

Told = tuple[Answer, Mapping[str, Receipts]]


def aggregate(connection: Connection, moment: Moment, query: Query) -> Answer:
    """Answer a question for numbers at one moment.

    Raises UnknownPredicateError, UnknownKindError, UnknownIdError, UnknownUniverseError, BadConditionError,
    NotCountableError, NotMeasurableError, NotGroupableError, EdtfError.
    """
    counting = _counting(connection, moment, query)
    return _answer(counting, counting.counted()[0])


def aggregate_with_receipts(connection: Connection, moment: Moment, query: Query) -> Told:
    """The same, with the claims under the numbers by the group's bucket, and by ALL those over all groups."""
    counting = _counting(connection, moment, query)
    tallies, found = counting.counted(receipts=True)
    return _answer(counting, tallies), _by_bucket(found, query.measure)


def _answer(counting: Counting, tallies: Sequence[Tally]) -> Answer:
    plan, measure = counting.plan, counting.plan.query.measure
    return Answer(
        numbers=numbers((each for each in tallies if each.bucket == ALL), measure),
        without_number=_members(tallies, LACKING),
        groups=groups(counting, [each for each in tallies if each.bucket not in MARKS]),
        overlapping=overlap(counting, tallies),
        planned=any(clause.planned for clause in (*plan.clauses, *filter(None, [plan.measured]))),
        rule=RULE,
        rule_text=RULE_TEXT,
        definition=definition(
            plan,
            counting.moment,
            counting.lookups,
            marked=_members(tallies, MARKED),
            reached=_members(tallies, REACHED),
        )
        + unspoken(counting, tallies)
        + not_compared(counting, tallies),
    )


def _members(tallies: Iterable[Tally], bucket: str) -> int:
    return sum(each.members for each in tallies if each.bucket == bucket)


def receipts(connection: Connection, moment: Moment, query: Query) -> Receipts:
    """The claims under the numbers over all groups. Raises what `aggregate` raises."""
    return _sorted(_counting(connection, moment, query).receipts(), query.measure)


def receipts_of(connection: Connection, moment: Moment, query: Query, buckets: Sequence[str]) -> Mapping[str, Receipts]:
    """The claims under the numbers of groups, by the group's bucket. Raises what `aggregate` raises."""
    return _by_bucket(_counting(connection, moment, query).receipts_of(buckets), query.measure, buckets)


def entities(connection: Connection, moment: Moment, query: Query) -> Receipts:
    """The entities that the numbers over all groups are made of. Raises what `aggregate` raises."""
    return _sorted(_counting(connection, moment, query).entities(), query.measure)


def entities_of(connection: Connection, moment: Moment, query: Query, buckets: Sequence[str]) -> Mapping[str, Receipts]:
    """The same of the numbers of groups, by the group's bucket. Raises what `aggregate` raises."""
    return _by_bucket(_counting(connection, moment, query).entities_of(buckets), query.measure, buckets)


def left_out(connection: Connection, moment: Moment, query: Query) -> tuple[Excluded, ...]:
    """What was left out, in the order of the reasons; what one condition leaves and another counts is counted.

    Raises what `aggregate` raises.
    """
    counting = _counting(connection, moment, query)
    found = counting.left_out()
    if not found:
        return ()
    used = _sorted(counting.receipts(), query.measure).every() if reads_twice(counting.plan) else set()
    remaining = ((reason, found[reason] - used) for reason in Reason if reason in found)
    return tuple(Excluded(reason=reason, claims=array("q", sorted(keys))) for reason, keys in remaining if keys)


def _counting(connection: Connection, moment: Moment, query: Query) -> Counting:
    return Counting(connection, moment, planned(query))


def _by_bucket(found: Iterable[Receipt], measure: Measure, buckets: Sequence[str] = ()) -> Mapping[str, Receipts]:
    """buckets: those that are there whether anything was found of them or not."""
    parted: dict[str, list[Receipt]] = {bucket: [] for bucket in buckets}
    for each in found:
        parted.setdefault(each.bucket, []).append(each)
    return {bucket: _sorted(each, measure) for bucket, each in parted.items()}


def _sorted(found: Iterable[Receipt], measure: Measure) -> Receipts:
    keys: dict[tuple[Kind, Step], set[int]] = defaultdict(set)
    for each in found:
        keys[kind_of(each.number, measure), each.step].update(each.keys)
    return Receipts({under: array("q", sorted(each)) for under, each in sorted(keys.items(), key=_place)})


def _place(item: tuple[tuple[Kind, Step], set[int]]) -> Step:
    return item[0][1]
