"""From tallies to numbers in pairs: what is certain, and what each doubt adds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache

from watchgraph.domain.identifiers import plain_decimal
from watchgraph_projections.statistics.answers import COUNT, CarriedForward, Figure, Increment, Kind, Number
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.statements import stated_number
from watchgraph_projections.statistics.tallies import Tally
from watchgraph_projections.statistics.verdicts import SEEN

DIGITS = 200
"""Decimal digits carried: more than any sum of stated amounts needs, so that sums are exact."""
MEAN_PLACES = Decimal("0.000001")
DOUBTS = tuple(step for step in Step if step is not Step.CERTAIN)
SHARED = 4_096
"""Small parts that many groups and answers have in common, so that each is kept once."""
SORTED_BY = 8
"""Characters of a sighting before its EDTF text: the day."""


def numbers(tallies: Iterable[Tally], measure: Measure) -> tuple[Number, ...]:
    """One number for a count, else one for each kind, by unit and basis; none where nothing is stated."""
    kinds: dict[Kind, list[Tally]] = defaultdict(list)
    for each in tallies:
        kinds[kind_of(each.number, measure)].append(each)
    if measure.counts and not kinds:
        kinds[COUNT] = []
    ordered = sorted(kinds.items(), key=lambda item: (item[0].unit or "", item[0].basis or ""))
    return tuple(_number(found, measure, kind) for kind, found in ordered)


def kind_of(number: str, measure: Measure) -> Kind:
    """What a stored number may be added to."""
    return COUNT if measure.counts else _kind(number)


@lru_cache(maxsize=SHARED)
def _kind(number: str) -> Kind:
    stated = stated_number(number)
    return Kind(stated.unit, stated.of) if stated.currency is None else Kind(stated.currency, stated.basis)


def _number(tallies: Sequence[Tally], measure: Measure, kind: Kind) -> Number:
    by_step: dict[Step, list[Tally]] = defaultdict(list)
    for each in tallies:
        by_step[each.step].append(each)
    certain = by_step[Step.CERTAIN]
    so_far, steps = list(certain), []
    for step in DOUBTS:
        if added := by_step.get(step):
            so_far += added
            steps.append(Increment(step=step, added=_members(added), figure=_figure(so_far, measure)))
    seen = sum(each.seen for each in certain)
    oldest = min((each.oldest for each in certain), default=SEEN)
    return Number(
        kind=kind,
        certain=_figure(certain, measure),
        members=_members(certain),
        carried_forward=_carried_forward(seen, oldest),
        steps=tuple(steps),
    )


@lru_cache(maxsize=SHARED)
def _carried_forward(count: int, oldest: str) -> CarriedForward:
    return CarriedForward(count=count, oldest=None if oldest == SEEN else oldest[SORTED_BY:])


def _members(tallies: Iterable[Tally]) -> int:
    return sum(each.members for each in tallies)


def _figure(tallies: Sequence[Tally], measure: Measure) -> Figure:
    if measure.counts:
        return _count(_members(tallies))
    if not tallies:
        nothing = "0" if measure is Measure.SUM else None
        return Figure(low=nothing, high=nothing)
    bounds = [(stated_number(each.number).bounds, each.members) for each in tallies]
    with localcontext(prec=DIGITS):
        low, high = (_FOLDS[measure]([(found[side], times) for found, times in bounds]) for side in (0, 1))
    return Figure(low=_written(low), high=_written(high))


@lru_cache(maxsize=SHARED)
def _count(members: int) -> Figure:
    return Figure(low=str(members), high=str(members))


def _written(value: Decimal) -> str | None:
    return plain_decimal(str(value)) if value.is_finite() else None


Values = Sequence[tuple[Decimal, int]]
"""Numbers, and how many bring each."""


def _sum(values: Values) -> Decimal:
    return sum((value * times for value, times in values), Decimal(0))


def _mean(values: Values) -> Decimal:
    return _rounded(_sum(values) / sum(times for _, times in values))


def _median(values: Values) -> Decimal:
    ordered = sorted(values)
    members = sum(times for _, times in ordered)
    upper = _at(ordered, members // 2)
    return upper if members % 2 else _rounded((_at(ordered, members // 2 - 1) + upper) / 2)


def _at(ordered: Values, place: int) -> Decimal:
    for value, times in ordered:
        place -= times
        if place < 0:
            return value
    raise IndexError(place)


def _rounded(value: Decimal) -> Decimal:
    """Six decimal places, half to even; shorter numbers stay as they are."""
    return value.quantize(MEAN_PLACES) if value.is_finite() else value


_FOLDS: Mapping[Measure, Callable[[Values], Decimal]] = {
    Measure.SUM: _sum,
    Measure.MIN: lambda values: min(value for value, _ in values),
    Measure.MAX: lambda values: max(value for value, _ in values),
    Measure.MEAN: _mean,
    Measure.MEDIAN: _median,
}
