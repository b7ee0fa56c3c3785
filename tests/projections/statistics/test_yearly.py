"""Groups by the year of the claims themselves: figures of a country by year, each year by itself."""

from random import Random

import pytest
from tests.projections.filled import World

from watchgraph_projections.statistics.errors import NotGroupableError
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Universe

REGIME, TOTAL, SHARE = "regimeType", "officialFinanceTotal", "militaryExpenditureShare"
CLOSED = Condition(predicate=REGIME, codes=("CLOSED_AUTOCRACY",))
YEARLY = Grouping(yearly=True)


def by_year(world: World, query: Query) -> dict[int | None, str | None]:
    return {group.value.year: group.numbers[0].certain.value for group in world.ask(query).groups}


def share(world: World, place: int, year: str, number: str, **cells: str | int) -> int:
    value = {"type": "quantity", "min": number, "max": number, "unit": "%"}
    given: dict[str, str | int] = {"dataset": "shares", "counts": 1, "series": "2024", **cells}
    return world.claim(place, SHARE, value, valid=year, **given)


def total(world: World, place: int, year: str, amount: str, flow: str = "ODA_LIKE") -> int:
    value = {"type": "money", "amount": amount, "currency": "USD", "date": "2021"}
    qualifiers = f'[{{"name": "flowClass", "value": {{"type": "code", "code": "{flow}"}}}}]'
    return world.claim(place, TOTAL, value, valid=year, qualifiers=qualifiers, qualifier_key=flow)


def test_who_was_so_in_each_year_is_counted_year_by_year(world: World) -> None:
    kenya, serbia = world.place("Kenya"), world.place("Serbia")
    claims = [
        world.claim(kenya, REGIME, "CLOSED_AUTOCRACY", valid="2019"),
        world.claim(kenya, REGIME, "ELECTORAL_AUTOCRACY", valid="2020"),
        world.claim(serbia, REGIME, "CLOSED_AUTOCRACY", valid="2019"),
        world.claim(serbia, REGIME, "CLOSED_AUTOCRACY", valid="2020"),
    ]

    found = world.ask(Query(of="Place", where=(CLOSED,), group_by=YEARLY))

    assert [(each.value.year, each.numbers[0].certain.value) for each in found.groups] == [(2019, "2"), (2020, "1")]
    assert found.groups[0].numbers[0].claims == (claims[0], claims[2])
    assert [each.carried_forward.count for group in found.groups for each in group.numbers] == [0, 0]
    assert (found.numbers[0].certain.value, found.overlapping) == ("2", True)
    assert found.definition.startswith("Place with regimeType CLOSED_AUTOCRACY in any year, by the year of regimeType;")


def test_a_later_year_neither_ends_nor_rivals_an_earlier_one(world: World) -> None:
    kenya = world.place("Kenya")
    share(world, kenya, "2003", "5")
    share(world, kenya, "2003", "6", rank="PREFERRED")
    for place, number in ((kenya, "2"), (world.place("Serbia"), "3")):
        share(world, place, "2024", number)

    found = by_year(world, Query(of=SHARE, measure=Measure.MEAN, group_by=YEARLY))

    assert found == {2003: "6", 2024: "2.5"}


def test_equal_figures_of_two_years_are_two(world: World) -> None:
    kenya = world.place("Kenya")
    for year in ("2019", "2020"):
        share(world, kenya, year, "2")
        share(world, kenya, year, "2", dataset="others", series="2023")

    found = world.ask(Query(of=SHARE, measure=Measure.MAX, group_by=YEARLY))

    assert [each.members for each in found.numbers] == [2]
    assert [len(group.numbers[0].claims) for group in found.groups] == [2, 2]


def test_a_number_of_the_year_in_which_it_began_rests_on_what_was_said_of_that_year(world: World) -> None:
    kenya = world.place("Kenya")
    claims = {year: share(world, kenya, str(year), "2") for year in (2019, 2020)}

    answer = world.ask(Query(of=SHARE, measure=Measure.MEAN, group_by=Grouping()))

    assert answer.numbers[0].claims == (claims[2020],)
    assert {each.value.year: each.numbers[0].claims for each in answer.groups} == {
        year: (claim,) for year, claim in claims.items()
    }


@pytest.mark.parametrize("grouping", [YEARLY, Grouping(), Grouping(predicate=TOTAL, yearly=True)])
def test_amounts_of_a_year_are_added_up_year_by_year(world: World, grouping: Grouping) -> None:
    kenya = world.place("Kenya")
    for year, amount, flow in (("2019", "1", "ODA_LIKE"), ("2019", "2", "OOF_LIKE"), ("2020", "4", "ODA_LIKE")):
        total(world, kenya, year, amount, flow)

    found = by_year(world, Query(of=TOTAL, measure=Measure.SUM, group_by=grouping))

    assert found == {2019: "3", 2020: "4"}


