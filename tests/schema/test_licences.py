"""Licences left out of an answer: what rests on nothing else is as if not there, wherever it would show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.projections.filled import World, filled
from tests.projections.told import told
from tests.schema.replies import Ask

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.statistics.queries import Condition, Query
from watchgraph_projections.views.kinds import headline_claims

ONLY_OURS = 'licence: { notIn: ["CC-BY-4.0", "NOASSERTION"] }'
TODAY = 20261123


def place(ask: Ask, name: str) -> object:
    reply = ask(f'{{ search(text: "{name}", kinds: [PLACE]) {{ nodes {{ entity {{ id }} }} }} }}')
    return reply.at("search.nodes.0.entity.id")


def test_no_claim_is_left_whose_evidence_is_all_under_the_licence(ask: Ask) -> None:
    reply = ask(
        f"{{ claims(first: 100, {ONLY_OURS}) {{ totalCount nodes {{ evidence {{ nodes {{ licence }} }} }} }} }}"
    )

    assert reply.number("claims.totalCount") > 0
    assert set(reply.all("claims.nodes.*.evidence.nodes.*.licence")) == {"CC0-1.0"}


def test_together_with_its_complement_every_claim_is_there_once(ask: Ask) -> None:
    reply = ask(
        '{ all: claims { totalCount } ours: claims(licence: {notIn: ["CC-BY-4.0", "NOASSERTION"]}) { totalCount } '
        'theirs: claims(licence: {notIn: ["CC0-1.0"]}) { totalCount } '
        'none: claims(licence: {notIn: ["CC0-1.0", "CC-BY-4.0", "NOASSERTION"]}) { totalCount } }'
    )

    both = reply.number("ours.totalCount") + reply.number("theirs.totalCount")
    assert both >= reply.number("all.totalCount") > 0 == reply.number("none.totalCount")


def test_names_headline_values_and_entities_of_left_out_claims_go_too(ask: Ask) -> None:
    belgrade = ask('{ search(text: "belgrade", kinds: [PLACE]) { nodes { entity { id } } } }').at(
        "search.nodes.0.entity.id"
    )

    reply = ask(
        f'{{ all: places(where: {{ids: ["{belgrade}"]}}) {{ nodes {{ name }} }} '
        f'ours: places(where: {{ids: ["{belgrade}"]}}, {ONLY_OURS}) {{ nodes {{ name names {{ totalCount }} }} }} '
        f"every: entities {{ totalCount }} some: entities({ONLY_OURS}) {{ totalCount }} "
        f'found: search(text: "belgrade", kinds: [PLACE], {ONLY_OURS}) {{ nodes {{ match }} }} }}'
    )

    assert reply.at("all.nodes.0.name") == "Belgrade"
    assert reply.at("ours.nodes.0.name") == "Београд"
    assert reply.number("some.totalCount") < reply.number("every.totalCount")
    assert reply.all("found.nodes.*.match") == []


def test_pages_go_on_without_the_licence(ask: Ask) -> None:
    first = ask(f"{{ claims(first: 2, {ONLY_OURS}) {{ pageInfo {{ endCursor }} nodes {{ id }} }} }}")
    after = first.at("claims.pageInfo.endCursor")

    rest = ask(
        f'{{ claims(first: 100, after: "{after}", {ONLY_OURS}) {{ nodes {{ evidence {{ nodes {{ licence }} }} }} }} }}'
    )

    assert set(rest.all("claims.nodes.*.evidence.nodes.*.licence")) == {"CC0-1.0"}


def test_no_path_and_no_money_trail_leads_over_left_out_claims(ask: Ask) -> None:
    mauritius = ask('{ search(text: "mauritius", kinds: [PLACE]) { nodes { entity { id } } } }').at(
        "search.nodes.0.entity.id"
    )
    asked = f'moneyTrail(place: "{mauritius}"'

    reply = ask(
        f"{{ all: {asked}) {{ nodes {{ complete }} }} ours: {asked}, {ONLY_OURS}) {{ nodes {{ complete }} }} }}"
    )

    assert True in reply.all("all.nodes.*.complete")
    assert True not in reply.all("ours.nodes.*.complete")


@pytest.mark.parametrize("names", ['["CC-BY-99"]', "[]"])
def test_a_licence_that_nothing_is_under_is_refused(ask: Ask, names: str) -> None:
    assert ask(f"{{ claims(licence: {{ notIn: {names} }}) {{ totalCount }} }}").codes == ["bad-argument"]


def test_the_licence_may_be_written_in_either_case(ask: Ask) -> None:
    reply = ask('{ claims(licence: { notIn: ["noassertion", "cc0-1.0", "Cc-By-4.0"] }) { totalCount } }')

    assert reply.number("claims.totalCount") == 0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with filled(tmp_path) as made:
        yield made


def test_a_count_keeps_what_another_licence_supports_and_at_an_earlier_moment_too(world: World) -> None:
    china, kenya, technology = world.place("China"), world.place("Kenya"), world.entity("Technology", "cameras")
    both = world.claim(china, "usesSurveillanceTechnology", technology, standing=1)
    only = world.claim(kenya, "usesSurveillanceTechnology", technology, standing=1)
    for claim, licence in ((both, "ODbL-1.0"), (both, "CC0-1.0"), (only, "ODbL-1.0")):
        world.stated_in(claim, None, licence=licence)
    query = Query(of="Place", where=(Condition(predicate="usesSurveillanceTechnology"),))

    found = {
        (now, without): told(
            world.connection, Moment(day=TODAY, position=OPEN - 1, now=now, without=without), query
        ).numbers[0]
        for now in (True, False)
        for without in ((), ("ODbL-1.0",))
    }

    for now in (True, False):
        assert found[now, ()].certain.value == "2"
        assert found[now, ("ODbL-1.0",)].certain.value == "1"
        assert found[now, ("ODbL-1.0",)].claims == (both,)


def test_a_headline_value_then_comes_from_the_best_claim_that_is_left(world: World) -> None:
    kenya = world.place("Kenya")
    best = world.claim(kenya, "regimeType", "CLOSED_AUTOCRACY", standing=1, confidence=90)
    second = world.claim(kenya, "regimeType", "ELECTORAL_AUTOCRACY", standing=1, confidence=50)
    world.claim(kenya, "regimeType", "LIBERAL_DEMOCRACY", standing=1, confidence=10)
    denied = world.claim(kenya, "regimeType", "ELECTORAL_DEMOCRACY", standing=1, confidence=99, polarity="NEGATED")
    for claim, licence in ((best, "ODbL-1.0"), (second, "CC0-1.0"), (denied, "CC0-1.0")):
        world.stated_in(claim, None, licence=licence)

    found = {
        without: headline_claims(
            world.connection, Moment(day=TODAY, position=OPEN - 1, now=True, without=without), "Place", [kenya]
        )
        for without in (("ODbL-1.0",), ("CC-BY-4.0",), ("ODbL-1.0", "CC0-1.0"))
    }

    assert found["ODbL-1.0",] == {kenya: {"regimeType": second}}
    assert found["CC-BY-4.0",] == {kenya: {"regimeType": best}}
    assert found["ODbL-1.0", "CC0-1.0"] == {}


def test_an_end_that_rests_on_the_licence_is_none_where_it_is_left_out(world: World) -> None:
    italy = world.place("Italy")
    cells: dict[str, str | int] = {"standing": 1, "confidence": 28}
    seen = world.claim(italy, "beltAndRoadMember", "MEMBER", valid="2022", **cells)
    left = world.claim(italy, "beltAndRoadMember", "MEMBER", valid="2019-03/2023-06-12", **cells)
    for claim, licence in ((seen, "ODbL-1.0"), (seen, "CC0-1.0"), (left, "CC-BY-4.0")):
        world.stated_in(claim, None, licence=licence)
    query = Query(of="Place", where=(Condition(predicate="beltAndRoadMember"),))

    for without, headlines, certain in (
        (("ODbL-1.0",), {}, "0"),
        (("CC-BY-4.0",), {italy: {"beltAndRoadMember": seen}}, "1"),
    ):
        moment = Moment(day=TODAY, position=OPEN - 1, now=True, without=without)
        assert headline_claims(world.connection, moment, "Place", [italy]) == headlines
        assert told(world.connection, moment, query).numbers[0].certain.value == certain
