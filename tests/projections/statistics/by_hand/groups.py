"""Groups: the units that share a value, or a time."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

import msgspec
from tests.projections.statistics.by_hand.answers import NOT_KNOWN, Group, GroupValue, Number
from tests.projections.statistics.by_hand.doubles import Doubles
from tests.projections.statistics.by_hand.measures import Entries, Values, entries_of, numbers
from tests.projections.statistics.by_hand.reading import Shown
from tests.projections.statistics.by_hand.sieve import Counted
from tests.projections.statistics.by_hand.statements import Stated, date, qualified, text, time_of
from tests.projections.statistics.by_hand.units import Lead, Parts, Sifter, Unit

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence, Range, ValueType
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Span
from watchgraph_projections.statistics.rules import Step

Bucket = int | str | None
"""An entity's key, a code, a time as EDTF; None: not known."""
UnitAndBasis = tuple[str | None, str | None]
PartOf = Callable[[Unit], Sequence[Counted]]
BucketsOf = Callable[[Stated], Sequence[Bucket]]
"""The groups that a claim leads to: surely if it is one, perhaps if there are several."""


def groups(
    plan: Plan, sifter: Sifter, counted: Sequence[Unit], stated: Values | None, doubles: Doubles
) -> tuple[tuple[Group, ...], bool]:
    """Group units and tally each group; groups of entities and codes largest first, times in order, unknown last.

    A group of which no number is stated is none. With them whether they overlap.
    """
    if plan.query.group_by is None:
        return (), False
    buckets = _by_value(plan, sifter, counted) if plan.grouping else _by_beginning(plan, sifter, counted)
    sort = _type(plan.grouping[-1]) if plan.grouping else ValueType.DATE
    shown = sifter.reader.shown([each for each in buckets if isinstance(each, int)]) if sort is ValueType.ENTITY else {}
    entries = {bucket: entries_of(units, stated, _measured_part(plan)) for bucket, units in buckets.items()}
    over_all = entries_of(counted, stated)
    where: dict[int, set[Bucket]] = defaultdict(set)
    for bucket, by_kind in entries.items():
        for each in (one for found in by_kind.values() for one in found if one.step is Step.CERTAIN):
            where[each.member].add(bucket)
    found = [
        Group(
            value=_shown(bucket, shown, None if sort is ValueType.DATE else _declared(plan.grouping[-1]), sort),
            numbers=numbers(doubles.settled(entries[bucket], over_all, bucket, where), plan.query.measure),
        )
        for bucket in buckets
    ]
    found = [each for each in found if each.numbers]
    by = None if plan.query.measure.counts else _most_usual(found)
    ordered = tuple(sorted(found, key=lambda group: _order(group, by)))
    return ordered, _overlap(plan, over_all, list(entries.values()), doubles.spread(where))


def _overlap(plan: Plan, over_all: Entries, grouped: Sequence[Entries], spread: bool) -> bool:  # noqa: FBT001
    """Whether some member has more in the groups than over all; spread: whether what may be one is in several."""
    has = Counter(each.member for found in over_all.values() for each in found)
    has_there = Counter(each.member for by_kind in grouped for found in by_kind.values() for each in found)
    may = any(not each.single or each.each or each.apart for each in plan.grouping or plan.clauses[:1])
    return any(has_there[member] > has[member] for member in has) or (
        may and bool(has_there) and (spread or _measured_part(plan) is not None)
    )


def _measured_part(plan: Plan) -> int | None:
    """The part of a grouped unit whose claims hold the numbers: the grouping's, where it reads what is measured."""
    read = (*plan.grouping, *plan.clauses)[0]
    if plan.measured is None or read.predicates != plan.measured.predicates:
        return None
    return -(len(plan.grouping) or 1)


def _kind(number: Number) -> UnitAndBasis:
    return number.unit, number.basis


def _type(clause: Clause) -> ValueType | None:
    if clause.each:
        return ValueType.DATE
    declared = _declared(clause)
    return declared.type if declared else None


def _declared(clause: Clause) -> Range | None:
    return clause.by.range if clause.by else clause.predicates[0].range


