"""Series of observations: what a yearly table says of a subject is certain as long as it goes on about that subject."""

from random import Random

import pytest
from tests.projections.filled import World, uid

from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Universe
from watchgraph_projections.statistics.rules import Step

CLOSED = Query(of="Place", where=(Condition(predicate="regimeType", codes=("CLOSED_AUTOCRACY",)),))


def observed(
    world: World, place: int, year: str, code: str = "CLOSED_AUTOCRACY", series: str = "2022", **cells: str | int
) -> int:
    """The regime of a place in a year, as an edition of a yearly table states it."""
    given: dict[str, str | int] = {"dataset": "regimes", "counts": 1, "modality": "ESTIMATE", **cells}
    return world.claim(place, "regimeType", code, valid=year, series=series, **given)


def panel(world: World, *, until: str = "1990") -> tuple[int, int]:
    """Two Yemens: of the one the table goes on until 1993, of the other it ends earlier."""
    north, south = world.place("Yemen"), world.place("Yemen People's Republic")
    for year in ("1989", "1990", "1991", "1992", "1993"):
        observed(world, north, year)
        if year <= until:
            observed(world, south, year)
    return north, south


@pytest.mark.parametrize("day", [19910101, 19911230, 20261123])
def test_a_subject_that_its_table_no_longer_rates_is_possible_and_no_longer_certain(world: World, day: int) -> None:
    panel(world)

    found = world.number(CLOSED, day)

    later = day > 19911231
    assert (found.certain.value, found.possible.value) == ("1" if later else "2", "2")
    assert [each.step for each in found.steps] == ([Step.POSSIBLY_OVER] if later else [])
    assert found.carried_forward.oldest == ("1993" if later else "1990")


def test_as_long_as_the_table_has_no_later_year_its_last_one_is_certain(world: World) -> None:
    panel(world, until="1993")

    assert world.number(CLOSED).certain.value == "2"


def test_a_subject_that_was_left_out_of_some_years_is_certain_again_from_when_it_is_back(world: World) -> None:
    _, south = panel(world)
    observed(world, south, "1992")

    counts = [world.number(CLOSED, day).certain.value for day in (19901231, 19911231, 19921231, 19931231)]

    assert counts == ["2", "1", "2", "1"]


def test_what_another_edition_says_of_others_ends_no_series(world: World) -> None:
    listed = Query(of="Place", where=(Condition(predicate="companyPresent"),))
    firm = world.entity("Organisation", "Firm")
    for name, edition in (("Kenya", "2020"), ("Serbia", "2022")):
        world.claim(world.place(name), "companyPresent", firm, valid=edition, series=edition, dataset="index", counts=1)

    assert world.number(listed).certain.value == "2"


def test_neither_does_what_another_table_or_nobody_surely_says(world: World) -> None:
    last = observed(world, world.place("Yemen People's Republic"), "1990")
    observed(world, world.place("of another table"), "1993", dataset="others")
    observed(world, world.place("not reviewed"), "1993", state="PROPOSED", counts=0)
    observed(world, world.place("not known"), "1993", polarity="UNKNOWN", counts=0)
    world.claim(world.place("no observation"), "regimeType", "CLOSED_AUTOCRACY", valid="1993", dataset="regimes")

    assert last in world.number(CLOSED).claims


def test_an_edition_tests_a_series_where_it_tests_the_day(world: World) -> None:
    world.dataset("regimes")
    world.edition("regimes", "1995")
    for year in ("1990", "1991"):
        world.stated_in(observed(world, world.place(f"until {year}"), year), "1995")

    in_edition = [
        world.number(
            Query(of="Place", where=CLOSED.where, universe=Universe(dataset="regimes", edition="1995", on_day=on_day))
        ).certain.value
        for on_day in (False, True)
    ]

    assert in_edition == ["2", "1"]


def test_of_an_edition_that_is_asked_for_all_is_one_series_whatever_a_newer_one_states_again(world: World) -> None:
    world.dataset("regimes")
    world.edition("regimes", "1995")
    world.stated_in(
        observed(world, world.place("dropped"), "1990", series="1995", state="SUPERSEDED", counts=0), "1995"
    )
    world.stated_in(observed(world, world.place("kept"), "1991", series="1996"), "1995")
    on_day = Universe(dataset="regimes", edition="1995", on_day=True)

    found = world.number(Query(of="Place", where=CLOSED.where, universe=on_day))

    assert (found.certain.value, found.possible.value) == ("1", "2")


