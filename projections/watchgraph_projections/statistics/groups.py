"""Groups: the units that share a value, or a year."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence, ValueType
from watchgraph_projections.statistics.answers import NOT_KNOWN, Group, GroupValue
from watchgraph_projections.statistics.measures import Values, numbers
from watchgraph_projections.statistics.plans import Clause, Plan
from watchgraph_projections.statistics.reading import GROUP_KIND, Shown, Stated
from watchgraph_projections.statistics.rules import Reason
from watchgraph_projections.statistics.sieve import Counted
from watchgraph_projections.statistics.units import Parts, Sifter, Unit

Bucket = int | str | None
"""An entity's key, a code, a year; None: not known."""


def groups(plan: Plan, sifter: Sifter, counted: Sequence[Unit], stated: Values | None) -> tuple[Group, ...]:
    """Group units and tally each group; groups of entities and codes largest first, years in order, unknown last."""
    if plan.query.group_by is None:
        return ()
    buckets = _by_year(counted) if plan.grouping is None else _by_value(plan, plan.grouping, sifter, counted)
    of_entities = plan.grouping is not None and _type(plan.grouping) is ValueType.ENTITY
    shown = sifter.reader.shown([each for each in buckets if isinstance(each, int)]) if of_entities else {}
    found = [
        Group(value=_shown(bucket, shown), numbers=numbers(units, plan.query.measure, stated))
        for bucket, units in buckets.items()
        if not _is_group(bucket, shown, units, sifter)
    ]
    return tuple(sorted(found, key=_order))


def _type(clause: Clause) -> ValueType | None:
    declared = clause.predicates[0].range
    return declared.type if declared else None


def _is_group(bucket: Bucket, shown: Mapping[int, Shown], units: Iterable[Unit], sifter: Sifter) -> bool:
    """Whether the bucket is a group without named members; its claims are then left out."""
    if not isinstance(bucket, int) or bucket not in shown or shown[bucket].kind != GROUP_KIND:
        return False
    sifter.leave_out({Reason.GROUP: {each.claim.key for unit in units for each in unit.parts[-1]}})
    return True


def _shown(bucket: Bucket, shown: Mapping[int, Shown]) -> GroupValue:
    if isinstance(bucket, str):
        return GroupValue(code=bucket)
    if bucket is None:
        return NOT_KNOWN
    if bucket in shown:
        entity = shown[bucket]
        return GroupValue(key=entity.key, id=entity.id, label=entity.label)
    return GroupValue(year=bucket)


def _order(group: Group) -> tuple[bool, int, int, int, str, str]:
    value = group.value
    certain = sum(each.members for each in group.numbers)
    possible = certain + sum(step.added for each in group.numbers for step in each.steps)
    words = value.label or value.code or ""
    return not value.known, value.year or 0, -certain, -possible, words, str(value.id or "")


def _by_year(counted: Iterable[Unit]) -> dict[Bucket, list[Unit]]:
    """Group by the year in which the first condition's claim began."""
    return _divided(
        counted, lambda unit: unit.parts[0], lambda each: _year(each.time.from_earliest, each.time.from_latest)
    )


def _by_value(plan: Plan, grouping: Clause, sifter: Sifter, counted: Iterable[Unit]) -> dict[Bucket, list[Unit]]:
    """Group by a predicate's values; where a condition reads the same claims, by those that met it."""
    bucket_of = _BUCKETS[_type(grouping) or ValueType.ENTITY]
    position = _same_claims(plan, grouping)
    if position is not None:
        return _divided(counted, lambda unit: unit.parts[position], bucket_of, position)
    members = sifter.sift(grouping, silent=True).members
    return _divided(counted, lambda unit: members.get(unit.member, ()), bucket_of, None)


def _same_claims(plan: Plan, grouping: Clause) -> int | None:
    for position, clause in enumerate(plan.clauses):
        same_claims = clause.predicates == grouping.predicates and clause.universe == grouping.universe
        if same_claims and clause.condition.side is grouping.condition.side:
            return position
    return None


def _divided(
    counted: Iterable[Unit],
    part_of: Callable[[Unit], Sequence[Counted]],
    bucket_of: Callable[[Stated], Bucket],
    position: int | None = 0,
) -> dict[Bucket, list[Unit]]:
    """Divide each unit's claims among buckets. position: of the part that they replace, last of all; None: added."""
    buckets: dict[Bucket, list[Unit]] = defaultdict(list)
    for unit in counted:
        divided: dict[Bucket, list[Counted]] = defaultdict(list)
        for each in part_of(unit):
            divided[bucket_of(each.claim)].append(each)
        kept: Parts = tuple(part for at, part in enumerate(unit.parts) if at != position)
        for bucket, claims in divided.items():
            buckets[bucket].append(Unit(unit.member, (*kept, claims)))
        if not divided:
            buckets[None].append(unit)
    return buckets


def _year(first: int, last: int) -> int | None:
    return first // 10_000 if first // 10_000 == last // 10_000 else None


def _year_stated(claim: Stated) -> int | None:
    text = json.loads(claim.value)["edtf"] if claim.value else ""
    bounds = edtf.parse(text, Persistence.OCCURRENCE)
    return _year(bounds.from_earliest, bounds.from_latest)


_BUCKETS: Mapping[ValueType, Callable[[Stated], Bucket]] = {
    ValueType.ENTITY: lambda claim: claim.other,
    ValueType.CODE: lambda claim: claim.code,
    ValueType.DATE: _year_stated,
}