def _shown(bucket: Bucket, shown: Mapping[int, Shown], declared: Range | None, sort: ValueType | None) -> GroupValue:
    if isinstance(bucket, str) and sort is ValueType.DATE:
        return GroupValue(year=int(bucket[:4]), time=bucket)
    if isinstance(bucket, str):
        codes = None if declared is None else declared.codes
        return GroupValue(label=bucket) if codes is None else GroupValue(code=bucket, label=codes.label(bucket))
    if bucket is None:
        return NOT_KNOWN
    entity = shown[bucket]
    return GroupValue(key=entity.key, id=entity.id, label=entity.label)


def _most_usual(found: Sequence[Group]) -> UnitAndBasis | None:
    """The unit and basis that most members have; the first by name of several."""
    every = [each for group in found for each in group.numbers]
    kinds = sorted({_kind(each) for each in every}, key=lambda kind: (kind[0] or "", kind[1] or ""))
    return max(kinds, key=lambda kind: sum(_all_of(each) for each in every if _kind(each) == kind), default=None)


def _all_of(number: Number) -> int:
    return number.members + sum(step.added for step in number.steps)


def _order(group: Group, by: UnitAndBasis | None) -> tuple[bool, str, bool, Decimal, int, int, str, str]:
    """Order groups. by: the unit and basis whose numbers are compared; groups without one of these come after."""
    value = group.value
    certain = sum(each.members for each in group.numbers)
    possible = sum(_all_of(each) for each in group.numbers)
    words = value.code or value.label or ""
    figures = [Decimal(each.certain.low or 0) for each in group.numbers if _kind(each) == by]
    place = (not figures, -sum(figures, Decimal(0)))
    return not value.known, value.time or "", *place, -certain, -possible, words, str(value.id or "")


def _by_beginning(plan: Plan, sifter: Sifter, counted: Iterable[Unit]) -> dict[Bucket, list[Unit]]:
    """Group by the time in which the first condition's claim began."""
    route = _Route(_times_begun(plan, plan.clauses[0], sifter), divides=True)
    return _divided(counted, lambda unit: unit.parts[0], route, 0)


def _by_value(plan: Plan, sifter: Sifter, counted: Iterable[Unit]) -> dict[Bucket, list[Unit]]:
    """Group by a predicate's values; where a condition reads the same claims, by those that met it."""
    part_of, position = _claims_of(plan, sifter, counted)
    found: dict[int, list[Counted]] = defaultdict(list)
    for unit in counted:
        found[unit.member] += part_of(unit)
    steps = []
    for clause in plan.grouping[1:]:
        lead = sifter.leading(clause, plan.kind, found)
        steps.append(lead)
        led = {
            member: [each for claim in claims for each in lead(member, claim.claim.other or 0)[0]]
            for member, claims in found.items()
        }
        found = defaultdict(list, led)
    last = plan.grouping[-1]
    route = _Route(_buckets_of(plan, sifter), steps, divides=last.each is not None or last.by is not None)
    return _divided(counted, part_of, route, position)


def _claims_of(plan: Plan, sifter: Sifter, counted: Iterable[Unit]) -> tuple[PartOf, int | None]:
    """How to find a unit's claims to group it by, and which of its parts they are, None where they are none of them."""
    if plan.grouping[0].area is not None:
        lies = sifter.lying(plan.grouping[0].area)
        return lambda unit: lies.get(unit.member, ()), None
    position = _same_claims(plan, plan.grouping[0])
    if position is not None:
        return lambda unit: unit.parts[position], position
    members = sifter.describe(plan.grouping[0], {unit.member for unit in counted}).members
    return lambda unit: members.get(unit.member, ()), None


def _buckets_of(plan: Plan, sifter: Sifter) -> BucketsOf:
    last = plan.grouping[-1]
    if last.each:
        return _times_begun(plan, last, sifter)
    sort, by = _type(last), last.by
    if by is None and sort is ValueType.DATE:
        return lambda claim: _times_stated(claim, _span(plan))
    if by is None:
        bucket_of = _BUCKETS[sort or ValueType.ENTITY]
        return lambda claim: [bucket_of(claim)]
    if sort is ValueType.ENTITY:
        return lambda claim: [sifter.reader.key_of(qualified(claim.qualifiers).get(by.name))]
    return lambda claim: [qualified(claim.qualifiers).get(by.name)]


