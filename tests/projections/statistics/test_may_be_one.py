"""What may be one of what is counted: the certain number holds whichever way it turns out, the possible one has all."""

from dataclasses import replace

import pytest
from tests.projections.filled import World

from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Universe
from watchgraph_projections.statistics.rules import Step

FINED = Query(of="RegulatoryAction", where=(Condition(predicate="fine"),))
SUM = Query(of="fine", measure=Measure.SUM)
BY_COUNTRY = Grouping(predicate="jurisdiction")
BY_SECTOR = Grouping(predicate="partySector")


def euros(amount: int | str, currency: str = "EUR") -> dict[str, str]:
    return {"type": "money", "amount": str(amount), "currency": currency}


def fine(world: World, amount: int | str = 5, currency: str = "EUR", dataset: str = "tests", **cells: str | int) -> int:
    """A measure with a fine."""
    measure = world.entity("RegulatoryAction", f"{amount} {currency}", dataset=dataset)
    world.claim(measure, "fine", euros(amount, currency), valid="2020-02-03", dataset=dataset, **cells)
    return measure


def steps(world: World, query: Query) -> list[tuple[Step, int, str | None]]:
    return [(each.step, each.added, each.figure.low) for each in world.number(query).steps]


def test_two_that_may_be_one_are_certainly_one_and_possibly_two(world: World) -> None:
    one, other, third = fine(world), fine(world), fine(world)
    world.judged(one, other)

    found = world.number(FINED)

    assert (found.certain.value, found.possible.value) == ("2", "3")
    assert steps(world, FINED) == [(Step.MAY_BE_ONE, 1, "3")]
    assert (found.entities, found.steps[0].entities) == ((one, third), (other,))
    assert len(found.claims) == 2
    assert len(found.steps[0].claims) == 1


@pytest.mark.parametrize("verdict", ["SAME", "DISTINCT"])
def test_what_is_judged_leaves_nothing_open(world: World, verdict: str) -> None:
    world.judged(fine(world), fine(world), verdict)

    assert world.number(FINED).certain.value == "2"
    assert steps(world, FINED) == []


def test_what_was_reverted_or_has_become_one_since_leaves_nothing_open(world: World) -> None:
    one, other = fine(world), fine(world)
    world.judged(one, other, reverted="no reason")
    merged = world.entity("RegulatoryAction", "merged", cluster=one)
    world.judged(one, merged)

    assert world.number(FINED).certain.value == "2"


def test_all_that_may_be_one_by_whatever_steps_counts_once(world: World) -> None:
    """Also by way of something that is not counted: it may be both."""
    one, other, third = (fine(world, dataset=each) for each in ("one", "two", "three"))
    beside = world.entity("RegulatoryAction", "no fine", dataset="four")
    world.judged(one, other)
    world.judged(other, beside)
    world.judged(beside, third)
    world.judged(fine(world), world.entity("RegulatoryAction", "no fine either"))

    assert world.number(FINED).certain.value == "2"
    assert steps(world, FINED) == [(Step.MAY_BE_ONE, 2, "4")]


def test_only_what_is_certain_otherwise_has_this_doubt(world: World) -> None:
    one, disputed, unreviewed = fine(world), fine(world, disputed=1), fine(world, state="PROPOSED")
    world.judged(one, disputed)
    world.judged(disputed, unreviewed)

    assert world.number(FINED).certain.value == "1"
    assert steps(world, FINED) == [(Step.DISPUTED, 1, "2"), (Step.UNREVIEWED, 1, "3")]


@pytest.mark.parametrize(
    ("measure", "certain", "possible"),
    [
        (Measure.SUM, "105", "113"),
        (Measure.MAX, "100", "100"),
        (Measure.MIN, "8", "5"),
    ],
)
def test_of_what_may_be_one_that_is_certain_which_keeps_the_bound(
    world: World, measure: Measure, certain: str, possible: str
) -> None:
    """5 + 100, for the one may be 5 or 8; the least is 8 at most; 100 is there anyway."""
    world.judged(fine(world, 8), fine(world, 5))
    fine(world, 100)

    found = world.number(Query(of="fine", measure=measure))

    assert (found.certain.value, found.possible.value) == (certain, possible)


def test_the_greatest_of_what_may_be_one_is_no_certain_maximum(world: World) -> None:
    world.judged(fine(world, 8), fine(world, 5))

    found = world.number(Query(of="fine", measure=Measure.MAX))

    assert (found.certain.value, found.possible.value) == ("5", "8")


