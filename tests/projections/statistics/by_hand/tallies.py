"""From members and the claims under them to numbers in pairs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from tests.projections.statistics.by_hand.answers import CarriedForward, Figure, Increment, Number
from tests.projections.statistics.by_hand.containing import NO_CLAIM
from tests.projections.statistics.by_hand.sieve import Counted

from watchgraph.domain.identifiers import plain_decimal
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Step

DIGITS = 200
"""Decimal digits carried: more than any sum of stated amounts needs, so that sums are exact."""
MEAN_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of a number.

    parts: for each condition the claims that meet it. value: lowest and highest of the number that it brings;
    one for counts. member: the entity's key. may_be_one: whether it may be the same as another that is counted.
    beside: claims that only tell how sure it is.
    """

    parts: tuple[Sequence[Counted], ...]
    value: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))
    member: int = 0
    may_be_one: bool = False
    beside: tuple[Sequence[Counted], ...] = ()

    @property
    def step(self) -> Step:
        """The weakest condition, each as sure as the surest claim that meets it."""
        step = max(min(each.step for each in part) for part in (*self.parts, *self.beside))
        return Step.MAY_BE_ONE if self.may_be_one and step is Step.CERTAIN else step

    def claims(self, step: Step) -> set[int]:
        """Keys of the claims that carry it at this step."""
        carrying = {each.claim.key for part in self.parts for each in part if each.step <= step and not each.outdated}
        return carrying - {NO_CLAIM}

    def sighting(self) -> tuple[int, str] | None:
        """Last day and EDTF text of when it was last seen; None where a claim surely holds for every condition."""
        sightings = [seen for part in (*self.parts, *self.beside) if (seen := _sighting(part)) is not None]
        return min(sightings, default=None)


def _sighting(part: Sequence[Counted]) -> tuple[int, str] | None:
    certain = [each for each in part if each.step is Step.CERTAIN]
    if any(not each.carried for each in certain):
        return None
    return max((each.claim.time.sighting for each in certain), default=None)


def number(entries: Iterable[Entry], measure: Measure, unit: str | None = None, basis: str | None = None) -> Number:
    """Tally entries into one number with its steps; steps that add nothing are left out."""
    by_step: dict[Step, list[Entry]] = {step: [] for step in Step}
    for entry in entries:
        by_step[entry.step].append(entry)
    so_far = list(by_step[Step.CERTAIN])
    certain = _figure(so_far, measure)
    steps = []
    for step in list(Step)[1:]:
        if added := by_step[step]:
            so_far += added
            steps.append(
                Increment(
                    step=step,
                    added=len(added),
                    figure=_figure(so_far, measure),
                    claims=_keys(added, step),
                    entities=_members(added),
                )
            )
    claims = _keys(by_step[Step.CERTAIN], Step.CERTAIN)
    possible = {*claims, *(claim for step in steps for claim in step.claims)} if steps else claims
    return Number(
        unit=unit,
        basis=basis,
        certain=certain,
        members=len(by_step[Step.CERTAIN]),
        claims=claims,
        entities=_members(by_step[Step.CERTAIN]),
        carried_forward=_carried(by_step[Step.CERTAIN]),
        steps=tuple(steps),
        possible_claims=tuple(sorted(possible)),
    )


def _keys(entries: Iterable[Entry], step: Step) -> tuple[int, ...]:
    return tuple(sorted({key for entry in entries for key in entry.claims(step)}))


def _members(entries: Iterable[Entry]) -> tuple[int, ...]:
    return tuple(sorted({entry.member for entry in entries}))


def _carried(entries: Iterable[Entry]) -> CarriedForward:
    sightings = [seen for entry in entries if (seen := entry.sighting()) is not None]
    oldest = min(sightings, default=None)
    return CarriedForward(count=len(sightings), oldest=None if oldest is None else oldest[1])


def _figure(entries: Sequence[Entry], measure: Measure) -> Figure:
    if measure.counts:
        count = str(len(entries))
        return Figure(low=count, high=count)
    if not entries:
        nothing = "0" if measure is Measure.SUM else None
        return Figure(low=nothing, high=nothing)
    with localcontext(prec=DIGITS):
        low = _FOLDS[measure]([entry.value[0] for entry in entries])
        high = _FOLDS[measure]([entry.value[1] for entry in entries])
    return Figure(low=_written(low), high=_written(high))


def _written(value: Decimal) -> str | None:
    return plain_decimal(str(value)) if value.is_finite() else None


def _mean(values: Sequence[Decimal]) -> Decimal:
    return _rounded(sum(values, Decimal(0)) / len(values))


def _median(values: Sequence[Decimal]) -> Decimal:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else _rounded((ordered[middle - 1] + ordered[middle]) / 2)


def _rounded(value: Decimal) -> Decimal:
    """Six decimal places, half to even; shorter numbers stay as they are."""
    return value.quantize(MEAN_PLACES) if value.is_finite() else value


_FOLDS: dict[Measure, Callable[[Sequence[Decimal]], Decimal]] = {
    Measure.SUM: lambda values: sum(values, Decimal(0)),
    Measure.MIN: min,
    Measure.MAX: max,
    Measure.MEAN: _mean,
    Measure.MEDIAN: _median,
}
