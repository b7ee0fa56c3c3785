"""Groups by the country or region that places lie in: counted as it is by hand, with each claim on the way."""

from random import Random

import pytest
from tests.projections.filled import TODAY, World, uid
from tests.projections.statistics.containment import STATES, TIMES, part, random_parts

from watchgraph_projections.statistics.areas import regions
from watchgraph_projections.statistics.errors import NotGroupableError
from watchgraph_projections.statistics.queries import (
    Area,
    Condition,
    Grouping,
    Measure,
    Query,
    Side,
    Universe,
)
from watchgraph_projections.statistics.rules import Step

DEPLOYED = (Condition(predicate="deployedIn"),)
BY_COUNTRY = Grouping(predicate="deployedIn", area=Area.COUNTRY)


def deployed(world: World, place: int, **cells: int | str | None) -> int:
    return world.claim(world.entity("Deployment", "cameras"), "deployedIn", place, **cells)


def groups(world: World, query: Query) -> dict[str | None, str | None]:
    """The certain numbers by label; the last is that of what nobody knows."""
    return {each.value.label or each.value.code: each.numbers[0].certain.value for each in world.ask(query).groups}


def test_a_country_holds_what_lies_in_it_however_far_down_and_what_names_itself(world: World) -> None:
    kingdom, china = world.country("United Kingdom"), world.country("China")
    london, croydon, somewhere = map(world.place, ("London", "Croydon", "somewhere"))
    ways = part(world, london, kingdom), part(world, croydon, london)
    there = [deployed(world, place) for place in (croydon, london, kingdom)]
    deployed(world, china)
    deployed(world, somewhere)

    answer = world.ask(Query(of="Deployment", where=DEPLOYED, group_by=BY_COUNTRY))

    shown = [(each.value.label, each.numbers[0].certain.value) for each in answer.groups]
    assert shown == [("United Kingdom", "3"), ("China", "1"), (None, "1")]
    assert answer.groups[0].numbers[0].claims == tuple(sorted([*there, *ways]))
    assert "by deployedIn and its country or territory (ISO 3166-1);" in answer.definition
    assert answer.excluded == ()


def test_a_territory_is_a_group_of_its_own_and_a_way_is_as_doubtful_as_its_claims(world: World) -> None:
    denmark, greenland = world.country("Denmark"), world.country("Greenland")
    nuuk = world.place("Nuuk")
    part(world, greenland, denmark)
    part(world, nuuk, greenland, disputed=1)
    deployed(world, nuuk)

    (group,) = world.ask(Query(of="Deployment", where=DEPLOYED, group_by=BY_COUNTRY)).groups

    assert (group.value.label, group.numbers[0].certain.value) == ("Greenland", "0")
    assert [each.step for each in group.numbers[0].steps] == [Step.DISPUTED]


def test_what_was_merged_with_a_country_is_that_country_and_what_left_it_is_not_in_it(world: World) -> None:
    kingdom = world.country("United Kingdom")
    world.country("UK", cluster=kingdom)
    dublin = world.place("Dublin")
    part(world, dublin, kingdom, valid="1801/1922-12-06")
    deployed(world, dublin)
    deployed(world, kingdom)

    assert groups(world, Query(of="Deployment", where=DEPLOYED, group_by=BY_COUNTRY)) == {
        "United Kingdom": "1",
        None: "1",
    }


def test_regions_are_those_of_the_un_by_what_is_counted_itself(world: World) -> None:
    europe, western = (
        world.entity("Group", label, id=str(regions(area)[at]))
        for label, area, at in (("Europe", Area.REGION, 4), ("Western Europe", Area.SUBREGION, 14))
    )
    part(world, western, europe)
    france, kenya = world.country("France"), world.country("Kenya")
    part(world, france, western)
    part(world, france, europe)
    faces = world.entity("Technology", "faces")
    world.dataset("aigs")
    for place in (france, kenya):
        world.claim(place, "usesSurveillanceTechnology", faces, dataset="aigs")
    where, aigs = (Condition(predicate="usesSurveillanceTechnology"),), Universe(dataset="aigs")

    def by(grouping: Grouping) -> dict[str | None, str | None]:
        return groups(world, Query(of="Place", where=where, universe=aigs, group_by=grouping))

    assert by(Grouping(area=Area.REGION)) == {"Europe": "1", None: "1"}
    assert by(Grouping(area=Area.SUBREGION)) == {"Western Europe": "1", None: "1"}
    assert by(Grouping(area=Area.COUNTRY)) == {"France": "1", "Kenya": "1"}
    assert by(Grouping(predicate="partOf", universe=Universe())) == {"Europe": "1", "Western Europe": "1", None: "1"}


def test_countries_lead_on_to_what_is_said_of_them(world: World) -> None:
    kenya, nairobi = world.country("Kenya"), world.place("Nairobi")
    part(world, nairobi, kenya)
    world.claim(kenya, "regimeType", "CLOSED_AUTOCRACY", valid="2020")
    deployed(world, nairobi)
    grouping = Grouping(predicate="deployedIn", area=Area.COUNTRY, then=Grouping(predicate="regimeType"))

    assert groups(world, Query(of="Deployment", where=DEPLOYED, group_by=grouping)) == {"closed autocracy": "1"}


@pytest.mark.parametrize(
    "grouping",
    [
        Grouping(predicate="hasStatus", area=Area.COUNTRY),
        Grouping(predicate="deployedIn", area=Area.COUNTRY, yearly=True),
        Grouping(predicate="supplies", side=Side.OBJECT, by="buyer", area=Area.COUNTRY),
        Grouping(area=Area.COUNTRY, universe=Universe(dataset="aigs")),
        Grouping(predicate="deployedIn", area=Area.COUNTRY, then=Grouping()),
    ],
)
def test_what_leads_to_no_place_is_in_no_country(world: World, grouping: Grouping) -> None:
    with pytest.raises(NotGroupableError):
        world.ask(Query(of="Deployment", where=DEPLOYED, group_by=grouping))


REACHED = Condition(predicate="deployedIn", side=Side.OBJECT)


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_worlds_are_counted_as_by_hand(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's world, no secret
    places = [
        world.country(f"country {number}") if number % 3 == 0 else world.place(f"{number}") for number in range(9)
    ]
    random_parts(world, random, places, 14)
    for _ in range(12):
        deployed(world, random.choice(places), valid=random.choice(TIMES), state=random.choice(STATES))
    for day in (TODAY, 20190601):
        for query in (
            Query(of="Deployment", where=DEPLOYED, group_by=BY_COUNTRY),
            Query(of="Deployment", where=DEPLOYED, measure=Measure.COUNT_STATEMENTS, group_by=BY_COUNTRY),
            Query(of="Place", where=(REACHED,), group_by=Grouping(area=Area.COUNTRY)),
            Query(
                of="Deployment",
                where=(Condition(predicate="deployedIn", within=(uid(places[0]),)),),
                group_by=Grouping(predicate="deployedIn", area=Area.COUNTRY, then=Grouping(predicate="partOf")),
            ),
        ):
            world.ask(query, day)
