"""The server as a whole: its pages, what every answer has, and what others write meanwhile."""

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from tests.platform.server.clients import code_of, serving
from tests.processes import PATIENCE_SECONDS
from tests.schema.shapes import ROOTS
from tests.stores import Store

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, NewEvent
from watchgraph_projections.leases import FileLease
from watchgraph_server.asgi import application
from watchgraph_server.followers import Followers
from watchgraph_server.following import FollowerThread


def followers(store: Store) -> Followers:
    """Those that `watchgraph serve` has."""
    return Followers([FollowerThread.of(store.follower, FileLease(store.folder, "catalogue"))])


ASKED = {"query": "{ places { totalCount } }"}


async def test_other_pages_say_what_is_here(client: httpx.AsyncClient) -> None:
    landing, schema, health = [await client.get(path) for path in ("/", "/schema.graphql", "/health")]

    assert "GraphQL" in landing.text
    assert landing.headers["x-content-type-options"] == "nosniff"
    assert "type Deployment implements Entity" in schema.text
    assert health.json()["ok"] is True
    assert health.headers["cache-control"] == "no-store"


async def test_the_landing_page_names_the_questions_that_take_no_moment(client: httpx.AsyncClient) -> None:
    (told,) = re.findall(r"<p>Root fields take .*?</p>", (await client.get("/")).text, re.DOTALL)

    named = {name for name in re.findall(r"<code>(\w+)</code>", told) if name in ROOTS} - {"nodes"}

    assert named == {name for name, field in ROOTS.items() if "asOf" not in field.args}


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("localhost:8123", "http://localhost:8123/graphql"),
        ("[::1]:9000", "http://[::1]:9000/graphql"),
        ("localhost:8000$(id)", "http://localhost:8000/graphql"),
    ],
)
async def test_the_page_at_the_root_tells_to_ask_where_its_reader_came(
    client: httpx.AsyncClient, host: str, shown: str
) -> None:
    page = await client.get("/", headers={"host": host})

    assert page.status_code == 400 or f"curl -s {shown} " in page.text
    assert "$(id)" not in page.text


async def test_the_schema_is_known_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/schema.graphql")

    again = await client.get("/schema.graphql", headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"].startswith("public, max-age=")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not-served"),
        ("GET", "/graphql/", 404, "not-served"),
        ("GET", "/../etc/passwd", 404, "not-served"),
        ("POST", "/health", 405, "method-not-allowed"),
        ("DELETE", "/schema.graphql", 405, "method-not-allowed"),
    ],
)
async def test_other_addresses_and_methods_are_refused_with_a_code(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    reply = await client.request(method, path)

    assert (reply.status_code, code_of(reply)) == (status, code)
    assert reply.headers["cache-control"] == "no-store"
    assert ("allow" in reply.headers) == (status == 405)


async def test_whatever_is_answered_no_browser_runs_it_and_any_page_may_read_it(client: httpx.AsyncClient) -> None:
    replies = [await client.get(path) for path in ("/", "/health", "/schema.graphql", "/graphql", "/nothing")]

    assert replies[0].headers["referrer-policy"] == "no-referrer"
    for reply in replies:
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "x-request-id" in reply.headers
        assert "Accept-Encoding" in reply.headers["vary"]


async def test_a_catalogue_that_cannot_be_read_is_told_by_the_health_page(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    with closing(sqlite3.connect(store.folder / "catalogue.sqlite")) as connection, connection:
        connection.execute("drop table standing")

    async with serving(application(store.catalogue)) as client:
        health = await client.get("/health")
    store.close()

    assert (health.status_code, health.json()["ok"]) == (503, False)
    assert "standing" not in health.text


async def test_what_is_written_is_served_soon_after(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    body = EntityRegistered(kind="Place", dataset="tests", native="1")
    async with serving(application(store.catalogue, followers(store))) as client:
        store.log.append([NewEvent(uuid4(), 1, body)], uuid4(), Actor("tests", "EDITOR", "LOCAL"), digest="1")
        until = time.monotonic() + PATIENCE_SECONDS
        found = 0
        while found == 0 and time.monotonic() < until:
            found = (await client.post("/graphql", json=ASKED)).json()["data"]["places"]["totalCount"]
    store.close()

    assert found == 1


async def test_a_follower_that_fails_is_told_by_the_health_page_while_answers_go_on(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    store.log.close()
    (tmp_path / "store" / "log.sqlite").write_bytes(b"no database")
    async with serving(application(store.catalogue, followers(store))) as client:
        until = time.monotonic() + PATIENCE_SECONDS
        while (await client.get("/health")).status_code == 200 and time.monotonic() < until:
            pass
        health, ready = await client.get("/health"), await client.get("/health/ready")
        asked = await client.post("/graphql", json=ASKED)
    store.catalogue.close()
    store.follower.close()
    store.keys.close()

    assert health.status_code == 503
    assert health.json()["failures"]["catalogue"]
    assert ready.status_code == 200
    assert asked.json()["data"]["places"]["totalCount"] == 0
