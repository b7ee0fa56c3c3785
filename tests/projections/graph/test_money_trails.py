"""Money trails: what is recorded is followed to the end, what is not is named and never guessed."""

import pytest
from tests.projections.graph.conftest import Answering
from tests.projections.graph.worlds import ClaimRow, EntityRow, World, now, uid

from watchgraph_projections.graph.stations import Station
from watchgraph_projections.graph.trails import MoneyTrail
from watchgraph_projections.graph.walks import WrongStartError

COUNTRY, CITY, CAMERAS, VENDOR, CONTRACT, LOAN, BANK, OTHER_VENDOR = range(1, 9)
KINDS = {
    COUNTRY: "Place",
    CITY: "Place",
    CAMERAS: "Deployment",
    VENDOR: "Organisation",
    CONTRACT: "Contract",
    LOAN: "FinancialFacility",
    BANK: "Organisation",
    OTHER_VENDOR: "Organisation",
}
CITY_IN_COUNTRY = (CITY, "partOf", COUNTRY)
CAMERAS_IN_CITY = (CAMERAS, "deployedIn", CITY)
VENDOR_SUPPLIES = (VENDOR, "supplies", CAMERAS)
OTHER_SUPPLIES = (OTHER_VENDOR, "supplies", CAMERAS)
CONTRACT_FOR_CAMERAS = (CONTRACT, "contractFor", CAMERAS)
CONTRACT_WITH_VENDOR = (CONTRACT, "supplier", VENDOR)
LOAN_FOR_CONTRACT = (LOAN, "finances", CONTRACT)
LOAN_FOR_CAMERAS = (LOAN, "finances", CAMERAS)
LOAN_OF_BANK = (LOAN, "lender", BANK)
WHOLE = (
    CITY_IN_COUNTRY,
    CAMERAS_IN_CITY,
    VENDOR_SUPPLIES,
    CONTRACT_FOR_CAMERAS,
    CONTRACT_WITH_VENDOR,
    LOAN_FOR_CONTRACT,
    LOAN_OF_BANK,
)


def world(*said: tuple[int, str, int], valid: str = "2018", confidence: int | None = 70) -> World:
    entities = [EntityRow(key=key, kind=kind, cluster=key) for key, kind in KINDS.items()]
    claims = [
        ClaimRow(key=100 + n, predicate=predicate, subject=subject, object=target, valid=valid, confidence=confidence)
        for n, (subject, predicate, target) in enumerate(said)
    ]
    return World(entities=entities, claims=claims)


def stations(trail: MoneyTrail) -> list[int]:
    return [node.key for node in trail.stations.values()]


def walked(trail: MoneyTrail) -> list[tuple[int, str, int]]:
    return [(hop.source.key, hop.predicate, hop.target.key) for hop in trail.hops]


def gaps(trail: MoneyTrail) -> list[tuple[Station, int]]:
    return [(each.station, each.after.key) for each in trail.missing]


@pytest.mark.parametrize("start", [CITY, CAMERAS, VENDOR])
def test_a_recorded_chain_is_found_whole_from_each_of_its_starts(answering: Answering, start: int) -> None:
    graph = answering(world(*WHOLE))

    (trail,) = graph.money_trails(uid(f"entity {start}"), moment=now())

    assert stations(trail) == [CITY, CAMERAS, VENDOR, CONTRACT, LOAN, BANK]
    assert walked(trail) == [
        (CITY, "deployedIn", CAMERAS),
        (CAMERAS, "supplies", VENDOR),
        (CAMERAS, "contractFor", CONTRACT),
        (VENDOR, "supplier", CONTRACT),
        (CONTRACT, "finances", LOAN),
        (LOAN, "lender", BANK),
    ]
    assert all(hop.claims for hop in trail.hops)
    assert (trail.missing, trail.weakest) == ((), 70)


def test_a_country_leads_to_the_systems_of_its_cities(answering: Answering) -> None:
    graph = answering(world(*WHOLE))

    (trail,) = graph.money_trails(uid(f"entity {COUNTRY}"), moment=now())

    assert walked(trail)[:2] == [(COUNTRY, "partOf", CITY), (CITY, "deployedIn", CAMERAS)]
    assert trail.stations[Station.PLACE].key == CITY


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        (CITY_IN_COUNTRY, []),
        (CAMERAS_IN_CITY, [(Station.PLACE, CAMERAS)]),
        (VENDOR_SUPPLIES, []),
        (CONTRACT_FOR_CAMERAS, [(Station.CONTRACT, VENDOR), (Station.FACILITY, CAMERAS)]),
        (LOAN_FOR_CONTRACT, [(Station.FACILITY, CONTRACT)]),
        (LOAN_OF_BANK, [(Station.LENDER, LOAN)]),
    ],
)
def test_a_link_that_nobody_recorded_is_named(
    answering: Answering, left_out: tuple[int, str, int], missing: list[tuple[Station, int]]
) -> None:
    graph = answering(world(*(said for said in WHOLE if said != left_out)))

    (trail,) = graph.money_trails(uid(f"entity {CAMERAS}"), moment=now())

    assert gaps(trail) == missing


