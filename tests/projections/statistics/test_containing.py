"""Conditions on what is part of something: counted as it is by hand, each claim on the way among the receipts."""

from random import Random

import pytest
from tests.projections.filled import TODAY, World, uid
from tests.projections.statistics.containment import TIMES, part, random_parts

from watchgraph_projections.statistics.errors import BadConditionError, UnknownIdError
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side
from watchgraph_projections.statistics.rules import Step


def deployed(world: World, place: int) -> int:
    return world.claim(world.entity("Deployment", "cameras"), "deployedIn", place)


def within(*places: int, predicate: str = "deployedIn", **more: object) -> Condition:
    return Condition(predicate=predicate, within=tuple(map(uid, places)), **more)  # type: ignore[arg-type]


def test_what_is_part_of_a_part_counts_with_the_claims_that_lead_there(world: World) -> None:
    kingdom, london, croydon, paris = map(world.place, ("United Kingdom", "London", "Croydon", "Paris"))
    to_kingdom, to_london = part(world, london, kingdom), part(world, croydon, london)
    there = [deployed(world, place) for place in (croydon, kingdom)]
    deployed(world, paris)

    number = world.number(Query(of="Deployment", where=(within(kingdom),)))
    exact = Query(of="Deployment", where=(Condition(predicate="deployedIn", entities=(uid(kingdom),)),))

    assert (number.certain.value, world.number(exact).certain.value) == ("2", "1")
    assert "“United Kingdom” (itself, not its parts);" in world.ask(exact).definition
    assert number.claims == tuple(sorted([*there, to_kingdom, to_london]))


def test_a_way_is_as_doubtful_as_its_most_doubtful_claim_and_the_surest_way_counts(world: World) -> None:
    kingdom, london, croydon = map(world.place, ("United Kingdom", "London", "Croydon"))
    part(world, london, kingdom, disputed=1)
    part(world, croydon, london)
    deployed(world, croydon)
    query = Query(of="Deployment", where=(within(kingdom),))

    doubtful = world.number(query)
    part(world, croydon, kingdom, state="PROPOSED")
    still = world.number(query)
    part(world, croydon, kingdom)
    sure = world.number(query)

    assert (doubtful.certain.value, [each.step for each in doubtful.steps]) == ("0", [Step.DISPUTED])
    assert [each.step for each in still.steps] == [Step.DISPUTED]
    assert sure.certain.value == "1"


def test_what_left_is_no_part_and_what_goes_in_circles_is_counted_once(world: World) -> None:
    union, britain, city = map(world.place, ("European Union", "United Kingdom", "London"))
    part(world, britain, union, valid="1973/2020-01-31")
    part(world, city, britain)
    part(world, britain, city)
    deployed(world, city)
    query = Query(of="Deployment", where=(within(union),))

    assert world.number(query).certain.value == "0"
    assert world.number(query, day=20190101).certain.value == "0"
    assert world.number(Query(of="Deployment", where=(within(britain),))).certain.value == "1"


def test_what_lies_in_it_by_an_undated_claim_lay_there_before_anybody_said_so(world: World) -> None:
    kingdom, london = map(world.place, ("United Kingdom", "London"))
    part(world, london, kingdom, published_from=20240101)
    deployed(world, london)
    query = Query(of="Deployment", where=(within(kingdom),))

    years = [world.number(query, day) for day in (20190615, 20210615, 20250615)]

    assert [(each.certain.value, each.possible.value) for each in years] == [("0", "0"), ("1", "1"), ("1", "1")]
    assert [each.carried_forward.count for each in years] == [0, 0, 1]


def test_what_is_said_to_lie_there_since_a_later_day_possibly_lay_there_before(world: World) -> None:
    union, croatia = map(world.place, ("European Union", "Croatia"))
    part(world, croatia, union, published_from=20240101)
    since = part(world, croatia, union, valid="2022-07-01/..")
    deployed(world, croatia)
    query = Query(of="Deployment", where=(within(union),))

    before, after = (world.number(query, day) for day in (20210615, 20230615))

    assert (before.certain.value, [each.step for each in before.steps]) == ("0", [Step.POSSIBLY_BEGUN])
    assert (after.certain.value, since in after.claims) == ("1", True)


