"""What was seen and goes on until somebody says that it ended: the end closes it, whoever saw it before."""

from random import Random

import pytest
from tests.projections.filled import TODAY, World, uid

from watchgraph_projections.statistics.queries import Condition, Grouping, Query, Universe
from watchgraph_projections.statistics.rules import Reason, Step

MEMBER = "beltAndRoadMember"
MEMBERS = Query(of="Place", where=(Condition(predicate=MEMBER),))
LEFT = "2019-03/2023-06-12"


def seen(world: World, place: int, **cells: str | int) -> int:
    """A member, as an index has seen it that says nothing of an end."""
    given = {"valid": "2022", "dataset": "index", "record": "a country", "counts": 1, **cells}
    return world.claim(place, MEMBER, "MEMBER", **given)


def left(world: World, place: int, **cells: str | int) -> int:
    """A member that has left, as a list of members says."""
    given = {"valid": LEFT, "dataset": "list", "record": "a country", "counts": 1, **cells}
    return world.claim(place, MEMBER, str(given.pop("was", "MEMBER")), **given)


def test_a_member_that_left_after_it_was_seen_is_none_and_both_claims_are_shown(world: World) -> None:
    italy = world.place("Italy")
    claims = (seen(world, italy), left(world, italy))

    found = world.ask(MEMBERS)

    (number,) = found.numbers
    assert (number.certain.value, number.possible.value) == ("0", "0")
    assert [(each.reason, each.claims) for each in found.excluded] == [(Reason.ENDED, claims)]


def test_until_it_left_it_is_a_member_for_certain(world: World) -> None:
    italy = world.place("Italy")
    seen(world, italy)
    left(world, italy)

    days = (20180101, 20221231, 20230101, 20230612, 20230613, 20240101)

    assert [world.number(MEMBERS, day).certain.value for day in days] == ["0", "1", "1", "1", "0", "0"]


def test_before_its_leaving_was_known_it_was_a_member_on_every_later_day(world: World) -> None:
    italy = world.place("Italy")
    seen(world, italy)
    left(world, italy, since=5)

    then, later = (world.ask(MEMBERS, 20240101, position).numbers[0].certain.value for position in (4, 5))

    assert (then, later) == ("1", "0")


@pytest.mark.parametrize(
    ("sighting", "end"),
    [
        ({}, {"disputed": 1}),
        ({}, {"rank": "DEPRECATED"}),
        ({"rank": "PREFERRED"}, {}),
        ({}, {"valid": "2019-03/2027~"}),
        ({"valid": "2023"}, {}),
        ({"valid": ""}, {}),
    ],
    ids=["a disputed end", "a deprecated end", "a preferred sighting", "it may end", "the same year", "no date"],
)
def test_an_end_that_is_in_doubt_makes_it_possible(
    world: World, sighting: dict[str, str | int], end: dict[str, str | int]
) -> None:
    italy = world.place("Italy")
    seen(world, italy, **{"published_from": 20220101, **sighting})
    left(world, italy, **end)

    found = world.number(MEMBERS)

    assert (found.certain.value, found.possible.value) == ("0", "1")
    assert [each.step for each in found.steps] == [Step.POSSIBLY_OVER]


@pytest.mark.parametrize(
    ("sighting", "end"),
    [
        ({"valid": "2024"}, {}),
        ({"valid": "2022/.."}, {}),
        ({}, {"state": "PROPOSED"}),
        ({}, {"state": "RETRACTED"}),
        ({}, {"polarity": "NEGATED"}),
        ({}, {"modality": "OPINION"}),
        ({}, {"qualifier_key": "another"}),
        ({}, {"was": "OBSERVER"}),
        ({}, {"valid": "2019-03/2030"}),
        ({}, {"dataset": "index"}),
    ],
    ids=[
        "seen after it", "said to go on", "nobody accepted it", "retracted", "denied", "an opinion",
        "in other circumstances", "of another value", "still to come", "another spell of one record",
    ],
)  # fmt: skip
def test_what_is_no_end_of_it_leaves_it_certain(
    world: World, sighting: dict[str, str | int], end: dict[str, str | int]
) -> None:
    italy = world.place("Italy")
    claim = seen(world, italy, **sighting)
    left(world, italy, **end)

    assert claim in world.number(MEMBERS).claims


