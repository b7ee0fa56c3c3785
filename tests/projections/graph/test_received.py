"""Money that went to a place for surveillance has a trail, though no claim says for which system."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.projections.filled import TODAY, Cell, filled
from tests.projections.filled import World as Rows
from tests.projections.filled import uid as public
from tests.projections.graph.conftest import Answering
from tests.projections.graph.test_money_trails import (
    BANK,
    CAMERAS,
    CAMERAS_IN_CITY,
    CITY,
    CITY_IN_COUNTRY,
    COUNTRY,
    LOAN,
    LOAN_FOR_CAMERAS,
    LOAN_OF_BANK,
    OTHER_VENDOR,
    VENDOR,
    gaps,
    stations,
    walked,
    world,
)
from tests.projections.graph.worlds import EntityRow, World, now, uid

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.graph.concerning import facilities_for, receiving_around
from watchgraph_projections.graph.edges import Node
from watchgraph_projections.graph.received import with_larger
from watchgraph_projections.graph.stations import Station

LOAN_TO_COUNTRY = (LOAN, "recipient", COUNTRY)
LOAN_TO_CITY = (LOAN, "recipient", CITY)
VENDOR_CARRIES_OUT = (LOAN, "implementer", VENDOR)
MINISTRY = OTHER_VENDOR
MINISTRY_CARRIES_OUT = (LOAN, "implementer", MINISTRY)
MINISTRY_RECEIVES = (LOAN, "receivingAgency", MINISTRY)


def start(key: int, kind: str = "Place") -> Node:
    return Node(key=key, id=str(public(key)), kind=kind, label=None)


def stated(reason: str) -> str:
    """The qualifiers of a claim that calls a record not countable, as they are stored."""
    code = {"type": "code", "scheme": "not-countable-reason", "code": reason}
    return json.dumps([{"name": "reason", "value": code, "text": reason, "entity": None}])


def test_money_for_surveillance_leads_from_the_place_to_the_bank_and_the_gap_is_named(answering: Answering) -> None:
    graph = answering(world(LOAN_TO_COUNTRY, LOAN_OF_BANK))

    (trail,) = graph.money_trails(uid(f"entity {COUNTRY}"), moment=now(), facilities=[LOAN])

    assert stations(trail) == [COUNTRY, LOAN, BANK]
    assert walked(trail) == [(COUNTRY, "recipient", LOAN), (LOAN, "lender", BANK)]
    assert gaps(trail) == [(Station.DEPLOYMENT, COUNTRY), (Station.VENDOR, LOAN), (Station.CONTRACT, LOAN)]


@pytest.mark.parametrize("start", [COUNTRY, VENDOR])
def test_who_carries_it_out_is_its_vendor_but_not_who_receives_it_too(answering: Answering, start: int) -> None:
    said = (LOAN_TO_COUNTRY, LOAN_OF_BANK, VENDOR_CARRIES_OUT, MINISTRY_CARRIES_OUT, MINISTRY_RECEIVES)
    graph = answering(world(*said))

    (trail,) = graph.money_trails(uid(f"entity {start}"), moment=now(), facilities=[LOAN])

    assert stations(trail) == [COUNTRY, VENDOR, LOAN, BANK]
    assert walked(trail) == [(COUNTRY, "recipient", LOAN), (VENDOR, "implementer", LOAN), (LOAN, "lender", BANK)]
    assert gaps(trail) == [(Station.DEPLOYMENT, COUNTRY), (Station.CONTRACT, VENDOR)]


def test_of_what_a_vendor_carries_out_it_is_told_that_nobody_recorded_where(answering: Answering) -> None:
    graph = answering(world(VENDOR_CARRIES_OUT))

    (trail,) = graph.money_trails(uid(f"entity {VENDOR}"), moment=now(), facilities=[LOAN])

    assert stations(trail) == [VENDOR, LOAN]
    assert gaps(trail) == [
        (Station.PLACE, LOAN),
        (Station.DEPLOYMENT, LOAN),
        (Station.CONTRACT, VENDOR),
        (Station.LENDER, LOAN),
    ]


def test_a_ministry_that_receives_under_another_id_is_known_by_its_name(answering: Answering) -> None:
    entities = [
        EntityRow(key=COUNTRY, kind="Place", cluster=COUNTRY),
        EntityRow(key=LOAN, kind="FinancialFacility", cluster=LOAN),
        *(EntityRow(key=key, kind="Organisation", cluster=key, label="Ministry") for key in (MINISTRY, VENDOR)),
    ]
    said = (LOAN_TO_COUNTRY, (LOAN, "implementer", MINISTRY), (LOAN, "receivingAgency", VENDOR))
    graph = answering(World(entities=entities, claims=world(*said).claims))

    (trail,) = graph.money_trails(uid(f"entity {COUNTRY}"), moment=now(), facilities=[LOAN])

    assert stations(trail) == [COUNTRY, LOAN]


def test_who_receives_what_it_carries_out_is_not_led_to_it_as_a_vendor(answering: Answering) -> None:
    graph = answering(world(LOAN_TO_COUNTRY, MINISTRY_CARRIES_OUT, MINISTRY_RECEIVES))

    (trail,) = graph.money_trails(uid(f"entity {MINISTRY}"), moment=now(), facilities=[LOAN])

    assert stations(trail) == [MINISTRY]


def test_what_went_to_a_place_within_the_place_is_led_to_through_it(answering: Answering) -> None:
    graph = answering(world(CITY_IN_COUNTRY, LOAN_TO_CITY))

    (trail,) = graph.money_trails(uid(f"entity {COUNTRY}"), moment=now(), facilities=[LOAN])

    assert walked(trail) == [(COUNTRY, "partOf", CITY), (CITY, "recipient", LOAN)]
    assert [station for station, _ in gaps(trail)] == [
        Station.DEPLOYMENT,
        Station.VENDOR,
        Station.CONTRACT,
        Station.LENDER,
    ]


def test_it_comes_behind_what_leads_through_systems_whatever_these_miss(answering: Answering) -> None:
    graph = answering(world(CAMERAS_IN_CITY, LOAN_TO_CITY, VENDOR_CARRIES_OUT, LOAN_OF_BANK))

    first, second = graph.money_trails(uid(f"entity {CITY}"), moment=now(), facilities=[LOAN])

    assert Station.DEPLOYMENT in first.stations
    assert len(first.missing) > len(second.missing)
    assert stations(second) == [CITY, VENDOR, LOAN, BANK]


def test_money_that_is_known_to_pay_for_a_system_has_no_second_trail(answering: Answering) -> None:
    graph = answering(world(CAMERAS_IN_CITY, LOAN_FOR_CAMERAS, LOAN_TO_CITY, LOAN_OF_BANK))

    (trail,) = graph.money_trails(uid(f"entity {CITY}"), moment=now(), facilities=[LOAN])

    assert Station.DEPLOYMENT in trail.stations


@pytest.mark.parametrize(("start", "facilities"), [(COUNTRY, []), (OTHER_VENDOR, [LOAN])])
def test_money_for_other_things_and_other_starts_have_no_such_trail(
    answering: Answering, start: int, facilities: list[int]
) -> None:
    graph = answering(world(LOAN_TO_COUNTRY, LOAN_OF_BANK))

    (trail,) = graph.money_trails(uid(f"entity {start}"), moment=now(), facilities=facilities)

    assert stations(trail) == [start]


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    with filled(tmp_path) as made:
        yield made


def test_facilities_are_those_that_a_standing_claim_says_concern_surveillance(rows: Rows) -> None:
    country, city = rows.country("Pakistan"), rows.place("Islamabad")
    drawn: dict[str, Cell] = {"standing": 1, "draws": 1}
    rows.claim(city, "partOf", country, **drawn)
    for_country, for_city, elsewhere, other, withdrawn = (
        rows.entity("FinancialFacility", label) for label in ("a", "b", "c", "d", "e")
    )
    for facility, place in ((for_country, country), (for_city, city), (other, country), (withdrawn, country)):
        rows.claim(facility, "recipient", place, **drawn)
    for facility in (for_country, for_country, for_city, elsewhere):
        rows.claim(facility, "concernsSurveillance", "SAFE_CITY", standing=1, valid="")
    rows.claim(withdrawn, "concernsSurveillance", "SAFE_CITY", standing=0, valid="")

    moment = Moment(day=TODAY, position=OPEN - 1, now=True)
    found = {place: facilities_for(rows.connection, moment, start(place)) for place in (country, city)}

    assert found == {country: [for_country, for_city], city: [for_city]}


def test_facilities_of_a_vendor_are_those_for_surveillance_that_it_carries_out(rows: Rows) -> None:
    vendor = rows.entity("Organisation", "Huawei")
    cameras, roads, of_another = (rows.entity("FinancialFacility", label) for label in ("a", "b", "c"))
    for facility in (cameras, roads):
        rows.claim(facility, "implementer", vendor, standing=1, draws=1)
    for facility in (cameras, of_another):
        rows.claim(facility, "concernsSurveillance", "SAFE_CITY", standing=1, valid="")

    moment = Moment(day=TODAY, position=OPEN - 1, now=True)

    assert facilities_for(rows.connection, moment, start(vendor, "Organisation")) == [cameras]


@pytest.mark.parametrize(
    ("code", "reason", "went"),
    [("NO", "PLEDGE", False), ("NO", "INACTIVE", False), ("NO", "UMBRELLA", True), ("NO", "", True), ("YES", "", True)],
)
def test_what_was_only_promised_or_is_no_record_any_more_went_nowhere(
    rows: Rows, code: str, reason: str, *, went: bool
) -> None:
    country, loan = rows.country("Zimbabwe"), rows.entity("FinancialFacility", "loan")
    rows.claim(loan, "recipient", country, standing=1, draws=1)
    rows.claim(loan, "concernsSurveillance", "SAFE_CITY", standing=1, valid="")
    rows.claim(loan, "countable", code, standing=1, valid="", qualifiers=stated(reason) if reason else "[]")

    found = facilities_for(rows.connection, Moment(day=TODAY, position=OPEN - 1, now=True), start(country))

    assert found == ([loan] if went else [])


def test_what_another_record_counts_went_though_one_calls_it_promised(rows: Rows) -> None:
    country, loan = rows.country("Zimbabwe"), rows.entity("FinancialFacility", "loan")
    rows.claim(loan, "recipient", country, standing=1, draws=1)
    rows.claim(loan, "concernsSurveillance", "SAFE_CITY", standing=1, valid="")
    rows.claim(loan, "countable", "NO", standing=1, valid="", qualifiers=stated("PLEDGE"))
    rows.claim(loan, "countable", "YES", standing=1, valid="")

    found = facilities_for(rows.connection, Moment(day=TODAY, position=OPEN - 1, now=True), start(country))

    assert found == [loan]


def test_places_around_that_received_such_money_are_found_and_none_within(rows: Rows) -> None:
    region, country, city = rows.place("South Asia"), rows.country("Pakistan"), rows.place("Islamabad")
    agreed, promised, roads = (rows.entity("FinancialFacility", label) for label in ("a", "b", "c"))
    for part, whole in ((city, country), (country, region)):
        rows.claim(part, "partOf", whole, standing=1, draws=1)
    for facility, place in ((agreed, country), (promised, region), (roads, region)):
        rows.claim(facility, "recipient", place, standing=1, draws=1)
    for facility in (agreed, promised):
        rows.claim(facility, "concernsSurveillance", "SAFE_CITY", standing=1, valid="")
    rows.claim(promised, "countable", "NO", standing=1, valid="", qualifiers=stated("PLEDGE"))

    moment = Moment(day=TODAY, position=OPEN - 1, now=True)
    found = {place: receiving_around(rows.connection, moment, str(public(place))) for place in (city, country, region)}

    assert found == {city: [str(public(country))], country: [], region: []}


def test_what_went_to_a_place_later_is_not_told_as_of_a_day_before(rows: Rows) -> None:
    country, city = rows.country("Pakistan"), rows.place("Islamabad")
    loan = rows.entity("FinancialFacility", "loan")
    rows.claim(city, "partOf", country, standing=1, draws=1, valid="1960/..")
    rows.claim(loan, "recipient", country, standing=1, draws=1, valid="2010")
    rows.claim(loan, "concernsSurveillance", "SAFE_CITY", standing=1, valid="")

    days = [Moment(day=day, position=OPEN - 1, now=True) for day in (20091231, 20101231)]
    found = [len(receiving_around(rows.connection, moment, str(public(city)))) for moment in days]

    assert found == [0, 1]


def test_a_city_is_told_of_the_money_of_its_country_which_is_not_its_own(answering: Answering) -> None:
    graph = answering(world(CITY_IN_COUNTRY, CAMERAS_IN_CITY, LOAN_TO_COUNTRY))
    city, country = (graph.node(uid(f"entity {place}"), moment=now()) for place in (CITY, COUNTRY))

    (trail,) = with_larger(graph.money_trails(city.id, moment=now()), city, [country])

    assert stations(trail) == [CITY, CAMERAS]
    assert gaps(trail)[-2:] == [(Station.FACILITY, CAMERAS), (Station.FACILITY, COUNTRY)]
    assert trail.missing[-1].reason == (
        f"money for surveillance went to {country.label}, which {city.label} is part of; "
        "whether any of it is for here is not recorded"
    )


def test_a_trail_with_money_of_its_own_is_told_of_no_other(answering: Answering) -> None:
    graph = answering(world(CITY_IN_COUNTRY, CAMERAS_IN_CITY, LOAN_FOR_CAMERAS))
    city, country = (graph.node(uid(f"entity {place}"), moment=now()) for place in (CITY, COUNTRY))
    (trail,) = graph.money_trails(city.id, moment=now())

    assert with_larger([trail], city, [country]) == (trail,)
