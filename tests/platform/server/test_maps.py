"""The map as a file: valid GeoJSON with everything on it once, clear of licences that bind those who use it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph.settings import Settings
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named
from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_projections.views.pages import Page
from watchgraph_server import maps
from watchgraph_server.asgi import application

ODBL = {"licences": "ODbL-1.0"}


@pytest.fixture(scope="module")
def cameras(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store of mapped cameras."""
    folder = tmp_path_factory.mktemp("cameras")
    store = Store.open(folder)
    imports = ImportStore(log=store.log, staging=folder / "staging")
    import_named("osm-cameras", [test_data / "osm-cameras"], imports, Actor(id="t", role="EDITOR", channel="LOCAL"))
    store.catch_up()
    store.close()
    return folder


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    store = Store.open(folder)
    app = application(store.catalogue)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as opened,
    ):
        yield opened
    store.close()


@pytest.fixture
async def client(cameras: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with served(cameras) as opened:
        yield opened


@pytest.fixture
async def reference(reference_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Serves the reference data, whose cities have the coordinates of GeoNames."""
    async with served(reference_folder) as opened:
        yield opened


def names(got: httpx.Response) -> list[str]:
    return sorted(each["properties"]["name"] for each in got.json()["features"])


async def test_the_file_has_every_feature_once_in_parts_of_any_size(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (await client.get(maps.ADDRESS, params=ODBL)).json()
    monkeypatch.setattr(maps, "PART", 100)

    got = await client.get(maps.ADDRESS, params=ODBL)

    assert got.headers["content-type"].startswith("application/geo+json")
    assert got.json() == whole
    ids = [each["id"] for each in whole["features"]]
    assert len(ids) == len(set(ids)) > 800
    assert {each["geometry"]["type"] for each in whole["features"]} == {"Point"}
    assert whole["licences"] == ["ODbL-1.0"]


async def test_what_is_under_a_binding_licence_is_left_out_unless_named(client: httpx.AsyncClient) -> None:
    got = await client.get(maps.ADDRESS)

    assert got.status_code == 200
    assert (got.json()["type"], got.json()["features"], got.json()["licences"]) == ("FeatureCollection", [], [])
    assert "ODbL-1.0" in got.json()["leftOut"]
    (warning,) = got.json()["warnings"]
    assert f"{maps.ADDRESS}?licences={','.join(got.json()['leftOut'])}" in warning["message"]


async def test_a_map_with_something_on_it_warns_of_nothing(client: httpx.AsyncClient) -> None:
    whole = (await client.get(maps.ADDRESS, params=ODBL)).json()
    nowhere = (await client.get(maps.ADDRESS, params=ODBL | {"bbox": "0,-80,1,-79"})).json()

    assert "warnings" not in whole
    assert whole["leftOut"] == nowhere["leftOut"]
    assert nowhere["warnings"][0]["code"] == "nothing-found"


async def test_a_box_a_kind_and_a_moment_choose(client: httpx.AsyncClient) -> None:
    belgrade = (await client.get(maps.ADDRESS, params=ODBL | {"bbox": "20.1,44.6,20.8,45.0"})).json()
    deployments = (await client.get(maps.ADDRESS, params=ODBL | {"kinds": "DEPLOYMENT"})).json()
    before = (await client.get(maps.ADDRESS, params=ODBL | {"recordedAt": "0"})).json()

    assert belgrade["features"]
    assert all(20.1 <= each["geometry"]["coordinates"][0] <= 20.8 for each in belgrade["features"])
    assert deployments["features"] == before["features"] == []
    assert before["standing"]["position"] == 0


async def test_deployments_are_where_geonames_says_that_their_cities_are(reference: httpx.AsyncClient) -> None:
    got = await reference.get(maps.ADDRESS, params={"kinds": "DEPLOYMENT", "licences": "NOASSERTION"})

    (london,) = [each for each in got.json()["features"] if each["properties"]["name"].endswith("police in London")]
    assert london["geometry"]["coordinates"] == [-0.12574, 51.50853]
    assert london["properties"]["spot"] == "AREA"
    assert london["properties"]["licences"] == ["CC-BY-4.0", "NOASSERTION"]
    assert len(got.json()["features"]) == 10


async def test_cities_are_on_the_map_under_the_licence_of_geonames(reference: httpx.AsyncClient) -> None:
    got = await reference.get(maps.ADDRESS, params={"kinds": "PLACE"})

    assert got.json()["licences"] == ["CC-BY-4.0"]
    assert {"London", "Detroit", "Cardiff"} <= set(names(got))
    assert not {"Mauritius", "United Kingdom", "Heathrow Airport"} & set(names(got))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"where": {"name": {"eq": "Detroit"}}}, ["Detroit", "city cameras of Detroit"]),
        ({"deployed": {"name": {"contains": "police in"}}, "kinds": "PLACE"}, ["Cardiff", "London"]),
        (
            {"hasClaim": {"predicates": ["banned"]}, "where": {"name": {"contains": "land"}}},
            ["Oakland", "Portland, Oregon"],
        ),
        ({"where": {"not": {"externalId": {"scheme": "GEONAMES", "isNull": False}}}}, []),
        ({"deployed": None, "where": {"name": {"eq": "Detroit"}}, "kinds": "PLACE"}, ["Detroit"]),
    ],
)
async def test_the_filters_of_the_api_choose_the_same_features_as_there(
    reference: httpx.AsyncClient, filters: dict[str, object], expected: list[str]
) -> None:
    query = """query ($kinds: [FeatureKind!], $hasClaim: ClaimWhere, $where: PlaceWhere, $deployed: DeploymentWhere) {
      placesGeoJson(kinds: $kinds, hasClaim: $hasClaim, where: $where, deployed: $deployed, first: 100) {
        features { type id geometry { type coordinates } properties { entityId name kind claimIds } } } }"""
    written = {name: value if isinstance(value, str) else json.dumps(value) for name, value in filters.items()}

    got = await reference.get(maps.ADDRESS, params={"licences": "NOASSERTION"} | written)

    assert names(got) == expected
    asked = await reference.post("/graphql", json={"query": query, "variables": filters})
    answered = {each["id"]: each for each in asked.json()["data"]["placesGeoJson"]["features"]}
    for each in got.json()["features"]:
        shown = answered.pop(each["id"])
        assert shown["geometry"] == each["geometry"]
        assert shown["properties"].items() <= each["properties"].items()
    assert answered == {}


async def test_whoever_has_it_already_gets_it_no_second_time(client: httpx.AsyncClient) -> None:
    first = await client.get(maps.ADDRESS)

    again = await client.get(maps.ADDRESS, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


async def test_the_file_is_charged_like_dear_questions(cameras: Path) -> None:
    store = Store.open(cameras)
    app = application(store.catalogue, settings=Settings(points_at_once=3_000, points_per_hour=3_000))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
        answers = [await client.get(maps.ADDRESS) for _ in range(4)]
    store.close()

    assert (answers[0].status_code, answers[-1].status_code) == (200, 429)
    assert "ratelimit" in answers[0].headers
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"bbox": "1,2,3"}, "bad-argument"),
        ({"bbox": "1,2,3,nan"}, "bad-argument"),
        ({"bbox": "west"}, "bad-argument"),
        ({"kinds": "ORGANISATION"}, "bad-argument"),
        ({"licences": "GPL-3.0"}, "bad-argument"),
        ({"box": "1,2,3,4"}, "bad-argument"),
        ({"recordedAt": "yesterday"}, "bad-recorded-at"),
        ({"validAt": "soon"}, "bad-valid-at"),
        ({"where": "Belgrade"}, "bad-argument"),
        ({"where": ""}, "bad-argument"),
        ({"where": '{"nam": {"eq": "Belgrade"}}'}, "bad-argument"),
        ({"where": '{"name": {"eq": 3}}'}, "bad-argument"),
        ({"where": '{"not":' * 700 + "null" + "}" * 700}, "bad-argument"),
        ({"where": '{"not":' * 9 + '{"minSources": 1}' + "}" * 9}, "filter-too-large"),
        ({"deployed": '{"ids": ["00000000-0000-4000-8000-000000000000"]}'}, "unknown-id"),
        ({"hasClaim": '{"predicates": ["located"]}'}, "unknown-predicate"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_code(
    client: httpx.AsyncClient, params: dict[str, str], code: str
) -> None:
    got = await client.get(maps.ADDRESS, params=params)

    assert got.status_code == 400
    assert json.loads(got.content)["errors"][0]["extensions"]["code"] == code


async def test_where_in_a_filter_a_mistake_lies_is_told(client: httpx.AsyncClient) -> None:
    unread = await client.get(maps.ADDRESS, params={"deployed": '{"hasStatus": {"eq": "OVER"}}'})
    refused = await client.get(maps.ADDRESS, params={"where": '{"not": {"minSources": -1}}'})

    assert unread.json()["errors"][0]["message"].startswith("`deployed.hasStatus.eq`: ")
    assert refused.json()["errors"][0]["extensions"]["argument"] == "where.not.minSources"


async def test_a_map_that_takes_too_long_is_refused_before_it_begins(
    cameras: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(cameras) as client:
        monkeypatch.setattr(maps, "read_page", _late)
        got = await client.get(maps.ADDRESS, params=ODBL)

    assert got.status_code == 400
    assert got.json()["errors"][0]["extensions"]["code"] == ReadTimeoutError.code


def _late(*_: object) -> Page:
    raise ReadTimeoutError("it takes too long")