def test_of_ranges_the_one_with_the_least_lower_bound_is_certain(world: World) -> None:
    one, other = fine(world, 9), world.entity("RegulatoryAction", "between")
    world.claim(other, "fine", {"type": "money", "min": "2", "max": "20", "currency": "EUR"}, valid="2020-02-03")
    world.judged(one, other)

    found = world.number(SUM)

    assert (found.certain.low, found.certain.high) == ("2", "20")
    assert (found.possible.low, found.possible.high) == ("11", "29")


def test_of_two_currencies_nothing_is_certain(world: World) -> None:
    """The one value would lead or the other."""
    world.judged(fine(world, 8), fine(world, 5, "NOK"))
    fine(world, 1)

    krona, euro = sorted(world.ask(SUM).numbers, key=lambda each: each.unit or "", reverse=True)

    assert (euro.certain.value, euro.possible.value) == ("1", "9")
    assert (krona.certain.value, krona.possible.value) == ("0", "5")


def test_of_statements_those_of_the_one_with_least_are_certain(world: World) -> None:
    one, other = fine(world), fine(world)
    for cents in (1, 2):
        world.claim(other, "fine", euros(cents), valid="2020-02-03", group_key=f"{cents}", qualifier_key=str(cents))
    world.judged(one, other)

    found = world.number(Query(of="RegulatoryAction", where=FINED.where, measure=Measure.COUNT_STATEMENTS))

    assert (found.certain.value, found.possible.value) == ("1", "4")
    assert found.entities == (one,)


def listed_twice(world: World) -> None:
    """Two fines of one list, each of which may be either of two of another: they are two at least, not one."""
    ours, theirs = ([fine(world, amount, dataset=each) for amount in amounts] for each, amounts in AMOUNTS.items())
    for one in ours:
        for other in theirs:
            world.judged(one, other)


AMOUNTS = {"ours": (10, 20), "theirs": (1, 30)}


@pytest.mark.parametrize(
    ("measure", "certain", "possible"),
    [
        (Measure.SUM, "11", "61"),
        (Measure.MAX, "10", "30"),
        (Measure.MIN, "20", "1"),
    ],
)
def test_records_of_one_data_set_are_as_many_as_it_has(
    world: World, measure: Measure, certain: str, possible: str
) -> None:
    """10 may be 30 and lead, and 20 may be 1 and not; a maximum is 10 at least, and a minimum 20 at most."""
    listed_twice(world)

    found, counted = world.number(Query(of="fine", measure=measure)), world.number(FINED)

    assert (found.certain.value, found.possible.value) == (certain, possible)
    assert (counted.certain.value, counted.possible.value) == ("2", "4")


def test_in_one_data_set_alone_nothing_may_be_one_by_way_of_another(world: World) -> None:
    world.dataset("ours")
    listed_twice(world)

    found = world.number(Query(of="RegulatoryAction", where=FINED.where, universe=Universe(dataset="ours")))

    assert (found.certain.value, found.possible.value) == ("2", "2")


def test_a_record_that_is_one_with_another_lists_is_of_both(world: World) -> None:
    ours, theirs = fine(world, dataset="ours"), fine(world, dataset="theirs")
    world.entity("RegulatoryAction", "the same", dataset="theirs", cluster=ours)
    third = fine(world, dataset="third")
    world.judged(ours, third)
    world.judged(theirs, third)

    assert world.number(FINED).certain.value == "2"


def placed(world: World, country: int | None) -> int:
    measure = fine(world)
    if country is not None:
        world.claim(measure, "jurisdiction", country)
    return measure


def test_a_group_holds_what_may_be_one_once(world: World) -> None:
    spain, france = world.place("Spain"), world.place("France")
    world.judged(placed(world, spain), placed(world, spain))
    placed(world, france)

    found = {each.value.key: each.numbers[0] for each in world.ask(grouped(BY_COUNTRY)).groups}

    assert {key: (each.certain.value, each.possible.value) for key, each in found.items()} == {
        spain: ("1", "2"),
        france: ("1", "1"),
    }


def test_what_may_be_one_with_something_of_a_known_group_is_not_certain_to_be_of_an_unknown_one(world: World) -> None:
    spain = world.place("Spain")
    world.judged(placed(world, spain), placed(world, None))

    found = {each.value.key: each.numbers[0] for each in world.ask(grouped(BY_COUNTRY)).groups}

    assert {key: (each.certain.value, each.possible.value) for key, each in found.items()} == {
        spain: ("1", "1"),
        None: ("0", "1"),
    }