def test_the_end_of_another_country_is_none(world: World) -> None:
    claim = seen(world, world.place("Kenya"))
    left(world, world.place("Italy"))

    assert world.number(MEMBERS).claims == (claim,)


def test_a_sighting_that_is_deprecated_itself_is_closed_by_an_ordinary_end(world: World) -> None:
    italy = world.place("Italy")
    seen(world, italy, rank="DEPRECATED")
    left(world, italy)

    assert world.number(MEMBERS).possible.value == "0"


def test_who_asks_for_one_data_set_or_what_was_published_by_a_day_hears_of_no_other_end(world: World) -> None:
    world.dataset("index")
    italy = world.place("Italy")
    seen(world, italy, published_from=20220601, published_to=99991231)
    left(world, italy, published_from=20231201, published_to=99991231)

    of_index = Query(of="Place", where=MEMBERS.where, universe=Universe(dataset="index"))
    published = [Query(of="Place", where=MEMBERS.where, published_by=year) for year in ("2022", "2023")]

    assert [world.number(each).certain.value for each in (of_index, *published)] == ["1", "1", "0"]


def test_what_happens_and_is_over_is_not_undone_by_another_date_of_it(world: World) -> None:
    incident, firm = world.entity("Incident", "An incident"), world.entity("Organisation", "Firm")
    involved = Query(of="Incident", where=(Condition(predicate="involves"),))
    claims = tuple(world.claim(incident, "involves", firm, valid=valid) for valid in ("2018/", "2019"))

    assert world.number(involved).claims == claims


def test_where_something_lies_no_longer_it_is_not_counted(world: World) -> None:
    region, town = world.place("Region"), world.place("Town")
    camera = world.entity("Deployment", "cameras")
    world.claim(camera, "deployedIn", town)
    world.claim(town, "partOf", region, valid="2010")
    inside = Query(of="Deployment", where=(Condition(predicate="deployedIn", within=(uid(region),)),))

    before = world.number(inside).certain.value
    world.claim(town, "partOf", region, valid="2000/2015")

    assert (before, world.number(inside).possible.value) == ("1", "0")


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_statements_of_members_are_counted_as_by_hand_on_every_day(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's table, no secret
    pick = random.choice
    world.dataset("index")
    for name in range(12):
        place = world.place(f"Place {name}")
        for _ in range(random.randint(1, 5)):
            world.claim(
                place,
                MEMBER,
                pick(["MEMBER", "MEMBER", "MEMBER", "OBSERVER"]),
                valid=pick(["2015", "2018", "2020-05", "", "2014/2019", "2016/2020-06", "2018/", "2017/..", "2019~"]),
                state=pick(["ACCEPTED"] * 5 + ["PROPOSED", "SUPERSEDED"]),
                rank=pick(["NORMAL"] * 4 + ["PREFERRED", "DEPRECATED"]),
                disputed=int(random.random() < 0.15),
                polarity=pick(["AFFIRMED"] * 8 + ["NEGATED"]),
                dataset=pick(["index", "list", None]),
                record=pick(["one", "other", None]),
                qualifier_key=pick(["", "", "other"]),
                published_from=pick([None, 20160101, 20210101]),
                published_to=99991231,
                since=pick([1, 1, 7]),
            )
    grouped = Query(of="Place", where=MEMBERS.where, group_by=Grouping(predicate=MEMBER))
    of_index = Query(of="Place", where=MEMBERS.where, universe=Universe(dataset="index"))
    published = Query(of="Place", where=MEMBERS.where, published_by="2018")

    for query in (MEMBERS, grouped, of_index, published):
        for day in (20150615, 20191231, 20200615, TODAY):
            world.ask(query, day)
            world.ask(query, day, position=3)
