"""Tallies: exact figures, step by step."""

from decimal import Decimal
from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st
from tests.projections.statistics.by_hand.judging import Standing, Time
from tests.projections.statistics.by_hand.sieve import Counted
from tests.projections.statistics.by_hand.statements import Stated
from tests.projections.statistics.by_hand.tallies import Entry, number

from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Step


def counted(key: int, step: Step) -> Counted:
    standing = Standing(state="ACCEPTED", polarity="AFFIRMED", modality="FACT", planned=False, disputed=False)
    claim = Stated(
        key=key,
        tie="",
        member=key,
        kind="Place",
        other=None,
        predicate="amount",
        value=None,
        code=None,
        subject=key,
        qualifier_key="",
        group=str(key),
        standing=standing,
        time=Time(20190101, 20191231, 20190102, 99991231, "2019", None),
        rank="NORMAL",
        confidence=None,
        series=None,
        qualifiers="[]",
    )
    return Counted(claim, step, carried=step is Step.CERTAIN)


amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=9)
members = st.lists(st.tuples(st.sampled_from(Step), amounts), max_size=12)


def entries(found: list[tuple[Step, Decimal]]) -> list[Entry]:
    return [Entry(((counted(key, step),),), (value, value)) for key, (step, value) in enumerate(found, start=1)]


@given(members)
def test_each_member_is_in_one_step_and_the_steps_lead_to_the_whole(found: list[tuple[Step, Decimal]]) -> None:
    tally = number(entries(found), Measure.COUNT_ENTITIES)

    assert tally.members + sum(step.added for step in tally.steps) == len(found)
    assert tally.possible.value == str(len(found))
    assert tally.possible_claims == tuple(range(1, len(found) + 1))
    assert [step.step for step in tally.steps] == sorted({step for step, _ in found} - {Step.CERTAIN})
    assert tally.carried_forward.count == tally.members


@given(members)
def test_sums_are_exact(found: list[tuple[Step, Decimal]]) -> None:
    tally = number(entries(found), Measure.SUM, "USD", "nominal")

    assert Fraction(tally.certain.value or "") == sum(Fraction(value) for step, value in found if step is Step.CERTAIN)
    assert Fraction(tally.possible.value or "") == sum(Fraction(value) for _, value in found)


@given(members.filter(bool))
def test_other_measures_are_those_of_the_members_so_far(found: list[tuple[Step, Decimal]]) -> None:
    values = [value for _, value in found]
    expected = {
        Measure.MIN: Fraction(min(values)),
        Measure.MAX: Fraction(max(values)),
        Measure.MEDIAN: Fraction(median(values)),
        Measure.MEAN: Fraction(sum(Fraction(value) for value in values), len(values)),
    }

    for measure, exact in expected.items():
        figure = number(entries(found), measure, "USD", "nominal").possible
        assert abs(Fraction(figure.value or "") - exact) <= Fraction(1, 2_000_000)


def test_an_open_side_stays_open_and_a_known_one_adds_up() -> None:
    part = ((counted(1, Step.CERTAIN),),)
    ranges = [Entry(part, (Decimal(1200), Decimal("Infinity"))), Entry(part, (Decimal(5), Decimal(9)))]

    figure = number(ranges, Measure.SUM, "camera").certain

    assert (figure.low, figure.high, figure.value) == ("1205", None, None)


def test_nothing_sums_to_zero_and_has_no_highest() -> None:
    assert number([], Measure.SUM).certain.value == "0"
    assert number([], Measure.MAX).certain.value is None
