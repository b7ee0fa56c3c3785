"""GeoJSON through the API, of cameras as OpenStreetMap has them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named

GEOJSON = """{ type bbox features { type id geometry { type coordinates }
  properties { entityId kind name spot precisionMetres certainty confidence disputed planned claimIds licences } } }"""
TOUR = Path(__file__).parents[2] / "docs" / "api.md"
GRAPHQL = re.compile(r"^```graphql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BELGRADE = "[20.1, 44.6, 20.8, 45.0]"


@pytest.fixture(scope="module")
def cameras(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks a store of mapped cameras."""
    store = Store.open(tmp_path_factory.mktemp("cameras"))
    imports = ImportStore(log=store.log, staging=store.folder / "staging")
    import_named("osm-cameras", [test_data / "osm-cameras"], imports, Actor(id="t", role="EDITOR", channel="LOCAL"))
    store.catch_up()
    yield asking(store.catalogue)
    store.close()


def test_an_answer_is_geojson_as_it_is(cameras: Ask) -> None:
    reply = cameras(f"{{ placesGeoJson(first: 100, bbox: {BELGRADE}) {GEOJSON} }}")

    collection = reply.at("placesGeoJson")
    assert isinstance(collection, dict)
    assert collection["type"] == "FeatureCollection"
    west, south, east, north = collection["bbox"]
    assert collection["features"]
    for feature in collection["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        assert 20.1 <= west <= longitude <= east <= 20.8
        assert 44.6 <= south <= latitude <= north <= 45.0
        assert feature["properties"]["licences"] == ["ODbL-1.0"]
        assert feature["properties"]["claimIds"] == [feature["id"].removeprefix("Feature:")]


def test_the_map_of_the_documentation_has_every_camera_of_the_city(cameras: Ask) -> None:
    page = TOUR.read_text(encoding="utf-8")
    (document,) = [each for each in GRAPHQL.findall(page) if "placesGeoJson" in each]
    of_cameras = 'hasClaim: {predicates: ["hasEquipment"]}'
    assert f"ask with `{of_cameras}` and without `kinds`" in page

    found = cameras(document.replace("kinds: [DEPLOYMENT]", of_cameras))

    assert len(found.all("placesGeoJson.features.*.id")) == found.number("placesGeoJson.totalCount") > 45
    assert found.at("placesGeoJson.pageInfo.hasNextPage") is False


def test_the_map_shows_the_cameras_of_one_maker(cameras: Ask) -> None:
    maker = cameras('{ organisations(where: {name: {eq: "Hikvision"}}) { nodes { id } } }').at(
        "organisations.nodes.0.id"
    )
    made = '{objectOf: {predicates: ["madeCamerasAt"], subject: $maker}}'
    given = {"maker": maker}

    theirs = cameras(
        f"query ($maker: ID!) {{ theirs: placesGeoJson(first: 100, where: {made}) {{ totalCount features {{ properties "
        '{ entity { neighbours(where: {predicates: ["madeCamerasAt"]}) { nodes { entity { id } } } } } } } '
        f"others: placesGeoJson(where: {{not: {made}}}) {{ totalCount }} all: placesGeoJson {{ totalCount }} }}",
        given,
    )

    makers = theirs.all("theirs.features.*.properties.entity.neighbours.nodes.*.entity.id")
    assert theirs.number("theirs.totalCount") == makers.count(maker) > 0
    assert theirs.number("others.totalCount") == theirs.number("all.totalCount") - makers.count(maker)


def test_the_map_shows_places_by_what_is_deployed_there(cameras: Ask) -> None:
    reply = cameras("{ placesGeoJson(deployed: {hasStatus: {eq: ENDED}}) { totalCount } }")

    assert reply.number("placesGeoJson.totalCount") == 0


def test_pages_together_have_every_feature_once(cameras: Ask) -> None:
    found, after = [], None
    while True:
        reply = cameras(
            "query ($after: String) { placesGeoJson(first: 100, after: $after) "
            "{ totalCount features { id } pageInfo { hasNextPage endCursor } } }",
            {"after": after},
        )
        found += reply.all("placesGeoJson.features.*.id")
        after = reply.at("placesGeoJson.pageInfo.endCursor")
        if not reply.at("placesGeoJson.pageInfo.hasNextPage"):
            break

    assert len(found) == len(set(found)) == reply.number("placesGeoJson.totalCount")


def test_without_their_licence_no_camera_is_left(cameras: Ask) -> None:
    reply = cameras('{ placesGeoJson(licence: {notIn: ["ODbL-1.0"]}) { totalCount bbox features { id } } }')

    assert reply.at("placesGeoJson") == {"totalCount": 0, "bbox": None, "features": []}


def test_a_page_of_features_costs_the_same_statements_however_long_it_is(cameras: Ask) -> None:
    short, long = (cameras(f"{{ placesGeoJson(first: {size}) {GEOJSON} }}") for size in (2, 100))

    assert len(long.statements) == len(short.statements)


@pytest.mark.parametrize(
    "arguments",
    [
        "bbox: [20, 44, 21]",
        "bbox: [20, 45, 21, 44]",
        "bbox: [44, 200, 45, 201]",
        "kinds: []",
    ],
)
def test_what_is_no_box_on_a_map_and_no_kinds_at_all_are_refused(ask: Ask, arguments: str) -> None:
    assert ask(f"{{ placesGeoJson({arguments}) {{ totalCount }} }}").codes == ["bad-argument"]


def test_a_feature_is_found_again_by_its_id(cameras: Ask) -> None:
    asked = "{ id geometry { coordinates } properties { entityId } }"
    feature = cameras(f"{{ placesGeoJson(first: 1) {{ features {asked} }} }}").at("placesGeoJson.features.0")
    assert isinstance(feature, dict)

    again = cameras(f"query ($id: ID!) {{ node(id: $id) {{ ... on Feature {asked} }} }}", {"id": feature["id"]})

    assert again.at("node") == feature
