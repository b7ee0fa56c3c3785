"""What was so at the time of what is counted: the recipient's regime in the year of a loan."""

from random import Random

import pytest
from tests.projections.filled import World

from watchgraph_projections.statistics.errors import BadConditionError, NotGroupableError
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Universe
from watchgraph_projections.statistics.rules import Step

YEAR, REGIME = "commitmentYear", "regimeType"
CLOSED, LIBERAL = "CLOSED_AUTOCRACY", "LIBERAL_DEMOCRACY"
LOANS = (Condition(predicate="recipient"),)
THEN = Grouping(predicate="recipient", then=Grouping(predicate=REGIME, as_of=YEAR))
BY_REGIME = Query(of="FinancialFacility", where=LOANS, group_by=THEN)
TO_CLOSED, TO_LIBERAL = (
    Condition(predicate="recipient", that=(Condition(predicate=REGIME, codes=(code,), as_of=YEAR),))
    for code in (CLOSED, LIBERAL)
)


def loan(world: World, recipient: int, date: str | None, amount: str | None = None) -> list[int]:
    facility = world.entity("FinancialFacility", f"Loan of {date}")
    valid = {} if date is None else {"valid": date}
    claims = [world.claim(facility, "recipient", recipient, **valid)]
    if date is not None:
        claims.append(world.claim(facility, YEAR, {"type": "date", "edtf": date}, valid=date))
    if amount is not None:
        value = {"type": "money", "amount": amount, "currency": "USD", "date": "2021"}
        claims.append(world.claim(facility, "amount", value, **valid))
    return claims


def regime(world: World, place: int, year: str, code: str, **cells: str | int) -> int:
    return world.claim(place, REGIME, code, valid=year, **cells)


def observed(world: World, place: int, year: str, code: str, **cells: str | int) -> int:
    """The regime of a year in a table of years."""
    return regime(world, place, year, code, series="2022", counts=1, **cells)


def by_code(world: World, query: Query) -> dict[str | None, list[str | None]]:
    return {each.value.code: [number.certain.value for number in each.numbers] for each in world.ask(query).groups}


@pytest.fixture
def kenya(world: World) -> int:
    place = world.place("Kenya")
    regime(world, place, "2004", CLOSED)
    regime(world, place, "2010", LIBERAL)
    return place


def test_loans_are_grouped_by_the_regime_of_their_own_year(world: World, kenya: int) -> None:
    for date in ("2004", "2005", "2012", None):
        loan(world, kenya, date)

    found = world.ask(BY_REGIME)

    assert {each.value.code: each.numbers[0].certain.value for each in found.groups} == {
        CLOSED: "2",
        LIBERAL: "1",
        None: "1",
    }
    assert "its regimeType as of the commitmentYear of what is counted" in found.definition


def test_the_claims_under_a_group_are_the_regime_of_that_year_and_what_gives_the_year(world: World) -> None:
    place = world.place("Kenya")
    regimes = [
        regime(world, place, year, code) for year, code in (("2003", LIBERAL), ("2004", CLOSED), ("2005", CLOSED))
    ]
    led = loan(world, place, "2004")

    (group,) = world.ask(BY_REGIME).groups

    assert group.numbers[0].claims == tuple(sorted([regimes[1], *led]))


def test_a_group_does_not_rest_on_other_years_in_which_it_was_so_too(world: World) -> None:
    place = world.place("Uzbekistan")
    coded = (("1990", CLOSED), ("1991", CLOSED), ("1994", LIBERAL), ("2014", CLOSED), ("2015", CLOSED))
    regimes = {year: observed(world, place, year, code) for year, code in coded}
    led = {year: loan(world, place, year) for year in ("1991", "2014", "2018")}

    (group,) = world.ask(BY_REGIME).groups
    met = world.number(Query(of="FinancialFacility", where=(TO_CLOSED,)))

    under = sorted(
        [*(key for each in led.values() for key in each), *(regimes[each] for each in ("1991", "2014", "2015"))]
    )
    assert list(group.numbers[0].claims) == under
    assert list(met.claims) == under