@pytest.mark.parametrize(
    "cells",
    [
        {"valid": "2022"},
        {"valid": "2022/..", "state": "PROPOSED"},
        {"valid": "2022/..", "polarity": "NEGATED"},
        {"valid": "2022/..", "modality": "OPINION"},
    ],
    ids=["seen later", "nobody accepted it", "denied", "an opinion"],
)
def test_what_says_of_no_later_beginning_leaves_it_where_it_lies(world: World, cells: dict[str, str]) -> None:
    union, croatia = map(world.place, ("European Union", "Croatia"))
    undated = part(world, croatia, union, published_from=20240101, record="a country", dataset="list")
    part(world, croatia, union, **cells)
    deployed(world, croatia)

    number = world.number(Query(of="Deployment", where=(within(union),)), 20210615)

    assert (number.certain.value, undated in number.claims) == ("1", True)


def test_what_nobody_had_recorded_by_then_leads_nowhere(world: World) -> None:
    kingdom, london = map(world.place, ("United Kingdom", "London"))
    deployed(world, london)
    part(world, london, kingdom, published_from=20240101, since=50)
    query = Query(of="Deployment", where=(within(kingdom),))

    then, now = (world.ask(query, 20210615, position).numbers[0].certain.value for position in (49, 50))

    assert (then, now) == ("0", "1")


def test_what_a_place_is_part_of_is_asked_of_any_day_alike(world: World) -> None:
    kingdom, london = map(world.place, ("United Kingdom", "London"))
    part(world, london, kingdom, published_from=20240101)
    deployed(world, london)

    in_kingdom = Condition(predicate="partOf", entities=(uid(kingdom),))

    assert world.number(Query(of="Place", where=(REACHED, in_kingdom)), 20210615).certain.value == "1"


def test_a_class_holds_what_is_a_kind_of_it_whatever_data_set_is_counted(world: World) -> None:
    faces, live, plates = (world.entity("Technology", each) for each in ("faces", "live faces", "plates"))
    part(world, live, faces)
    world.dataset("aigs")
    for technology in (faces, live, plates):
        world.claim(world.entity("Deployment", "one"), "usesTechnology", technology, dataset="aigs")
    found = world.ask(Query(of="Deployment", where=(within(faces, predicate="usesTechnology"),)))

    assert found.numbers[0].certain.value == "2"
    assert found.definition.startswith("Deployment with usesTechnology “faces” or what is part of it;")
    assert found.excluded == ()


def test_groups_and_conditions_beside_it_are_as_without_it(world: World) -> None:
    kingdom, london, croydon = map(world.place, ("United Kingdom", "London", "Croydon"))
    part(world, london, kingdom)
    part(world, croydon, london)
    for place in (london, croydon, croydon):
        deployed(world, place)

    query = Query(of="Deployment", where=(within(kingdom),), group_by=Grouping(predicate="deployedIn"))
    groups = {each.value.label: each.numbers[0].certain.value for each in world.ask(query).groups}
    places = world.number(Query(of="Place", where=(REACHED, within(kingdom, predicate="partOf"))))

    assert groups == {"Croydon": "2", "London": "1"}
    assert places.certain.value == "2"


REACHED = Condition(predicate="deployedIn", side=Side.OBJECT)


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_worlds_are_counted_as_by_hand(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's world, no secret
    places = [world.place(f"place {number}") for number in range(8)]
    random_parts(world, random, places, 14)
    for number in range(10):
        deployment = world.entity("Deployment", f"deployment {number}")
        for _ in range(random.randint(1, 2)):
            world.claim(deployment, "deployedIn", random.choice(places), valid=random.choice(TIMES))
        world.claim(deployment, "installedCameras", {"type": "quantity", "min": "3", "max": "3", "unit": "camera"})
    inside = within(*places[: 1 + seed % 2])

    for day in (TODAY, 20190615):
        for query in (
            Query(of="Deployment", where=(inside,)),
            Query(of="Deployment", where=(inside,), group_by=Grouping(predicate="deployedIn")),
            Query(of="Deployment", where=(inside,), measure=Measure.COUNT_STATEMENTS),
            Query(of="Deployment", where=(inside,), measure=Measure.SUM, measured="installedCameras"),
            Query(of="Deployment", where=(Condition(predicate="installedCameras"), within(places[0], absent=True))),
            Query(of="Place", where=(REACHED, within(*places[:2], predicate="partOf"))),
        ):
            world.ask(query, day)


def test_what_leads_to_nothing_has_no_parts_and_what_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(BadConditionError, match="leads to no entity"):
        world.ask(Query(of="Deployment", where=(within(world.place("Kenya"), predicate="installedCameras"),)))
    with pytest.raises(UnknownIdError):
        world.ask(Query(of="Deployment", where=(within(99),)))
