"""The server over HTTP: good questions, bad requests, and what others write."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette
from tests.stores import Store

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, NewEvent
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.graphql_http import GRAPHQL, LARGEST_BODY

JSON = {"content-type": "application/json"}
ASKED = {"query": "{ places { totalCount } }"}


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Talk to the running application."""
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as opened,
    ):
        yield opened


@pytest.fixture
async def client(reference_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    catalogue = Catalogue.open(reference_folder)
    async with serving(application(catalogue)) as opened:
        yield opened
    catalogue.close()


async def test_a_question_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    posted = await client.post("/graphql", json=ASKED)
    got = await client.get("/graphql", params=ASKED)

    assert posted.status_code == got.status_code == 200
    assert posted.json() == got.json()
    assert posted.json()["data"]["places"]["totalCount"] > 0
    assert posted.headers["content-type"].startswith("application/json")


async def test_variables_and_operation_names_are_taken_by_both(client: httpx.AsyncClient) -> None:
    asked = {
        "query": "query A($n: Int) { places(first: $n) { nodes { id } } } query B { __typename }",
        "operationName": "A",
    }

    posted = await client.post("/graphql", json={**asked, "variables": {"n": 2}})
    got = await client.get("/graphql", params={**asked, "variables": json.dumps({"n": 2})})

    assert len(posted.json()["data"]["places"]["nodes"]) == 2
    assert got.json() == posted.json()


async def test_who_has_the_answer_already_is_told_so(client: httpx.AsyncClient) -> None:
    first = await client.get("/graphql", params=ASKED)

    again = await client.get("/graphql", params=ASKED, headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "bad-request"),
        (b"null", "bad-request"),
        (b"1", "bad-request"),
        (b'"x"', "bad-request"),
        (b"[]", "bad-request"),
        (b'[{"query": "{ __typename }"}]', "bad-request"),
        (b"{}", "bad-request"),
        (b'{"query": null}', "bad-request"),
        (b'{"query": "{ __typename }", "variables": []}', "bad-request"),
        (b'{"query": "\xff"}', "bad-request"),
        (b"[" * 100_000, "bad-request"),
        (b'{"query": "{ __typename }", "operationName": "\\ud800"}', "bad-request"),
        (b'{"query": "' + b"x" * LARGEST_BODY + b'"}', "body-too-large"),
    ],
)
async def test_what_is_no_request_is_refused_in_graphql_s_shape(
    client: httpx.AsyncClient, body: bytes, code: str
) -> None:
    reply = await client.post("/graphql", content=body, headers=JSON)

    assert 400 <= reply.status_code < 500
    assert [error["extensions"]["code"] for error in reply.json()["errors"]] == [code]


async def test_forms_and_compressed_bodies_are_refused(client: httpx.AsyncClient) -> None:
    form = await client.post("/graphql", data=ASKED)
    squeezed = await client.post("/graphql", content=b"x", headers={**JSON, "content-encoding": "gzip"})

    assert form.status_code == squeezed.status_code == 415
    assert form.json()["errors"][0]["extensions"]["code"] == "not-json"


async def test_clients_of_the_newer_media_type_see_refusals_in_the_status(client: httpx.AsyncClient) -> None:
    asked = {"query": "{ nothing }"}

    old = await client.post("/graphql", json=asked)
    new = await client.post("/graphql", json=asked, headers={"accept": GRAPHQL})

    assert (old.status_code, new.status_code) == (200, 400)
    assert new.headers["content-type"].startswith(GRAPHQL)
    assert old.json()["errors"] == new.json()["errors"]
    assert "data" not in new.json()


async def test_other_pages_say_what_is_here(client: httpx.AsyncClient) -> None:
    landing, schema, health = [await client.get(path) for path in ("/", "/schema.graphql", "/health")]

    assert "GraphQL" in landing.text
    assert landing.headers["x-content-type-options"] == "nosniff"
    assert "type Deployment implements Entity" in schema.text
    assert health.json()["ok"] is True


async def test_what_is_written_is_served_soon_after(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    body = EntityRegistered(kind="Place", dataset="tests", native="1")
    async with serving(application(store.catalogue, store.follower)) as client:
        store.log.append([NewEvent(uuid4(), 1, body)], uuid4(), Actor("tests", "EDITOR", "LOCAL"), digest="1")
        until = time.monotonic() + 5
        found = 0
        while found == 0 and time.monotonic() < until:
            found = (await client.post("/graphql", json=ASKED)).json()["data"]["places"]["totalCount"]
    store.close()

    assert found == 1


async def test_a_follower_that_fails_is_told_by_the_health_page_while_answers_go_on(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    store.log.close()
    (tmp_path / "store" / "log.sqlite").write_bytes(b"no database")
    async with serving(application(store.catalogue, store.follower)) as client:
        until = time.monotonic() + 5
        while (await client.get("/health")).status_code == 200 and time.monotonic() < until:
            pass
        health, asked = await client.get("/health"), await client.post("/graphql", json=ASKED)
    store.catalogue.close()
    store.follower.close()
    store.keys.close()

    assert health.status_code == 503
    assert health.json()["follower"]
    assert asked.json()["data"]["places"]["totalCount"] == 0