def test_all_who_say_the_same_of_the_last_year_stand_under_a_number(world: World) -> None:
    place = world.place("Kenya")
    undated = regime(world, place, "", CLOSED, dataset="others")
    world.took(undated, "2021-05-01T00:00:00Z")
    by_one = [observed(world, place, year, CLOSED, dataset="regimes") for year in ("2021", "2022")]
    by_other = observed(world, place, "2022", CLOSED, dataset="others")

    number = world.number(Query(of="Place", where=(Condition(predicate=REGIME, codes=(CLOSED,)),)))

    assert number.claims == (undated, by_one[1], by_other)
    assert number.carried_forward.oldest == "2022"


def test_what_a_reviewer_prefers_stays_under_the_number(world: World) -> None:
    place = world.place("Kenya")
    preferred = observed(world, place, "2004", CLOSED, rank="PREFERRED")
    later = observed(world, place, "2010", CLOSED)
    rival = observed(world, place, "2012", LIBERAL)

    answer = world.ask(Query(of="Place", where=(Condition(predicate=REGIME, codes=(CLOSED,)),)))

    assert answer.numbers[0].claims == (preferred, later)
    assert rival not in answer.numbers[0].claims


def test_years_of_an_edition_that_tests_no_day_are_not_all_named(world: World) -> None:
    place = world.place("Kenya")
    world.dataset("regimes")
    world.edition("regimes", "2022")
    stated = [observed(world, place, year, CLOSED, dataset="regimes") for year in ("2019", "2020")]
    for each in stated:
        world.stated_in(each, "2022")
    of_edition = Universe(dataset="regimes", edition="2022")

    number = world.number(Query(of="Place", where=(Condition(predicate=REGIME, codes=(CLOSED,)),), universe=of_edition))

    assert number.claims == (stated[1],)


def test_groups_by_year_rest_each_on_the_claims_of_its_own(world: World) -> None:
    place = world.place("Kenya")
    years = {year: observed(world, place, str(year), CLOSED) for year in (2019, 2020)}
    begun = Query(of="Place", where=(Condition(predicate=REGIME, codes=(CLOSED,)),), group_by=Grouping())

    answer = world.ask(begun)

    assert answer.numbers[0].claims == (years[2020],)
    assert {each.value.year: each.numbers[0].claims for each in answer.groups} == {
        year: (claim,) for year, claim in years.items()
    }


def test_a_condition_may_be_met_in_the_year_of_what_is_counted(world: World, kenya: int) -> None:
    early, _ = loan(world, kenya, "2004"), loan(world, kenya, "2012")

    found = world.number(Query(of="FinancialFacility", where=(TO_CLOSED,)))

    assert found.certain.value == "1"
    assert set(early) < set(found.claims)


def test_amounts_are_added_up_by_the_regime_of_their_year(world: World, kenya: int) -> None:
    for date, amount in (("2004", "1"), ("2012", "2"), ("2013", "4")):
        loan(world, kenya, date, amount)

    sums = Query(of="FinancialFacility", where=LOANS, measure=Measure.SUM, measured="amount", group_by=THEN)

    assert by_code(world, sums) == {LIBERAL: ["6"], CLOSED: ["1"]}


def test_a_date_before_all_that_is_known_and_one_of_several_years_lead_nowhere(world: World, kenya: int) -> None:
    for date in ("2001", "2004/2012"):
        loan(world, kenya, date)

    assert set(by_code(world, BY_REGIME)) == {None}


def test_a_day_within_a_year_makes_the_figure_of_that_year_possible(world: World) -> None:
    place = world.place("Kenya")
    regime(world, place, "2003", LIBERAL)
    regime(world, place, "2004", CLOSED)
    loan(world, place, "2004-05-03")

    found = world.ask(BY_REGIME).groups

    assert [(each.value.code, each.numbers[0].certain.value, each.numbers[0].possible.value) for each in found] == [
        (CLOSED, "0", "1")
    ]


def test_a_doubt_about_the_year_is_one_about_the_group(world: World, kenya: int) -> None:
    facility = world.entity("FinancialFacility", "Loan")
    world.claim(facility, "recipient", kenya)
    world.claim(facility, YEAR, {"type": "date", "edtf": "2004"}, valid="2004", disputed=1)

    (group,) = world.ask(BY_REGIME).groups
    met = world.number(Query(of="FinancialFacility", where=(TO_CLOSED,)))

    assert [each.step for each in group.numbers[0].steps] == [Step.DISPUTED]
    assert [each.step for each in met.steps] == [Step.DISPUTED]