def test_a_vendor_meets_a_contract_only_where_a_claim_says_so(answering: Answering) -> None:
    graph = answering(world(*(said for said in WHOLE if said != CONTRACT_WITH_VENDOR)))

    found = graph.money_trails(uid(f"entity {CAMERAS}"), moment=now())

    assert [stations(trail) for trail in found] == [[CITY, CAMERAS, CONTRACT, LOAN, BANK], [CITY, CAMERAS, VENDOR]]
    assert [gaps(trail) for trail in found] == [
        [(Station.VENDOR, CONTRACT)],
        [(Station.CONTRACT, VENDOR), (Station.FACILITY, CAMERAS)],
    ]


def test_a_second_vendor_without_a_contract_comes_after_the_complete_chain(answering: Answering) -> None:
    graph = answering(world(*WHOLE, OTHER_SUPPLIES))

    first, second = graph.money_trails(uid(f"entity {CITY}"), moment=now())

    assert not first.missing
    assert stations(second) == [CITY, CAMERAS, OTHER_VENDOR]
    assert [stations(trail) for trail in graph.money_trails(uid(f"entity {OTHER_VENDOR}"), moment=now())] == [
        stations(second)
    ]


def test_money_for_the_system_itself_is_not_said_to_be_for_the_contract(answering: Answering) -> None:
    graph = answering(world(*(said for said in WHOLE if said != LOAN_FOR_CONTRACT), LOAN_FOR_CAMERAS))

    (trail,) = graph.money_trails(uid(f"entity {CAMERAS}"), moment=now())

    assert (CAMERAS, "finances", LOAN) in walked(trail)
    assert gaps(trail) == [(Station.FACILITY, CONTRACT)]


def test_a_contract_for_no_known_system_is_still_followed_to_the_bank(answering: Answering) -> None:
    graph = answering(world(CONTRACT_WITH_VENDOR, LOAN_FOR_CONTRACT, LOAN_OF_BANK))

    (trail,) = graph.money_trails(uid(f"entity {VENDOR}"), moment=now())

    assert stations(trail) == [VENDOR, CONTRACT, LOAN, BANK]
    assert gaps(trail) == [(Station.DEPLOYMENT, CONTRACT)]


@pytest.mark.parametrize(
    ("start", "missing"),
    [
        (CITY, [Station.DEPLOYMENT]),
        (CAMERAS, [Station.PLACE, Station.VENDOR, Station.CONTRACT, Station.FACILITY]),
        (VENDOR, [Station.DEPLOYMENT, Station.CONTRACT]),
    ],
)
def test_a_start_of_which_nothing_is_recorded_says_so(answering: Answering, start: int, missing: list[Station]) -> None:
    graph = answering(world())

    (trail,) = graph.money_trails(uid(f"entity {start}"), moment=now())

    assert (stations(trail), trail.hops, trail.weakest) == ([start], (), None)
    assert [each.station for each in trail.missing] == missing


def test_a_loan_outlives_the_cameras_and_is_marked_as_over(answering: Answering) -> None:
    graph = answering(world(*WHOLE, valid="2010/2014"))

    (trail,) = graph.money_trails(uid(f"entity {CAMERAS}"), moment=now())
    (before,) = graph.money_trails(uid(f"entity {CAMERAS}"), moment=now(20091231))

    assert {hop.certainty.value for hop in trail.hops} == {"NO"}
    assert before.hops == ()


def test_two_names_for_one_site_do_not_make_two_trails(answering: Answering) -> None:
    graph = answering(world(*WHOLE, (CAMERAS, "hasSite", COUNTRY), (CAMERAS, "hasSite", CITY)))

    found = graph.money_trails(uid(f"entity {COUNTRY}"), moment=now())

    assert [stations(trail)[0] for trail in found] == [CITY]


@pytest.mark.parametrize("start", [CONTRACT, LOAN])
def test_a_trail_starts_at_a_place_a_system_or_a_vendor(answering: Answering, start: int) -> None:
    graph = answering(world(*WHOLE))

    with pytest.raises(WrongStartError):
        graph.money_trails(uid(f"entity {start}"), moment=now())