def _same_claims(plan: Plan, grouping: Clause) -> int | None:
    wanted = grouping.condition
    for position, clause in enumerate(plan.clauses):
        same_claims = clause.predicates == grouping.predicates and clause.universe == grouping.universe
        same_sort = {*wanted.qualifiers, *wanted.worded} <= {*clause.condition.qualifiers, *clause.condition.worded}
        same_side = clause.condition.side is wanted.side
        if same_claims and same_sort and same_side and not clause.others:
            return position
    return None


@dataclass(frozen=True, slots=True)
class _Route:
    """From a claim about what is counted to its group. onward: for each further step the claims that it leads to.

    divides: claims that say the same may lead to several groups, so that one of later outdates none there.
    """

    buckets_of: BucketsOf
    onward: Sequence[Lead] = ()
    divides: bool = False

    def from_(self, member: int, claims: Iterable[Counted]) -> Iterator[tuple[Bucket, Parts]]:
        """Each way from these claims of a member to a group, a claim a step; before them those that give a day."""
        ways: Iterable[tuple[Counted, ...]] = [(each,) for each in claims]
        for step in self.onward:
            ways = [further for way in ways for further in _further(way, step(member, way[-1].claim.other or 0))]
        for way in ways:
            last = msgspec.structs.replace(way[-1], outdated=False) if self.divides else way[-1]
            buckets = self.buckets_of(last.claim)
            if len(buckets) > 1:
                last = msgspec.structs.replace(last, step=max(last.step, Step.POSSIBLY_BEGUN))
            for bucket in buckets:
                yield bucket, tuple([each] for each in (*way[:-1], last))


def _further(way: tuple[Counted, ...], parts: Parts) -> list[tuple[Counted, ...]]:
    leads, *dates = parts
    return [(*days, *way, each) for each in leads for days in product(*dates)]


def _divided(
    counted: Iterable[Unit],
    part_of: PartOf,
    route: _Route,
    position: int | None,
) -> dict[Bucket, list[Unit]]:
    """Divide each unit's claims among buckets. position: of the part that they replace, last of all; None: added."""
    buckets: dict[Bucket, list[Unit]] = defaultdict(list)
    for unit in counted:
        divided: dict[Bucket, list[Parts]] = defaultdict(list)
        for bucket, way in route.from_(unit.member, part_of(unit)):
            divided[bucket].append(way)
        kept: Parts = tuple(part for at, part in enumerate(unit.parts) if at != position)
        for bucket, ways in divided.items():
            steps = [[each for part in step for each in part] for step in zip(*ways, strict=True)]
            buckets[bucket].append(Unit(unit.member, (*kept, *steps)))
        if not divided:
            buckets[None].append(replace(unit, lost=True))
    return buckets


def _span(plan: Plan) -> Span:
    step = plan.query.group_by
    while step is not None and step.then is not None:
        step = step.then
    return Span.YEAR if step is None else step.span


def _times(first: int, last: int, span: Span) -> Sequence[Bucket]:
    """The times that days between two lie in; not known where a year has fewer of them."""
    if first == edtf.ALWAYS or last // 10_000 - first // 10_000 > 1:
        return [None]
    days = [year * 10_000 + month * 100 for year in (first // 10_000, last // 10_000) for month in range(1, 13)]
    found = dict.fromkeys(time_of(day, span) for day in days if first // 100 <= day // 100 <= last // 100)
    return list(found) if len(found) <= _A_YEAR[span] else [None]


_A_YEAR = {Span.YEAR: 1, Span.QUARTER: 4, Span.MONTH: 12}


def _times_begun(plan: Plan, clause: Clause, sifter: Sifter) -> BucketsOf:
    """When what a claim says began; by the day, where that is tested. A year is that of the date as it is written."""
    span = _span(plan)
    tests_day = span is not Span.YEAR and all(each.universe.tests_day for each in clause.either)
    day = sifter.day if tests_day else edtf.NEVER
    return lambda claim: _times(claim.time.from_earliest, min(claim.time.from_latest, day), span)


def _times_stated(claim: Stated, span: Span) -> Sequence[Bucket]:
    bounds = edtf.parse(date(claim) or "", Persistence.OCCURRENCE)
    return _times(bounds.from_earliest, bounds.from_latest, span)


_BUCKETS: Mapping[ValueType, Callable[[Stated], Bucket]] = {
    ValueType.ENTITY: lambda claim: claim.other,
    ValueType.CODE: lambda claim: claim.code,
    ValueType.TEXT: text,
}
