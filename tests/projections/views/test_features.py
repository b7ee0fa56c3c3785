"""What lies where: places by their best coordinates, deployments at such places, within any box of the globe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.projections.filled import TODAY, Cell, World, filled, uid

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.views import licences
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.entity_filters import Comparison, Condition, EntityFilter
from watchgraph_projections.views.features import DEPLOYMENT, PLACE, Box, FeatureList, FeatureRow
from watchgraph_projections.views.geojson import Spot, feature
from watchgraph_projections.views.pages import Cut, read_page

NOW = Moment(day=TODAY, position=OPEN - 1, now=True)
SUVA, BELGRADE, ALOFI = ("-18.1", "178.4"), ("44.8", "20.5"), ("-19.1", "-169.9")
PACIFIC = Box(west=170, south=-30, east=-160, north=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("features")


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    with filled(folder) as made:
        yield made


def located(world: World, place: int, spot: tuple[str, str], **cells: Cell) -> int:
    latitude, longitude = spot
    value = {"type": "geo", "lat": latitude, "lon": longitude, "precision_m": None}
    usual: dict[str, Cell] = {"standing": 1, "confidence": 70, "valid": ""}
    return world.claim(place, "coordinates", value, **(usual | cells))


def tied(world: World, deployment: int, predicate: str, place: int, **cells: Cell) -> int:
    usual: dict[str, Cell] = {"standing": 1, "confidence": 60}
    return world.claim(deployment, predicate, place, **(usual | cells))


def found(world: World, listing: FeatureList | None = None, moment: Moment = NOW) -> list[FeatureRow]:
    wanted = listing or FeatureList()
    page = read_page(world.connection, wanted, moment, Cut(size=100))
    return [wanted.row(values) for values in page.values]


def test_a_place_is_where_its_coordinates_say_longitude_first(world: World) -> None:
    belgrade = world.place("Belgrade")
    claim = located(world, belgrade, BELGRADE)

    (row,) = found(world)

    shown = feature(row, ["ODbL-1.0"])
    assert shown.geometry.coordinates == (20.5, 44.8)
    assert (shown.id, shown.properties.entity_id) == (f"Feature:{uid(claim)}", str(uid(belgrade)))
    assert (shown.properties.spot, shown.properties.claim_ids) == (Spot.PLACE, (str(uid(claim)),))


def test_of_rival_coordinates_the_ranked_then_the_undisputed_then_the_surest_count(world: World) -> None:
    first, second, third = map(world.place, ("first", "second", "third"))
    ranked = located(world, first, BELGRADE, rank="PREFERRED", confidence=10)
    located(world, first, SUVA, confidence=90)
    located(world, second, BELGRADE, disputed=1, confidence=90)
    undisputed = located(world, second, SUVA, confidence=10)
    located(world, third, BELGRADE, confidence=None)
    surest = located(world, third, SUVA, confidence=10)

    points = [row.point for row in found(world)]

    assert points == [ranked, undisputed, surest]


def test_what_does_not_stand_is_denied_only_thought_or_over_puts_nothing_on_the_map(world: World) -> None:
    place = world.place("somewhere")
    fallen: list[dict[str, Cell]] = [
        {"standing": 0},
        {"polarity": "NEGATED"},
        {"modality": "OPINION"},
        {"valid": "2015/2016"},
    ]
    for cells in fallen:
        located(world, place, BELGRADE, **cells)

    assert found(world) == []


def test_a_deployment_is_at_each_of_its_sites_and_in_its_place_once(world: World) -> None:
    site, other, city = map(world.place, ("a square", "a station", "Belgrade"))
    for place in (site, other, city):
        located(world, place, BELGRADE)
    cameras = world.entity("Deployment", "cameras")
    tied(world, cameras, "hasSite", site)
    tied(world, cameras, "hasSite", other)
    within = tied(world, cameras, "deployedIn", city, confidence=20, planned=1)
    tied(world, cameras, "deployedIn", city, confidence=10)

    rows = found(world, FeatureList(kinds=(DEPLOYMENT,)))

    assert [feature(row, []).properties.spot for row in rows] == [Spot.SITE, Spot.SITE, Spot.AREA]
    assert {row.entity for row in rows} == {cameras}
    assert (rows[-1].via, rows[-1].confidence, rows[-1].planned) == (within, 20, 1)
    assert len(rows[-1].claims) == 2


@pytest.mark.parametrize(
    ("box", "labels"),
    [
        (Box(20, 44, 21, 45), ["Belgrade"]),
        (Box(-180, -90, 180, 90), ["Suva", "Belgrade", "Alofi"]),
        (PACIFIC, ["Suva", "Alofi"]),
        (Box(0, -90, 10, 90), []),
        (Box(20.5, 44.8, 20.5, 44.8), ["Belgrade"]),
    ],
)
def test_a_box_holds_its_borders_and_may_cross_the_antimeridian(world: World, box: Box, labels: list[str]) -> None:
    for label, spot in (("Suva", SUVA), ("Belgrade", BELGRADE), ("Alofi", ALOFI)):
        located(world, world.place(label), spot)

    assert [row.label for row in found(world, FeatureList(box=box))] == labels


def test_only_subjects_of_a_claim_that_is_asked_for(world: World) -> None:
    camera, square = world.place("camera"), world.place("square")
    for place in (camera, square):
        located(world, place, BELGRADE)
    world.claim(camera, "hasEquipment", "CAMERA", standing=1)

    rows = found(world, FeatureList(said=ClaimFilter(predicates=("hasEquipment",))))

    assert [row.entity for row in rows] == [camera]


def test_places_by_what_is_said_to_lead_there_and_what_is_deployed_at_such_places(world: World) -> None:
    square, street = world.place("square"), world.place("street")
    cameras = world.entity("Deployment", "cameras")
    for place in (square, street):
        located(world, place, BELGRADE)
        world.of_kind(PLACE, place)
        tied(world, cameras, "hasSite", place)
    world.claim(world.entity("Organisation", "a maker"), "madeCamerasAt", square, standing=1)
    made = EntityFilter(named=(ClaimFilter(predicates=("madeCamerasAt",)),))

    rows = found(world, FeatureList(place=made))
    others = found(world, FeatureList(place=EntityFilter(none_of=(made,))))

    assert [(row.entity, row.predicate) for row in rows] == [(square, None), (cameras, "hasSite")]
    assert [row.entity for row in others] == [street, cameras]


def test_deployments_by_their_fields_and_the_places_that_such_a_one_is_at(world: World) -> None:
    square, street, empty = map(world.place, ("square", "street", "a place without cameras"))
    for place in (square, street, empty):
        located(world, place, BELGRADE)
    over, live = world.entity("Deployment", "over"), world.entity("Deployment", "live")
    for deployment, place, status in ((over, square, "ENDED"), (live, street, "LIVE")):
        world.of_kind(DEPLOYMENT, deployment, has_status=status)
        tied(world, deployment, "hasSite", place)
    tied(world, over, "hasSite", street, standing=0)
    ended = EntityFilter(where=(Condition(column="has_status", test=Comparison.EQUAL, values=("ENDED",)),))

    rows = found(world, FeatureList(deployed=ended))
    both = found(world, FeatureList(deployed=ended, place=EntityFilter(ids=(str(uid(street)),))))

    assert [row.entity for row in rows] == [square, over]
    assert both == []


def test_both_clocks_decide_what_is_on_the_map(world: World) -> None:
    early, late = world.place("early"), world.place("late")
    located(world, early, BELGRADE, since=2, until=6)
    located(world, late, SUVA, since=6, valid="2020/..")

    def at(position: int, day: int) -> list[int]:
        return [row.entity for row in found(world, moment=Moment(day=day, position=position, now=False))]

    assert at(1, TODAY) == []
    assert at(3, TODAY) == [early]
    assert at(6, TODAY) == [late]
    assert at(6, 20190101) == []


def test_without_a_licence_the_next_best_coordinates_count_and_the_licences_are_told(world: World) -> None:
    place = world.place("camera")
    mapped, measured = located(world, place, BELGRADE, confidence=90), located(world, place, SUVA, confidence=10)
    world.stated_in(mapped, None, licence="ODbL-1.0")
    world.stated_in(measured, None, licence="CC0-1.0")
    ours = Moment(day=TODAY, position=OPEN - 1, now=True, without=("ODbL-1.0",))

    assert [row.point for row in found(world)] == [mapped]
    assert [row.point for row in found(world, moment=ours)] == [measured]
    told = licences.of_claims(world.connection, NOW, [mapped, measured])
    assert told == {mapped: {"ODbL-1.0"}, measured: {"CC0-1.0"}}


def test_places_and_deployments_come_in_one_order_that_pages_go_on_in(world: World) -> None:
    place, cameras = world.place("Belgrade"), world.entity("Deployment", "cameras")
    tied(world, cameras, "hasSite", place)
    located(world, place, BELGRADE)
    listing = FeatureList(kinds=(PLACE, DEPLOYMENT))

    first = read_page(world.connection, listing, NOW, Cut(size=1))
    rest = read_page(world.connection, listing, NOW, Cut(size=1, after=first.places[0]))

    assert (first.has_next, rest.has_next) == (True, False)
    assert [listing.row(page.values[0]).kind for page in (first, rest)] == ["Deployment", "Place"]


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [("CC0-1.0", True), ("CC-BY-4.0", True), ("MIT", True), ("ODbL-1.0", False), ("CC-BY-NC-4.0", False),
     ("CC-BY-SA-4.0", False), ("CC-BY-ND-4.0", False), ("NOASSERTION", False)],
)  # fmt: skip
def test_files_for_everybody_keep_clear_of_licences_that_bind_those_who_use_them(
    licence: str, *, allowed: bool
) -> None:
    assert licences.for_bulk(licence) is allowed