def test_the_year_s_claims_are_those_of_the_condition(world: World) -> None:
    kenya = world.place("Kenya")
    world.dataset("regimes")
    world.claim(kenya, REGIME, "CLOSED_AUTOCRACY", valid="2019", dataset="regimes")
    world.claim(kenya, REGIME, "CLOSED_AUTOCRACY", valid="2020", dataset="others")
    total(world, kenya, "2019", "1", "ODA_LIKE")
    total(world, kenya, "2019", "2", "OOF_LIKE")
    of_one = Condition(predicate=REGIME, universe=Universe(dataset="regimes"))
    aid = Condition(predicate=TOTAL, qualifiers=(("flowClass", "ODA_LIKE"),))

    regimes = by_year(world, Query(of="Place", where=(of_one,), group_by=Grouping(predicate=REGIME, yearly=True)))
    amounts = by_year(
        world, Query(of="Place", where=(aid,), measure=Measure.SUM, measured=TOTAL, group_by=Grouping(yearly=True))
    )

    assert regimes == {2019: "1"}
    assert amounts == {2019: "1"}


def test_what_is_not_of_one_year_is_in_a_group_of_its_own(world: World) -> None:
    kenya = world.place("Kenya")
    for valid in ("2019-03", "2019/2021", "201X", ""):
        world.claim(kenya, REGIME, "CLOSED_AUTOCRACY", valid=valid)

    found = by_year(world, Query(of="Place", where=(CLOSED,), group_by=YEARLY))

    assert set(found) == {2019, None}


def test_a_year_that_had_not_begun_by_the_day_is_not_there(world: World) -> None:
    kenya = world.place("Kenya")
    for year in ("2019", "2020", "2021"):
        world.claim(kenya, REGIME, "CLOSED_AUTOCRACY", valid=year)

    found = world.ask(Query(of="Place", where=(CLOSED,), group_by=YEARLY), 20200615)

    counted = [
        (each.value.year, each.numbers[0].certain.value, each.numbers[0].possible.value) for each in found.groups
    ]
    assert counted == [(2019, "1", "1"), (2020, "0", "1")]


@pytest.mark.parametrize(
    "grouping",
    [
        Grouping(predicate="judgedAlerts", by="verdict", yearly=True),
        Grouping(predicate="recipient", then=Grouping(predicate=REGIME), yearly=True),
        Grouping(predicate="recipient", then=Grouping(predicate=REGIME, yearly=True)),
    ],
)
def test_it_is_by_the_year_alone(world: World, grouping: Grouping) -> None:
    with pytest.raises(NotGroupableError):
        world.ask(Query(of="FinancialFacility", where=(Condition(predicate="recipient"),), group_by=grouping))


def test_whose_year_is_meant_has_to_be_said(world: World) -> None:
    with pytest.raises(NotGroupableError):
        world.ask(Query(of="Place", group_by=YEARLY))


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_tables_are_grouped_as_by_hand_on_every_day(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's table, no secret
    for number in range(6):
        place = world.place(f"Place {number}")
        for year in ("2018", "2019", "2020", "2020-05", "2021", "2018/2020", "2019/.."):
            if random.random() < 0.7:
                code = random.choice(["CLOSED_AUTOCRACY", "LIBERAL_DEMOCRACY"])
                state = random.choice(["ACCEPTED", "ACCEPTED", "PROPOSED", "SUPERSEDED"])
                world.claim(place, REGIME, code, valid=year, state=state, disputed=int(random.random() < 0.2))
            if random.random() < 0.7:
                share(world, place, year, str(random.randint(1, 3)), group_key=f"{place} {year[:4]}")
    queries = (
        Query(of="Place", where=(CLOSED,), group_by=YEARLY),
        Query(of="Place", where=(CLOSED,), measure=Measure.COUNT_STATEMENTS, group_by=YEARLY),
        Query(
            of="Place",
            where=(CLOSED,),
            measure=Measure.MEAN,
            measured=SHARE,
            group_by=Grouping(predicate=SHARE, yearly=True),
        ),
        Query(of="Place", where=(CLOSED, Condition(predicate=SHARE)), group_by=Grouping(predicate=SHARE, yearly=True)),
        Query(of=SHARE, measure=Measure.MEDIAN, group_by=YEARLY),
    )

    for query in queries:
        for day in (20181231, 20200615, 20261123):
            world.ask(query, day)