def test_a_series_that_had_ended_by_the_year_is_doubtful_then(world: World) -> None:
    gone, others = world.place("Yemen People's Republic"), world.place("Yemen")
    cells: dict[str, str | int] = {"dataset": "regimes", "series": "2022", "counts": 1}
    regime(world, gone, "1990", CLOSED, **cells)
    for year in ("1990", "1991", "1992"):
        regime(world, others, year, CLOSED, **cells)
    for date in ("1990", "1992"):
        loan(world, gone, date)

    (group,) = world.ask(BY_REGIME).groups

    assert (group.numbers[0].certain.value, group.numbers[0].possible.value) == ("1", "2")
    assert [each.step for each in group.numbers[0].steps] == [Step.POSSIBLY_OVER]


def test_an_edition_of_regimes_is_looked_at_on_the_day_too(world: World, kenya: int) -> None:
    world.dataset("regimes")
    world.edition("regimes", "2022")
    for year, code in (("2004", LIBERAL), ("2012", CLOSED)):
        world.stated_in(regime(world, kenya, year, code, dataset="regimes"), "2022")
    loan(world, kenya, "2004")
    of_edition = Grouping(predicate=REGIME, as_of=YEAR, universe=Universe(dataset="regimes", edition="2022"))

    found = by_code(
        world, Query(of="FinancialFacility", where=LOANS, group_by=Grouping(predicate="recipient", then=of_edition))
    )

    assert found == {LIBERAL: ["1"]}


@pytest.mark.parametrize(
    "query",
    [
        Query(of="Place", where=(Condition(predicate=REGIME, as_of=YEAR),)),
        Query(
            of="FinancialFacility",
            where=(Condition(predicate="recipient", that=(Condition(predicate=REGIME, as_of="amount"),)),),
        ),
        Query(
            of="FinancialFacility",
            where=(Condition(predicate="recipient", that=(Condition(predicate=REGIME, as_of="recipient"),)),),
        ),
        Query(
            of="FinancialFacility",
            where=(
                Condition(
                    predicate="recipient",
                    that=(Condition(predicate=REGIME, as_of=YEAR, others=(Condition(predicate="freedomStatus"),)),),
                ),
            ),
        ),
    ],
)
def test_only_a_date_of_what_is_counted_is_a_day_and_only_for_what_it_leads_to(world: World, query: Query) -> None:
    with pytest.raises(BadConditionError):
        world.ask(query)


def test_the_first_step_of_a_grouping_has_the_day_that_is_asked_about(world: World) -> None:
    with pytest.raises(NotGroupableError):
        world.ask(Query(of="FinancialFacility", where=LOANS, group_by=Grouping(predicate="recipient", as_of=YEAR)))


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_loans_are_counted_as_by_hand_on_every_day(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's loans, no secret
    pick = random.choice
    places = [world.place(f"Place {number}") for number in range(5)]
    for place in places:
        for year in range(2004, 2010):
            if random.random() < 0.7:
                cells: dict[str, str | int] = {"series": pick(["2022", "2023"]), "dataset": "regimes", "counts": 1}
                regime(world, place, str(year), pick([CLOSED, LIBERAL]), disputed=int(random.random() < 0.2), **cells)
    for _ in range(12):
        loan(world, pick(places), pick(["2004", "2006", "2008-03", "2009", "2011", None]), pick(["1", "2", None]))
    queries = (
        BY_REGIME,
        Query(of="FinancialFacility", where=(TO_CLOSED,), group_by=Grouping(predicate="recipient")),
        Query(of="FinancialFacility", where=(TO_LIBERAL,), group_by=Grouping(predicate="recipient")),
        Query(of="FinancialFacility", where=(TO_CLOSED,), group_by=THEN),
        Query(of="FinancialFacility", where=LOANS, measure=Measure.SUM, measured="amount", group_by=THEN),
        Query(of="FinancialFacility", where=(TO_CLOSED,), measure=Measure.COUNT_STATEMENTS, group_by=THEN),
    )

    for query in queries:
        for day in (20081231, 20261123):
            world.ask(query, day)
