"""A deployment that is planned, contracted or over is in no number of what exists, from whichever end it is counted."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import Connection
from tests.histories import DAYS, Bodies, History
from tests.projections.filled import World, uid
from tests.projections.statistics.by_hand.aggregates import aggregate
from tests.projections.statistics.by_hand.answers import Answer
from tests.projections.told import told
from tests.stores import TODAY, Store

from watchgraph.domain.values import ClaimValue, Code
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side
from watchgraph_projections.statistics.rules import Reason

DEPLOYED, SUPPLIED = Condition(predicate="deployedIn"), Condition(predicate="supplies")
REACHED = replace(DEPLOYED, side=Side.OBJECT)
BY_PLACE = Grouping(predicate="deployedIn")
PLACES = Query(of="Place", where=(REACHED,))
SUPPLIERS = Query(of="Organisation", where=(SUPPLIED,))
ENDS = (
    Query(of="Deployment", where=(DEPLOYED,)),
    Query(of="deployedIn"),
    PLACES,
    Query(of="Organisation", where=(replace(SUPPLIED, that=(DEPLOYED,)),)),
    Query(of="Place", where=(replace(REACHED, that=(replace(SUPPLIED, side=Side.OBJECT),)),)),
    SUPPLIERS,
    Query(of="supplies"),
    Query(of="deployedIn", group_by=BY_PLACE),
    Query(of="Organisation", where=(SUPPLIED,), group_by=Grouping(predicate="supplies", then=BY_PLACE)),
)


def system(world: World, name: str, place: int, status: str | None, **cells: str | int) -> tuple[int, int, int]:
    """The keys of a deployment, of the claim that says where it is, and of that which says its status."""
    deployment = world.entity("Deployment", name)
    placed = world.claim(deployment, "deployedIn", place)
    return deployment, placed, 0 if status is None else world.claim(deployment, "hasStatus", status, **cells)


def left_out(answer: Answer) -> dict[Reason, tuple[int, ...]]:
    return {each.reason: each.claims for each in answer.excluded}


def test_a_place_with_a_contracted_system_alone_is_no_place_with_a_system(world: World) -> None:
    _, placed, status = system(world, "Safe City", world.place("Mauritius"), "CONTRACTED")
    system(world, "Live", world.place("Serbia"), "LIVE")

    found = world.ask(PLACES)

    assert found.numbers[0].certain.value == "1"
    assert left_out(found) == {Reason.NOT_IN_PLACE: (placed, status)}


def test_subjects_of_a_predicate_are_counted_as_deployments_are(world: World) -> None:
    mauritius, serbia = world.place("Mauritius"), world.place("Serbia")
    _, placed, status = system(world, "Safe City", mauritius, "CONTRACTED")
    system(world, "Live", serbia, "LIVE")

    found = world.ask(Query(of="deployedIn", group_by=BY_PLACE))

    assert [each.value.label for each in found.groups] == ["Serbia"]
    assert left_out(found) == {Reason.NOT_IN_PLACE: (placed, status)}
    assert found.numbers == world.ask(Query(of="Deployment", where=(DEPLOYED,))).numbers


def test_whoever_supplies_only_a_contracted_system_supplies_nothing_that_exists(world: World) -> None:
    deployment, _, status = system(world, "Safe City", world.place("Mauritius"), "CONTRACTED")
    supplies = world.claim(world.entity("Organisation", "Huawei"), "supplies", deployment)

    found = world.ask(SUPPLIERS)

    assert found.numbers[0].certain.value == "0"
    assert left_out(found) == {Reason.NOT_IN_PLACE: (status, supplies)}


def test_a_condition_on_the_other_end_may_be_about_the_status_itself(world: World) -> None:
    system(world, "Safe City", world.place("Mauritius"), "CONTRACTED")
    system(world, "Live", world.place("Serbia"), "LIVE")
    contracted = replace(REACHED, that=(Condition(predicate="hasStatus", codes=("CONTRACTED",)),))

    assert world.number(replace(PLACES, where=(contracted,))).certain.value == "1"


def test_a_contract_for_a_system_that_is_not_there_yet_is_a_contract(world: World) -> None:
    deployment, _, _ = system(world, "Safe City", mauritius := world.place("Mauritius"), "CONTRACTED")
    world.claim(world.entity("Contract", "Contract"), "contractFor", deployment)
    there = replace(DEPLOYED, entities=(uid(mauritius),))

    found = world.number(Query(of="Contract", where=(Condition(predicate="contractFor", that=(there,)),)))

    assert found.certain.value == "1"


def test_a_status_in_doubt_leaves_nothing_out(world: World) -> None:
    system(world, "Safe City", world.place("Mauritius"), "CONTRACTED", disputed=1)

    assert world.number(PLACES).certain.value == "1"


def test_a_place_without_a_system_may_have_one_that_is_contracted(world: World) -> None:
    mauritius, serbia = (world.place(name) for name in ("Mauritius", "Serbia"))
    for each in (mauritius, serbia):
        world.claim(each, "usesSurveillanceTechnology", world.entity("Technology", "faces"))
    system(world, "Safe City", mauritius, "CONTRACTED")
    system(world, "Live", serbia, "LIVE")
    using = Condition(predicate="usesSurveillanceTechnology")

    found = world.number(Query(of="Place", where=(using, replace(REACHED, absent=True))))

    assert found.entities == (mauritius,)


def test_on_the_date_of_what_is_counted_the_status_of_that_date_is_looked_at(world: World) -> None:
    place = world.place("Mauritius")
    deployment, _, _ = system(world, "Safe City", place, None)
    for status, valid in (("CONTRACTED", "2020/2022"), ("LIVE", "2023/..")):
        world.claim(deployment, "hasStatus", status, valid=valid)
    for year in ("2021", "2024"):
        loan = world.entity("FinancialFacility", f"Loan of {year}")
        world.claim(loan, "recipient", place, valid=year)
        world.claim(loan, "commitmentYear", {"type": "date", "edtf": year}, valid=year)
    had = replace(REACHED, as_of="commitmentYear")

    found = world.number(Query(of="FinancialFacility", where=(Condition(predicate="recipient", that=(had,)),)))

    assert found.certain.value == "1"


class Plans(History):
    """A history of many plans. Its organisations stay such: a group is no member, whatever it supplies."""

    def _said(self) -> tuple[UUID, str, ClaimValue]:
        if self.random.random() < 0.6:
            return super()._said()
        status = self.random.choice(["CONTRACTED", "ANNOUNCED", "CANCELLED", "LIVE"])
        return self.random.choice(self.deployments), "hasStatus", Code(scheme="deployment-status", code=status)

    def retype(self) -> Bodies:
        return []


@pytest.fixture(scope="module", params=[11, 13])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int]]:
    history = Plans(tmp_path_factory.mktemp("in_place"), seed=request.param, observing=True)
    history.begin()
    heads = [history.act() for _ in range(80)]
    opened = Store.open(history.folder)
    yield opened, heads[50]
    opened.close()


def moments(store: tuple[Store, int]) -> tuple[Moment, ...]:
    last = store[0].catalogue.standing().position
    return (
        Moment(day=TODAY, position=last, now=True),
        Moment(day=DAYS[5], position=last, now=False),
        Moment(day=TODAY, position=store[1], now=False),
    )


@pytest.mark.unmeasured
def test_what_is_not_in_place_is_under_no_number_of_a_random_history(store: tuple[Store, int]) -> None:
    gone = 0
    with store[0].catalogue.connect() as connection:
        for moment in moments(store):
            missing = _not_in_place(connection, moment)
            gone += len(missing)

            for query in ENDS:
                statements = replace(query, measure=Measure.COUNT_STATEMENTS)
                answer = told(connection, moment, statements)
                assert answer == aggregate(connection, moment, statements)
                assert missing.isdisjoint(answer.numbers[0].possible_claims), query
    assert gone, "the history has deployments that are not in place"


def _not_in_place(connection: Connection, moment: Moment) -> set[int]:
    """Claims that a count of deployments leaves out for their status."""
    found = set()
    for each in (DEPLOYED, replace(SUPPLIED, side=Side.OBJECT)):
        answer = told(connection, moment, Query(of="Deployment", where=(each,)))
        found |= {claim for left in answer.excluded if left.reason is Reason.NOT_IN_PLACE for claim in left.claims}
    return found


@pytest.mark.unmeasured
def test_statements_of_a_random_history_are_as_many_from_either_end(store: tuple[Store, int]) -> None:
    supplied = Query(of="Deployment", where=(replace(SUPPLIED, side=Side.OBJECT),), measure=Measure.COUNT_STATEMENTS)
    with store[0].catalogue.connect() as connection:
        for moment in moments(store):
            (whole,) = told(connection, moment, supplied).numbers

            for query in (SUPPLIERS, Query(of="supplies")):
                (number,) = told(connection, moment, replace(query, measure=Measure.COUNT_STATEMENTS)).numbers
                assert (number.possible.value, number.possible_claims) == (whole.possible.value, whole.possible_claims)
