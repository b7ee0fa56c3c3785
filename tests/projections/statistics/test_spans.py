"""Groups by month and quarter: of dates that claims state, of when what they say began, and of their own times."""

from random import Random

import pytest
from tests.projections.filled import TODAY, World
from tests.projections.statistics.by_hand.answers import Answer

from watchgraph_projections.statistics.errors import NotGroupableError
from watchgraph_projections.statistics.queries import Area, Condition, Grouping, Measure, Query, Span
from watchgraph_projections.statistics.rules import Step

OCCURRED, SCANNED, FINE = "occurredOn", "scannedOn", "fine"
HAPPENED = Condition(predicate=OCCURRED)
BY_MONTH = Grouping(predicate=OCCURRED, span=Span.MONTH)
FACES = "facesScanned"


def incident(world: World, day: str, **cells: str | int) -> int:
    found = world.entity("Incident", f"What happened on {day}")
    world.claim(found, OCCURRED, {"type": "date", "edtf": day}, **cells)
    return found


def pairs(answer: Answer) -> dict[str | None, tuple[str | None, str | None]]:
    """By time what is certain and what is possible."""
    return {
        group.value.time: (group.numbers[0].certain.value, group.numbers[0].possible.value) for group in answer.groups
    }


def test_dates_are_counted_by_the_month_in_which_they_lie(world: World) -> None:
    for day in ("2021-03-31", "2021-03", "2021-12-01", "2021-11-30", "2020-12-31"):
        incident(world, day)

    found = world.ask(Query(of="Incident", where=(HAPPENED,), group_by=BY_MONTH))

    assert list(pairs(found)) == ["2020-12", "2021-03", "2021-11", "2021-12"]
    assert pairs(found)["2021-03"] == ("2", "2")
    assert [group.value.year for group in found.groups] == [2020, 2021, 2021, 2021]
    assert not found.overlapping


def test_edtf_numbers_the_quarters_of_a_year_from_33_on(world: World) -> None:
    for day in ("2021-01-01", "2021-03-31", "2021-04-01", "2021-09-30", "2021-10-01", "2021-12-31"):
        incident(world, day)

    found = world.ask(Query(of="Incident", group_by=Grouping(predicate=OCCURRED, span=Span.QUARTER)))

    assert {time: certain for time, (certain, _) in pairs(found).items()} == {
        "2021-33": "2",
        "2021-34": "1",
        "2021-35": "1",
        "2021-36": "2",
    }


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("2021", ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]),
        ("2021-XX", ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]),
        ("2021-05~", ["04", "05", "06"]),
        ("2021-05-31~", ["05", "06"]),
        ("2021-22", ["06", "07", "08"]),
    ],
)
def test_what_may_lie_in_several_months_is_possible_in_each_and_certain_in_none(
    world: World, day: str, months: list[str]
) -> None:
    incident(world, day)

    found = world.ask(Query(of="Incident", where=(HAPPENED,), group_by=BY_MONTH))

    assert pairs(found) == {f"2021-{month}": ("0", "1") for month in months}
    assert {step.step for group in found.groups for step in group.numbers[0].steps} == {Step.POSSIBLY_BEGUN}
    assert (found.numbers[0].certain.value, found.overlapping) == ("1", True)


def test_months_of_two_years_are_no_more_than_a_year_has(world: World) -> None:
    incident(world, "2020-24")

    found = world.ask(Query(of="Incident", group_by=BY_MONTH))
    quarters = world.ask(Query(of="Incident", group_by=Grouping(predicate=OCCURRED, span=Span.QUARTER)))

    assert list(pairs(found)) == ["2020-12", "2021-01", "2021-02"]
    assert list(pairs(quarters)) == ["2020-36", "2021-33"]


@pytest.mark.parametrize("day", ["202X", "2021~", "/2021", "../2021", "[..2021]"])
@pytest.mark.parametrize("span", Span)
def test_what_is_dated_less_exactly_than_a_year_is_of_no_known_time(world: World, day: str, span: Span) -> None:
    incident(world, day)

    found = world.ask(Query(of="Incident", group_by=Grouping(predicate=OCCURRED, span=span)))

    assert pairs(found) == {None: ("1", "1")}


