"""Groups as readers see them: the numbers of those that share a value, or a year."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.answers import NOT_KNOWN, Group, GroupValue, Number
from watchgraph_projections.statistics.counting import Counting, Tally, by_bucket
from watchgraph_projections.statistics.figures import numbers
from watchgraph_projections.statistics.lookups import Shown
from watchgraph_projections.statistics.verdicts import GROUP_KIND
from watchgraph_projections.statistics.ways import UNKNOWN, grouped_type


def groups(counting: Counting, tallies: Iterable[Tally]) -> tuple[Group, ...]:
    """Make groups of tallies; groups of entities and codes largest first, years in order, unknown last.

    A group that a source names without its members is none.
    """
    plan = counting.plan
    if plan.query.group_by is None:
        return ()
    sort = grouped_type(plan)
    found = by_bucket(tallies)
    entities = [int(each) for each in found if each != UNKNOWN] if sort is ValueType.ENTITY else []
    shown = {str(key): each for key, each in counting.lookups.shown(entities).items()}
    made = [
        Group(bucket=bucket, value=_value(bucket, sort, shown), numbers=numbers(each, plan.query.measure))
        for bucket, each in found.items()
        if bucket not in shown or shown[bucket].kind != GROUP_KIND
    ]
    by_figure = not plan.query.measure.counts and len({each.kind for group in made for each in group.numbers}) == 1
    return tuple(sorted(made, key=lambda group: _order(group, by_figure=by_figure)))


def _value(bucket: str, sort: ValueType | None, shown: Mapping[str, Shown]) -> GroupValue:
    if bucket == UNKNOWN:
        return NOT_KNOWN
    if sort is ValueType.ENTITY:
        entity = shown[bucket]
        return GroupValue(key=entity.key, id=entity.id, label=entity.label)
    if sort is ValueType.DATE:
        return GroupValue(year=int(bucket))
    return GroupValue(label=bucket) if sort is ValueType.TEXT else GroupValue(code=bucket)


def _order(group: Group, *, by_figure: bool) -> tuple[bool, int, Decimal, int, int, str, str]:
    """Order groups. by_figure: by the number itself, which can be compared where all are of one unit and basis."""
    value = group.value
    certain = _members(group.numbers)
    possible = certain + sum(step.added for each in group.numbers for step in each.steps)
    words = value.label or value.code or ""
    figure = Decimal(group.numbers[0].certain.low or 0) if by_figure and group.numbers else Decimal(0)
    return not value.known, value.year or 0, -figure, -certain, -possible, words, str(value.id or "")


def _members(found: Iterable[Number]) -> int:
    return sum(each.members for each in found)
