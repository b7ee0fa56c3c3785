"""Groups that do not overlap never hold more for certain than there is over all, whatever may be one of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.projections.filled import World
from tests.projections.statistics.by_hand.answers import Answer, Figure, Number

from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Span

FINED = (Condition(predicate="fine"),)
GROUPINGS = (Grouping(predicate="partySector"), Grouping(predicate="violation"), Grouping())
DECIDED = "decidedOn"
BY_TIME = tuple(Grouping(predicate=DECIDED, span=span) for span in Span)
SUM = Query(of="fine", measure=Measure.SUM)
COUNT = Query(of="RegulatoryAction", where=FINED)
MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """A measure with its fines, and what it is grouped by; statements: of how many parts the fine is told."""

    amount: int
    currency: str
    dataset: str
    sector: str | None
    doubtful: bool
    violations: frozenset[str]
    year: str
    decided: str
    statements: int


FINES = st.builds(
    Fine,
    amount=st.sampled_from((1, 2, 5)),
    currency=st.sampled_from(("EUR", "EUR", "EUR", "NOK")),
    dataset=st.sampled_from(("one", "two")),
    sector=st.sampled_from((None, "HEALTH_CARE", "EMPLOYMENT")),
    doubtful=st.booleans(),
    violations=st.frozensets(st.sampled_from(("DATA_LOSS", "NO_REGISTER"))),
    year=st.sampled_from(("2019", "2020", "201X")),
    decided=st.sampled_from(("2019-03-31", "2019-04", "2019", "201X")),
    statements=st.integers(1, 2),
)
PAIRS = st.sets(st.tuples(st.integers(0, MOST - 1), st.integers(0, MOST - 1)), max_size=6)


def put(world: World, fines: Sequence[Fine], pairs: set[tuple[int, int]]) -> None:
    made = []
    for each in fines:
        made.append(measure := world.entity("RegulatoryAction", "a measure", dataset=each.dataset))
        fine = {"type": "money", "amount": str(each.amount), "currency": each.currency}
        for part in range(each.statements):
            world.claim(measure, "fine", fine, valid=each.year, qualifier_key=str(part), group_key=f"{measure} {part}")
        if each.sector is not None:
            world.claim(measure, "partySector", each.sector, disputed=int(each.doubtful))
        world.claim(measure, DECIDED, {"type": "date", "edtf": each.decided})
        for code in each.violations:
            world.claim(measure, "violation", code)
    for one, other in pairs:
        if one < other < len(made):
            world.judged(made[one], made[other])


def asked(
    world: World, grouping: Grouping, measure: Measure, fines: Sequence[Fine], pairs: set[tuple[int, int]]
) -> Answer:
    """Ask about fines that nothing is left of afterwards."""
    of = SUM.of if measure is Measure.SUM else COUNT.of
    with world.connection.begin_nested() as fresh:
        put(world, fines, pairs)
        answer = world.ask(Query(of=of, where=FINED, measure=measure, group_by=grouping))
        fresh.rollback()
    return answer


def low(figure: Figure) -> Decimal:
    return Decimal(figure.low or 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grouping=st.sampled_from(GROUPINGS),
    measure=st.sampled_from((Measure.SUM, Measure.COUNT_ENTITIES, Measure.COUNT_STATEMENTS)),
    fines=st.lists(FINES, min_size=1, max_size=MOST),
    pairs=PAIRS,
)
def test_groups_that_do_not_overlap_never_add_up_to_more_than_is_certain_over_all(
    world: World, grouping: Grouping, measure: Measure, fines: Sequence[Fine], pairs: set[tuple[int, int]]
) -> None:
    answer = asked(world, grouping, measure, fines, pairs)

    added: Mapping[object, list[Number]] = defaultdict(list)
    for number in (each for group in answer.groups for each in group.numbers):
        added[number.unit].append(number)
    for number in answer.numbers if not answer.overlapping else ():
        groups = added[number.unit]
        assert sum(low(each.certain) for each in groups) <= low(number.certain)
        assert sum(low(each.possible) for each in groups) == low(number.possible)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grouping=st.sampled_from(BY_TIME),
    measure=st.sampled_from((Measure.SUM, Measure.COUNT_ENTITIES, Measure.COUNT_STATEMENTS)),
    fines=st.lists(FINES, min_size=1, max_size=MOST),
    pairs=PAIRS,
)
def test_times_of_one_date_never_add_up_to_more_than_is_certain_over_all(
    world: World, grouping: Grouping, measure: Measure, fines: Sequence[Fine], pairs: set[tuple[int, int]]
) -> None:
    answer = asked(world, grouping, measure, fines, pairs)

    for number in answer.numbers:
        groups = [each for group in answer.groups for each in group.numbers if each.unit == number.unit]
        assert sum(low(each.certain) for each in groups) <= low(number.certain)
        assert all(low(each.possible) <= low(number.possible) for each in groups)
