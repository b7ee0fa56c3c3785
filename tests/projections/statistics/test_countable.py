"""Sums: what a claim marks as not to be added up is left out, with its reason."""

import json
from dataclasses import replace

import pytest
from tests.projections.filled import World, uid

from watchgraph.vocabulary.declarations.facilities import NOT_COUNTABLE
from watchgraph_projections.statistics.queries import Condition, Measure, Query, Side
from watchgraph_projections.statistics.rules import Reason

AMOUNTS = Query(of="FinancialFacility", where=(Condition(predicate="amount"),), measure=Measure.SUM, measured="amount")


def facility(world: World, amount: str, mark: str | None = None, reason: str | None = None, **cells: str) -> int:
    """A facility with an amount in US dollars and, where it has one, a mark."""
    key = world.entity("FinancialFacility", amount)
    world.claim(key, "amount", {"type": "money", "amount": amount, "currency": "USD", "basis": "nominal"})
    if mark is not None:
        stated = {"name": "reason", "value": {"type": "code", "code": reason}, "entity": None}
        world.claim(key, "countable", mark, qualifiers=json.dumps([stated] if reason else []), **cells)
    return key


@pytest.mark.parametrize("reason", sorted(NOT_COUNTABLE.codes))
def test_a_sum_leaves_out_what_is_marked_and_says_why(world: World, reason: str) -> None:
    facility(world, "100")
    facility(world, "20", "YES")
    facility(world, "7000", "NO", reason)

    answer = world.ask(AMOUNTS)

    assert answer.numbers[0].certain.value == "120"
    assert [each.reason for each in answer.excluded] == [Reason(reason)]
    assert len(answer.excluded[0].claims) == 1


def test_a_mark_without_a_known_reason_still_leaves_out(world: World) -> None:
    facility(world, "100")
    facility(world, "7000", "NO")

    answer = world.ask(AMOUNTS)

    assert answer.numbers[0].certain.value == "100"
    assert [each.reason for each in answer.excluded] == [Reason.NOT_COUNTABLE]


def test_what_one_reason_leaves_out_is_added_up_where_the_question_says_so(world: World) -> None:
    facility(world, "100", "YES")
    facility(world, "20", "NO", "UNOFFICIAL")
    facility(world, "7000", "NO", "UMBRELLA")
    unofficial = Condition(predicate="countable", qualifiers=(("reason", "UNOFFICIAL"),))
    either = replace(unofficial, others=(Condition(predicate="countable", codes=("YES",)),))

    assert world.number(AMOUNTS).certain.value == "100"
    assert world.number(replace(AMOUNTS, where=(*AMOUNTS.where, unofficial))).certain.value == "20"
    assert world.number(replace(AMOUNTS, where=(*AMOUNTS.where, either))).certain.value == "120"


def test_a_disputed_mark_keeps_an_amount_out_of_the_sum_too(world: World) -> None:
    facility(world, "100")
    key = facility(world, "7000")
    world.claim(key, "countable", "NO", disputed=1)

    assert world.number(AMOUNTS).possible.value == "100"


def test_a_mark_that_was_taken_back_leaves_nothing_out(world: World) -> None:
    facility(world, "100")
    facility(world, "7000", "NO", "PLEDGE", state="RETRACTED")

    assert world.number(AMOUNTS).certain.value == "7100"


def test_counts_and_questions_about_the_mark_itself_leave_nothing_out(world: World) -> None:
    facility(world, "100")
    facility(world, "7000", "NO", "PLEDGE")
    marked = Query(
        of="FinancialFacility",
        where=(Condition(predicate="countable", codes=("NO",)),),
        measure=Measure.SUM,
        measured="amount",
    )

    assert world.number(Query(of="FinancialFacility", where=AMOUNTS.where)).certain.value == "2"
    assert world.number(marked).certain.value == "7000"


@pytest.mark.parametrize("measure", [Measure.COUNT_ENTITIES, Measure.COUNT_STATEMENTS, Measure.MEAN])
def test_a_count_says_how_much_of_it_a_sum_would_leave_out_and_what_leaves_it_out_of_a_count(
    world: World, measure: Measure
) -> None:
    for amount, mark in (("100", None), ("300", "YES"), ("20", "NO"), ("7000", "NO")):
        facility(world, amount, mark)
    gone = facility(world, "1", "NO")
    world.claim(gone, "flowType", "GRANT")
    grant = Condition(predicate="flowType", codes=("GRANT",), absent=True)
    measured = None if measure.counts else "amount"
    asked = Query(of="FinancialFacility", where=(*AMOUNTS.where, grant), measure=measure, measured=measured)
    kept = replace(asked, where=(*asked.where, Condition(predicate="countable", codes=("NO",), absent=True)))

    answer, without = world.ask(asked), world.ask(kept)

    leaves_out = '{predicate: "countable", codes: ["NO"], absent: true}'
    told = f"; 2 of these are marked as not to be added up, which {leaves_out} leaves out"
    assert (answer.numbers[0].members, without.numbers[0].members) == (4, 2)
    assert answer.definition.endswith(told)
    assert "marked" not in without.definition


FOR_CAMERAS = Condition(predicate="concernsSurveillance")


def test_a_count_of_what_conditions_lead_from_says_how_much_of_that_is_marked(world: World) -> None:
    for name, mark in (("Kenya", "YES"), ("Zimbabwe", "NO"), ("Ghana", "NO"), ("Ghana", None), ("Peru", "NO")):
        loan = facility(world, "100", mark)
        world.claim(loan, "recipient", world.place(name))
        if name != "Peru":
            world.claim(loan, "concernsSurveillance", "SAFE_CITY", valid="2020")
    received = Condition(predicate="recipient", side=Side.OBJECT, that=(FOR_CAMERAS,))
    countable = Condition(predicate="countable", codes=("YES",))

    answer = world.ask(Query(of="Place", where=(received,)))
    without = world.ask(Query(of="Place", where=(replace(received, that=(FOR_CAMERAS, countable)),)))

    leaves_out = '{predicate: "countable", codes: ["YES"]}'
    assert answer.definition.endswith(
        f"; 2 of what `that` is said of are marked as not to be added up, which {leaves_out} beside it leaves out, "
        "as it does what nobody marked"
    )
    assert (answer.numbers[0].members, without.numbers[0].members) == (4, 1)
    assert "marked" not in without.definition


def test_of_what_nobody_can_mark_nothing_is_said(world: World) -> None:
    world.claim(world.place("Kenya"), "banned", "ALL")

    assert "marked" not in world.ask(Query(of="Place")).definition


def test_only_the_members_asked_for_are_looked_at(world: World) -> None:
    one, other = facility(world, "100"), facility(world, "20")
    query = Query(of="amount", where=(Condition(predicate="amount", members=(uid(other),)),), measure=Measure.SUM)

    found = world.ask(query)

    assert found.numbers[0].certain.value == "20"
    assert "of “20”" in found.definition
    assert one != other
