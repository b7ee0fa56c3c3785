"""Groups as readers see them: the numbers of those that share a value, or a time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.answers import NOT_KNOWN, Group, GroupValue, Kind, Number
from watchgraph_projections.statistics.buckets import UNKNOWN, grouped_range, grouped_type
from watchgraph_projections.statistics.counting import Counting
from watchgraph_projections.statistics.figures import numbers
from watchgraph_projections.statistics.lookups import Shown
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.silences import check_groupings
from watchgraph_projections.statistics.tallies import ALL, MARKS, Tally, by_bucket

YEAR_DIGITS: Final = 4
"""EDTF begins with the year."""


def groups(counting: Counting, tallies: Sequence[Tally]) -> tuple[Group, ...]:
    """Make groups of tallies; groups of entities and codes largest first, times in order, unknown last.

    Raises NotGroupableError where the question's data set cannot say what to group by.

    Largest by the number; where there are several currencies, units or price bases, by that of most members.
    What a source names without its members (police, a region of a lender) is no member, and yet a value like others.
    """
    plan = counting.plan
    if plan.query.group_by is None:
        return ()
    sort = grouped_type(plan)
    found = by_bucket(tallies)
    check_groupings(counting, tallies)
    entities = [int(each) for each in found if each != UNKNOWN] if sort is ValueType.ENTITY else []
    shown = {str(key): each for key, each in counting.lookups.shown(entities).items()}
    made = [
        Group(bucket=bucket, value=_value(bucket, plan, shown), numbers=numbers(each, plan.query.measure))
        for bucket, each in found.items()
    ]
    by = None if plan.query.measure.counts else _prevailing(made)
    return tuple(sorted(made, key=lambda group: _order(group, by)))


def overlap(counting: Counting, tallies: Sequence[Tally]) -> bool:
    """Whether something stands in several groups, or would if all that may be one is.

    Of numbers that are parted by their own year or circumstance: whether what has them can.
    """
    plan = counting.plan
    grouped = [each for each in tallies if each.bucket not in MARKS]
    over_all = sum(each.members for each in tallies if each.bucket == ALL)
    if not grouped or sum(each.members for each in grouped) > over_all:
        return bool(grouped)
    return not plan.one_group and (plan.parts_numbers or _may_stand_in_several(counting, grouped))


def _may_stand_in_several(counting: Counting, tallies: Iterable[Tally]) -> bool:
    """Whether known groups have parts of what may be one."""
    seen: dict[int, str] = {}
    return any(
        seen.setdefault(counting.lookups.identities.component[each.open_member], each.bucket) != each.bucket
        for each in tallies
        if each.open_member and each.bucket != UNKNOWN and each.step <= Step.MAY_BE_ONE
    )


def _value(bucket: str, plan: Plan, shown: Mapping[str, Shown]) -> GroupValue:
    if bucket == UNKNOWN:
        return NOT_KNOWN
    sort, declared = grouped_type(plan), grouped_range(plan)
    if sort is ValueType.ENTITY:
        entity = shown[bucket]
        return GroupValue(key=entity.key, id=entity.id, label=entity.label)
    if sort is ValueType.DATE:
        return GroupValue(year=int(bucket[:YEAR_DIGITS]), time=bucket)
    if sort is ValueType.TEXT:
        return GroupValue(label=bucket)
    label = bucket if declared is None or declared.codes is None else declared.codes.label(bucket)
    return GroupValue(code=bucket, label=label)


def _prevailing(made: Iterable[Group]) -> Kind | None:
    """The unit and basis in which most members of the groups have their numbers; those of others are no match.

    None where there are no numbers. Of two with equally many the first in the order of the numbers.
    """
    members: Counter[Kind] = Counter()
    for each in (number for group in made for number in group.numbers):
        members[each.kind] += _of_number(each)
    return min(members, key=lambda kind: (-members[kind], kind.unit or "", kind.basis or ""), default=None)


def _order(group: Group, by: Kind | None) -> tuple[bool, str, bool, Decimal, int, int, str, str]:
    """Order groups. by: the unit and basis whose numbers are compared; groups without such a number follow."""
    value = group.value
    certain = sum(each.members for each in group.numbers)
    possible = sum(_of_number(each) for each in group.numbers)
    words = value.code or value.label or ""
    compared = [each for each in group.numbers if each.kind == by]
    figure = Decimal(compared[0].certain.low or 0) if compared else Decimal(0)
    return (
        not value.known, value.time or "", not compared, -figure, -certain, -possible, words, str(value.id or "")
    )  # fmt: skip


def _of_number(number: Number) -> int:
    """How many members have it, those of every doubt among them."""
    return number.members + sum(step.added for step in number.steps)