@pytest.mark.parametrize(
    ("known", "unknown", "in_group", "over_all"),
    [(15_000, 4_000, "0", "4000"), (4_000, 15_000, "4000", "4000"), (5, 5, "5", "5")],
)
def test_a_group_holds_no_more_of_what_may_be_one_than_is_certain_over_all(
    world: World, known: int, unknown: int, in_group: str, over_all: str
) -> None:
    """Where its double is of no known group and brings less, that may be what the two have."""
    without, with_sector = fine(world, unknown), fine(world, known)
    world.claim(with_sector, "partySector", "HEALTH_CARE")
    world.judged(without, with_sector)

    answer = world.ask(replace(SUM, group_by=BY_SECTOR))

    found = {each.value.code: each.numbers[0] for each in answer.groups}
    assert {code: each.certain.value for code, each in found.items()} == {"HEALTH_CARE": in_group, None: "0"}
    assert found["HEALTH_CARE"].possible.value == str(known)
    assert (answer.numbers[0].certain.value, answer.overlapping) == (over_all, False)


def test_records_that_may_be_one_by_way_of_another_group_count_once_in_theirs(world: World) -> None:
    beside, *of_sector = (fine(world) for _ in range(3))
    for each in of_sector:
        world.claim(each, "partySector", "HEALTH_CARE")
        world.judged(beside, each)

    answer = world.ask(grouped(BY_SECTOR))

    assert [(each.value.code, each.numbers[0].certain.value) for each in answer.groups] == [
        ("HEALTH_CARE", "1"),
        (None, "0"),
    ]
    assert answer.numbers[0].certain.value == "1"


def test_two_groups_of_which_it_can_be_in_one_hold_it_for_certain_in_none(world: World) -> None:
    one, other = fine(world), fine(world)
    world.claim(one, "partySector", "HEALTH_CARE")
    world.claim(other, "partySector", "EMPLOYMENT")
    world.judged(one, other)

    answer = world.ask(grouped(BY_SECTOR))

    assert {each.value.code: each.numbers[0].certain.value for each in answer.groups} == {
        "HEALTH_CARE": "0",
        "EMPLOYMENT": "0",
    }
    assert answer.numbers[0].certain.value == "1"


def test_two_groups_that_may_overlap_hold_it_both(world: World) -> None:
    one, other = fine(world), fine(world)
    world.claim(one, "violation", "DATA_LOSS")
    world.claim(other, "violation", "NO_REGISTER")
    world.judged(one, other)

    answer = world.ask(grouped(Grouping(predicate="violation")))

    assert {each.value.code: each.numbers[0].certain.value for each in answer.groups} == {
        "DATA_LOSS": "1",
        "NO_REGISTER": "1",
    }
    assert answer.overlapping, "what may be one thing is in both"


def test_it_is_as_it_was_judged_by_then(world: World) -> None:
    world.judged(fine(world), fine(world))

    assert world.ask(FINED, day=20261122).numbers[0].certain.value == "1"
    assert world.ask(FINED, position=5).numbers[0].certain.value == "1"


def grouped(grouping: Grouping) -> Query:
    return Query(of="RegulatoryAction", where=FINED.where, group_by=grouping)


def test_records_that_nobody_compared_are_named(world: World) -> None:
    for dataset in ("one", "two"):
        fine(world, dataset=dataset)

    assert world.ask(FINED).definition.endswith(
        "; records of one and of two are not matched with each other: one regulatory action in both counts twice"
    )


def test_records_that_were_compared_are_not(world: World) -> None:
    one, other = fine(world, dataset="one"), fine(world, dataset="two")
    world.judged(one, other, "DISTINCT")

    assert "matched" not in world.ask(FINED).definition


def test_records_that_were_compared_by_way_of_a_third_data_set_are_compared(world: World) -> None:
    one, other = fine(world, dataset="one"), fine(world, dataset="two")
    third = world.entity("RegulatoryAction", "no fine", dataset="three")
    world.judged(one, third, "SAME")
    world.judged(third, other, "SAME")
    fine(world, dataset="four")

    assert world.ask(FINED).definition.endswith(
        "; records of four and of one or two are not matched with each other: one regulatory action in both counts"
        " twice"
    )


def test_three_that_nobody_compared_are_named_and_those_that_are_not_counted_are_not(world: World) -> None:
    for dataset in ("one", "two", "three"):
        fine(world, dataset=dataset)
    world.entity("RegulatoryAction", "no fine", dataset="four")
    world.entity("Place", "Kenya", dataset="five")

    assert world.ask(FINED).definition.endswith(
        "; records of one, of three and of two are not matched with each other: one regulatory action in several of"
        " them counts once for each"
    )


def test_of_one_data_set_nothing_is_said(world: World) -> None:
    world.dataset("one")
    for dataset in ("one", "two"):
        fine(world, dataset=dataset)

    asked = Query(of="RegulatoryAction", where=FINED.where, universe=Universe(dataset="one"))

    assert "matched" not in world.ask(asked).definition
