"""A condition on a value that says what the claim is like looks at every claim that gives one on the day."""

import pytest
from sqlalchemy import select
from tests.projections.filled import TODAY, World

from watchgraph.domain.edtf import NEVER
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.columns import OPEN
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.entity_filters import Comparison, Condition, EntityFilter, kept

OF_EIU = ClaimFilter(dataset="eiu")


def found(world: World, code: str, claim: ClaimFilter = OF_EIU, day: int = TODAY) -> list[int]:
    """Places of which such a claim says that they have the regime."""
    value = Condition(column="regime_type", test=Comparison.EQUAL, values=(code,))
    return _met(world, Condition(column="", test=Comparison.CLAIM, of="regimeType", claim=claim, such=(value,)), day)


def lacking(world: World, claim: ClaimFilter = OF_EIU) -> list[int]:
    """Places of which no such claim says any regime."""
    return _met(world, Condition(column="", test=Comparison.CLAIM, of="regimeType", claim=claim, lacking=True), TODAY)


def _met(world: World, condition: Condition, day: int) -> list[int]:
    answers = []
    for now in (day == TODAY, False):
        moment = Moment(day=day, position=OPEN - 1, now=now)
        entity = moment.of((tables.entity, tables.entity_at))
        wanted = kept(EntityFilter(where=(condition,)), entity, moment)
        query = select(entity.c.key).where(moment.holds(entity), *wanted).order_by(entity.c.key)
        answers.append(list(world.connection.scalars(query)))
    assert answers[0] == answers[1]
    return answers[0]


@pytest.fixture
def kenya(world: World) -> int:
    """What was seen in two years by one list, and in a later one by another."""
    kenya = world.place("Kenya")
    for year, code, dataset in (
        ("2019", "LIBERAL_DEMOCRACY", "eiu"),
        ("2021", "CLOSED_AUTOCRACY", "eiu"),
        ("2022", "ELECTORAL_AUTOCRACY", "aigs"),
    ):
        world.claim(kenya, "regimeType", code, dataset=dataset, valid=year, standing=1, confidence=50)
    return kenya


def test_a_claim_that_does_not_lead_is_found_by_its_data_set(world: World, kenya: int) -> None:
    assert found(world, "CLOSED_AUTOCRACY") == [kenya]
    assert found(world, "ELECTORAL_AUTOCRACY", ClaimFilter(dataset="aigs")) == [kenya]
    assert found(world, "ELECTORAL_AUTOCRACY") == []


def test_what_such_a_claim_says_of_a_later_year_takes_the_place_of_an_earlier_one(world: World, kenya: int) -> None:
    assert found(world, "LIBERAL_DEMOCRACY") == []
    assert found(world, "LIBERAL_DEMOCRACY", day=20200101) == [kenya]
    assert found(world, "CLOSED_AUTOCRACY", day=20200101) == []


def test_what_is_surely_so_is_not_replaced_by_what_was_seen_later(world: World) -> None:
    chile = world.place("Chile")
    surely = {"until_earliest": NEVER, "until_latest": NEVER}
    world.claim(chile, "regimeType", "LIBERAL_DEMOCRACY", valid="2019/..", dataset="eiu", standing=1, **surely)
    world.claim(chile, "regimeType", "CLOSED_AUTOCRACY", valid="2021", dataset="eiu", standing=1)

    assert found(world, "LIBERAL_DEMOCRACY") == found(world, "CLOSED_AUTOCRACY") == [chile]


def test_what_does_not_stand_or_is_denied_or_is_over_gives_no_value(world: World) -> None:
    chad = world.place("Chad")
    world.claim(chad, "regimeType", "LIBERAL_DEMOCRACY", dataset="eiu")
    world.claim(chad, "regimeType", "LIBERAL_DEMOCRACY", dataset="eiu", standing=1, polarity="NEGATED")
    world.claim(chad, "regimeType", "LIBERAL_DEMOCRACY", dataset="eiu", standing=1, modality="PLAN")
    world.claim(chad, "regimeType", "LIBERAL_DEMOCRACY", dataset="eiu", standing=1, valid="2010/2015")

    assert found(world, "LIBERAL_DEMOCRACY") == []
    assert lacking(world) == [chad]


def test_there_is_none_only_where_no_such_claim_gives_any_value(world: World, kenya: int) -> None:
    chile = world.place("Chile")

    assert lacking(world) == [chile]
    assert lacking(world, ClaimFilter(dataset="nobody")) == [kenya, chile]
