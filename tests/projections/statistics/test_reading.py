"""Claims read for a question: of few members the same as of many, and numbers as they were stored."""

from collections.abc import Mapping

import pytest
from tests.projections.filled import TODAY, World

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.statistics.plans import planned
from watchgraph_projections.statistics.queries import Condition, Query, Side
from watchgraph_projections.statistics.reading import FEW, Reader
from watchgraph_projections.statistics.statements import number

USES = "usesSurveillanceTechnology"


def reader(world: World, *, now: bool) -> Reader:
    return Reader(world.connection, Moment(day=TODAY, position=OPEN - 1, now=now), None)


@pytest.mark.parametrize("now", [True, False])
@pytest.mark.parametrize(("side", "kind"), [(Side.SUBJECT, "Place"), (Side.OBJECT, "Technology")])
def test_of_few_members_the_same_is_read_as_of_many(world: World, side: Side, kind: str, *, now: bool) -> None:
    kenya, chile = world.place("Kenya"), world.place("Chile")
    frt, cctv = world.entity("Technology", "FRT"), world.entity("Technology", "CCTV")
    for user, used in ((kenya, frt), (chile, frt), (kenya, cctv), (chile, cctv)):
        world.claim(user, USES, used)
    (clause,) = planned(Query(of=kind, where=(Condition(predicate=USES, side=side),))).clauses
    asked = {kenya, frt}

    few = list(reader(world, now=now).claims(clause, kind, asked))
    many = list(reader(world, now=now).claims(clause, kind, {*asked, *range(10_000, 10_000 + FEW)}))

    assert len(few) == 2
    assert len(many) == 4
    assert few == [each for each in many if each.member in asked]


@pytest.mark.parametrize(
    ("stored", "low", "high"),
    [
        ({"type": "money", "amount": "0.10", "currency": "USD"}, "0.10", "0.10"),
        ({"type": "quantity", "min": "1", "max": "3", "unit": "person"}, "1", "3"),
        ({"type": "quantity", "min": "1", "max": None, "unit": "person"}, "1", "Infinity"),
        ({"type": "quantity", "min": None, "max": "3", "unit": "person"}, "-Infinity", "3"),
    ],
)
def test_a_number_is_read_digit_by_digit_and_a_side_may_be_open(
    world: World, stored: Mapping[str, object], low: str, high: str
) -> None:
    world.claim(world.entity("FinancialFacility", "A loan"), "amount", stored)
    (clause,) = planned(Query(of="FinancialFacility", where=(Condition(predicate="amount"),))).clauses

    (claim,) = reader(world, now=True).claims(clause, None)

    assert [str(bound) for bound in number(claim).bounds] == [low, high]