def test_a_condition_that_keeps_to_some_years_keeps_the_series_to_them(world: World) -> None:
    panel(world)
    in_1990 = Condition(predicate="regimeType", since="1990", before="1991")

    found = world.number(Query(of="Place", where=(in_1990,)))

    assert found.certain.value == "2"


def test_who_is_asked_about_alone_is_still_compared_with_all_others(world: World) -> None:
    _, south = panel(world)
    alone = Condition(predicate="regimeType", members=(uid(south),))

    found = world.number(Query(of="Place", where=(alone,)))

    assert (found.certain.value, found.possible.value) == ("0", "1")


def test_a_group_into_which_an_ended_series_leads_is_possible(world: World) -> None:
    _, south = panel(world)
    frt = world.entity("Technology", "FRT")
    world.claim(south, "usesSurveillanceTechnology", frt)
    users = Query(
        of="Place",
        where=(Condition(predicate="usesSurveillanceTechnology"),),
        group_by=Grouping(predicate="regimeType"),
    )

    (group,) = world.ask(users).groups

    assert [(each.certain.value, each.possible.value) for each in group.numbers] == [("0", "1")]


def test_an_ended_series_brings_no_certain_number_to_a_mean(world: World) -> None:
    for name, year, share in (("Eritrea", "2003", "20"), ("Kenya", "2020", "1")):
        value = {"type": "quantity", "min": share, "max": share, "unit": "%"}
        world.claim(
            world.place(name),
            "militaryExpenditureShare",
            value,
            valid=year,
            series="2024",
            dataset="shares",
            counts=1,
            value_type="quantity",
        )

    found = world.number(Query(of="militaryExpenditureShare", measure=Measure.MEAN))

    assert (found.certain.value, found.possible.value) == ("1", "10.5")


def test_the_figures_of_a_year_are_those_of_all_that_had_one_in_it(world: World) -> None:
    places = {name: world.place(name) for name in ("Venezuela", "Kenya")}
    for name, year, share in (("Venezuela", "2020", "5"), ("Kenya", "2020", "1"), ("Kenya", "2024", "2")):
        value = {"type": "quantity", "min": share, "max": share, "unit": "%"}
        cells: dict[str, str | int] = {"series": "2024", "dataset": "shares", "counts": 1, "value_type": "quantity"}
        world.claim(places[name], "militaryExpenditureShare", value, valid=year, **cells)
    of_year = Condition(predicate="militaryExpenditureShare", since="2020", before="2021")

    found = [
        world.number(Query(of=of, where=(of_year,), measure=Measure.MEAN, measured="militaryExpenditureShare"))
        for of in ("Place", "militaryExpenditureShare")
    ]

    assert [(each.certain.value, each.members, each.steps) for each in found] == [("3", 2, ())] * 2


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_tables_are_counted_as_by_hand_on_every_day(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's table, no secret
    places = [world.place(f"Place {number}") for number in range(8)]
    for place in places:
        for year in range(2015, 2024):
            if random.random() < 0.7:
                code = random.choice(["CLOSED_AUTOCRACY", "LIBERAL_DEMOCRACY"])
                series, dataset = (
                    random.choice(["2022", "2022", "2023"]),
                    random.choice(["regimes", "regimes", "others"]),
                )
                state = random.choice(["ACCEPTED"] * 5 + ["PROPOSED", "SUPERSEDED"])
                counts = int(state == "ACCEPTED")
                observed(world, place, str(year), code, series, state=state, counts=counts, dataset=dataset)
    every = Query(of="Place", where=(Condition(predicate="regimeType"),), group_by=Grouping(predicate="regimeType"))

    for query in (CLOSED, every, Query(of="Place", where=CLOSED.where, published_by="2020")):
        for day in (20161231, 20191231, 20200615, 20231231, 20261123):
            world.ask(query, day)