def test_claims_are_counted_by_the_month_in_which_they_began(world: World) -> None:
    used = "usesSurveillanceTechnology"
    place, cameras = world.place("Belgrade"), world.entity("Technology", "Cameras")
    for valid in ("2019-03-05/..", "2020/..", "2019-02"):
        world.claim(place, used, cameras, valid=valid)

    found = world.ask(Query(of=used, measure=Measure.COUNT_STATEMENTS, group_by=Grouping(span=Span.MONTH)))

    assert {time: each for time, each in pairs(found).items() if time and time.startswith("2019")} == {
        "2019-02": ("1", "1"),
        "2019-03": ("1", "1"),
    }
    assert pairs(found)["2020-07"] == ("0", "1")
    assert "by month (one dated to several months" in found.definition


def test_a_month_that_had_not_begun_by_the_day_is_not_there(world: World) -> None:
    for valid in ("2020", "2020-02"):
        world.claim(world.place(valid), "regimeType", "CLOSED_AUTOCRACY", valid=valid)
    query = Query(of="Place", where=(Condition(predicate="regimeType"),), group_by=Grouping(span=Span.MONTH))

    early, later = (pairs(world.ask(query, day)) for day in (20200115, 20200315))

    assert early == {"2020-01": ("0", "1")}
    assert later == {"2020-01": ("0", "1"), "2020-02": ("1", "2"), "2020-03": ("0", "1")}


def test_dates_to_come_are_there(world: World) -> None:
    incident(world, "2027")

    assert "2027-12" in pairs(world.ask(Query(of="Incident", group_by=BY_MONTH)))


def scans(world: World, deployment: int, valid: str, number: str, **cells: str | int) -> int:
    value = {"type": "quantity", "min": number, "max": number, "unit": "face"}
    return world.claim(deployment, FACES, value, valid=valid, **cells)


def test_each_month_is_looked_at_by_itself(world: World) -> None:
    vans = world.entity("Deployment", "Vans")
    for valid, number in (("2023-01", "10"), ("2023-02", "20"), ("2023-02", "20"), ("2024-02", "5")):
        scans(world, vans, valid, number)
    grouping = Grouping(yearly=True, span=Span.MONTH)

    found = world.ask(Query(of=FACES, measure=Measure.SUM, group_by=grouping))

    assert pairs(found) == {"2023-01": ("10", "10"), "2023-02": ("20", "20"), "2024-02": ("5", "5")}
    assert f"{FACES} in any month, by the month of {FACES}" in found.definition


def test_a_number_of_a_year_is_not_certain_in_a_month_that_another_is_certain_in(world: World) -> None:
    vans = world.entity("Deployment", "Vans")
    of_month, of_year = scans(world, vans, "2023-02", "20"), scans(world, vans, "2023", "300")

    found = world.ask(Query(of=FACES, measure=Measure.SUM, group_by=Grouping(yearly=True, span=Span.MONTH)))

    assert pairs(found)["2023-01"] == ("0", "300")
    assert pairs(found)["2023-02"] == ("20", "320")
    (february,) = (group.numbers[0] for group in found.groups if group.value.time == "2023-02")
    assert february.claims == (of_month,)
    assert of_year in february.possible_claims


@pytest.mark.parametrize(
    ("grouping", "place"),
    [
        (Grouping(predicate="hasStatus", span=Span.MONTH), ("groupBy", "span")),
        (Grouping(predicate="deployedIn", area=Area.COUNTRY, span=Span.MONTH), ("groupBy", "span")),
        (
            Grouping(predicate="deployedIn", span=Span.QUARTER, then=Grouping(predicate="regimeType")),
            ("groupBy", "span"),
        ),
        (
            Grouping(predicate="deployedIn", then=Grouping(predicate="regimeType", span=Span.MONTH)),
            ("groupBy", "then", "span"),
        ),
    ],
)
def test_only_dates_are_grouped_by_a_span(world: World, grouping: Grouping, place: tuple[str, ...]) -> None:
    query = Query(of="Deployment", where=(Condition(predicate="deployedIn"),), group_by=grouping)

    with pytest.raises(NotGroupableError) as refused:
        world.ask(query)

    assert refused.value.argument == place


