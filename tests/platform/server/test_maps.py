"""The map as a file: valid GeoJSON with everything on it once, clear of licences that bind those who use it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph.settings import Settings
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named
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


@pytest.fixture
async def client(cameras: Path) -> AsyncIterator[httpx.AsyncClient]:
    store = Store.open(cameras)
    app = application(store.catalogue)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as opened,
    ):
        yield opened
    store.close()


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
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_code(
    client: httpx.AsyncClient, params: dict[str, str], code: str
) -> None:
    got = await client.get(maps.ADDRESS, params=params)

    assert got.status_code == 400
    assert json.loads(got.content)["errors"][0]["extensions"]["code"] == code