@pytest.mark.unmeasured
@pytest.mark.parametrize(("span", "seed"), [(Span.QUARTER, 0), (Span.MONTH, 1)])
def test_random_dates_are_grouped_as_by_hand_on_every_day(world: World, span: Span, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's table, no secret
    days = ("2018", "2019-05", "2019-06-07", "2019-05~", "2019-24", "2020-05", "2018/2020", "2019-11/..", "202X", "")
    for number in range(4):
        place, vans = world.place(f"Place {number}"), world.entity("Deployment", f"Vans {number}")
        happened = world.entity("Incident", f"Incident {number}")
        for day in days:
            given: dict[str, str | int] = {
                "state": random.choice(["ACCEPTED", "ACCEPTED", "PROPOSED"]),
                "disputed": int(random.random() < 0.2),
            }
            if random.random() < 0.6:
                world.claim(place, "regimeType", random.choice(["CLOSED_AUTOCRACY", "OTHER"]), valid=day, **given)
            if random.random() < 0.6:
                scans(world, vans, day, str(random.randint(1, 3)), group_key=f"{vans} {day[:4]}", **given)
            if day and random.random() < 0.3:
                world.claim(happened, OCCURRED, {"type": "date", "edtf": day}, valid=day, **given)
    world.judged(1, 3)
    closed = Condition(predicate="regimeType", codes=("CLOSED_AUTOCRACY",))
    queries = (
        Query(of="Place", where=(closed,), group_by=Grouping(span=span)),
        Query(of="Place", where=(closed,), group_by=Grouping(yearly=True, span=span)),
        Query(of="Place", where=(closed,), measure=Measure.COUNT_STATEMENTS, group_by=Grouping(yearly=True, span=span)),
        Query(of=FACES, measure=Measure.SUM, group_by=Grouping(yearly=True, span=span)),
        Query(of=FACES, measure=Measure.SUM, group_by=Grouping(span=span)),
        Query(
            of="Deployment",
            measure=Measure.MAX,
            measured=FACES,
            group_by=Grouping(predicate=FACES, yearly=True, span=span),
        ),
        Query(of="Incident", where=(HAPPENED,), group_by=Grouping(predicate=OCCURRED, span=span)),
        Query(of="Incident", where=(HAPPENED,), measure=Measure.COUNT_STATEMENTS, group_by=Grouping(span=span)),
    )

    for query in queries:
        for asked in (20190515, 20200615, TODAY):
            world.ask(query, asked)


@pytest.mark.unmeasured
@pytest.mark.parametrize("as_of", [None, "commitmentYear"])
def test_random_dates_of_what_is_led_to_are_grouped_as_by_hand(world: World, as_of: str | None) -> None:
    random = Random(5)  # noqa: S311 - a test's table, no secret
    contracts = [world.entity("Contract", f"Contract {number}") for number in range(5)]
    for contract in contracts:
        for day in random.sample(("2018-05-03", "2018-05", "2018", "2019-01~", "201X"), 3):
            world.claim(contract, "signedOn", {"type": "date", "edtf": day}, valid=random.choice((day, "2017/..")))
    for number in range(6):
        loan = world.entity("FinancialFacility", f"Loan {number}")
        year = random.choice(("2018", "2019", "2020"))
        world.claim(loan, "commitmentYear", {"type": "date", "edtf": year}, valid=year)
        for contract in random.sample(contracts, 2):
            world.claim(loan, "finances", contract, valid=year, disputed=int(random.random() < 0.3))
    then = Grouping(predicate="signedOn", as_of=as_of, span=Span.MONTH)
    query = Query(
        of="FinancialFacility",
        where=(Condition(predicate="finances"),),
        group_by=Grouping(predicate="finances", then=then),
    )

    found = world.ask(query)

    assert "2018-05" in pairs(found)
    assert "by finances and its month of signedOn" in found.definition
